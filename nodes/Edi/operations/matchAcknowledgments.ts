import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { withParts, type Answer } from '../acknowledgments/answer';
import { answersIn } from '../acknowledgments/answersIn';
import { matchSent, sentIn } from '../acknowledgments/matchSent';
import { without } from '../../shared/without';
import { inputFileOf } from './input';
import type { Run } from './run';
import { invalidParameter } from './parameterValues';
import { interchangesIn } from './read';

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

/** Says what became of what was sent. */
export const matchAcknowledgments: Run = async (context, failed) => {
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
