import type * as Flatted from 'flatted' with { 'resolution-mode': 'import' };
import { createRequire } from 'node:module';
import { Agent, request, type Dispatcher } from 'undici';
import { messageOf, Problem } from './problem';
import { waitFor } from './wait';

// The types exist only in an ES module; the code doesn't.
const { parse, stringify } = createRequire(__filename)('flatted') as typeof Flatted;

export interface Person {
	email: string;
	firstName: string;
	lastName: string;
	password: string;
}

/** The owner of a local n8n, which holds no secrets and listens only on loopback. */
export const owner: Person = {
	email: 'owner@example.com',
	firstName: 'Edith',
	lastName: 'Interchange',
	password: 'Local-n8n-only-1',
};

export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	webhookId?: string;
	onError?: string;
	retryOnFail?: boolean;
	maxTries?: number;
	waitBetweenTries?: number;
	disabled?: boolean;
}

export interface WorkflowContent {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

export interface Workflow extends WorkflowContent {
	id: string;
	versionId: string;
	active: boolean;
	staticData?: Record<string, unknown> | null;
}

export interface Credential {
	id: string;
	name: string;
	type: string;
}

export interface Publication {
	status: string;
	/** The error message that a person reads. */
	message: string;
}

export interface Execution {
	id: string;
	status: string;
	mode: string;
	workflowId: string;
	/**
	 * All data and errors as text, to search for forbidden content. (For a failed execution, n8n also keeps the
	 * node with its parameters.)
	 */
	stored: string;
	/** Returns the output of the last node, or of the named node. */
	output(node?: string): Array<Record<string, unknown>>;
	/** Returns the milliseconds that a node worked in its last run. */
	took(node: string): number;
	error?: { message: string; description?: string; [key: string]: unknown };
}

interface RunData {
	resultData: {
		lastNodeExecuted?: string;
		error?: Execution['error'];
		runData: Record<
			string,
			Array<{
				executionTime: number;
				data?: { main?: Array<Array<{ json: Record<string, unknown> }> | null> };
			}>
		>;
	};
}

interface ListRequest {
	node: Pick<WorkflowNode, 'type' | 'typeVersion' | 'parameters' | 'credentials'>;
	/** The path of the picker, such as `parameters.mailboxId`. */
	path: string;
	methodName: string;
	filter?: string;
	paginationToken?: string;
}

/**
 * Returns a workflow with this credential in its ECGrid nodes and wherever else it is required, as if a
 * person had selected it.
 */
export const withCredential = (content: WorkflowContent, { id, name }: Credential): WorkflowContent => ({
	...content,
	nodes: content.nodes.map((node) =>
		node.type.startsWith('n8n-nodes-ecgrid.') || node.credentials?.ecGridApi
			? { ...node, credentials: { ecGridApi: { id, name } } }
			: node,
	),
});

const settled = ['success', 'error', 'crashed', 'canceled'];

/** Performs the editor's actions through n8n's internal REST interface, with a login cookie. */
export class N8nApi {
	private cookie = '';

	private readonly dispatcher: Dispatcher;

	constructor(private readonly instance: { url: string; ca: string }) {
		// Use a new connection for each call: n8n may close a kept-alive one just as the next call goes out.
		this.dispatcher = new Agent({ connect: { ca: instance.ca }, pipelining: 0 });
	}

	/** Sets up the owner if n8n is new, and logs in. */
	async signIn(person: Person = owner): Promise<void> {
		try {
			await this.setupOwner(person);
		} catch (error) {
			if (!(error instanceof Refusal && error.status === 400)) throw error;
			await this.login(person);
		}
	}

	async setupOwner(person: Person = owner): Promise<void> {
		await this.call('POST', '/owner/setup', person);
	}

	async login({ email, password }: Person = owner): Promise<void> {
		await this.call('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	async close(): Promise<void> {
		await this.dispatcher.close();
	}

	async createCredential(name: string, type: string, data: Record<string, unknown>): Promise<Credential> {
		return await this.call('POST', '/credentials', { name, type, data });
	}

	async deleteCredential({ id }: Credential): Promise<void> {
		await this.call('DELETE', `/credentials/${id}`);
	}

	async updateCredential({ id, name, type }: Credential, data: Record<string, unknown>): Promise<Credential> {
		return await this.call('PATCH', `/credentials/${id}`, { name, type, data });
	}

	async credentials(): Promise<Credential[]> {
		return await this.call('GET', '/credentials');
	}

	/** The Test button. */
	async testCredential(
		type: string,
		data: Record<string, unknown>,
	): Promise<{ status: string; message: string }> {
		return await this.call('POST', '/credentials/test', {
			credentials: { id: '', name: 'Tested', type, data },
		});
	}

	async createWorkflow(content: WorkflowContent): Promise<Workflow> {
		return await this.call('POST', '/workflows', { settings: {}, ...content });
	}

	/** Saves a new version, as the editor does, without publishing it. */
	async updateWorkflow(id: string, content: Partial<WorkflowContent>): Promise<Workflow> {
		return await this.call('PATCH', `/workflows/${id}?forceSave=true`, content);
	}

	async workflow(id: string): Promise<Workflow> {
		return await this.call('GET', `/workflows/${id}`);
	}

	async workflows(): Promise<Array<Pick<Workflow, 'id' | 'name' | 'active'>>> {
		return await this.call('GET', '/workflows');
	}

	async deleteWorkflow(id: string): Promise<void> {
		await this.call('POST', `/workflows/${id}/archive`, {});
		await this.call('DELETE', `/workflows/${id}`);
	}

	/**
	 * Publishes the last saved version and waits for the result. On the new path, n8n answers immediately and
	 * reports the result later. On the old path, n8n answers when it is done and has no other status than that
	 * response.
	 */
	async publish(id: string, { timeoutMs = 60_000 } = {}): Promise<Publication> {
		const { versionId } = await this.workflow(id);
		try {
			await this.call('POST', `/workflows/${id}/activate`, { versionId });
		} catch (error) {
			if (error instanceof Refusal && error.status === 400) return { status: 'failed', message: error.said };
			throw error;
		}
		return await waitFor(
			`workflow ${id} to be published`,
			async (saw) => {
				const publication = (await this.publicationStatus(id)) ?? { status: 'published', message: '' };
				saw(publication);
				return ['in_progress', 'not_published'].includes(publication.status) ? undefined : publication;
			},
			{ timeoutMs },
		);
	}

	/** Undefined if n8n publishes before it answers (old path). */
	async publicationStatus(id: string): Promise<Publication | undefined> {
		try {
			const { status, triggers } = await this.call<{
				status: string;
				triggers: Array<{ errorMessage: string | null }>;
			}>('GET', `/workflows/${id}/publication-status`);
			return { status, message: triggers.flatMap(({ errorMessage }) => errorMessage ?? []).join('\n') };
		} catch (error) {
			if (error instanceof Refusal && error.status === 404) return undefined;
			throw error;
		}
	}

	/** Unpublishes a workflow and waits until n8n has finished. */
	async unpublish(id: string): Promise<void> {
		await this.call('POST', `/workflows/${id}/deactivate`, {});
		await waitFor(`workflow ${id} to be off`, async (saw) => {
			const publication = await this.publicationStatus(id);
			saw(publication);
			return !publication || publication.status === 'not_published' ? true : undefined;
		});
	}

	/** The "Execute workflow" button: runs from this trigger and waits for the end. */
	async runManually(
		id: string,
		trigger: string,
		waiting?: { timeoutMs?: number; everyMs?: number },
	): Promise<Execution> {
		const { executionId } = await this.call<{ executionId: string }>('POST', `/workflows/${id}/run`, {
			triggerToStartFrom: { name: trigger },
		});
		return await this.waitForEnd(executionId, waiting);
	}

	/** The same button for a webhook trigger: listens for one test event. */
	async listen(id: string, trigger: string): Promise<void> {
		const answer = await this.call<{ waitingForWebhook?: boolean }>('POST', `/workflows/${id}/run`, {
			triggerToStartFrom: { name: trigger },
		});
		if (!answer.waitingForWebhook) throw new Problem(`n8n is not listening: ${JSON.stringify(answer)}`);
	}

	/** The "Stop listening" button. */
	async stopListening(id: string): Promise<void> {
		await this.call('DELETE', `/test-webhook/${id}`);
	}

	/** The executions of a workflow, newest first. */
	async executions(workflowId: string): Promise<Array<{ id: string; status: string; mode: string }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.call<{ results: Array<{ id: string; status: string; mode: string }> }>(
			'GET',
			`/executions?filter=${filter}&limit=100`,
		);
		// n8n queries running and finished executions concurrently, so one that finishes in between is in both
		// lists.
		return [...new Map(results.map((each) => [each.id, each])).values()];
	}

	async execution(id: string): Promise<Execution> {
		const { data, ...rest } = await this.call<{
			id: string;
			status: string;
			mode: string;
			workflowId: string;
			data: string;
		}>('GET', `/executions/${id}`);
		// n8n has stored nothing yet for an execution that has just started.
		const { resultData } = (parse(data) as RunData | undefined) ?? { resultData: { runData: {} } };
		return {
			...rest,
			stored: stringify(resultData),
			error: resultData.error,
			output: (node = resultData.lastNodeExecuted ?? '') =>
				(resultData.runData[node]?.at(-1)?.data?.main ?? []).flatMap((items) =>
					(items ?? []).map(({ json }) => json),
				),
			took: (node) => resultData.runData[node]?.at(-1)?.executionTime ?? NaN,
		};
	}

	/** *Retry* of a failed execution, with the workflow as it was or as it is now. Returns the new execution. */
	async retry(executionId: string, withWorkflow: 'original' | 'current' = 'original'): Promise<Execution> {
		const { id } = await this.call<{ id: string }>('POST', `/executions/${executionId}/retry`, {
			loadWorkflow: withWorkflow === 'current',
		});
		return await this.waitForEnd(id);
	}

	async waitForEnd(
		executionId: string,
		{ timeoutMs = 30_000, everyMs }: { timeoutMs?: number; everyMs?: number } = {},
	): Promise<Execution> {
		return await waitFor(
			`execution ${executionId} to end`,
			async (saw) => {
				const execution = await this.execution(executionId);
				saw(execution.status);
				return settled.includes(execution.status) ? execution : undefined;
			},
			{ timeoutMs, everyMs },
		);
	}

	/**
	 * Waits until this many executions of a workflow that started after the execution `after` have finished.
	 * Returns them, newest first.
	 */
	async waitForExecutions(
		workflowId: string,
		count: number,
		{ after = '0', timeoutMs = 30_000 } = {},
	): Promise<Execution[]> {
		const ids = await waitFor(
			`${count} execution(s) of workflow ${workflowId} to end`,
			async (saw) => {
				const all = await this.executions(workflowId);
				const executions = all.filter(({ id }) => Number(id) > Number(after));
				saw(executions.map(({ id, status }) => `${id} ${status}`).join(', ') || 'no execution');
				return executions.filter(({ status }) => settled.includes(status)).length >= count
					? executions.map(({ id }) => id)
					: undefined;
			},
			{ timeoutMs },
		);
		return await Promise.all(ids.map((id) => this.execution(id)));
	}

	/** Returns the choices of a picker. */
	async searchList({ node, ...search }: ListRequest): Promise<{
		results: Array<{ name: string; value: string | number }>;
		paginationToken?: string;
	}> {
		return await this.call('POST', '/dynamic-node-parameters/resource-locator-results', {
			...search,
			nodeTypeAndVersion: { name: node.type, version: node.typeVersion },
			currentNodeParameters: node.parameters,
			credentials: node.credentials,
		});
	}

	/** Returns the descriptions of all nodes that n8n has loaded. */
	async nodeTypes(): Promise<Array<{ name: string; displayName: string; version: number | number[] }>> {
		const { text } = await this.send('GET', '/types/nodes.json');
		return JSON.parse(text);
	}

	/** Calls the REST interface. On failure, throws an error with n8n's own message. */
	async call<T = unknown>(method: Dispatcher.HttpMethod, path: string, body?: unknown): Promise<T> {
		const { status, text } = await this.send(method, `/rest${path}`, body);
		const answer = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : {};
		if (status >= 400) throw new Refusal(`${method} ${path}`, status, answer.message ?? text);
		return answer.data;
	}

	private async send(method: Dispatcher.HttpMethod, path: string, body?: unknown) {
		const response = await request(`${this.instance.url}${path}`, {
			method,
			dispatcher: this.dispatcher,
			headers: { cookie: this.cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
			body: body === undefined ? undefined : JSON.stringify(body),
		}).catch((error: unknown) => {
			throw new Problem(`n8n does not answer ${method} ${path}: ${messageOf(error)}`);
		});
		const cookies = [response.headers['set-cookie'] ?? []].flat();
		const login = cookies.find((cookie) => cookie.startsWith('n8n-auth='));
		if (login) this.cookie = login.split(';')[0]!;
		return { status: response.statusCode, text: await response.body.text() };
	}
}

/** n8n's refusal of a call. */
export class Refusal extends Problem {
	constructor(
		call: string,
		readonly status: number,
		readonly said: string,
	) {
		super(`n8n answered ${status} to ${call}: ${said}`);
	}
}
