import type { INodeProperties } from 'n8n-workflow';

const show = { operation: ['write'], from: ['document'] };

const partner = (name: 'sender' | 'receiver', title: string): INodeProperties[] => [
	{
		displayName: `${title} Qualifier`,
		name: `${name}Qualifier`,
		type: 'string',
		default: '',
		placeholder: 'e.g. ZZ',
		description: `What kind of ID it is: ISA${name === 'sender' ? '05' : '07'} in X12, such as 01 for a DUNS number or ZZ for one agreed with the partner. In EDIFACT element 0007, such as 14 for a GLN; leave empty if the partner uses none.`,
		displayOptions: { show },
	},
	{
		displayName: `${title} ID`,
		name: `${name}Id`,
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 123456789',
		description: `The ID of the ${name} in the interchange`,
		displayOptions: { show },
	},
];

/** The parameters that a document needs for its envelope. */
export const documentProperties: INodeProperties[] = [
	{
		displayName: 'Standard',
		name: 'standard',
		type: 'options',
		options: [
			{
				name: 'EDIFACT',
				value: 'EDIFACT',
				description: 'The messages of the United Nations: ORDERS, INVOIC',
			},
			{ name: 'X12', value: 'X12', description: 'The transaction sets of ANSI: 850, 810' },
		],
		default: 'X12',
		description: 'What the partner expects',
		displayOptions: { show },
	},
	{
		displayName: 'Version',
		name: 'version',
		type: 'options',
		options: [
			{ name: '004010', value: '004010', description: 'The most common one in retail and industry' },
			{ name: '005010', value: '005010', description: 'A later one, with longer elements' },
		],
		default: '004010',
		description: 'The version that the partner expects',
		displayOptions: { show: { ...show, standard: ['X12'] } },
	},
	{
		displayName: 'Version',
		name: 'version',
		type: 'options',
		options: [
			{ name: 'D.01B', value: 'D.01B', description: 'The directory of 2001, of EANCOM 2002' },
			{
				name: 'D.96A',
				value: 'D.96A',
				description: 'The directory of 1996, of EANCOM 1997: the most common one',
			},
		],
		default: 'D.96A',
		description: 'The directory that the partner expects',
		displayOptions: { show: { ...show, standard: ['EDIFACT'] } },
	},
	...partner('sender', 'Sender'),
	...partner('receiver', 'Receiver'),
	{
		displayName: 'Test',
		name: 'test',
		type: 'boolean',
		default: false,
		description: 'Whether to mark the file as a test',
		displayOptions: { show },
	},
	{
		displayName: 'Request Acknowledgment',
		name: 'acknowledgmentRequested',
		type: 'boolean',
		default: false,
		description:
			'Whether the envelope asks for one: a TA1 in X12, a CONTRL in EDIFACT. The 997 of X12 comes without being asked for.',
		displayOptions: { show },
	},
];

/** The options that only a document has. n8n shows them for both; segments have their own envelope. */
export const documentOptions: INodeProperties[] = [
	{
		displayName: 'Association Code',
		name: 'association',
		type: 'string',
		default: '',
		placeholder: 'e.g. EAN008',
		description: 'What EDIFACT says in UNH after the version, such as EAN008 for EANCOM',
		displayOptions: { show: { '/from': ['document'], '/standard': ['EDIFACT'] } },
	},
	{
		displayName: 'Control Number',
		name: 'controlNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. 4711',
		description:
			'The number of the interchange. Leave empty for one made of the time: it rises with each file, and is unique unless two workers write to one partner within a tenth of a second.',
		displayOptions: { show: { '/from': ['document'] } },
	},
	{
		displayName: 'Line Break After Segments',
		name: 'lineBreak',
		type: 'options',
		options: [
			{ name: 'CR LF', value: '\r\n', description: 'As on Windows' },
			{ name: 'LF', value: '\n', description: 'As on Linux' },
			{ name: 'None', value: '', description: 'The file is one line' },
		],
		default: '',
		description: 'What stands after each segment, so that people can read the file',
		displayOptions: { show: { '/from': ['document'] } },
	},
	{
		displayName: 'Receiver Group ID',
		name: 'receiverGroupId',
		type: 'string',
		default: '',
		description: 'The ID of the receiver in the functional group (GS03), if it is another one',
		displayOptions: { show: { '/from': ['document'], '/standard': ['X12'] } },
	},
	{
		displayName: 'Segments',
		name: 'segments',
		type: 'json',
		default: '[]',
		placeholder: 'e.g. [{ "after": "BEG", "segment": ["REF", "IA", "12345"] }]',
		description:
			'What a partner wants otherwise: a list of segments to add, replace or remove. Each entry has one of “after”, “before”, “replace” and “remove”, with a tag such as REF, or REF*DP for those with that first element; and the segment.',
		displayOptions: { show: { '/from': ['document'] } },
	},
	{
		displayName: 'Sender Group ID',
		name: 'senderGroupId',
		type: 'string',
		default: '',
		description: 'The ID of the sender in the functional group (GS02), if it is another one',
		displayOptions: { show: { '/from': ['document'], '/standard': ['X12'] } },
	},
	{
		displayName: 'Syntax Version',
		name: 'syntaxVersion',
		type: 'options',
		options: [
			{ name: '3', value: '3', description: 'The usual one' },
			{ name: '4', value: '4', description: 'With repetitions, and dates with the century' },
		],
		default: '3',
		description: 'The version of EDIFACT’s syntax',
		displayOptions: { show: { '/from': ['document'], '/standard': ['EDIFACT'] } },
	},
	{
		displayName: 'UNA',
		name: 'una',
		type: 'boolean',
		default: false,
		description: 'Whether to begin the file with UNA, which names the separators',
		displayOptions: { show: { '/from': ['document'], '/standard': ['EDIFACT'] } },
	},
];
