import type { IHookFunctions } from 'n8n-workflow';

export interface Identity {
	apiKey?: string;
	baseUrl?: string;
	instanceId?: string;
	workflowId?: string;
	nodeId?: string;
	webhookUrl?: string;
}

/** The parts of n8n that the trigger uses, with overrides for a test. */
export const contextOf = ({
	apiKey = 'key-5f1c9a',
	baseUrl = 'https://rest.ecgrid.io',
	instanceId = 'instance-1',
	workflowId = 'workflow-1',
	nodeId = 'node-1',
	webhookUrl,
}: Identity = {}) =>
	({
		getInstanceId: () => instanceId,
		getWorkflow: () => ({ id: workflowId, name: 'My workflow', active: true }),
		getNode: () => ({ id: nodeId, name: 'ECGrid Trigger', type: 'ecGridTrigger', parameters: {} }),
		getCredentials: async () => ({ apiKey, baseUrl }),
		getNodeWebhookUrl: () => webhookUrl,
	}) as unknown as IHookFunctions;
