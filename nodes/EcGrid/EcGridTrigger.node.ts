import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { subtitleOf } from '../shared/subtitle';
import { eventOptions } from './fields/event';
import { callbackScope } from './fields/locator';
import { ecGridApiTest } from './methods/credentialTest';
import { searchMailboxes, searchNetworks } from './methods/listSearch';
import { withErrorsRedacted } from './transport/secrets';
import { DEFAULT_PARCEL_EVENTS, parcelEventOptions } from './trigger/parcelEvents';
import { receive } from './trigger/receive';
import { isRegistered, register, unregister } from './trigger/registration';
import { watch } from './trigger/schedule';

export class EcGridTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ECGrid Trigger',
		name: 'ecGridTrigger',
		icon: { light: 'file:../../icons/ecgrid.svg', dark: 'file:../../icons/ecgrid.dark.svg' },
		group: ['trigger'],
		// For each call to a webhook node of version 1, n8n evaluates an expression meant for its own Webhook node.
		version: 2,
		subtitle: subtitleOf(
			'[$parameter["events"]].flat().flatMap(event => event === "Parcel" && $parameter["parcelEvents"]?.length ? [$parameter["parcelEvents"]].flat().map(each => "Parcel: " + each) : event)',
			[
				...eventOptions,
				...parcelEventOptions.map(({ name, value }) => ({
					name: `Parcel: ${name}`,
					value: `Parcel: ${String(value)}`,
				})),
			],
			', ',
		),
		// n8n's node creator shows this for the ECGrid node, too.
		description: 'Exchange EDI files through ECGrid: start when one arrives, fetch, send, confirm',
		defaults: { name: 'ECGrid Trigger' },
		eventTriggerDescription: 'Waiting for an event from ECGrid. Callback → Test makes one happen.',
		activationMessage: 'ECGrid now calls this workflow when the event happens.',
		triggerPanel: {
			header: 'Try it with an event from ECGrid',
			executionsHelp: {
				inactive:
					'<b>While you build the workflow</b>, click the button: ECGrid gets a test URL, and the next event appears here.<br /><br /><b>When the workflow is finished, publish it</b>: ECGrid then calls it for every event. The executions appear in the executions list, not in the editor.',
				active:
					'<b>While you change the workflow</b>, click the button: ECGrid gets a test URL in addition to the one in use, and the next event appears here.<br /><br /><b>The workflow is published</b>: ECGrid calls it for every event. The executions appear in the <a data-key="executions">executions list</a>, not in the editor.',
			},
			activationHint:
				'Click the button, then make an event happen: run <i>Callback → Test</i> in an ECGrid node of another workflow, with the callback whose URL contains “webhook-test”, or have ECGrid send a file to your own mailbox with <i>Parcel → Send Test File</i>.<br /><br />When the workflow is finished, publish it. ECGrid then calls it for every event, without a click here.',
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ecGridApi', required: true, testedBy: 'ecGridApiTest' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'ecgrid',
				responseMode: 'onReceived',
				// Empty, so that n8n answers with the node's own JSON.
				responseData: '',
			},
		],
		builderHint: {
			searchHint:
				'An item names a parcel (parcelId) but has no file. Continue with the ECGrid node: Parcel → Download, then EDI (operation read), and at the end Parcel → Confirm Download. ECGrid has to reach n8n over public HTTPS. If it cannot, use ECGrid Inbox Trigger.',
		},
		properties: [
			{
				displayName:
					'ECGrid calls this n8n over public HTTPS, so the environment variable N8N_WEBHOOK_URL must be an HTTPS address that the internet can reach',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			{
				// If this were called “Events”, n8n's node creator would list an entry for each option.
				displayName: 'Events to Listen For',
				name: 'events',
				type: 'multiOptions',
				required: true,
				options: eventOptions,
				default: ['Parcel'],
				description: 'The events that start the workflow. Each one is a callback at ECGrid.',
			},
			{
				displayName: 'Parcel Events',
				name: 'parcelEvents',
				type: 'multiOptions',
				displayOptions: { show: { events: ['Parcel'] } },
				options: parcelEventOptions,
				default: [...DEFAULT_PARCEL_EVENTS],
				description:
					'What has to happen to a parcel. ECGrid reports every event, and the node drops the rest. Leave empty for all.',
			},
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				options: [
					{
						name: 'Basic',
						value: 'basic',
						description: 'ECGrid logs in with a user name and password that the node generates',
					},
					{
						name: 'Digest',
						value: 'digest',
						description: 'Like Basic, but the password itself is never sent',
					},
					{ name: 'None', value: 'none', description: 'Anyone who knows the URL can start the workflow' },
				],
				default: 'basic',
				description: 'How ECGrid logs in when it calls the webhook. The node generates the login.',
			},
			{
				displayName: 'Without authentication, anyone who knows the webhook URL can start this workflow',
				name: 'openNotice',
				type: 'notice',
				displayOptions: { show: { authentication: ['none'] } },
				default: '',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Catch Up Every (Minutes)',
						name: 'catchUpMinutes',
						type: 'number',
						typeOptions: { minValue: 0, maxValue: 1440 },
						default: 15,
						description:
							"How often to look for events that ECGrid says it couldn't deliver, and to repair the callbacks. Both also happen whenever n8n starts. With 0, the node never looks for missed events, and repairs the callbacks only when n8n starts. If it can't register a callback then, it retries every 15 minutes.",
					},
					{
						displayName: 'Ignore Duplicates',
						name: 'ignoreDuplicates',
						type: 'boolean',
						default: true,
						description: 'Whether to drop an event that ECGrid delivers again after the node accepted it',
					},
					{
						displayName: 'Ignore Test Events',
						name: 'ignoreTestEvents',
						type: 'boolean',
						default: false,
						description: 'Whether to drop events that ECGrid marks as tests',
					},
					...callbackScope.map(({ property }) => property),
					{
						displayName: 'Test When Publishing',
						name: 'testOnActivation',
						type: 'boolean',
						default: false,
						description:
							"Whether to have ECGrid call the webhook once for each event while publishing, and to refuse to publish if it can't",
					},
				],
			},
		],
	};

	methods = { credentialTest: { ecGridApiTest }, listSearch: { searchMailboxes, searchNetworks } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await withErrorsRedacted(this, async () => await isRegistered(this));
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await withErrorsRedacted(this, async () => await register(this));
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await withErrorsRedacted(this, async () => await unregister(this));
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await withErrorsRedacted(this, async () => await receive(this));
	}

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await withErrorsRedacted(this, async () => await watch(this));
	}

	/** Passes the events on. Without this, n8n would run `trigger` when a person tests the node in the editor. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}
