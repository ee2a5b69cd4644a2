import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { basic, parcelEvent } from '../../local-n8n/delivery';
import { freePort, type Instance } from '../../local-n8n/instance';
import { waitFor } from '../../local-n8n/wait';
import { testLoop } from '../e2e/loopTests';
import { canProxy } from '../../local-n8n/caddy';
import { queueCompose, QueueLab } from '../../local-n8n/queueLab';
import { canQueue } from '../../local-n8n/services';

// The first run installs n8n.
jest.setTimeout(15 * 60_000);

const isInstalled = canQueue() && canProxy();
const describeQueue = isInstalled ? describe : describe.skip;
if (!isInstalled)
	console.warn(
		'SKIPPED: queue mode needs PostgreSQL, Redis and Caddy (Debian: postgresql, redis-server, caddy)',
	);

describeQueue('queue mode with separate webhook processes', () => {
	const lab = new QueueLab();
	let caller: Agent;
	beforeAll(async () => {
		await lab.start();
		caller = new Agent({ connect: { ca: lab.n8n.ca } });
		await lab.addWebhookProcess();
		await lab.addWebhookProcess();
		await lab.addWorker();
		await lab.startProxy();
	});
	afterEach(async () => await lab.tidy());
	afterAll(async () => {
		await caller?.destroy();
		await lab.stop();
	});

	describe('the workflows of the loop', () => testLoop(lab, 'usual'));

	const published = async (parameters = {}) => {
		const workflow = await lab.triggerWorkflow(parameters);
		expect(await lab.api.publish(workflow.id)).toEqual({ status: 'published', message: '' });
		expect(lab.sandbox.callbacks).toHaveLength(1);
		return workflow.id;
	};

	/** Posts an event to one of the webhook processes, with the login that ECGrid was given. */
	async function post(instance: Instance, body: object) {
		const { url, username, password } = lab.sandbox.callbacks[0]!;
		const { pathname, search } = new URL(url);
		const response = await request(`${instance.url}${pathname}${search}`, {
			method: 'POST',
			dispatcher: new Agent({ connect: { ca: lab.n8n.ca } }),
			headers: {
				'content-type': 'application/json',
				...(username && {
					authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
				}),
			},
			body: JSON.stringify(body),
		});
		return { status: response.statusCode, body: await response.body.json() };
	}

	test.each(['basic', 'digest'])(
		'the main process registers, another one accepts the delivery (%s), a third one runs the workflow',
		async (authentication) => {
			const id = await published({ authentication });
			lab.sandbox.addParcel({ fileName: '850.edi', content: 'ISA' });
			await lab.sandbox.idle();
			expect(lab.sandbox.deliveries.at(-1)).toMatchObject({ status: 200 });
			const [execution] = await lab.api.waitForExecutions(id, 1);
			expect(execution).toMatchObject({ status: 'success', mode: 'webhook' });
			expect(execution!.output()).toMatchObject([{ event: 'Parcel', fileName: '850.edi' }]);
			await lab.api.unpublish(id);
			expect(lab.sandbox.callbacks).toEqual([]);
		},
	);

	test('the webhook process refuses a stranger, and nothing runs', async () => {
		const id = await published();
		const { url } = lab.sandbox.callbacks[0]!;
		const response = await request(url, {
			method: 'POST',
			dispatcher: new Agent({ connect: { ca: lab.n8n.ca } }),
			headers: { 'content-type': 'application/json' },
			body: '{}',
		});
		expect(response.statusCode).toBe(401);
		expect(await lab.api.executions(id)).toEqual([]);
	});

	/** Asks the address that ECGrid calls, which is Caddy's. */
	async function ask(path: string, method: 'GET' | 'POST' = 'GET', body = {}) {
		const { url, ...login } = lab.sandbox.callbacks[0] ?? { url: lab.n8n.env.N8N_WEBHOOK_URL! };
		const response = await request(new URL(path, url), {
			method,
			dispatcher: caller,
			headers: { 'content-type': 'application/json', ...basic(login) },
			...(method === 'POST' && { body: JSON.stringify(body) }),
		});
		return { status: response.statusCode, body: await response.body.text() };
	}
	const untilItAnswers = async (path: string, status: number) =>
		await waitFor(`Caddy to answer ${status} for ${path}`, async (saw) => {
			const answer = await ask(path).catch(String);
			saw(answer);
			return (answer as { status?: number }).status === status || undefined;
		});

	test.each([
		['', '/webhook-test/x', 404, ''],
		['', '/rest/workflows', 404, ''],
		['/webhook-test/*', '/webhook-test/x', 404, 'is not registered'],
		['*', '/rest/workflows', 401, 'Unauthorized'],
	])('with N8N_PUBLIC_PATHS “%s”, the proxy answers %s with %d', async (paths, path, status, body) => {
		await lab.startProxy({ N8N_PUBLIC_PATHS: paths });
		await untilItAnswers('/webhook/x', 404);
		const answer = await ask(path);
		expect(answer.status).toBe(status);
		if (body) expect(answer.body).toContain(body);
		else expect(answer.body).toBe('');
		await lab.startProxy();
		await untilItAnswers('/webhook/x', 404);
	});

	test('Docker sees that a process is ready as Caddy does', async () => {
		const [, ...command] = queueCompose.services.n8n.healthcheck!.test;
		const health = async (port: number) => {
			const [program, ...args] = command.map((each) => each.replace('5678', String(port)));
			expect(program).toBe('node');
			return spawnSync(lab.n8n.installation.node, args).status;
		};
		for (const { port } of [lab.n8n, ...lab.webhooks, ...lab.workers]) expect(await health(port)).toBe(0);
		expect(await health(await freePort())).toBe(1);
	});

	test('ECGrid delivers an event ten times, and it runs once: the proxy sends a callback to one process', async () => {
		const id = await published();
		const { pathname, search } = new URL(lab.sandbox.callbacks[0]!.url);
		const answers: string[] = [];
		for (let times = 0; times < 10; times++)
			answers.push((await ask(pathname + search, 'POST', parcelEvent(4712))).body);
		expect(answers).toEqual([
			'{"received":true}',
			...Array<string>(9).fill('{"received":true,"repeated":true}'),
		]);
		await lab.api.waitForExecutions(id, 1);
		expect(await lab.api.executions(id)).toHaveLength(1);
	});

	test('while the webhook processes restart one by one, every event is accepted, and none is lost', async () => {
		const id = await published();
		const { pathname, search } = new URL(lab.sandbox.callbacks[0]!.url);
		const accepted: number[] = [];
		const refused: Array<{ eventId: number; status: number }> = [];
		let isOver = false;
		const ecGrid = (async () => {
			for (let eventId = 5_000; !isOver;) {
				const { status, body } = await ask(pathname + search, 'POST', parcelEvent(eventId));
				// As ECGrid, which tries again unless the answer is 200.
				if (status === 200) {
					expect(body).toBe('{"received":true}');
					accepted.push(eventId++);
				} else refused.push({ eventId, status });
				await sleep(200);
			}
		})();
		for (const webhook of lab.webhooks) {
			await webhook.restart();
			// Until Caddy has noticed.
			await sleep(1_500);
		}
		isOver = true;
		await ecGrid;
		console.log(`Accepted: ${accepted.length}, refused: ${JSON.stringify(refused)}`);
		expect(accepted.length).toBeGreaterThan(20);
		const ran = await waitFor('all executions to end', async (saw) => {
			const rows = await lab.postgres.query<{ status: string; data: string }>(
				`SELECT status, data FROM execution_entity JOIN execution_data ON id = "executionId"
				WHERE "workflowId" = '${id}'`,
			);
			saw(rows.map(({ status }) => status));
			if (rows.some(({ status }) => status === 'new' || status === 'running')) return undefined;
			return rows
				.filter(({ status }) => status === 'success')
				.map(({ data }) => Number(/"eventId":(\d+)/.exec(data)![1]));
		});
		expect([...new Set(ran)].sort()).toEqual(accepted);
		// A process that ends can have stored an event that it didn't answer.
		const answered = ran.filter((eventId) => refused.every((each) => each.eventId !== eventId));
		expect(new Set(answered).size).toBe(answered.length);
	});

	test('the process that took the event drops a duplicate; another one runs it again', async () => {
		const id = await published();
		const event = { eventId: 4711, callBackEvent: 'InBox', parcelId: 1 };
		const [first, second] = lab.webhooks;
		expect(await post(first!, event)).toEqual({ status: 200, body: { received: true } });
		expect(await post(first!, event)).toEqual({ status: 200, body: { received: true, repeated: true } });
		await lab.api.waitForExecutions(id, 1);
		expect(await post(second!, event)).toEqual({ status: 200, body: { received: true } });
		await lab.api.waitForExecutions(id, 2);
		expect(await lab.api.executions(id)).toHaveLength(2);
	});
});
