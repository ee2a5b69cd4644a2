import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Loads the package in a fresh process as n8n does, runs `then`, and returns the package's own files that were loaded. */
const loadedBy = (then: string): string[] =>
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
			{ cwd: join(__dirname, '../..'), encoding: 'utf8' },
		),
	) as string[];

test('n8n starts without the code of the EDI operations; the first run loads it', () => {
	const atStart = loadedBy('() => {}');
	expect(atStart).toContain('bundle.js');
	expect(atStart).not.toContain('edi.js');
	const node = '{ getNodeParameter: () => "read", getInputData: () => [] }';
	expect(loadedBy(`(edi) => edi.execute.call(${node})`)).toContain('edi.js');
});
