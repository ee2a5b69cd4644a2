import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import bundling from '../build/esbuild.json';

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
		...(bundling as BuildOptions),
		stdin: {
			contents: MODULES.map((module) => `export * from './nodes/Edi/${module}';`).join('\n'),
			resolveDir: join(__dirname, '..'),
		},
		outfile,
	});
	return outfile;
}
