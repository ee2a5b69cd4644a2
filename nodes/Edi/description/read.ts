import { encodingToRead } from './encodingOption';
import { inputProperties } from './inputProperties';
import type { OperationDescription } from './operationDescription';
import { optionsProperty } from './optionsProperty';

const show = { operation: ['read'] };

export const read: OperationDescription = {
	value: 'read',
	name: 'Read',
	action: 'Read X12 or EDIFACT file',
	description: 'Turn an X12 or EDIFACT file into JSON, one item for each order, invoice or other message',
	properties: [
		...inputProperties(['read']),
		{
			displayName: 'One Item For',
			name: 'itemFor',
			type: 'options',
			options: [
				{ name: 'Each File', value: 'file', description: 'With all interchanges of the file' },
				{ name: 'Each Interchange', value: 'interchange', description: 'With all its messages' },
				{
					name: 'Each Message',
					value: 'message',
					description: 'An order, an invoice: a transaction set of X12, or a message of EDIFACT',
				},
			],
			default: 'message',
			description: 'What each output item contains',
			displayOptions: { show },
		},
		{
			displayName: 'On Issues',
			name: 'onIssues',
			type: 'options',
			options: [
				{
					name: 'Continue',
					value: 'continue',
					description: 'Output what can be read, with a list of issues',
				},
				{ name: 'Fail', value: 'fail', description: 'Stop with the first error. Warnings are only listed.' },
			],
			default: 'continue',
			description: 'What to do with a file that breaks a rule of the standard, such as a wrong count',
			displayOptions: { show },
		},
		optionsProperty('read', [
			encodingToRead,
			{
				displayName: 'Include Document',
				name: 'includeDocument',
				type: 'boolean',
				default: true,
				description:
					'Whether to output orders, order responses, ship notices, invoices and so on as a document with its parties, lines and totals, in the same shape for X12 and EDIFACT',
			},
			{
				displayName: 'Include File',
				name: 'includeFile',
				type: 'boolean',
				default: false,
				description:
					'Whether to keep the files of the input item in each output item, for a later node such as Acknowledge. For that, set One Item For to Each File, or each message has its whole file acknowledged again.',
			},
			{
				displayName: 'Include Segments',
				name: 'includeSegments',
				type: 'boolean',
				default: true,
				description:
					'Whether to output the segments of each message, and what it takes to write them again. Turn it off if the document is all you need, and for an AI agent.',
			},
		]),
	],
};
