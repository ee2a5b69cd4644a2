import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const lazy = readdirSync(join(root, 'dist')).find((file) => /^edi-.*\.js$/.test(file))!;
const read = '{ getNode: () => ({}), getNodeParameter: () => "read", getInputData: () => [] }';

/** Loads the package in a fresh process as n8n does, runs `then`, and returns the package's own files that were loaded. */
const loadedBy = (then: string, cwd = root): string[] =>
	JSON.parse(
		execFileSync(
			process.execPath,
			[
				'--eval',
				`
			const { basename, join } = require('node:path');
			const { n8n } = require('./package.json');
			const types = [...n8n.nodes, ...n8n.credentials].map(
				(file) => new (require('./' + file)[basename(file).split('.')[0]])(),
			);
			const edi = types.find((type) => type.constructor.name === 'Edi');
			Promise.resolve((${then})(edi)).then(() => {
				const files = Object.keys(require.cache).filter((file) => !file.includes('node_modules'));
				console.log(JSON.stringify(files.map((file) => basename(file))));
			});
			`,
			],
			{ cwd, encoding: 'utf8' },
		),
	) as string[];

test('n8n starts without the code of the EDI operations; the first run loads it', () => {
	const atStart = loadedBy('() => {}');
	expect(atStart).toContain('bundle.js');
	expect(atStart).not.toContain(lazy);
	expect(loadedBy(`(edi) => edi.execute.call(${read})`)).toContain(lazy);
});

test.each([
	[
		'another version replaces the package while n8n runs',
		`renameSync('dist/${lazy}', 'dist/edi-0123456789ab.js')`,
		'The package n8n-nodes-ecgrid is being updated, or was updated or removed while n8n was running',
	],
	[
		'the code on disk is cut short',
		`truncateSync('dist/${lazy}', 1000)`,
		expect.stringContaining("The code of the EDI node can't be loaded: "),
	],
	[
		'the file is empty',
		`truncateSync('dist/${lazy}', 0)`,
		"The code of the EDI node can't be loaded: its file is empty",
	],
])('if %s, the node says so, and runs none of it', (_, damage, message) => {
	const cwd = mkdtempSync(join(tmpdir(), 'ecgrid-replaced-'));
	try {
		for (const part of ['dist', 'package.json'])
			cpSync(join(root, part), join(cwd, part), { recursive: true });
		symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'));
		const damaged = `(edi) => {
			require('node:fs').${damage};
			return edi.execute.call({ ...${read}, continueOnFail: () => false }).catch(({ message }) => (require.cache[message] = {}));
		}`;
		expect(loadedBy(damaged, cwd)).toContainEqual(message);
	} finally {
		rmSync(cwd, { recursive: true, force: true });
	}
});
