import { existsSync, mkdtempSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './run';

const root = dirname(__dirname);

/**
 * Builds and packs this package, as npm would publish it, into a folder (by default a temporary one). Returns
 * the tarball.
 */
export async function packPackage(
	folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-ecgrid-')),
): Promise<string> {
	await run('npm', ['run', 'build'], { cwd: root });
	const [packed] = JSON.parse(
		await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root }),
	);
	return join(folder, packed.filename);
}

/** Installs a tarball in n8n's folder for community packages, in the layout that n8n creates. */
export async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const { name } = JSON.parse(await run('tar', ['-xzOf', tarball, 'package/package.json'], { cwd: root }));
	const folder = join(nodes, 'node_modules', name);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], { cwd: root });

	const manifest = join(folder, 'package.json');
	const { devDependencies, peerDependencies, optionalDependencies, ...rest } = JSON.parse(
		await readFile(manifest, 'utf8'),
	);
	void [devDependencies, peerDependencies, optionalDependencies];
	// n8n would install `dependencies` now; a community package has none.
	if (rest.dependencies) throw new Error(`${name} has dependencies, which n8n's verification refuses`);
	await writeFile(manifest, JSON.stringify(rest, null, 2));
	const ledger = join(nodes, 'package.json');
	const { dependencies } = existsSync(ledger) ? JSON.parse(await readFile(ledger, 'utf8')) : {};
	const installed = {
		name: 'installed-nodes',
		private: true,
		dependencies: { ...dependencies, [name]: rest.version },
	};
	await writeFile(ledger, JSON.stringify(installed, null, 2));
}
