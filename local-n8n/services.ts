import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './instance';
import { run as resultOf } from './run';
import { waitFor } from './wait';

/** A database or queue on loopback; `stop` removes all traces. */
export interface Service {
	port: number;
	stop(): Promise<void>;
}

export interface Postgres extends Service {
	/** With these variables, n8n uses it. */
	env: Record<string, string>;
	/** Returns the rows of a statement. */
	query<T>(statement: string): Promise<T[]>;
}

const POSTGRES = '/usr/lib/postgresql';

const postgresPrograms = () => {
	const [newest] = existsSync(POSTGRES)
		? readdirSync(POSTGRES).sort((left, right) => Number(right) - Number(left))
		: [];
	return newest && join(POSTGRES, newest, 'bin');
};

/** Whether Debian's PostgreSQL and Redis are installed. */
export const canQueue = () =>
	postgresPrograms() !== undefined && spawnSync('redis-server', ['--version']).status === 0;

/** PostgreSQL refuses to run as root, so it runs as the user that Debian creates for it. */
const asDatabaseUser = (command: string, args: string[]): [string, string[]] =>
	process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args];

function run(command: string, args: string[]) {
	const { status, stderr, stdout } = spawnSync(...asDatabaseUser(command, args), { encoding: 'utf8' });
	if (status !== 0) throw new Error(`${command} failed: ${stderr || stdout}`);
}

async function ended(child: ChildProcess, signal: NodeJS.Signals) {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const exit = once(child, 'exit');
	child.kill(signal);
	await exit;
}

/** A new PostgreSQL with the user and database `n8n`, without a password. */
export async function startPostgres(): Promise<Postgres> {
	const programs = postgresPrograms()!;
	const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
	chmodSync(folder, 0o777);
	const data = join(folder, 'data');
	const port = await freePort();
	run(join(programs, 'initdb'), ['-D', data, '-U', 'n8n', '--auth=trust', '--no-sync']);
	const server = spawn(
		...asDatabaseUser(join(programs, 'postgres'), [
			...['-D', data, '-p', String(port), '-k', folder],
			...['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
		]),
		{ stdio: 'ignore' },
	);
	await waitFor('PostgreSQL to answer', async () =>
		spawnSync(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]).status === 0
			? true
			: undefined,
	);
	const login = ['-h', '127.0.0.1', '-p', String(port), '-U', 'n8n'];
	run(join(programs, 'createdb'), [...login, 'n8n']);
	return {
		port,
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_DATABASE: 'n8n',
		},
		query: async (statement) => {
			const rows = `SELECT coalesce(json_agg(rows), '[]') FROM (${statement}) AS rows`;
			return JSON.parse(
				await resultOf(join(programs, 'psql'), [...login, '-Atc', rows, 'n8n'], { cwd: folder }),
			);
		},
		stop: async () => {
			run(join(programs, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop']);
			await ended(server, 'SIGTERM');
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** A new Redis without persistence. */
export async function startRedis(): Promise<Service> {
	const port = await freePort();
	const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
		stdio: 'ignore',
	});
	await waitFor('Redis to answer', async () =>
		spawnSync('redis-cli', ['-h', '127.0.0.1', '-p', String(port), 'ping']).status === 0 ? true : undefined,
	);
	return { port, stop: async () => await ended(server, 'SIGKILL') };
}
