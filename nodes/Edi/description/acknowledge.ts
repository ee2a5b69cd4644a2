import { encodingToRead } from './encodingOption';
import { inputProperties } from './inputProperties';
import type { OperationDescription } from './operationDescription';
import { optionsProperty } from './optionsProperty';
import { fileNameOption, outputProperties } from './outputProperties';

const show = { operation: ['acknowledge'] };

export const acknowledge: OperationDescription = {
	value: 'acknowledge',
	name: 'Acknowledge',
	action: 'Acknowledge file',
	description: 'Make the acknowledgments of a received file: TA1, 997 or 999 for X12, CONTRL for EDIFACT',
	properties: [
		...inputProperties(['acknowledge']),
		{
			displayName: 'Rejected',
			name: 'rejected',
			type: 'json',
			default: '[]',
			placeholder: 'e.g. [{ "controlNumber": "0001", "reason": "unknown buyer" }]',
			description:
				'The messages that your workflow rejects: a list with “controlNumber” and, if that is not unique in the file, “type”, “groupControlNumber” or “interchangeControlNumber”. The reason appears in the output; acknowledgments have no place for it.',
			displayOptions: { show },
		},
		{
			displayName: 'Errors in the Envelope',
			name: 'policy',
			type: 'options',
			options: [
				{
					name: 'Accept, and Note Them',
					value: 'acceptWithErrors',
					description:
						'A 997 says “accepted, with errors”. A CONTRL has no such verdict, and says “acknowledged”.',
				},
				{
					name: 'Reject',
					value: 'reject',
					description: 'An error rejects the message, group or interchange that it is in, and all in it',
				},
			],
			default: 'reject',
			description:
				'What becomes of a message, group or interchange with an error, such as a wrong count. Warnings are not reported.',
			displayOptions: { show },
		},
		{
			displayName: 'X12 Acknowledgment',
			name: 'kind',
			type: 'options',
			options: [
				{ name: '997', value: '997', description: 'Functional acknowledgment, in all versions' },
				{ name: '999', value: '999', description: 'Implementation acknowledgment, from version 005010 on' },
				{
					name: 'By Version',
					value: 'version',
					description: '999 for health care from 005010 on, 997 for all others',
				},
			],
			default: 'version',
			description: 'Which one each functional group gets',
			displayOptions: { show },
		},
		{
			displayName: 'TA1',
			name: 'ta1',
			type: 'options',
			options: [
				{ name: 'Always', value: 'always', description: 'For each interchange' },
				{
					name: 'If Requested',
					value: 'requested',
					description: 'If ISA14 is 1',
				},
				{
					name: 'If Requested or in Error',
					value: 'onError',
					description: 'If ISA14 is 1, or there is an error in ISA or IEA',
				},
			],
			default: 'requested',
			description: 'When to make a TA1, which is about ISA and IEA and not about the content',
			displayOptions: { show },
		},
		{
			displayName: 'CONTRL',
			name: 'when',
			type: 'options',
			options: [
				{ name: 'Always', value: 'always', description: 'For each interchange' },
				{ name: 'If Requested', value: 'requested', description: 'If UNB 0031 asks for it' },
			],
			default: 'requested',
			description: 'When to make a CONTRL for an EDIFACT interchange',
			displayOptions: { show },
		},
		...outputProperties(['acknowledge']),
		optionsProperty('acknowledge', [
			{
				displayName: 'Control Number',
				name: 'controlNumber',
				type: 'string',
				default: '',
				placeholder: 'e.g. 4711',
				description:
					'The number of the interchange of the first acknowledgment; the next ones follow it. Leave empty for numbers made of the time.',
			},
			encodingToRead,
			fileNameOption,
		]),
	],
};
