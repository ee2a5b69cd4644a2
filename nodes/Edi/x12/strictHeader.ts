import { codingOf } from '../interchange/coding';
import { NotWritable } from '../interchange/notWritable';
import type { Delimiters, Interchange, Segment } from '../interchange/tree';
import { isDate, isTime, trimmed, valueOf } from '../interchange/values';
import { ISA_LENGTHS } from './delimiters';
import { CODE_RULES, isIsaDate, LENGTHS, MANDATORY } from './headerRules';

const REPETITION_SINCE = '00402';

function refuse(path: string, value: string, expected: string): never {
	throw new NotWritable(
		path,
		value === '' ? `is empty. It has to be ${expected}` : `is “${value}”, not ${expected}`,
	);
}

/** A separator that ISA names: the one that is used. */
function separator(value: string, used: string, path: string): string {
	if (value.trim() !== '' && value !== used) refuse(path, value, `the separator in “syntax”, “${used}”`);
	return used;
}

function strictIsa(
	header: Segment,
	{ component, repetition }: Delimiters,
	path: string,
	characterSet: Interchange['characterSet'],
): Segment {
	const extra = header.findIndex((value, index) => index > 16 || typeof value !== 'string');
	if (extra > 0)
		throw new NotWritable(
			`${path}[${extra}]`,
			extra > 16 ? 'is one too many: ISA has 16 elements' : 'is a list; each element of ISA is one text',
		);
	const hasRepetition = repetition !== undefined && valueOf(header, 12) >= REPETITION_SINCE;
	const elements = ISA_LENGTHS.map((length, index) => {
		const value = valueOf(header, index + 1);
		const at = `${path}[${index + 1}]`;
		if (index === 15 && component !== undefined) return separator(value, component, at);
		if (index === 10 && hasRepetition) return separator(value, repetition, at);
		const isNumber = index === 12;
		const padded = isNumber ? value.trim().padStart(length, '0') : value.padEnd(length, ' ');
		if (padded.length > length)
			throw new NotWritable(at, `has ${value.length} characters; ISA has room for ${length}`);
		const encoded = codingOf(characterSet).encode(value);
		if ('bytes' in encoded && encoded.bytes.length !== value.length)
			throw new NotWritable(
				at,
				`has letters of several bytes in ${characterSet}, and ISA has a place for each byte. Choose a character set such as Windows-1252, or write it without them`,
			);
		return padded;
	});
	for (const { element, isValid, expected } of CODE_RULES) {
		const value = valueOf(header, element).trim();
		if (!isValid(value)) refuse(`${path}[${element}]`, value, expected);
	}
	if (!isIsaDate(elements[8]!)) refuse(`${path}[9]`, elements[8]!.trim(), 'a date (YYMMDD)');
	if (!isTime(elements[9]!)) refuse(`${path}[10]`, elements[9]!.trim(), 'a time (HHMM)');
	return ['ISA', ...elements];
}

function checkFields(header: Segment, path: string): void {
	const tag = String(header[0]);
	for (const element of MANDATORY[tag] ?? []) {
		if (trimmed(header, element) === '')
			throw new NotWritable(`${path}[${element}]`, `is empty. ${tag} needs it`);
	}
	LENGTHS[tag]?.forEach((length, index) => {
		const value = valueOf(header, index + 1);
		if (value.length > length)
			throw new NotWritable(
				`${path}[${index + 1}]`,
				`has ${value.length} characters; ${tag} has room for ${length}`,
			);
	});
	if (tag !== 'GS') return;
	if (!isDate(trimmed(header, 4))) refuse(`${path}[4]`, valueOf(header, 4), 'a date');
	if (!isTime(trimmed(header, 5))) refuse(`${path}[5]`, valueOf(header, 5), 'a time');
	if (!/^\d+$/.test(trimmed(header, 6))) refuse(`${path}[6]`, valueOf(header, 6), 'a number');
}

/**
 * ISA with each element at its fixed length; any other header as it is. Throws NotWritable if a value is missing, too
 * long, or none that may stand there. X12.5.
 */
export function strictHeader(
	header: Segment,
	delimiters: Delimiters,
	path: string,
	characterSet: Interchange['characterSet'],
): Segment {
	if (header[0] === 'ISA') return strictIsa(header, delimiters, path, characterSet);
	checkFields(header, path);
	return header;
}
