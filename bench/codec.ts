import { join } from 'node:path';
import { build } from 'esbuild';

const MODULES = [
	'file/readFile',
	'file/writeFile',
	'json/messageJson',
	'json/bunches',
	'json/interchangesOf',
	'documents/asMessage',
	'documents/withDocument',
];

/** Bundles the EDI node's reader and writer into one file in this folder, as the package ships them, and returns its path. */
export async function codecIn(folder: string): Promise<string> {
	const outfile = join(folder, 'codec.cjs');
	await build({
		stdin: {
			contents: MODULES.map((module) => `export * from './nodes/Edi/${module}';`).join('\n'),
			resolveDir: join(__dirname, '..'),
		},
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		external: ['n8n-workflow'],
		outfile,
	});
	return outfile;
}
