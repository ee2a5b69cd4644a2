import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { withParts, type Answer } from '../acknowledgments/answer';
import { answersIn } from '../acknowledgments/answersIn';
import { matchSent, sentIn } from '../acknowledgments/matchSent';
import { without } from '../../shared/without';
import { encodingOption } from './encoding';
import { inputFileOf, inputProperties } from './input';
import { optionsProperty, type Operation } from './operation';
import { invalidParameter } from './parameterValues';
import { interchangesIn } from './read';

const show = { operation: ['matchAcknowledgments'] };

const jsonOf = (answer: Answer): IDataObject =>
	without(answer, 'parts', 'forOthers', 'received') as unknown as IDataObject;

async function answersOfItem(context: IExecuteFunctions, itemIndex: number): Promise<Answer[]> {
	const options = context.getNodeParameter('options', itemIndex, {}) as { encoding?: string };
	const input = await inputFileOf(context, itemIndex);
	if (input.bytes.length === 0) throw invalidParameter(context, itemIndex, 'The file is empty');
	return interchangesIn(context, itemIndex, input, options.encoding).interchanges.flatMap(answersIn);
}

/** The list of what was sent: the same for all items, so the first item's. */
function sentOf(context: IExecuteFunctions): ReturnType<typeof sentIn> {
	try {
		return sentIn(context.getNodeParameter('sent', 0));
	} catch (error) {
		throw invalidParameter(context, 0, (error as Error).message);
	}
}

const run: Operation['run'] = async (context, failed) => {
	const sent = sentOf(context);
	const failures: INodeExecutionData[] = [];
	const all: Answer[] = [];
	const itemOf = new Map<Answer, number>();
	for (const itemIndex of context.getInputData().keys()) {
		try {
			const answers = await answersOfItem(context, itemIndex);
			for (const answer of answers.flatMap(withParts)) itemOf.set(answer, itemIndex);
			all.push(...answers);
		} catch (error) {
			failures.push(failed(error, itemIndex));
		}
	}
	if (sent.length === 0) {
		const items = all
			.flatMap(withParts)
			.map((answer) => ({ json: jsonOf(answer), pairedItem: { item: itemOf.get(answer)! } }));
		return [...items, ...failures];
	}
	const { verdicts, others } = matchSent(sent, all);
	return [
		...verdicts.map((verdict) => ({
			json: without(verdict, 'answers') as unknown as IDataObject,
			pairedItem: [...new Set(verdict.answers.map((answer) => itemOf.get(answer)!))].map((item) => ({
				item,
			})),
		})),
		...others.map(({ answer, issues }) => ({
			json: { ...jsonOf(answer), issues: issues as unknown as IDataObject[] },
			pairedItem: { item: itemOf.get(answer)! },
		})),
		...failures,
	];
};

/** Says what became of what was sent. */
export const matchAcknowledgments: Operation = {
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
		optionsProperty('matchAcknowledgments', [
			encodingOption(
				'The character set that EDIFACT names in UNB; for X12, UTF-8, or Windows-1252 if it is no valid UTF-8',
				'The character set of the file',
			),
		]),
	],
	run,
};
