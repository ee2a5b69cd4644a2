import { encodingToRead } from './encodingOption';
import { inputProperties } from './inputProperties';
import type { OperationDescription } from './operationDescription';
import { optionsProperty } from './optionsProperty';

const show = { operation: ['matchAcknowledgments'] };

export const matchAcknowledgments: OperationDescription = {
	value: 'matchAcknowledgments',
	name: 'Match Acknowledgments',
	action: 'Match acknowledgments',
	description: 'Read what 997, 999, TA1 and CONTRL say of the messages that you sent',
	properties: [
		...inputProperties(['matchAcknowledgments']),
		{
			displayName: 'Sent',
			name: 'sent',
			type: 'json',
			default: '[]',
			placeholder: 'e.g. {{ $("Get Sent").all().map((item) => item.json) }}',
			description:
				'What you sent: a list such as the rows of a data table, each with “messageControlNumber”, “groupControlNumber” for X12 and “interchangeControlNumber” for EDIFACT; “groupType”, “type”, “sender” and “receiver” are compared if they are there. Write outputs them as “messages”. Leave empty to output what the acknowledgments say.',
			displayOptions: { show },
		},
		optionsProperty('matchAcknowledgments', [encodingToRead]),
	],
};
