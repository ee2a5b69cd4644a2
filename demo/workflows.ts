import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	withCredential,
	type Credential,
	type N8nApi,
	type Workflow,
	type WorkflowContent,
} from '../local-n8n/api';
import { Problem } from '../local-n8n/problem';

const credentialType = 'ecGridApi';
export const credentialName = 'ECGrid sandbox';

const files = {
	ordersIn: '../examples/orders-in.json',
	documentsOut: '../examples/documents-out.json',
	acknowledgmentsWatched: '../examples/acknowledgments-watched.json',
	orderAsPage: 'order-as-page.json',
};

/** The workflows of the demo, by what they do. */
export type DemoWorkflows = Record<keyof typeof files, Workflow>;

/** The demo's credential: that of an earlier demo with this access, or a new one. */
async function credentialOf(api: N8nApi, access: { apiKey: string; baseUrl: string }): Promise<Credential> {
	const known = (await api.credentials()).find(
		({ name, type }) => name === credentialName && type === credentialType,
	);
	return known
		? await api.updateCredential(known, access)
		: await api.createCredential(credentialName, credentialType, access);
}

/** Unpublishes what calls ECGrid with the demo's credential: the ECGrid that it was published at no longer exists. */
async function unpublishEarlier(api: N8nApi, credential: Credential): Promise<void> {
	for (const { id, active } of await api.workflows()) {
		if (!active) continue;
		const { nodes } = await api.workflow(id);
		const isOfDemo = nodes.some(({ credentials }) => credentials?.[credentialType]?.id === credential.id);
		if (isOfDemo) await api.unpublish(id);
	}
}

/** Returns the demo's workflows. Reuses those of an earlier demo, including any changes, or imports the examples. */
export async function workflowsOfDemo(
	api: N8nApi,
	access: { apiKey: string; baseUrl: string },
): Promise<DemoWorkflows> {
	const credential = await credentialOf(api, access);
	await unpublishEarlier(api, credential);
	const all = await api.workflows();
	const entries = Object.entries(files).map(async ([name, file]): Promise<[string, Workflow]> => {
		const content = JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as WorkflowContent;
		const present = all.find((workflow) => workflow.name === content.name);
		if (!present) return [name, await api.createWorkflow(withCredential(content, credential))];
		return [name, await api.workflow(present.id)];
	});
	return Object.fromEntries(await Promise.all(entries)) as DemoWorkflows;
}

/** Executes “Set up” of a workflow, which creates its data tables. */
export async function setUp(api: N8nApi, { id, name }: Workflow): Promise<void> {
	const { status, error } = await api.runManually(id, 'Set up');
	if (status !== 'success') throw new Problem(`“Set up” of “${name}” failed: ${error?.message ?? status}`);
}

export async function publish(api: N8nApi, { id, name }: Workflow): Promise<void> {
	const { status, message } = await api.publish(id);
	if (status !== 'published') throw new Problem(`n8n couldn't publish “${name}”: ${message || status}`);
}
