import { Readable } from 'node:stream';

import { X12Parser } from 'node-x12';
import { X12parser, type FormattedSegment } from 'x12-parser';
import { interchangeIn } from '../files';
import type { Segment } from '../../../../../nodes/Edi/interchange/tree';
import { fileOf, settingsFor } from './files';
import { PAIRS } from './pairs';

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

/** The segments that our own parser finds in the only message of a file. */
const ownSegments = (bytes: Buffer): string[] =>
	interchangeIn(bytes).groups.flatMap(({ messages }) =>
		messages.flatMap(({ segments }) =>
			segments.map(([tag, ...elements]) => plain(String(tag), elements.map(componentsOf))),
		),
	);

describe.each(PAIRS)('$name', ({ document }) => {
	const x12 = fileOf(document, settingsFor('X12')).bytes;

	test('node-x12 finds the same segments', () => {
		const parsed = new X12Parser(true).parse(x12.toString());
		if (!('functionalGroups' in parsed)) throw new Error('node-x12 finds no interchange');
		const found = parsed.functionalGroups.flatMap(({ transactions }) =>
			transactions.flatMap(({ header, segments, trailer }) => [header, ...segments, trailer]),
		);
		expect(
			found.map(({ tag, elements }) =>
				plain(
					tag,
					elements.map(({ value }) => [value ?? '']),
				),
			),
		).toEqual(ownSegments(x12));
	});

	test('x12-parser finds the same segments', async () => {
		const found: string[] = [];
		for await (const segment of Readable.from([x12]).pipe(new X12parser())) {
			const { name, ...elements } = segment as FormattedSegment;
			const last = Math.max(...Object.keys(elements).map(Number));
			const values = Array.from({ length: last }, (_, index) => [String(elements[String(index + 1)] ?? '')]);
			found.push(plain(name, values));
		}
		expect(found.filter((each) => !/^(ISA|GS|GE|IEA)\+/.test(each))).toEqual(ownSegments(x12));
	});

	test('edifact finds the same segments', () => {
		const { bytes } = fileOf(document, settingsFor('EDIFACT'));
		const found = new Reader().parse(bytes.toString('latin1'));
		expect(
			found
				.filter(({ name }) => name !== 'UNB' && name !== 'UNZ')
				.map(({ name, elements }) => plain(name, elements)),
		).toEqual(ownSegments(bytes));
	});
});
