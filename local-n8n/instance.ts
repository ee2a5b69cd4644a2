import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, openSync, closeSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { localCertificate } from './certificate';
import type { Installation } from './install';
import { installPackage } from './package';
import { Problem, tail } from './problem';
import { waitFor } from './wait';

export interface StartOptions {
	installation: Installation;
	/** Our package, as packed by `npm pack`. */
	tarball?: string;
	/** The folder for all data of this n8n. Default: a new temporary folder. */
	userFolder?: string;
	/** Default: any free port. */
	port?: number;
	env?: Record<string, string>;
	https?: boolean;
	/**
	 * The n8n process to run: all in one (default), or one of the processes that queue mode adds to the main
	 * process.
	 */
	command?: 'start' | 'webhook' | 'worker';
}

/** A real n8n on loopback. It ends when this process ends, for whatever reason. */
export interface Instance {
	installation: Installation;
	url: string;
	port: number;
	userFolder: string;
	env: Record<string, string>;
	/** The process of the current run; a restart creates a new one. */
	readonly process: ChildProcess;
	/** The certificate that clients must trust. */
	ca: string;
	/** Everything that n8n has printed since the user folder was created. */
	logs(): string;
	/** Stops n8n like Ctrl-C. */
	stop(): Promise<void>;
	/** Stops n8n like a power failure. */
	kill(): Promise<void>;
	/** Stops n8n if it is running, and restarts it on the same folder and port with these variables changed. */
	restart(change?: { env?: Record<string, string> }): Promise<void>;
}

/** Starts n8n and resolves when it answers. */
export async function startN8n({
	installation,
	tarball,
	command = 'start',
	https = command !== 'worker',
	...options
}: StartOptions): Promise<Instance> {
	const userFolder = options.userFolder ?? mkdtempSync(join(tmpdir(), 'n8n-'));
	// The default is ~/.n8n-files with n8n running in ~, so the user folder is this n8n's home.
	const filesFolder = join(userFolder, '.n8n-files');
	mkdirSync(filesFolder, { recursive: true });
	const logFile = join(userFolder, command === 'start' ? 'n8n.log' : `n8n-${command}.log`);
	const port = options.port ?? (await freePort());
	const certificate = await localCertificate(userFolder);
	const url = `${https ? 'https' : 'http'}://localhost:${port}`;
	const dispatcher = new Agent({ connect: { ca: certificate.ca } });
	if (tarball) await installPackage(tarball, userFolder);

	let env: Record<string, string> = {
		...quiet,
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: 'only-for-a-local-n8n-that-holds-no-real-secret',
		N8N_RESTRICT_FILE_ACCESS_TO: filesFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		// Compiled once for every n8n of this installation: a start takes two thirds of the time.
		NODE_COMPILE_CACHE: join(installation.dir, 'compiled'),
		...(command === 'worker' && { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) }),
		N8N_WEBHOOK_URL: `${url}/`,
		...(https && {
			N8N_PROTOCOL: 'https',
			N8N_SSL_KEY: certificate.keyFile,
			N8N_SSL_CERT: certificate.certFile,
		}),
		...options.env,
	};
	let child: ChildProcess;

	const logs = () => readFileSync(logFile, 'utf8');

	async function start() {
		const before = existsSync(logFile) ? logs().length : 0;
		try {
			await startOnce();
		} catch (error) {
			if (!ENDS_ONCE.test(logs().slice(before))) throw error;
			await startOnce();
		}
	}

	async function startOnce() {
		const log = openSync(logFile, 'a');
		child = spawn(
			installation.node,
			['--require', join(__dirname, 'end-with-parent.cjs'), installation.n8n, command],
			{
				cwd: userFolder,
				// n8n starts its task runner as `node`.
				env: { ...machine(), ...env, PATH: [dirname(installation.node), process.env.PATH].join(delimiter) },
				stdio: ['pipe', log, log],
				// Use a separate process group: Ctrl-C in a terminal reaches n8n through stop(), and kill() reaches
				// its task runner.
				detached: true,
			},
		);
		closeSync(log);
		await untilItAnswers();
	}

	async function untilItAnswers() {
		const stillRuns = () => {
			if (hasEnded(child))
				throw new Problem(`n8n stopped while starting. The end of ${logFile}:\n${tail(logs())}`);
		};
		const get = (path: string) => request(`${url}${path}`, { dispatcher });
		try {
			await waitFor(
				`n8n at ${url} to answer`,
				async (saw) => {
					stillRuns();
					try {
						const path = '/healthz/readiness';
						const health = await get(path);
						await health.body.dump();
						saw(`${path} answered ${health.statusCode}`);
						if (health.statusCode !== 200) return undefined;
						if (command !== 'start') return true;
						// n8n already answers while it adds its routes one by one.
						const workflows = await get('/rest/workflows');
						await workflows.body.dump();
						saw(`/rest/workflows answered ${workflows.statusCode}`);
						return workflows.statusCode === 401 ? true : undefined;
					} catch (error) {
						saw(String(error));
						return undefined;
					}
				},
				{ timeoutMs: 120_000, everyMs: 200 },
			);
		} catch (error) {
			await kill();
			throw error;
		}
	}

	async function stop() {
		if (hasEnded(child)) return;
		const ended = once(child, 'exit');
		child.kill('SIGTERM');
		if (await Promise.race([ended.then(() => false), sleep(20_000, true, { ref: false })])) await kill();
	}

	async function kill() {
		const ended = hasEnded(child) ? undefined : once(child, 'exit');
		try {
			process.kill(-child.pid!, 'SIGKILL');
		} catch {
			// The whole group has already ended.
		}
		await ended;
	}

	await start();
	return {
		installation,
		url,
		port,
		userFolder,
		ca: certificate.ca,
		get env() {
			return env;
		},
		get process() {
			return child;
		},
		logs,
		stop,
		kill,
		async restart(change = {}) {
			await stop();
			env = { ...env, ...change.env };
			await start();
		},
	};
}

/**
 * What n8n 2.41.1 says when it ends while it starts, because it was killed between storing an execution and noting its
 * start. It doesn't try to recover that execution again, so its next start succeeds: whatever keeps n8n running, such as
 * Docker, starts it again.
 */
const ENDS_ONCE = /Cannot read properties of null \(reading 'getTime'\)[^]*ExecutionRecoveryService/;

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Prevents n8n from sending data to its makers or requesting data from them. */
const quiet = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
	// Otherwise, Settings > Community nodes would wait for npm to look for updates.
	npm_config_offline: 'true',
	NO_COLOR: '1',
};

/** Passes on only the environment variables that any program needs, to keep out personal n8n settings. */
const machine = () =>
	Object.fromEntries(
		['HOME', 'LANG', 'LC_ALL', 'SystemRoot', 'TEMP', 'TMPDIR', 'TZ'].flatMap((name) =>
			process.env[name] === undefined ? [] : [[name, process.env[name]]],
		),
	);

/**
 * Returns a free port outside the range that the system assigns to connections, so that it stays free until
 * used.
 */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(10_000, 30_000);
		const server = createServer();
		try {
			await once(server.listen(port, '127.0.0.1'), 'listening');
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') continue;
			throw error;
		}
		server.close();
		await once(server, 'close');
		return port;
	}
}
