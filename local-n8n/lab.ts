import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	N8nApi,
	withCredential,
	type Credential,
	type Execution,
	type Workflow,
	type WorkflowContent,
	type WorkflowNode,
} from './api';
import { localCertificate } from './certificate';
import { useNewDatabase } from './database';
import { installN8n, type Installation } from './install';
import { startN8n, type Instance } from './instance';
import { packPackage } from './package';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox';

export const triggerName = 'ECGrid Trigger';
export const actionName = 'ECGrid';
export const inboxName = 'ECGrid Inbox Trigger';

/** n8n requires a minute between two polls but accepts several schedules: one poll every two seconds. */
export const everyTwoSeconds = Array.from({ length: 30 }, (_, index) => ({
	mode: 'custom',
	cronExpression: `${index * 2} * * * * *`,
}));

type Parameters = Record<string, unknown>;

/** n8n without its editor and the node descriptions for it, which take a third of the start time. */
export const withoutEditor = { N8N_DISABLE_UI: 'true' };
export const withEditor = { N8N_DISABLE_UI: 'false' };

/** A real n8n with the packed package, an ECGrid on loopback and a credential for it. */
export class Lab {
	sandbox!: Sandbox;
	n8n!: Instance;
	api!: N8nApi;
	credential!: Credential;

	/** Whether n8n itself speaks HTTPS, or a proxy in front of it. */
	protected readonly https: boolean = true;

	private workflows: string[] = [];

	async start(env: Record<string, string> = {}, sandbox: SandboxOptions = {}) {
		const userFolder = mkdtempSync(join(tmpdir(), 'n8n-e2e-'));
		const { ca } = await localCertificate(userFolder);
		this.sandbox = await startSandbox({
			deliveryCa: ca,
			retry: { attempts: 3, intervalMs: 200 },
			...sandbox,
		});
		const installation = await installN8n();
		const tarball = process.env.ECGRID_TARBALL ?? (await packPackage(userFolder));
		await this.prepare(installation, userFolder);
		this.n8n = await startN8n({
			installation,
			tarball,
			userFolder,
			env: { ...withoutEditor, ...env },
			https: this.https,
		});
		this.api = new N8nApi(this.n8n);
		await this.api.signIn();
		this.credential = await this.credentialWith({});
	}

	/**
	 * Prepares n8n's folder before the start: copies a database that is already set up, which takes n8n longer
	 * than the rest.
	 */
	protected async prepare(installation: Installation, userFolder: string) {
		await useNewDatabase(installation, userFolder);
	}

	async stop() {
		await this.api?.close();
		await this.n8n?.stop();
		await this.sandbox?.stop();
		if (this.n8n) rmSync(this.n8n.userFolder, { recursive: true, force: true });
	}

	/** Removes everything that a test created. */
	async tidy() {
		for (const id of this.workflows.splice(0)) {
			const { active } = await this.api.workflow(id);
			if (active) await this.api.unpublish(id);
			await this.api.deleteWorkflow(id);
		}
		this.sandbox.clearFaults();
		this.sandbox.clearRequests();
	}

	/** Creates a credential for the sandbox, with the given values replaced. */
	async credentialWith(data: Parameters): Promise<Credential> {
		const { apiKey, url: baseUrl } = this.sandbox;
		return await this.api.createCredential('ECGrid sandbox', 'ecGridApi', { apiKey, baseUrl, ...data });
	}

	/** Saves ECGrid Trigger → No Operation. */
	async triggerWorkflow(parameters: Parameters = {}, credential = this.credential): Promise<Workflow> {
		return await this.save('A parcel arrives', [
			this.node(triggerName, 'n8n-nodes-ecgrid.ecGridTrigger', 2, {
				parameters: {
					events: ['Parcel'],
					parcelEvents: ['InBox'],
					authentication: 'basic',
					options: {},
					...parameters,
				},
				webhookId: crypto.randomUUID(),
				credentials: { ecGridApi: credential },
			}),
			this.node('Then', 'n8n-nodes-base.noOp', 1),
		]);
	}

	/** Saves Start → ECGrid: Create Callback. */
	async createCallbackWorkflow(parameters: Parameters = {}, credential = this.credential): Promise<Workflow> {
		return await this.save('Create a callback', [
			this.node('Start', 'n8n-nodes-base.manualTrigger', 1),
			this.node(actionName, 'n8n-nodes-ecgrid.ecGrid', 1, {
				parameters: {
					resource: 'callback',
					operation: 'create',
					url: 'https://app.example.com/webhooks/ecgrid',
					event: 'Parcel',
					httpAuthType: 'None',
					additionalFields: {},
					...parameters,
				},
				credentials: { ecGridApi: credential },
			}),
		]);
	}

	/** Saves Start → ECGrid with these parameters. */
	async ecGridWorkflow(parameters: Parameters): Promise<Workflow> {
		return await this.save('Work with ECGrid', [
			this.node('Start', 'n8n-nodes-base.manualTrigger', 1),
			this.node(actionName, 'n8n-nodes-ecgrid.ecGrid', 1, {
				parameters,
				credentials: { ecGridApi: this.credential },
			}),
		]);
	}

	/** Saves ECGrid Inbox Trigger → No Operation. */
	async inboxWorkflow(parameters: Parameters = {}): Promise<Workflow> {
		return await this.save('Parcels wait', [
			this.node(inboxName, 'n8n-nodes-ecgrid.ecGridInboxTrigger', 1, {
				parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, options: {}, ...parameters },
				credentials: { ecGridApi: this.credential },
			}),
			this.node('Then', 'n8n-nodes-base.noOp', 1),
		]);
	}

	/** Imports a workflow file and selects the credential in its ECGrid nodes, as a person does. */
	async importWorkflow(content: WorkflowContent): Promise<Workflow> {
		const workflow = await this.api.createWorkflow(withCredential(content, this.credential));
		this.workflows.push(workflow.id);
		return workflow;
	}

	/** Clicks "Execute workflow" on Start → ECGrid: Create Callback. */
	async createCallback(parameters: Parameters = {}, credential = this.credential): Promise<Execution> {
		const { id } = await this.createCallbackWorkflow(parameters, credential);
		return await this.api.runManually(id, 'Start');
	}

	/** Returns the requests that ECGrid received on this path. */
	requestsTo(path: string) {
		return this.sandbox.requests.filter((request) => request.path === path);
	}

	private node(
		name: string,
		type: string,
		typeVersion: number,
		more: Partial<WorkflowNode> = {},
	): WorkflowNode {
		return { id: crypto.randomUUID(), name, type, typeVersion, position: [0, 0], parameters: {}, ...more };
	}

	private async save(name: string, [first, second]: WorkflowNode[]): Promise<Workflow> {
		const connections = { [first!.name]: { main: [[{ node: second!.name, type: 'main', index: 0 }]] } };
		second!.position = [260, 0];
		const workflow = await this.api.createWorkflow({ name, nodes: [first!, second!], connections });
		this.workflows.push(workflow.id);
		return workflow;
	}
}
