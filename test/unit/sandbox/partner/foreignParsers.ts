import { Readable } from 'node:stream';
import { X12Parser } from 'node-x12';
import { X12parser, type FormattedSegment } from 'x12-parser';
import type { ParcelRecord } from '../../../../sandbox';

/** The package has no types. */
const Reader =
	jest.requireActual<new () => { parse(text: string): { name: string; elements: string[][] }[] }>(
		'edifact/reader.js',
	);

/** Element values, joined with `*`. Without spaces at the ends of the values. */
const joined = (name: string, values: string[]) => [name, ...values.map((value) => value.trim())].join('*');

/** Reads an X12 file with x12-parser and, unless all it has is a TA1, with node-x12; they must agree. */
export async function x12Segments({ content }: Pick<ParcelRecord, 'content'>): Promise<string[]> {
	const segments: string[] = [];
	for await (const segment of Readable.from([content]).pipe(new X12parser())) {
		const { name, ...elements } = segment as FormattedSegment;
		// The line break at the end of the file.
		if (name === '') continue;
		const last = Math.max(...Object.keys(elements).map(Number));
		const values = Array.from({ length: last }, (_, index) => String(elements[String(index + 1)] ?? ''));
		segments.push(joined(name, values));
	}
	// node-x12 refuses a TA1 outside a group.
	if (!segments.some((segment) => segment.startsWith('TA1'))) {
		// It makes numbers of ISA13 and IEA02.
		expect(groupSegments(content)).toEqual(segments.slice(1, -1));
	}
	return segments;
}

/** What node-x12 finds between ISA and IEA. */
function groupSegments(content: Buffer): string[] {
	const parsed = new X12Parser(true).parse(content.toString('latin1'));
	if (!('functionalGroups' in parsed)) throw new Error('node-x12 finds no interchange');
	return parsed.functionalGroups
		.flatMap((group) => [
			group.header,
			...group.transactions.flatMap((set) => [set.header, ...set.segments, set.trailer]),
			group.trailer,
		])
		.map(({ tag, elements }) =>
			joined(
				tag,
				elements.map(({ value }) => value ?? ''),
			),
		);
}

/** Reads an EDIFACT file with edifact. Components are joined with `:`, elements with `+`, nothing is released. */
export const edifactSegments = ({ content }: Pick<ParcelRecord, 'content'>): string[] =>
	new Reader()
		.parse(content.toString('latin1'))
		.map(({ name, elements }) => [name, ...elements.map((element) => element.join(':'))].join('+'));
