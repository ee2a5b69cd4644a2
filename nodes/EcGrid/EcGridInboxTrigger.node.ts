import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { mailbox, orYourOwn } from './fields/locator';
import { poll } from './inbox/poll';
import { limits } from './inbox/settings';
import { ecGridApiTest } from './methods/credentialTest';
import { searchMailboxes } from './methods/listSearch';
import { withErrorsRedacted } from './transport/secrets';

export class EcGridInboxTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ECGrid Inbox Trigger',
		name: 'ecGridInboxTrigger',
		icon: { light: 'file:../../icons/ecgrid.svg', dark: 'file:../../icons/ecgrid.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["mailboxId"].value ? "Mailbox " + $parameter["mailboxId"].value : "Own Mailbox" }}',
		description: 'Starts the workflow when parcels are waiting in an ECGrid mailbox. Needs no public URL.',
		defaults: { name: 'ECGrid Inbox Trigger' },
		polling: true,
		triggerPanel: {
			header: 'Try it with a parcel that waits',
			executionsHelp: {
				inactive:
					'<b>While you build the workflow</b>, click the button: it fetches a real parcel that waits in the mailbox, and leaves it there. If none waits, have ECGrid send a file to your own mailbox with <i>Parcel → Send Test File</i>.<br /><br /><b>When the workflow is finished, publish it</b>: n8n then polls the mailbox regularly, and the workflow starts with the parcels that wait. The executions appear in the <a data-key="executions">executions list</a>, not in the editor.',
				active:
					'<b>While you change the workflow</b>, click the button: it fetches a real parcel that waits in the mailbox, and leaves it there.<br /><br /><b>The workflow is published</b>: n8n polls the mailbox regularly. The executions appear in the <a data-key="executions">executions list</a>, not in the editor.',
			},
			activationHint: 'When the workflow is finished, publish it. n8n then polls the mailbox regularly.',
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ecGridApi', required: true, testedBy: 'ecGridApiTest' }],
		builderHint: {
			searchHint:
				'Each item is a parcel that waits (parcelId). Turn on Download Files (options.download) to have its file in the binary field data. End the workflow with Parcel → Confirm Download of the ECGrid node, or the parcel starts it again.',
		},
		properties: [
			{
				displayName:
					"ECGrid keeps offering a parcel until you confirm its download, so end the workflow with Parcel → Confirm Download. Parcels that you don't confirm are delivered again.",
				name: 'notice',
				type: 'notice',
				default: '',
			},
			mailbox(orYourOwn('The mailbox to poll')).property,
			{
				displayName: 'Start With',
				name: 'startWith',
				type: 'options',
				options: [
					{
						name: 'Everything Waiting',
						value: 'everything',
						description: 'Includes the parcels that are already waiting in the mailbox',
					},
					{
						name: 'Only What Arrives From Now On',
						value: 'now',
						description:
							'Leaves alone the parcels that are waiting in the mailbox when the workflow is first published',
					},
				],
				default: 'everything',
				description:
					'Which parcels to start with. “From now on” counts from the first time that the workflow is published with it, or with another mailbox. Parcels that arrive while the workflow is switched off later are delivered when it is on again. A parcel that was left alone counts as new when it leaves the inbox and comes back. If n8n starts without a record of the parcels left alone, the node delivers every waiting parcel, and n8n’s log says so.',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Deliver Again After (Minutes)',
						name: 'retryAfterMinutes',
						type: 'number',
						typeOptions: { minValue: limits.retryAfterMinutes.min, maxValue: limits.retryAfterMinutes.max },
						default: 60,
						description:
							"How long a workflow may take to confirm a parcel. A parcel that isn't confirmed by then starts the workflow again.",
					},
					{
						displayName: 'Download Files',
						name: 'download',
						type: 'boolean',
						default: false,
						description:
							"Whether to attach each file, in the binary field data. If ECGrid refuses a file, or it fails repeatedly, it is missing, and downloadError says why. Downloading doesn't confirm. n8n doesn't delete these files with their execution.",
					},
					{
						displayName: 'Max Parcels',
						name: 'maxParcels',
						type: 'number',
						typeOptions: { minValue: limits.maxParcels.min, maxValue: limits.maxParcels.max },
						default: 50,
						description: 'Max number of parcels to deliver at once. The next polls deliver the others.',
					},
					{
						displayName: 'Only Waiting Longer Than (Minutes)',
						name: 'minimumAgeMinutes',
						type: 'number',
						typeOptions: { minValue: limits.minimumAgeMinutes.min, maxValue: limits.minimumAgeMinutes.max },
						default: 0,
						description:
							'How long a parcel has to wait before it is delivered. As a safety net beside an ECGrid Trigger, set more time than its workflow needs to confirm a parcel, such as 30. With 0, parcels are delivered at once.',
					},
				],
			},
		],
	};

	methods = { credentialTest: { ecGridApiTest }, listSearch: { searchMailboxes } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await withErrorsRedacted(this, async () => await poll(this));
	}
}
