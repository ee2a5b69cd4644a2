import { tagOf, type Interchange, type Segment, type Separators } from './interchange';
import { edifactSegment, serviceCharacters, skipBlank, x12Segment, x12Separators } from './segments';

/** Which segments open and close an interchange, a group and a message. */
const envelopes = {
	X12: { group: ['GS', 'GE'], message: ['ST', 'SE'], end: 'IEA' },
	EDIFACT: { group: ['UNG', 'UNE'], message: ['UNH', 'UNT'], end: 'UNZ' },
};

/**
 * Reads the interchanges of a file, X12 and EDIFACT, as far as they can be read. What isn't EDI ends the file.
 * It checks nothing.
 */
export function interchangesIn(text: string): Interchange[] {
	const interchanges: Interchange[] = [];
	let from = skipBlank(text, 0);
	while (from < text.length) {
		const found = x12At(text, from) ?? edifactAt(text, from);
		if (!found) break;
		interchanges.push(found.interchange);
		from = skipBlank(text, found.end);
	}
	return interchanges;
}

function x12At(text: string, from: number) {
	if (!text.startsWith('ISA', from)) return undefined;
	const separators = x12Separators(text, from);
	return separators && interchangeAt('X12', text, from, separators, (at) => x12Segment(text, at, separators));
}

function edifactAt(text: string, from: number) {
	const { characters, end } = serviceCharacters(text, from);
	const start = skipBlank(text, end);
	if (!text.startsWith('UNB', start)) return undefined;
	return interchangeAt('EDIFACT', text, start, characters, (at) => edifactSegment(text, at, characters));
}

function interchangeAt(
	standard: Interchange['standard'],
	text: string,
	from: number,
	separators: Separators,
	segmentAt: (at: number) => { segment: Segment; end: number },
): { interchange: Interchange; end: number } {
	const { group, message, end: last } = envelopes[standard];
	const { segment: header, end: afterHeader } = segmentAt(from);
	const interchange: Interchange = { standard, header, others: [], groups: [], separators };
	let isInMessage = false;
	let at = skipBlank(text, afterHeader);
	while (at < text.length) {
		const { segment, end } = segmentAt(at);
		const tag = tagOf(segment);
		if (tag === tagOf(header)) break;
		at = skipBlank(text, end);
		if (tag === last) break;
		const current = interchange.groups.at(-1);
		if (tag === group[0]) interchange.groups.push({ header: segment, messages: [] });
		else if (tag === group[1] && current) current.trailer = segment;
		else if (tag === message[0]) {
			isInMessage = true;
			const opened = { header: segment, body: [] };
			if (current) current.messages.push(opened);
			else interchange.groups.push({ messages: [opened] });
		} else if (tag === message[1]) isInMessage = false;
		else if (isInMessage) current!.messages.at(-1)!.body.push(segment);
		else interchange.others.push(segment);
	}
	return { interchange, end: at };
}
