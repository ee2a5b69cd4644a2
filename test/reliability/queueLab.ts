import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { N8nApi } from '../../local-n8n/api';
import { localCertificate } from '../../local-n8n/certificate';
import { installN8n } from '../../local-n8n/install';
import { freePort, startN8n, type Instance } from '../../local-n8n/instance';
import { packPackage } from '../../local-n8n/package';
import { startSandbox } from '../../sandbox';
import { Lab, withoutEditor } from '../e2e/lab';
import { startPostgres, startRedis, type Service } from './services';

/**
 * n8n as in big installations: a main process, two webhook processes and a worker, with PostgreSQL and Redis.
 */
export class QueueLab extends Lab {
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
