import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { useNewDatabase } from '../../local-n8n/database';
import { installN8n } from '../../local-n8n/install';
import { freePort, startN8n, type Instance } from '../../local-n8n/instance';
import { packPackage } from '../../local-n8n/package';
import { waitFor } from '../../local-n8n/wait';

jest.setTimeout(15 * 60_000);

interface Service {
	command?: string[];
	environment?: Record<string, string>;
	depends_on?: Record<string, { restart?: boolean }>;
	ports?: string[];
	volumes?: string[];
}

/** The parts of examples/docker that run without Docker: the same commands and Caddyfile, on this machine. */
const compose = parse(readFileSync(join(__dirname, '../../examples/docker/compose.yaml'), 'utf8')) as {
	services: Record<'ecgrid' | 'n8n' | 'caddy', Service>;
	configs: { caddyfile: { content: string } };
};
const { ecgrid, n8n: n8nService } = compose.services;

/** Resolves `${NAME}` and `${NAME:-default}` as Compose does. */
const interpolated = (content: string, env: Record<string, string>) =>
	content.replace(
		/\$\{(\w+)(?::[-?]([^}]*))?\}/g,
		(_, name: string, otherwise?: string) => env[name] ?? otherwise ?? '',
	);

const HOME = '/home/node';
const folders: string[] = [];
const newFolder = () => {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-compose-'));
	folders.push(folder);
	return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

let tarball: string;
beforeAll(async () => {
	tarball = process.env.ECGRID_TARBALL ?? (await packPackage(newFolder()));
});

test('keeps in the volume everything that n8n and the examples write, and the package', () => {
	for (const { volumes } of [ecgrid, n8nService]) expect(volumes).toEqual([`home:${HOME}`]);
});

test('a new version of the package restarts n8n', () =>
	expect(n8nService.depends_on!.ecgrid!.restart).toBe(true));

test('opens the editor only to this machine', () =>
	expect(n8nService.ports).toEqual(['127.0.0.1:5678:5678']));

test.each([
	['an empty home', false],
	['a home with its own package.json', true],
])(
	'in %s, installs the package where n8n looks for it, even if repeated, and creates the folder for files',
	async (_, own) => {
		const home = newFolder();
		if (own) writeFileSync(join(home, 'package.json'), '{"name":"mine"}');
		const [command] = ecgrid.command!;
		expect(command).toContain('n8n-nodes-ecgrid@0.1.0');
		for (let times = 0; times < 2; times++) {
			const { status, stderr } = spawnSync(
				'/bin/sh',
				['-c', command!.replaceAll(HOME, home).replace('n8n-nodes-ecgrid@0.1.0', tarball)],
				{ cwd: home, env: { ...process.env, HOME: home }, encoding: 'utf8' },
			);
			expect([status, stderr]).toEqual([0, expect.anything()]);
		}
		expect(existsSync(join(home, '.n8n/nodes/node_modules/n8n-nodes-ecgrid/package.json'))).toBe(true);
		expect(existsSync(join(home, '.n8n-files'))).toBe(true);
	},
);

const describeCaddy = spawnSync('caddy', ['version']).status === 0 ? describe : describe.skip;

describeCaddy('the proxy', () => {
	let n8n: Instance;
	let caddy: ChildProcess | undefined;
	let port: number;
	const kept = newFolder();

	const ask = async (path: string, method = 'GET') => {
		const request = httpRequest({
			host: '127.0.0.1',
			port,
			servername: 'localhost',
			path,
			method,
			rejectUnauthorized: false,
			agent: false,
			timeout: 10_000,
			headers: { host: `localhost:${port}` },
		});
		request.on('timeout', () => request.destroy(new Error('no answer in 10 seconds')));
		request.end();
		const [response] = await once(request, 'response');
		return { status: response.statusCode as number, body: await text(response) };
	};

	async function stopCaddy() {
		if (!caddy) return;
		const exit = once(caddy, 'exit');
		caddy.kill();
		await exit;
		caddy = undefined;
	}

	/**
	 * Runs Caddy with the shipped Caddyfile. Only its ports differ, and it leaves this machine's certificates
	 * alone.
	 */
	async function startCaddy(env: Record<string, string> = {}) {
		await stopCaddy();
		const options = `{\n\tadmin off\n\tskip_install_trust\n\thttp_port ${await freePort()}\n\thttps_port ${port}\n}\n`;
		const caddyfile = interpolated(compose.configs.caddyfile.content, { N8N_HOST: 'localhost', ...env });
		writeFileSync(join(kept, 'Caddyfile'), options + caddyfile.replace('n8n:5678', `localhost:${n8n.port}`));
		caddy = spawn('caddy', ['run', '--config', join(kept, 'Caddyfile'), '--adapter', 'caddyfile'], {
			env: { ...process.env, HOME: kept, XDG_DATA_HOME: kept, XDG_CONFIG_HOME: kept },
			stdio: 'ignore',
		});
	}
	const untilItAnswers = async (path: string, status: number) =>
		await waitFor(`Caddy to answer ${status} for ${path}`, async (saw) => {
			try {
				const answer = await ask(path);
				saw(answer);
				return answer.status === status || undefined;
			} catch (error) {
				saw(String(error));
				return undefined;
			}
		});

	beforeAll(async () => {
		mkdirSync(kept, { recursive: true });
		port = await freePort();
		const [installation, userFolder] = [await installN8n(), newFolder()];
		await useNewDatabase(installation, userFolder);
		n8n = await startN8n({ installation, https: false, userFolder });
	});
	afterAll(async () => {
		await stopCaddy();
		await n8n?.stop();
	});

	const NOT_REGISTERED = /is not registered/;

	test("passes on only ECGrid's calls: the owner set-up is closed", async () => {
		await startCaddy();
		await untilItAnswers('/webhook/x', 404);
		expect((await ask('/webhook/some-id/ecgrid?event=Parcel', 'POST')).body).toMatch(NOT_REGISTERED);
		for (const path of [
			'/',
			'/rest/settings',
			'/rest/owner/setup',
			'/webhook',
			'/webhook-test/some-id/ecgrid',
			'/webhook/../rest/settings',
			'/webhook/%2e%2e/rest/settings',
			'//rest/settings',
		]) {
			expect([path, await ask(path)]).toEqual([
				path,
				{ status: 404, body: expect.not.stringMatching(/n8n|userManagement|registered/) },
			]);
		}
	});

	test.each([
		['/webhook/* /webhook-test/*', '/webhook-test/x', 404, NOT_REGISTERED],
		['*', '/rest/settings', 200, /userManagement/],
	])('N8N_PUBLIC_PATHS=“%s” opens %s', async (N8N_PUBLIC_PATHS, path, status, body) => {
		await startCaddy({ N8N_PUBLIC_PATHS });
		await untilItAnswers('/webhook/x', 404);
		expect(await ask(path)).toEqual({ status, body: expect.stringMatching(body) });
	});

	test('answers 200 to nobody while n8n restarts, six times', async () => {
		await startCaddy();
		await untilItAnswers('/webhook/x', 404);
		const answers = new Map<string, number>();
		let isOver = false;
		const caller = (async () => {
			while (!isOver) {
				const { status, body } = await ask('/webhook/some-id/ecgrid?event=Parcel', 'POST');
				const said = body.includes('starting up') ? `${status} starting up` : String(status);
				answers.set(said, (answers.get(said) ?? 0) + 1);
				await sleep(5);
			}
		})();
		for (let times = 0; times < 6; times++) await n8n.restart();
		isOver = true;
		await caller;
		console.log('Answers while n8n was restarted six times:', Object.fromEntries(answers));
		expect(Object.keys(Object.fromEntries(answers)).filter((said) => said.startsWith('200'))).toEqual([]);
		expect(answers.get('503')).toBeGreaterThan(0);
	});
});
