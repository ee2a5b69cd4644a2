import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installN8n, type Installation } from '../local-n8n/install';
import { packPackage } from '../local-n8n/package';
import { run } from '../local-n8n/run';
import type { Bench } from './bench';
import type { Row } from './result';
import { inTurn } from './rounds';

const OWN = 'n8n-nodes-ecgrid';
/** The package whose time for each operation is the measure. */
const FIRECRAWL = '@mendable/n8n-nodes-firecrawl';
/** Published community packages. */
const PEERS = {
	'@blotato/n8n-nodes-blotato': '1.0.10',
	[FIRECRAWL]: '2.1.2',
	'n8n-nodes-evolution-api': '1.0.4',
};
const ROUNDS = 15;

/**
 * Figures for a package with everything that npm installs with it, except n8n-workflow, which n8n already
 * has.
 */
interface Installed {
	name: string;
	folder: string;
	/** Bytes that npm downloads. */
	packed: number;
	/** Bytes on disk. */
	unpacked: number;
}

const bytesIn = (folder: string): number =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name !== '.package-lock.json')
		.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

async function install(name: string, what: string, root: string): Promise<Installed> {
	const cwd = join(root, name.replace('/', '-'));
	mkdirSync(cwd);
	writeFileSync(join(cwd, 'package.json'), '{ "private": true }');
	const quiet = ['--ignore-scripts', '--omit=peer', '--legacy-peer-deps', '--no-audit', '--no-fund'];
	await run('npm', ['install', ...quiet, what], { cwd });

	const modules = join(cwd, 'node_modules');
	const lock = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
	const brought = Object.entries(lock.packages as Record<string, { version: string }>).map(
		([path, { version }]) => [path.split('node_modules/').at(-1), version] as const,
	);
	const specs = brought.map(([each, version]) => (each === name ? what : `${each}@${version}`));
	const packs = JSON.parse(await run('npm', ['pack', '--dry-run', '--json', ...specs], { cwd }));
	const packed = (packs as Array<{ size: number }>).reduce((sum, { size }) => sum + size, 0);
	return { name, folder: join(modules, name), packed, unpacked: bytesIn(modules) };
}

interface Loaded {
	milliseconds: number;
	operations: number;
}

/** Loads a package in a fresh process. */
async function load({ folder }: Installed, { node, dir }: Installation): Promise<Loaded> {
	const env = { ...process.env, NODE_PATH: join(dir, 'node_modules') };
	return JSON.parse(await run(node, [join(__dirname, 'requireAll.cjs'), folder], { cwd: folder, env }));
}

async function measure(root: string, progress: (doing: string) => void): Promise<Row[]> {
	const n8n = await installN8n();
	const tarball = process.env.ECGRID_TARBALL ?? (await packPackage(root));
	const installed: Installed[] = [];
	for (const [name, what] of [
		[OWN, tarball],
		...Object.entries(PEERS).map(([peer, version]) => [peer, `${peer}@${version}`]),
	] as Array<[string, string]>) {
		progress(`installing ${name}`);
		installed.push(await install(name, what, root));
	}

	const operations = new Map<string, number>();
	for (const each of installed) operations.set(each.name, (await load(each, n8n)).operations);
	const subjects = Object.fromEntries(
		installed.map((each) => [each.name, async () => (await load(each, n8n)).milliseconds]),
	);
	const times = await inTurn(ROUNDS, subjects, progress);

	const row = (
		what: string,
		unit: string,
		of: (each: Installed) => number[],
		{
			target,
			against = () => undefined,
		}: Pick<Row, 'target'> & { against?: (peer: string) => Row['target'] } = {},
	): Row => {
		const [own, ...peers] = installed;
		return {
			what,
			unit,
			values: of(own!),
			target,
			peers: peers.map((each) => ({
				name: each.name,
				values: of(each),
				target: against(each.name),
			})),
		};
	};
	const perOperation = (values: number[], { name }: Installed) =>
		values.map((value) => value / operations.get(name)!);
	return [
		row('operations', '', ({ name }) => [operations.get(name)!]),
		row('loading', 'ms', ({ name }) => times[name]!),
		row('loading, for each operation', 'ms', (each) => perOperation(times[each.name]!, each), {
			against: (peer) => (peer === FIRECRAWL ? { atMost: 0.7 } : undefined),
		}),
		row('packed', 'kB', ({ packed }) => [packed / 1000], { target: { atMost: 200 } }),
		row('packed, for each operation', 'kB', (each) => perOperation([each.packed / 1000], each), {
			against: () => ({ atMost: 1 }),
		}),
		row('unpacked', 'kB', ({ unpacked }) => [unpacked / 1000]),
		row('unpacked, for each operation', 'kB', (each) => perOperation([each.unpacked / 1000], each)),
	];
}

export const loading: Bench = {
	name: 'load',
	what: `The time to load all nodes and the credential in a new process that has loaded n8n-workflow, as n8n has when it starts, and the size of the package with everything that npm installs with it. Beside it, published community packages: ${Object.entries(
		PEERS,
	)
		.map((peer) => peer.join(' '))
		.join(', ')}. A trigger counts as one operation.`,
	async run(progress) {
		const root = mkdtempSync(join(tmpdir(), 'bench-'));
		try {
			return await measure(root, progress);
		} finally {
			rmSync(root, { recursive: true, force: true });
		}
	},
};
