import { basic, parcelEvent } from '../../local-n8n/delivery';
import { Agent, request } from 'undici';
import type { Credential, Workflow, WorkflowNode } from '../../local-n8n/api';
import { sql } from '../../local-n8n/database';
import { waitFor } from '../../local-n8n/wait';
import type { CallbackRecord, SandboxOptions } from '../../sandbox';
import { Lab, triggerName } from '../e2e/lab';

export { everyTwoSeconds } from '../e2e/lab';

/** Faster for bursts; burst.test.ts measures the default once. */
export const quickEngine = { N8N_EXPRESSION_ENGINE: 'legacy' };

/**
 * n8n now publishes workflows in the background. Older versions, and this setting, publish them immediately.
 */
export const paths = [
	['new', {}],
	['old', { N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' }],
] as Array<['new' | 'old', Record<string, string>]>;

/** An execution as stored in n8n's database. */
export interface StoredExecution {
	id: string;
	status: string;
	mode: string;
	/** ECGrid's IDs of all events that it was started with. */
	eventIds: number[];
	recovered: boolean;
}

export interface Answer {
	/** 0 if there was none. */
	status: number;
	body: string;
	milliseconds: number;
}

type Parameters = Record<string, unknown>;

/** The trigger and the Inbox Trigger do their rounds once a minute at most often: two of them, and some time to spare. */
export const MAX_TWO_ROUNDS_MS = 150_000;

export { basic, parcelEvent };

/** The lab of the end-to-end tests, with functions to count deliveries and executions. */
export class ReliabilityLab extends Lab {
	private agent?: Agent;

	override async start(env: Record<string, string> = {}, sandbox?: SandboxOptions) {
		await super.start({ ...quickEngine, ...env }, sandbox);
		this.agent = new Agent({ connect: { ca: this.n8n.ca }, connections: 64, pipelining: 0 });
	}

	override async stop() {
		await this.agent?.destroy();
		await super.stop();
	}

	override async tidy() {
		this.sandbox.clearFaults();
		const { exitCode, signalCode } = this.n8n.process;
		if (exitCode !== null || signalCode !== null) await this.n8n.restart();
		await super.tidy();
		this.clearCallbacks();
	}

	/** Deletes all of them as if somebody had done so at ECGrid. */
	clearCallbacks() {
		(this.sandbox.callbacks as unknown[]).length = 0;
	}

	triggerNode(name = triggerName, parameters: Parameters = {}): WorkflowNode {
		return {
			id: crypto.randomUUID(),
			name,
			type: 'n8n-nodes-ecgrid.ecGridTrigger',
			typeVersion: 2,
			position: [0, 0],
			parameters: {
				events: ['Parcel'],
				parcelEvents: ['InBox'],
				authentication: 'basic',
				options: {},
				...parameters,
			},
			webhookId: crypto.randomUUID(),
		};
	}

	/** Publishes ECGrid Trigger → No Operation. */
	async published(parameters?: Parameters, credential?: Credential): Promise<Workflow> {
		const workflow = await this.triggerWorkflow(parameters, credential);
		await this.publish(workflow.id);
		return workflow;
	}

	async publish(id: string) {
		expect(await this.api.publish(id)).toEqual({ status: 'published', message: '' });
	}

	/** ECGrid's registrations for the production address of a workflow's trigger. */
	callbacksOf({ nodes }: Pick<Workflow, 'nodes'>, index = 0): CallbackRecord[] {
		return this.sandbox.callbacks.filter(({ url }) => url.includes(`/webhook/${nodes[index]!.webhookId}/`));
	}

	/** The only one; there must be exactly one. */
	callbackOf(workflow: Pick<Workflow, 'nodes'>, index = 0): CallbackRecord {
		const callbacks = this.callbacksOf(workflow, index);
		expect(callbacks).toHaveLength(1);
		return callbacks[0]!;
	}

	/** Posts to a webhook; never rejects. */
	async post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
		const began = performance.now();
		const ended = () => Math.round(performance.now() - began);
		try {
			const response = await request(url, {
				method: 'POST',
				dispatcher: this.agent,
				headers: { 'content-type': 'application/json', ...headers },
				body: typeof body === 'string' ? body : JSON.stringify(body),
			});
			const text = await response.body.text();
			return { status: response.statusCode, body: text, milliseconds: ended() };
		} catch (error) {
			return { status: 0, body: String(error), milliseconds: ended() };
		}
	}

	/** Posts as ECGrid would. */
	async deliver(callback: CallbackRecord, body: unknown): Promise<Answer> {
		return await this.post(callback.url, body, callback.httpAuthType === 'Basic' ? basic(callback) : {});
	}

	/** Posts every body, this many at once, and returns the responses in order. */
	async deliverAll(callback: CallbackRecord, bodies: unknown[], atOnce: number): Promise<Answer[]> {
		const answers: Answer[] = [];
		let next = 0;
		const worker = async () => {
			for (let index = next++; index < bodies.length; index = next++) {
				answers[index] = await this.deliver(callback, bodies[index]);
			}
		};
		await Promise.all(Array.from({ length: atOnce }, worker));
		return answers;
	}

	/** Runs SQL on n8n's database and returns the rows of the last statement. */
	async sql<T>(...statements: string[]): Promise<T[]> {
		return await sql<T>(this.n8n.installation, this.n8n.userFolder, statements);
	}

	/** All executions of a workflow, oldest first, from the database: n8n needn't run. */
	async executionsOf({ id }: Pick<Workflow, 'id'>): Promise<StoredExecution[]> {
		const rows = await this.sql<{ id: number; status: string; mode: string; data: string | null }>(
			`SELECT e.id, e.status, e.mode, d.data FROM execution_entity e
			LEFT JOIN execution_data d ON d."executionId" = e.id WHERE e."workflowId" = '${id}' ORDER BY e.id`,
		);
		return rows.map(({ data, ...row }) => ({
			...row,
			id: String(row.id),
			eventIds: [
				...new Set([...(data ?? '').matchAll(/"eventId":(\d+)/g)].map(([, eventId]) => Number(eventId))),
			],
			recovered: /"recovered":true/.test(data ?? ''),
		}));
	}

	/**
	 * Waits until this many executions of a workflow are stored and none of them is in flight, except those up
	 * to `after`.
	 */
	async settledExecutionsOf(
		workflow: Pick<Workflow, 'id'>,
		count: number,
		{ after = '0', timeoutMs = 60_000 } = {},
	) {
		await waitFor(
			`${count} executions of workflow ${workflow.id} to end`,
			async (saw) => {
				const rows = await this.sql<{ status: string; fresh: number; n: number }>(
					`SELECT status, id > ${after} AS fresh, count(*) AS n FROM execution_entity
					WHERE "workflowId" = '${workflow.id}' GROUP BY 1, 2`,
				);
				saw(rows);
				const inFlight = rows.some(({ status, fresh }) => fresh && ['new', 'running'].includes(status));
				return !inFlight && rows.reduce((sum, { n }) => sum + n, 0) >= count ? true : undefined;
			},
			{ timeoutMs, everyMs: 250 },
		);
		return await this.executionsOf(workflow);
	}

	/** n8n listens before it has reactivated its workflows: waits until their addresses require a login. */
	async untilTaken(...workflows: Array<Pick<Workflow, 'nodes'>>) {
		for (const { nodes } of workflows) {
			const url = `${this.n8n.url}/webhook/${nodes[0]!.webhookId}/ecgrid?event=Parcel`;
			await waitFor(
				`${url} to be taken up`,
				async (saw) => {
					const { status } = await this.post(url, {});
					saw(`it answers ${status}`);
					return status === 401 ? true : undefined;
				},
				{ timeoutMs: 60_000 },
			);
		}
	}

	/** On the new publication path: waits until n8n reports that everything is done. */
	async untilPublished({ id }: Pick<Workflow, 'id'>) {
		await waitFor(
			`workflow ${id} to be published again`,
			async (saw) => {
				const publication = await this.api.publicationStatus(id);
				saw(publication);
				return publication?.status === 'published' ? true : undefined;
			},
			{ timeoutMs: 60_000 },
		);
	}

	/** Waits until ECGrid was asked this again after n8n came up and has answered. */
	async untilAsked(path: string, times = 1) {
		await waitFor(
			`${times} request(s) to ${path}`,
			(saw) => {
				const answered = this.requestsTo(path).filter(({ status }) => status !== 0);
				saw(`${answered.length}`);
				return answered.length >= times ? true : undefined;
			},
			{ timeoutMs: MAX_TWO_ROUNDS_MS },
		);
	}

	/** Restarts n8n, whether or not it is running, and waits until these workflows accept deliveries. */
	async restart(workflows: Array<Pick<Workflow, 'nodes'>>, env: Record<string, string> = {}) {
		this.sandbox.clearRequests();
		await this.n8n.restart({ env });
		await this.untilTaken(...workflows);
	}

	/** Makes ECGrid deliver a parcel to this workflow, which must run once with it. */
	async takesAParcel(workflow: Workflow) {
		const before = await this.executionsOf(workflow);
		const ids = this.callbacksOf(workflow).map(({ callbackId }) => callbackId);
		const own = this.sandbox
			.fire('Parcel', { objectId: 987, fileName: 'taken.edi' })
			.filter(({ callbackId }) => ids.includes(callbackId));
		await this.sandbox.idle(60_000);
		expect(own).toEqual([expect.objectContaining({ status: 'Delivered' })]);
		const after = before.at(-1)?.id;
		const executions = await this.settledExecutionsOf(workflow, before.length + 1, { after });
		const { callbackEventId } = own[0]!;
		expect(executions.filter(({ eventIds }) => eventIds.includes(callbackEventId))).toEqual([
			expect.objectContaining({ status: 'success', recovered: false }),
		]);
	}
}

/** The lab of a test file or describe block. It starts before the tests and is cleaned up after each. */
export function useReliabilityLab(env?: Record<string, string>, sandbox?: SandboxOptions): ReliabilityLab {
	const lab = new ReliabilityLab();
	beforeAll(async () => await lab.start(env, sandbox));
	afterEach(async () => await lab.tidy());
	afterAll(async () => await lab.stop());
	return lab;
}

/** Prints a figure for docs/reliability.md. */
export function report(what: string, figures: Record<string, unknown>) {
	process.stderr.write(`  [figure] ${what}: ${JSON.stringify(figures)}\n`);
}
