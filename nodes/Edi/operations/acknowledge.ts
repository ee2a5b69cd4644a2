import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import {
	acknowledgmentsOf,
	type AcknowledgeSettings,
	type Acknowledgment,
} from '../acknowledgments/acknowledge';
import { InvalidEntry } from '../acknowledgments/entries';
import { NotPossible } from '../acknowledgments/notPossible';
import { rejectionsIn } from '../acknowledgments/rejections';
import { controlNumberIn, numberAfter } from '../documents/controlNumbers';
import { writeFile } from '../file/writeFile';
import { NotWritable } from '../interchange/notWritable';
import type { StandardName } from '../interchange/tree';
import { automaticNumber } from './controlNumberMemory';
import { inputFileOf } from './input';
import { localTime } from './localTime';
import type { Run } from './run';
import { fileItem, FileNames } from './output';
import { choiceIn, invalidParameter, textIn } from './parameterValues';
import { interchangesIn } from './read';

/** The numbers that follow the one that a person gave: one for each acknowledgment of a run. */
class GivenNumbers {
	private count = 0;

	constructor(private readonly first: string) {}

	next(standard: StandardName): string {
		const first = controlNumberIn(this.first, standard);
		const number = this.count++;
		if (number === 0) return first;
		if (!/^\d+$/.test(first))
			throw new NotWritable(
				'“Control Number”',
				`is “${first}”, and there are several acknowledgments. Give a number in digits: the next ones follow it`,
			);
		const following =
			standard === 'X12' ? numberAfter(Number(first), number) : BigInt(first) + BigInt(number);
		return String(following).padStart(first.length, '0');
	}
}

function settingsOf(
	context: IExecuteFunctions,
	itemIndex: number,
	given: Map<string, GivenNumbers>,
): Omit<AcknowledgeSettings, 'reasonOf'> {
	const choice = <T extends string>(title: string, name: string, choices: T[]): T =>
		choiceIn(context, itemIndex, title, context.getNodeParameter(name, itemIndex), choices);
	const options = context.getNodeParameter('options', itemIndex, {}) as { controlNumber?: unknown };
	const chosen = textIn(context, itemIndex, 'Control Number', options.controlNumber);
	if (chosen !== '' && !given.has(chosen)) given.set(chosen, new GivenNumbers(chosen));
	return {
		policy: choice('Errors in the Envelope', 'policy', ['acceptWithErrors', 'reject']),
		kind: choice('X12 Acknowledgment', 'kind', ['version', '997', '999']),
		ta1: choice('TA1', 'ta1', ['requested', 'onError', 'always']),
		when: choice('CONTRL', 'when', ['requested', 'always']),
		now: localTime(new Date(), context.getTimezone()),
		controlNumber: (standard, sender, receiver) => {
			const partners = {
				standard,
				sender: { qualifier: '', ...sender },
				receiver: { qualifier: '', ...receiver },
			};
			return given.get(chosen)?.next(standard) ?? automaticNumber(partners);
		},
	};
}

const ELEMENT = /^(?:interchange|group \d+)\.header\[0\]\[(\d+)\](?:\[(\d+)\])?$/;

/** The element of a header that a path leads to, such as ISA06; else the path. */
function elementAt({ interchange }: Acknowledgment, path: string): string {
	const header = path.startsWith('group') ? interchange.groups[0]?.header[0] : interchange.header[0];
	const [, element, component] = ELEMENT.exec(path) ?? [];
	if (element === undefined) return path;
	const place = `${String(header?.[0])}${element.padStart(2, '0')}`;
	return component === undefined ? place : `${place}, component ${Number(component) + 1},`;
}

/** The file of an acknowledgment. Throws NotPossible if something that it repeats can't be written. */
function bytesOf(acknowledgment: Acknowledgment): Buffer {
	let problem: unknown;
	try {
		return writeFile({ interchange: acknowledgment.interchange });
	} catch (error) {
		problem = error;
	}
	if (!(problem instanceof NotWritable)) throw problem;
	throw new NotPossible(
		`There is no valid ${acknowledgment.kind}: its ${elementAt(acknowledgment, problem.path)} ${problem.reason}`,
	);
}

async function acknowledgmentItem(
	context: IExecuteFunctions,
	itemIndex: number,
	acknowledgment: Acknowledgment,
	names: FileNames,
	number: number | undefined,
): Promise<INodeExecutionData> {
	const { kind, interchange, status, acknowledges } = acknowledgment;
	const bytes = bytesOf(acknowledgment);
	const more = { acknowledgment: kind, status, acknowledges: acknowledges as unknown as IDataObject };
	return await fileItem(context, itemIndex, interchange, bytes, names, { number, ...more });
}

function refusal(context: IExecuteFunctions, itemIndex: number, error: unknown): unknown {
	if (error instanceof InvalidEntry) return invalidParameter(context, itemIndex, error.message);
	if (error instanceof NotPossible || error instanceof NotWritable)
		return new NodeOperationError(context.getNode(), error.message, {
			itemIndex,
			description: 'Tell the partner by other means what became of the file.',
		});
	return error;
}

/** Makes the acknowledgments of a file that was received. */
export const acknowledge: Run = async (context, failed) => {
	const output: INodeExecutionData[] = [];
	const names = new FileNames();
	const given = new Map<string, GivenNumbers>();
	for (const itemIndex of context.getInputData().keys()) {
		const pairedItem = { item: itemIndex };
		const fail = (error: unknown) => output.push(failed(refusal(context, itemIndex, error), itemIndex));
		try {
			const options = context.getNodeParameter('options', itemIndex, {}) as { encoding?: string };
			const input = await inputFileOf(context, itemIndex);
			if (input.bytes.length === 0)
				throw new NotPossible('The file is empty: there is nothing to acknowledge');
			const file = interchangesIn(context, itemIndex, input, options.encoding);
			const reasons = rejectionsIn(file, context.getNodeParameter('rejected', itemIndex));
			const settings = {
				...settingsOf(context, itemIndex, given),
				reasonOf: (message: Parameters<typeof reasons.get>[0]) => reasons.get(message),
			};
			const made = file.interchanges.flatMap((interchange) => acknowledgmentsOf(interchange, settings));
			for (const [index, make] of made.entries()) {
				const number = made.length > 1 ? index + 1 : undefined;
				try {
					const item = await acknowledgmentItem(context, itemIndex, make(), names, number);
					output.push({ ...item, pairedItem });
				} catch (error) {
					fail(error);
				}
			}
		} catch (error) {
			fail(error);
		}
	}
	return output;
};
