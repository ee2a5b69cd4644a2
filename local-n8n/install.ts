import { execFile } from 'node:child_process';
import { createWriteStream, existsSync, statfsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { check, lock } from 'proper-lockfile';
import { cacheFolder } from './cache';
import { Problem, tail } from './problem';
import { CommandFailed, run } from './run';
import { n8nVersion, nodeVersion } from './version';

export interface Installation {
	version: string;
	/** The Node.js that runs n8n. */
	node: string;
	/** The script to start. */
	n8n: string;
	dir: string;
}

const neededGigabytes = 4;

/**
 * Installs n8n into the cache on first use and returns its location. Resumes an interrupted installation and
 * waits for one that another process has started.
 */
export async function installN8n({
	version = n8nVersion,
	onProgress = () => {},
}: { version?: string; onProgress?: (doing: string) => void } = {}): Promise<Installation> {
	const dir = cacheFolder(`n8n-${version}`);
	const present = await installed(dir);
	if (present) return present;

	if (await check(dir)) onProgress('waiting for another process that is installing it');
	const release = await lock(dir, { retries: { forever: true, minTimeout: 1000, maxTimeout: 1000 } });
	try {
		return (await installed(dir)) ?? (await install(dir, version, onProgress));
	} finally {
		await release();
	}
}

const markerOf = (dir: string) => join(dir, 'installed.json');

/** Returns a finished installation, or nothing if its native modules were built for another Node.js. */
async function installed(dir: string): Promise<Installation | undefined> {
	if (!existsSync(markerOf(dir))) return undefined;
	const { version, node, n8n, abi } = JSON.parse(await readFile(markerOf(dir), 'utf8'));
	const usable = existsSync(n8n) && existsSync(node) && (await abiOf(node)) === abi;
	return usable ? { version, node, n8n, dir } : undefined;
}

async function abiOf(node: string): Promise<string> {
	if (node === process.execPath) return process.versions.modules;
	return (await promisify(execFile)(node, ['-p', 'process.versions.modules'])).stdout.trim();
}

async function install(
	dir: string,
	version: string,
	onProgress: (doing: string) => void,
): Promise<Installation> {
	checkSpace(dir);
	let free: number | undefined;
	const unpacked = () => {
		free ??= freeGigabytes(dir);
		const gigabytes = free - freeGigabytes(dir);
		return gigabytes < 0.1 ? 'reading the list of packages' : `${gigabytes.toFixed(1)} of about 3 GB`;
	};
	const logFile = join(dir, 'install.log');
	const log = createWriteStream(logFile);
	const npm: Npm = async (cwd, args, doing, env = {}) => {
		const onTick = () => onProgress(doing());
		await run('npm', args, { cwd, env: { ...process.env, ...env }, log, onTick }).catch((error: unknown) => {
			throw explain(error, logFile, version);
		});
	};

	try {
		await fetchPackage(npm, dir, `n8n@${version}`, () => `downloading n8n ${version}: ${unpacked()}`);
		const n8n = join(dir, 'node_modules', 'n8n', 'bin', 'n8n');
		const { node, env } = await nodeFor(npm, dir, version);
		await npm(
			dir,
			['rebuild', 'sqlite3', 'isolated-vm', '--ignore-scripts=false'],
			() => 'compiling SQLite and the expression sandbox (about a minute)',
			env,
		);
		// The installation is finished only if both load.
		await run(node, ['-e', 'require("sqlite3"); require("isolated-vm")'], { cwd: dir, log });

		const result = { version, node, n8n, abi: await abiOf(node) };
		await writeFile(`${markerOf(dir)}.new`, JSON.stringify(result, null, 2));
		await rename(`${markerOf(dir)}.new`, markerOf(dir));
		return { version, node, n8n, dir };
	} finally {
		log.end();
	}
}

type Npm = (cwd: string, args: string[], doing: () => string, env?: NodeJS.ProcessEnv) => Promise<void>;

/** Installs a package into its own folder unless it is already installed. */
async function fetchPackage(npm: Npm, folder: string, name: string, doing: () => string): Promise<void> {
	// npm writes the lock file last: without it, any package may be incomplete.
	if (existsSync(join(folder, 'package-lock.json'))) return;
	await rm(join(folder, 'node_modules'), { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
	// Keep scripts off: one of n8n's dependencies would build a Kafka client from source, and n8n starts
	// without it.
	await npm(folder, ['install', name, '--save-exact', '--ignore-scripts', '--no-audit', '--no-fund'], doing);
}

const freeGigabytes = (dir: string) => {
	const { bavail, bsize } = statfsSync(dir);
	return (bavail * bsize) / 1e9;
};

function checkSpace(dir: string): void {
	const gigabytes = freeGigabytes(dir);
	if (gigabytes >= neededGigabytes) return;
	throw new Problem(
		`n8n needs ${neededGigabytes} GB of disk space, and ${dir} has ${gigabytes.toFixed(1)} GB left.\n` +
			'Free some space, or set XDG_CACHE_HOME to a folder on a larger disk.',
	);
}

/**
 * Returns this machine's Node.js if n8n accepts it, or else one from npm, and what npm needs to compile for
 * it.
 */
async function nodeFor(npm: Npm, dir: string, version: string) {
	const n8nRequire = createRequire(join(dir, 'node_modules', 'n8n', 'package.json'));
	const { engines } = n8nRequire('./package.json') as { engines: { node: string } };
	const { satisfies } = n8nRequire('semver') as { satisfies(version: string, range: string): boolean };
	if (satisfies(process.versions.node, engines.node)) return { node: process.execPath, env: {} };

	const { platform, arch, versions } = process;
	const name = `${platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'}-${platform === 'win32' ? 'win' : platform}-${arch}`;
	await fetchPackage(
		npm,
		join(dir, 'node'),
		`${name}@${nodeVersion}`,
		() => `downloading Node.js ${nodeVersion}: n8n ${version} doesn't run on this machine's ${versions.node}`,
	);
	const folder = join(dir, 'node', 'node_modules', name);
	const node = join(folder, 'bin', platform === 'win32' ? 'node.exe' : 'node');
	// The npm package includes the headers, so only the npm registry must be reachable.
	return {
		node,
		env: { npm_config_nodedir: folder, PATH: [dirname(node), process.env.PATH].join(delimiter) },
	};
}

function explain(error: unknown, logFile: string, version: string): unknown {
	if (!(error instanceof CommandFailed)) return error;
	const { output } = error;
	const log = `Its log is ${logFile}.`;
	if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|ECONNRESET/.test(output)) {
		return new Problem(
			`n8n ${version} couldn't be downloaded: npm can't reach its registry.\n` +
				`Check the network, or point npm at a registry that it can reach, and start again. The download resumes. ${log}`,
		);
	}
	if (/ENOSPC/.test(output)) {
		return new Problem(
			`The disk is full. Free some space, or set XDG_CACHE_HOME to a folder on a larger disk, and start again. ${log}`,
		);
	}
	const what = /ETARGET|E404/.test(output)
		? `npm can't assemble n8n ${version}: a required version is unavailable`
		: `Installing n8n ${version} failed`;
	return new Problem(`${what}. ${log} It ends with:\n${tail(output)}`);
}
