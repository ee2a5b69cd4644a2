import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { mailbox } from './fields/locator';
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
		description: 'Starts the workflow when parcels wait in an ECGrid mailbox. Needs no public URL.',
		defaults: { name: 'ECGrid Inbox Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ecGridApi', required: true, testedBy: 'ecGridApiTest' }],
		properties: [
			{
				displayName:
					'ECGrid offers a parcel until its download is confirmed, so end the workflow with Parcel → Confirm Download. What is not confirmed is handed out again.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			mailbox({ description: "Whose inbox to look into. Leave empty for your own user's." }).property,
			{
				displayName: 'Start With',
				name: 'startWith',
				type: 'options',
				options: [
					{
						name: 'Everything Waiting',
						value: 'everything',
						description: 'Also the parcels that wait in the mailbox already',
					},
					{
						name: 'Only What Arrives From Now On',
						value: 'now',
						description: 'Leaves alone what waits in the mailbox when the workflow is first published',
					},
				],
				default: 'everything',
				description:
					'Which parcels to begin with. “From now on” counts from the first time that the workflow is published with it, or with another mailbox: what arrives while the workflow is switched off later is handed out when it is on again. A parcel that was left alone counts as arriving when it leaves the inbox and comes back. Should n8n start without a record of what was left alone, everything waiting is handed out, and n8n’s log says so.',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Download Files',
						name: 'download',
						type: 'boolean',
						default: false,
						description:
							'Whether to attach each file, in the binary field data. A file that ECGrid refuses, or that fails again and again, is missing, and downloadError says why. Downloading does not confirm. n8n does not delete these files with their execution.',
					},
					{
						displayName: 'Hand Out Again After (Minutes)',
						name: 'retryAfterMinutes',
						type: 'number',
						typeOptions: { minValue: limits.retryAfterMinutes.min, maxValue: limits.retryAfterMinutes.max },
						default: 60,
						description:
							'How long a workflow may take to confirm a parcel. One that is not confirmed by then starts the workflow again.',
					},
					{
						displayName: 'Max Parcels',
						name: 'maxParcels',
						type: 'number',
						typeOptions: { minValue: limits.maxParcels.min, maxValue: limits.maxParcels.max },
						default: 50,
						description: 'Max number of parcels to hand out at once; the others follow with the next polls',
					},
					{
						displayName: 'Only Waiting Longer Than (Minutes)',
						name: 'minimumAgeMinutes',
						type: 'number',
						typeOptions: { minValue: limits.minimumAgeMinutes.min, maxValue: limits.minimumAgeMinutes.max },
						default: 0,
						description:
							'How long a parcel has to wait before it is handed out. As a safety net beside an ECGrid Trigger, take more than its workflow needs to confirm one, such as 30. With 0 it is handed out at once.',
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
