import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, closeSync, readFileSync } from 'node:fs';
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
	/** Our package, as `npm pack` makes it. */
	tarball?: string;
	/** Everything that this n8n keeps; a new temporary folder when left out. */
	userFolder?: string;
	/** Any free one when left out. */
	port?: number;
	env?: Record<string, string>;
	https?: boolean;
	/** Which of n8n's processes: all in one (default), or the parts that queue mode has besides the main one. */
	command?: 'start' | 'webhook' | 'worker';
}

/** A real n8n on loopback. It ends when this process ends, however that happens. */
export interface Instance {
	installation: Installation;
	url: string;
	port: number;
	userFolder: string;
	env: Record<string, string>;
	/** Of the current run: a restart makes a new one. */
	readonly process: ChildProcess;
	/** What a client has to trust. */
	ca: string;
	/** All that n8n printed since the user folder was made. */
	logs(): string;
	/** As when somebody presses Ctrl-C. */
	stop(): Promise<void>;
	/** As when the power fails. */
	kill(): Promise<void>;
	/** Stops it if it runs, and starts it again on the same folder and port, with these variables changed. */
	restart(change?: { env?: Record<string, string> }): Promise<void>;
}

/** Starts n8n and returns once it answers. */
export async function startN8n({
	installation,
	tarball,
	command = 'start',
	https = command !== 'worker',
	...options
}: StartOptions): Promise<Instance> {
	const userFolder = options.userFolder ?? mkdtempSync(join(tmpdir(), 'n8n-'));
	// By default ~/.n8n-files, with n8n running in ~: the user folder is the home of this n8n.
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
		WEBHOOK_URL: `${url}/`,
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
		const log = openSync(logFile, 'a');
		child = spawn(
			installation.node,
			['--require', join(__dirname, 'end-with-parent.cjs'), installation.n8n, command],
			{
				cwd: userFolder,
				// n8n starts its task runner as `node`.
				env: { ...machine(), ...env, PATH: [dirname(installation.node), process.env.PATH].join(delimiter) },
				stdio: ['pipe', log, log],
				// A group of its own: Ctrl-C in a terminal reaches it through stop(), and kill() reaches its task runner.
				detached: true,
			},
		);
		closeSync(log);
		await untilItAnswers();
	}

	async function untilItAnswers() {
		const stillRuns = () => {
			if (hasEnded(child))
				throw new Problem(`n8n ended while it was starting. The end of ${logFile}:\n${tail(logs())}`);
		};
		const get = (path: string) => request(`${url}${path}`, { dispatcher });
		try {
			await waitFor(
				`n8n at ${url} to answer`,
				async (saw) => {
					stillRuns();
					try {
						const path = command === 'start' ? '/healthz/readiness' : '/healthz';
						const health = await get(path);
						await health.body.dump();
						saw(`${path} answered ${health.statusCode}`);
						if (health.statusCode !== 200) return undefined;
						if (command !== 'start') return true;
						// n8n adds its routes one after another, while it answers already.
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
			// The whole group is gone already.
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

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Nothing is sent to n8n's makers, and nothing is asked from them. */
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
	// Settings > Community nodes would wait for npm to look for updates.
	npm_config_offline: 'true',
	NO_COLOR: '1',
};

/** Of this machine's environment only what a program needs, so that nobody's own n8n settings get in. */
const machine = () =>
	Object.fromEntries(
		['HOME', 'LANG', 'LC_ALL', 'SystemRoot', 'TEMP', 'TMPDIR', 'TZ'].flatMap((name) =>
			process.env[name] === undefined ? [] : [[name, process.env[name]]],
		),
	);

/** A port that nobody uses: none of those that connections get by themselves, so that it stays free until it is used. */
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
