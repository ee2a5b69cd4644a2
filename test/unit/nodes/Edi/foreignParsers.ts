import { Readable } from 'node:stream';

import { X12Parser } from 'node-x12';
import { X12parser, type FormattedSegment } from 'x12-parser';
import type { Segment } from '../../../../nodes/Edi/interchange/tree';
import { interchangeIn } from './files';

/** The package has no types. */
const Reader =
	jest.requireActual<new () => { parse(text: string): { name: string; elements: string[][] }[] }>(
		'edifact/reader.js',
	);

/** A segment in texts, without the empty ones at the end of each element and of the segment. */
const plain = (tag: string, elements: string[][]): string =>
	[tag, ...elements.map((components) => components.join(':').replace(/:+$/, ''))]
		.join('+')
		.replace(/\++$/, '');

const componentsOf = (value: Segment[number]): string[] => [value].flat() as string[];

/** The segments that our own parser finds in the messages of a file. */
export const ownSegments = (bytes: Buffer): string[] =>
	interchangeIn(bytes).groups.flatMap(({ messages }) =>
		messages.flatMap(({ segments }) =>
			segments.map(([tag, ...elements]) => plain(String(tag), elements.map(componentsOf))),
		),
	);

/** The segments that node-x12 finds in the messages of an X12 file. */
export function segmentsOfNodeX12(bytes: Buffer): string[] {
	const parsed = new X12Parser(true).parse(bytes.toString());
	if (!('functionalGroups' in parsed)) throw new Error('node-x12 finds no interchange');
	const found = parsed.functionalGroups.flatMap(({ transactions }) =>
		transactions.flatMap(({ header, segments, trailer }) => [header, ...segments, trailer]),
	);
	return found.map(({ tag, elements }) =>
		plain(
			tag,
			elements.map(({ value }) => [value ?? '']),
		),
	);
}

/** The segments that x12-parser finds in an X12 file, without those of its envelope. */
export async function segmentsOfX12Parser(bytes: Buffer): Promise<string[]> {
	const found: string[] = [];
	for await (const segment of Readable.from([bytes]).pipe(new X12parser())) {
		const { name, ...elements } = segment as FormattedSegment;
		const last = Math.max(...Object.keys(elements).map(Number));
		const values = Array.from({ length: last }, (_, index) => [String(elements[String(index + 1)] ?? '')]);
		found.push(plain(name, values));
	}
	return found.filter((each) => !/^(ISA|GS|GE|IEA)\+/.test(each));
}

/** The segments that edifact finds in an EDIFACT file, without those of its envelope. */
export const segmentsOfEdifact = (bytes: Buffer): string[] =>
	new Reader()
		.parse(bytes.toString('latin1'))
		.filter(({ name }) => name !== 'UNB' && name !== 'UNZ')
		.map(({ name, elements }) => plain(name, elements));
