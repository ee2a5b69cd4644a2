import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { canProxy, startCaddy as start, type Caddy } from '../../local-n8n/caddy';
import { interpolated, readCompose } from '../../local-n8n/compose';
import { useNewDatabase } from '../../local-n8n/database';
import { installN8n } from '../../local-n8n/install';
import { freePort, startN8n, type Instance } from '../../local-n8n/instance';
import { packPackage } from '../../local-n8n/package';
import { queueCompose } from '../../local-n8n/queueLab';
import { waitFor } from '../../local-n8n/wait';
import { full } from '../quick';

const restarts = full(6, 2);

jest.setTimeout(15 * 60_000);

/** The parts of examples/docker that run without Docker: the same commands and Caddyfile, on this machine. */
const compose = readCompose<'ecgrid' | 'n8n' | 'caddy'>('compose.yaml');
const { ecgrid, n8n: n8nService } = compose.services;

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

describe('queue mode', () => {
	const { services, volumes } = queueCompose;
	const { postgres, redis, caddy, ecgrid: installer, ...processes } = services;

	test('all processes share the package and the files of workflows, and nothing else of n8n', () => {
		const shared = ['nodes:/home/node/.n8n/nodes', 'files:/home/node/.n8n-files'];
		const { n8n: main, ...others } = processes;
		for (const each of [installer, ...Object.values(others)]) expect(each.volumes).toEqual(shared);
		expect(main.volumes).toEqual(['n8n:/home/node/.n8n', ...shared]);
	});

	test('keeps everything that is stored in a volume', () => {
		const used = Object.values(services).flatMap((each) =>
			each.volumes!.map((volume) => volume.split(':')[0]),
		);
		expect(new Set(used)).toEqual(new Set(Object.keys(volumes)));
	});

	test('the main process sets up the database before the others start, and a new version restarts all', () => {
		const installed = { condition: 'service_completed_successfully', restart: true };
		const healthy = { condition: 'service_healthy' };
		const { n8n: main, ...others } = processes;
		expect(main.depends_on).toEqual({ ecgrid: installed, postgres: healthy, redis: healthy });
		for (const each of Object.values(others))
			expect(each.depends_on).toEqual({ ecgrid: installed, n8n: healthy });
		for (const each of [main, postgres, redis]) expect(each.healthcheck!.test[0]).toBe('CMD');
	});

	test('Docker gives each process the time that n8n takes to finish executions', () => {
		for (const each of [n8nService, ...Object.values(processes)]) expect(each.stop_grace_period).toBe('40s');
	});

	test('opens the editor only to this machine, and /webhook/ to the internet', () => {
		const opened = Object.entries(services).flatMap(([name, { ports = [] }]) =>
			ports.map((port) => [name, port]),
		);
		expect(opened).toEqual([
			['n8n', '127.0.0.1:5678:5678'],
			['caddy', '80:80'],
			['caddy', '443:443'],
		]);
		expect(caddy.depends_on).toEqual(['n8n', 'webhook-1', 'webhook-2']);
	});
});

const ownUser = `${process.getuid!()}:${process.getgid!()}`;

test.each([
	['an empty home', compose.services, undefined],
	['a home with its own package.json', compose.services, 'package.json'],
	['the volumes of queue mode', queueCompose.services, '.n8n-files/'],
])(
	'in %s, installs the package where n8n looks for it, even if repeated, and there is a folder for files',
	async (_, services, present) => {
		const home = newFolder();
		if (present === 'package.json') writeFileSync(join(home, present), '{"name":"mine"}');
		else if (present) mkdirSync(join(home, present));
		const [command] = services.ecgrid.command! as string[];
		expect(command).toContain('n8n-nodes-ecgrid@0.1.0');
		const here = command!
			.replaceAll(HOME, home)
			.replace('n8n-nodes-ecgrid@0.1.0', tarball)
			.replace('1000:1000', ownUser);
		for (let times = 0; times < 2; times++) {
			const { status, stderr } = spawnSync('/bin/sh', ['-c', here], {
				cwd: home,
				env: { ...process.env, HOME: home },
				encoding: 'utf8',
			});
			expect([status, stderr]).toEqual([0, expect.anything()]);
		}
		expect(existsSync(join(home, '.n8n/nodes/node_modules/n8n-nodes-ecgrid/package.json'))).toBe(true);
		expect(existsSync(join(home, '.n8n-files'))).toBe(true);
	},
);

const describeCaddy = canProxy() ? describe : describe.skip;

describeCaddy('the proxy', () => {
	let n8n: Instance;
	let caddy: Caddy | undefined;
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

	/** Runs Caddy with the shipped Caddyfile, of which only the ports differ. */
	async function startCaddy(env: Record<string, string> = {}) {
		await caddy?.stop();
		const caddyfile = interpolated(compose.configs.caddyfile.content, { N8N_HOST: 'localhost', ...env });
		caddy = await start(caddyfile.replace('n8n:5678', `localhost:${n8n.port}`), port, kept);
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
		await caddy?.stop();
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

	test(`answers 200 to nobody while n8n restarts, ${restarts} times`, async () => {
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
		for (let times = 0; times < restarts; times++) await n8n.restart();
		isOver = true;
		await caller;
		console.log(`Answers while n8n was restarted ${restarts} times:`, Object.fromEntries(answers));
		expect(Object.keys(Object.fromEntries(answers)).filter((said) => said.startsWith('200'))).toEqual([]);
		expect(answers.get('503')).toBeGreaterThan(0);
	});
});
