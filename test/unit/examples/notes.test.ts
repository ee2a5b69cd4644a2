import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../../examples');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

test.each(files)('%s has a note that lists the other requirements', (file) => {
	const { nodes } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
		nodes: Array<{ type: string; parameters: { content?: string } }>;
	};
	const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
	expect(notes.map(({ parameters }) => parameters.content)).toContainEqual(expect.stringMatching(/\w+ \w+/));
});
