import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { startCaddy, type Caddy } from './caddy';
import { environmentOf, interpolated, readCompose } from './compose';
import { localCertificate } from './certificate';
import { freePort, startN8n, type Instance } from './instance';
import { Lab } from './lab';
import { startPostgres, startRedis, type Postgres, type Service } from './services';
import type { SandboxOptions } from '../sandbox';

export const queueCompose = readCompose<
	'ecgrid' | 'n8n' | 'webhook-1' | 'webhook-2' | 'worker' | 'postgres' | 'redis' | 'caddy'
>('queue/compose.yaml');

const { n8n, worker } = queueCompose.services;

/**
 * n8n as examples/docker/queue/compose.yaml sets it up, with the environment and the Caddyfile of that file, and each process
 * in a folder of its own. It starts with a main process, PostgreSQL and Redis; the other processes are added.
 */
export class QueueLab extends Lab {
	readonly webhooks: Instance[] = [];

	readonly workers: Instance[] = [];

	postgres!: Postgres;

	protected override readonly https = false;

	/** Caddy's port, which N8N_WEBHOOK_URL names. */
	private port!: number;

	private redis!: Service;

	private caddy?: Caddy;

	/** What Compose would ask for. */
	private variables!: Record<string, string>;

	private env!: Record<string, string>;

	override async start(env: Record<string, string> = {}, sandbox: SandboxOptions = {}) {
		this.postgres = await startPostgres();
		this.redis = await startRedis();
		this.port = await freePort();
		this.variables = {
			N8N_HOST: 'localhost',
			N8N_ENCRYPTION_KEY: 'only-for-tests',
			POSTGRES_PASSWORD: 'n8n',
		};
		this.env = {
			DB_POSTGRESDB_PORT: String(this.postgres.port),
			QUEUE_BULL_REDIS_PORT: String(this.redis.port),
			...env,
		};
		await super.start(this.environmentOf(n8n), sandbox);
	}

	/** Its database is PostgreSQL. */
	protected override async prepare() {}

	async addWebhookProcess() {
		this.webhooks.push(await this.startBeside('webhook', this.environmentOf(n8n), this.webhooks.length));
	}

	async addWorker() {
		this.workers.push(await this.startBeside('worker', this.environmentOf(worker), this.workers.length));
	}

	/** Starts Caddy in front of the main process and the webhook processes. */
	async startProxy(variables: Record<string, string> = {}) {
		await this.caddy?.stop();
		const { certFile, keyFile } = await localCertificate(this.n8n.userFolder);
		const [first, second] = this.webhooks;
		const caddyfile = interpolated(queueCompose.configs.caddyfile.content, {
			...this.variables,
			...variables,
		})
			.replace('{', `{\n\ttls ${certFile} ${keyFile}`)
			.replaceAll('webhook-1:5678', `localhost:${first!.port}`)
			.replaceAll('webhook-2:5678', `localhost:${second!.port}`)
			.replaceAll('n8n:5678', `localhost:${this.n8n.port}`);
		this.caddy = await startCaddy(caddyfile, this.port, this.n8n.userFolder);
	}

	override async stop() {
		await this.caddy?.stop();
		await Promise.all([...this.webhooks, ...this.workers].map(async (each) => await each.stop()));
		await super.stop();
		for (const service of [this.postgres, this.redis]) await service?.stop();
	}

	/** The file's environment, with this machine in place of the containers. */
	private environmentOf(service: typeof n8n): Record<string, string> {
		const { N8N_WEBHOOK_URL, ...environment } = environmentOf(service, this.variables);
		return {
			...environment,
			DB_POSTGRESDB_HOST: environment.DB_POSTGRESDB_HOST!.replace('postgres', '127.0.0.1'),
			QUEUE_BULL_REDIS_HOST: environment.QUEUE_BULL_REDIS_HOST!.replace('redis', '127.0.0.1'),
			N8N_WEBHOOK_URL: N8N_WEBHOOK_URL!.replace('localhost', `localhost:${this.port}`),
			...this.env,
		};
	}

	/** Starts a process in a new folder that shares what Compose's volumes share: the package and the files of workflows. */
	private async startBeside(command: 'webhook' | 'worker', env: Record<string, string>, index: number) {
		const { installation, userFolder: main } = this.n8n;
		const userFolder = join(main, `${command}-${index + 1}`);
		mkdirSync(join(userFolder, '.n8n'), { recursive: true });
		for (const shared of ['.n8n/nodes', '.n8n-files'])
			symlinkSync(join(main, shared), join(userFolder, shared));
		return await startN8n({ installation, userFolder, env, command, https: false });
	}
}
