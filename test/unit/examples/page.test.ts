import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const page = readFileSync(join(root, 'examples/README.md'), 'utf8');
const examples = readdirSync(join(root, 'examples'))
	.filter((file) => file.endsWith('.json'))
	.map((file) => file.slice(0, -'.json'.length));

test.each(examples)(
	'%s has its name, its file, what to set, how to try it and its picture on the page',
	(example) => {
		const { name, nodes } = JSON.parse(readFileSync(join(root, `examples/${example}.json`), 'utf8')) as {
			name: string;
			nodes: Array<{ name: string; type: string }>;
		};
		const [, section = ''] = page.split(`\n### ${name}\n`);
		const [own] = section.split('\n### ');
		expect(own).toContain(`[${example}.json](${example}.json)`);
		expect(own).toContain('**Before the first run:** ');
		const [, howToTry] = own!.split('**Try it:** ');
		expect(howToTry).toMatch(/^(Execute|Publish|Add a row)/);
		const triggers = nodes.filter(({ type }) => /trigger$/i.test(type)).map((node) => node.name);
		for (const [, from] of howToTry!.matchAll(/from\s_([^_]+)_/g)) expect(triggers).toContain(from);
		expect(own).toContain(`![${name}](../docs/images/examples/${example}.png)`);
	},
);

test('each picture belongs to an example, and is small enough to load at once', () => {
	const folder = join(root, 'docs/images/examples');
	const pictures = readdirSync(folder);
	expect(pictures.sort()).toEqual(examples.map((example) => `${example}.png`).sort());
	const large = pictures.filter((picture) => statSync(join(folder, picture)).size > 160_000);
	expect(large).toEqual([]);
});
