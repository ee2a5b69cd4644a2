import { asMessage } from '../../../../../nodes/Edi/documents/asMessage';
import { changesIn } from '../../../../../nodes/Edi/documents/segmentChanges';
import type { Segment, StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { settingsFor } from './files';

const order = {
	kind: 'order',
	number: 'P-1',
	dates: { issued: '2026-05-07' },
	references: [
		{ type: 'department', value: '1' },
		{ type: 'department', value: '2' },
	],
	lines: ['1', '2'].map((number) => ({ number, quantity: { ordered: '5', unit: 'EA' } })),
	totals: { lines: 2 },
};

function changed(
	changes: unknown,
	standard: StandardName = 'X12',
	document: Record<string, unknown> = order,
) {
	const { json } = asMessage(document, settingsFor(standard), 1, { changes: changesIn(changes) });
	return (json.segments as Segment[]).slice(1, -1).map((segment) => segment.join('*'));
}

test.each([
	[[{ remove: 'BEG' }], '“Segments” leave no BEG at the beginning, which the message needs'],
	[[{ before: 'BEG', segment: ['REF', 'CT', '1'] }], '“Segments” leave no BEG at the beginning'],
	[[{ replace: 'BEG', segment: ['REF', 'CT', '1'] }], '“Segments” leave no BEG at the beginning'],
	[[{ remove: 'PO1' }], '“Segments” leave 0 lines, and the message counts 2'],
	[
		[{ after: 'PO1*2', segment: ['PO1', '3', '1', 'EA'] }],
		'“Segments” leave 3 lines, and the message counts 2',
	],
	[[{ after: 'BEG', segment: ['REF'] }], '“Segments”[0].segment has no elements'],
	[[{ after: 'BEG', segment: ['REF', '', ''] }], '“Segments”[0].segment has no elements'],
	[
		[{ after: 'BEG', segment: ['SE', '3', '0001'] }],
		'“Segments”[0].segment is SE, which is no segment of a message',
	],
	[
		[{ after: 'BEG', segment: ['ISA', '3'] }],
		'“Segments”[0].segment is ISA, which is no segment of a message',
	],
	[[{ remove: 'REF*DP*3' }], '“Segments”[0] names REF*DP*3'],
])('%j is refused', (changes, refusal) => {
	expect(() => changed(changes)).toThrow(refusal);
});

test('a segment can be named by several of its elements', () => {
	expect(changed([{ remove: 'REF*DP*2' }]).filter((each) => each.startsWith('REF'))).toEqual(['REF*DP*1']);
});

test('lines and their count can be changed together, and what isn’t counted is free', () => {
	const changes = [{ remove: 'PO1*2' }, { replace: 'CTT', segment: ['CTT', '1'] }];
	expect(changed(changes).at(-1)).toBe('CTT*1');
	expect(changed([{ remove: 'CTT' }]).at(-1)).toBe('PO1*2*5*EA');
	expect(
		changed([{ replace: 'UNS', segment: ['UNS', 'S'] }], 'EDIFACT', {
			...order,
			totals: undefined,
			references: [],
		}).at(-1),
	).toBe('UNS*S');
});

test('a document that would be read back differently is refused, with changes, too', () => {
	const document = {
		...order,
		parties: { buyer: { name: 'A', references: [{ type: 'taxId', value: '5' }] } },
	};
	expect(() => changed([{ after: 'BEG', segment: ['CUR', 'BY', 'EUR'] }], 'X12', document)).toThrow(
		'parties.buyer.references[0]',
	);
});
