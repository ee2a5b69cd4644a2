import { without } from '../../../../../nodes/shared/without';
import { documentOf } from '../../../../../nodes/Edi/documents/readDocument';
import { tableFor } from '../../../../../nodes/Edi/documents/messages';
import { writtenDocument } from '../../../../../nodes/Edi/documents/writeDocument';
import type { Segment, StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { PAIRS, syntaxOf } from './pairs';

/** A document without the codes of its references, which keep the spelling of their standard. */
const withoutCodes = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(withoutCodes);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(
		([key]) => !['idCodes', 'statusCode', 'responseCode', 'percentBasis'].includes(key),
	);
	const hasCode = 'type' in value && ('value' in value || 'service' in value);
	return Object.fromEntries(
		entries.filter(([key]) => !(hasCode && key === 'code')).map(([key, each]) => [key, withoutCodes(each)]),
	);
};

const withoutUnmapped = (document: Record<string, unknown>) => without(document, 'unmapped');

describe.each(PAIRS)('$name', (pair) => {
	const read = (standard: StandardName, segments: Segment[] = pair[standard].segments) => {
		const { type, version } = pair[standard];
		return documentOf(type, segments, syntaxOf(standard, version))!;
	};
	const write = (standard: StandardName, document: Record<string, unknown>, isFromOther = false) => {
		const table = tableFor(standard, String(document.kind))!;
		return writtenDocument(table, document, syntaxOf(standard, pair[standard].version), isFromOther);
	};

	test.each(['X12', 'EDIFACT'] as const)('%s is the same document, and nothing is left', (standard) => {
		const { unmapped, ...document } = read(standard);
		expect(withoutCodes(document)).toEqual(pair.document);
		expect(unmapped).toEqual([]);
	});

	test.each(['X12', 'EDIFACT'] as const)('%s is written and read again as the same', (standard) => {
		const document = read(standard);
		const { segments, problems, notWritten } = write(standard, document);
		expect({ problems, notWritten }).toEqual({ problems: [], notWritten: [] });
		const [first, last] = [pair[standard].segments[0]!, pair[standard].segments.at(-1)!];
		const again = read(standard, [first, ...segments, last]);
		expect(again).toMatchObject(document);
		expect(withoutCodes(again)).toEqual(withoutCodes(document));
	});

	test.each([
		['X12', 'EDIFACT'],
		['EDIFACT', 'X12'],
	] as const)('%s is written as %s and read again as the same', (from, to) => {
		const { segments, problems, notWritten } = write(to, read(from), true);
		expect({ problems, notWritten }).toEqual({ problems: [], notWritten: [] });
		const [first, last] = [pair[to].segments[0]!, pair[to].segments.at(-1)!];
		expect(withoutCodes(withoutUnmapped(read(to, [first, ...segments, last])))).toEqual(pair.document);
	});
});
