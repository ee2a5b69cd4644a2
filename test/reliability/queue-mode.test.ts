import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { N8nApi } from '../../local-n8n/api';
import { localCertificate } from '../../local-n8n/certificate';
import { installN8n } from '../../local-n8n/install';
import { freePort, startN8n, type Instance } from '../../local-n8n/instance';
import { packPackage } from '../../local-n8n/package';
import { startSandbox } from '../../sandbox';
import { Lab, withoutEditor } from '../e2e/lab';
import { canQueue, startPostgres, startRedis, type Service } from './services';

const describeQueue = canQueue() ? describe : describe.skip;
if (!canQueue())
	console.warn('SKIPPED: queue mode needs PostgreSQL and Redis (Debian: postgresql, redis-server)');

/**
 * n8n as in big installations: a main process, two webhook processes and a worker, with PostgreSQL and Redis.
 */
class QueueLab extends Lab {
	webhooks: Instance[] = [];

	private services: Service[] = [];

	private worker!: Instance;

	override async start() {
		const userFolder = mkdtempSync(join(tmpdir(), 'n8n-queue-'));
		const { ca } = await localCertificate(userFolder);
		this.sandbox = await startSandbox({ deliveryCa: ca, retry: { attempts: 3, intervalMs: 200 } });
		const [installation, tarball] = [await installN8n(), process.env.ECGRID_TARBALL ?? (await packPackage())];
		const [postgres, redis] = [await startPostgres(), await startRedis()];
		this.services = [postgres, redis];
		const ports = [await freePort(), await freePort()];
		const env = {
			...withoutEditor,
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(postgres.port),
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_DATABASE: 'n8n',
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
			WEBHOOK_URL: `https://localhost:${ports[0]}/`,
		};
		this.n8n = await startN8n({ installation, tarball, userFolder, env });
		for (const port of ports) {
			this.webhooks.push(await startN8n({ installation, userFolder, port, env, command: 'webhook' }));
		}
		this.worker = await startN8n({ installation, userFolder, env, command: 'worker' });
		this.api = new N8nApi(this.n8n);
		await this.api.signIn();
		this.credential = await this.credentialWith({});
	}

	override async stop() {
		await this.api?.close();
		for (const instance of [...this.webhooks, this.worker, this.n8n]) await instance?.stop();
		for (const service of this.services) await service.stop();
		await this.sandbox?.stop();
		if (this.n8n) rmSync(this.n8n.userFolder, { recursive: true, force: true });
	}
}

describeQueue('queue mode with separate webhook processes', () => {
	const lab = new QueueLab();
	beforeAll(async () => await lab.start());
	afterEach(async () => await lab.tidy());
	afterAll(async () => await lab.stop());

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
