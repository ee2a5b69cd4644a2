import { asMessage } from '../../../../../nodes/Edi/documents/asMessage';
import { valueOf } from '../../../../../nodes/Edi/interchange/values';
import type { Segment, StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { settingsFor } from './files';
import { read } from './reading';

/** What was read as one standard, written as the other: the segments with these tags, and what isn't written. */
function converted(type: string, text: string, tags: string[]) {
	const to: StandardName = /^\d/.test(type) ? 'EDIFACT' : 'X12';
	const { json, notWritten } = asMessage(read(type, text).document, settingsFor(to), 1, {
		isFromOther: true,
	});
	const segments = (json.segments as Segment[]).filter(([tag]) => tags.includes(String(tag)));
	return { written: segments.map((segment) => JSON.stringify(segment.slice(1))), notWritten };
}

const segments = (...all: unknown[][]): string[] => all.map((each) => JSON.stringify(each));

test('a code of one standard is not taken for the same letters of the other', () => {
	// EDIFACT: delivery note, order and VAT number; X12: something else.
	expect(converted('850', 'REF*DQ*1\nREF*ON*2\nREF*VA*3\nPO1*1*1*EA', ['RFF'])).toEqual({
		written: [],
		notWritten: [0, 1, 2].flatMap((index) => [`references[${index}].code`, `references[${index}].value`]),
	});
	// EDIFACT: invoicee and delivery party.
	const parties = converted('850', 'N1*IV*A\nN1*DP*B\nN1*ST*C\nPO1*1*1*EA', ['NAD']);
	expect(parties.written).toEqual(segments(['DP', '', '', 'C']));
	// EDIFACT: discount; DUNS.
	expect(converted('850', 'SAC*A*DI***500\nPO1*1*1*EA', ['ALC', 'MOA'])).toEqual({
		written: segments(['A'], [['8', '5.00']]),
		notWritten: ['allowancesCharges[0].code'],
	});
	expect(converted('850', 'N1*ST*C*16*75001\nPO1*1*1*EA', ['NAD'])).toEqual({
		written: segments(['DP', '75001', '', 'C']),
		notWritten: ['parties.shipTo.ids[0].scheme'],
	});
});

test('a code that says the same in both standards stays', () => {
	expect(converted('850', 'PO1*1*1*EA***UP*1*EN*2', ['LIN', 'PIA']).written).toEqual(
		segments(['1', '', ['1', 'EN']], ['1', ['2', 'EN']]),
	);
	expect(converted('850', 'N1*SU*C\nPO1*1*1*EA', ['NAD'])).toEqual({
		written: segments(['SU', '', '', 'C']),
		notWritten: [],
	});
});

test('what one standard has no code for is left out, and the entries after it are written', () => {
	const references = converted('850', 'REF*DP*5\nREF*CT*6\nPO1*1*1*EA', ['RFF']);
	expect(references).toEqual({
		written: segments([['CT', '6']]),
		notWritten: ['references[0].type', 'references[0].code', 'references[0].value'],
	});
	const parties = converted('850', 'N1*SO*A\nN1*BY*B\nN1*BY*C\nN1*SO*D\nN1*BY*E\nPO1*1*1*EA', ['NAD']);
	expect(parties.written.map((each) => valueOf(JSON.parse(each) as Segment, 3))).toEqual(['B', 'C', 'E']);
	expect(parties.notWritten).toEqual(['parties.soldTo.name', 'otherParties[1].role', 'otherParties[1].name']);
});
