import { basic } from '../local-n8n/delivery';
import { triggerName } from '../local-n8n/lab';
import type { Credential, Workflow } from '../local-n8n/api';
import type { BenchLab } from './lab';

/** A published workflow that starts over HTTP: a trigger and one node that does nothing. */
export interface Receiver {
	workflow: Workflow;
	url: string;
	/** The header of an authorized caller. */
	login: { authorization: string };
}

/** The login of the peers. */
const user = 'bench';
const password = 'Bench-12345';
const peerLogin = basic({ username: user, password });

export async function published(lab: BenchLab, workflow: Workflow): Promise<Workflow> {
	const { status, message } = await lab.api.publish(workflow.id);
	if (status !== 'published') throw new Error(`“${workflow.name}” wasn't published: ${message || status}`);
	return workflow;
}

const then = (lab: BenchLab) => lab.nodeOf('n8n-nodes-base.noOp');

/** Saves an ECGrid Trigger with its default settings: Basic authentication, and duplicates are dropped. */
export async function ecGridTriggerWorkflow(lab: BenchLab, events = ['Parcel']): Promise<Workflow> {
	const trigger = lab.nodeOf(
		'n8n-nodes-ecgrid.ecGridTrigger',
		{ events, parcelEvents: ['InBox'], authentication: 'basic', options: {} },
		{ name: triggerName, typeVersion: 2, webhookId: crypto.randomUUID() },
	);
	return await lab.chain('ECGrid Trigger', trigger, then(lab));
}

/** Saves and publishes the same workflow. */
export async function ecGridTrigger(lab: BenchLab): Promise<Receiver> {
	const workflow = await published(lab, await ecGridTriggerWorkflow(lab));
	const [trigger] = workflow.nodes;
	const callback = lab.sandbox.callbacks.find(({ url }) => url.includes(trigger!.webhookId!));
	if (!callback) throw new Error("The trigger didn't register a callback");
	return {
		workflow,
		url: callback.url,
		login: basic(callback),
	};
}

/** The alternative: n8n's own Webhook node with Basic Auth. */
export async function webhookNode(lab: BenchLab): Promise<Receiver> {
	const credential = await lab.api.createCredential('Basic', 'httpBasicAuth', { user, password });
	const webhookId = crypto.randomUUID();
	const webhook = lab.nodeOf(
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path: webhookId, authentication: 'basicAuth', options: {} },
		{ typeVersion: 2.1, webhookId, credentials: { httpBasicAuth: credential } },
	);
	const workflow = await published(lab, await lab.chain('Webhook', webhook, then(lab)));
	return { workflow, url: `${lab.n8n.url}/webhook/${webhookId}`, login: peerLogin };
}

/** The bound: the minimum that a community trigger can do. With a credential, n8n has more work to do. */
export async function emptyTrigger(lab: BenchLab, credential?: Credential): Promise<Receiver> {
	const webhookId = crypto.randomUUID();
	const node = lab.nodeOf('n8n-nodes-bench.emptyTrigger', {}, { webhookId });
	const credentials = credential && { ecGridApi: credential };
	const workflow = await published(
		lab,
		await lab.chain('Empty trigger', { ...node, credentials }, then(lab)),
	);
	return {
		workflow,
		url: `${lab.n8n.url}/webhook/${webhookId}/empty`,
		login: peerLogin,
	};
}
