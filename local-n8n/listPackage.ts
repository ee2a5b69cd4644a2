import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Instance } from './instance';
import { run } from './run';

const root = dirname(__dirname);

/** Makes a running n8n list the package under Settings > Community nodes, as after its own installation. */
export async function listPackage(
	{ installation, userFolder }: Instance,
	nodeTypes: Array<{ name: string; displayName: string; version: number | number[] }>,
): Promise<void> {
	const folder = join(userFolder, '.n8n');
	const { name, version, author } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
	const nodes = nodeTypes
		.filter((node) => node.name.startsWith(`${name}.`) && !node.name.endsWith('Tool'))
		// Without the properties, which are too long for a command line.
		.map((node) => ({
			name: node.name,
			displayName: node.displayName,
			version: [node.version].flat().at(-1),
		}));
	const rows = [join(folder, 'database.sqlite'), name, version, author, nodes];
	await run(installation.node, ['--no-warnings', join(__dirname, 'list-package.cjs'), JSON.stringify(rows)], {
		cwd: folder,
	});
}
