'use strict';

/** The bound for receiving: only compares the login with a constant and starts the workflow with the body. */
exports.EmptyTrigger = class {
	description = {
		displayName: 'Empty Trigger',
		name: 'emptyTrigger',
		group: ['trigger'],
		version: 1,
		description: 'The minimum that a community trigger can do',
		defaults: { name: 'Empty Trigger' },
		inputs: [],
		outputs: ['main'],
		// n8n checks a credential before each execution, whether or not the node uses it.
		credentials: [{ name: 'ecGridApi' }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', path: 'empty', responseMode: 'onReceived', responseData: '' },
		],
		properties: [],
	};

	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	async webhook() {
		// "bench:Bench-12345"
		if (this.getHeaderData().authorization !== 'Basic YmVuY2g6QmVuY2gtMTIzNDU=') {
			this.getResponseObject().status(401).json({ received: false });
			return { noWebhookResponse: true };
		}
		return { webhookResponse: { received: true }, workflowData: [[{ json: this.getBodyData() }]] };
	}
};
