import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { n8n } from '../../package.json';

const classOf = (file: string) => basename(file).split('.')[0]!;

test('require() of the package gives n8n exactly the credentials and nodes that package.json names', () => {
	const exported = createRequire(__filename)(join(__dirname, '../..')) as Record<
		string,
		new () => { name?: string; description?: { name: string } }
	>;
	const classes = [...n8n.credentials, ...n8n.nodes].map(classOf);
	expect(Object.keys(exported).sort()).toEqual(classes.sort());
	for (const name of classes) {
		const made = new exported[name]!();
		expect((made.description ?? made).name).toBe(name[0]!.toLowerCase() + name.slice(1));
	}
});
