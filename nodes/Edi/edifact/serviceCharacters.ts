import type { ByteText } from '../interchange/coding';
import { isReleased } from '../interchange/released';
import type { Delimiters } from '../interchange/tree';

/** The service characters of syntax levels without UNA. ISO 9735-1. */
export const DEFAULTS: Delimiters = {
	element: '+',
	component: ':',
	decimal: '.',
	release: '?',
	segment: "'",
};
/** Level B, as it was meant for transmission in control characters. ISO 9735:1988. */
const LEVEL_B: Delimiters = { element: '\x1d', component: '\x1f', segment: '\x1c' };
const LEVEL_B_IDENTIFIER = 'UNOB';

export interface ServiceCharacters {
	delimiters: Delimiters;
	/** UNA with what stands between it and UNB. */
	una?: ByteText;
	/** Where UNB begins. */
	at: number;
	/** They were found out from UNB: neither UNA nor the standard says so. */
	isGuessed?: boolean;
	/** The repetition separator that UNA names, although the syntax version has none. */
	unusedRepetition?: string;
}

const UNA = /UNA([^])([^])([^])([^])([^])([^])[\s\0]*(?=[A-Z]{3})/y;
const SYNTAX = /^UNB([^A-Za-z0-9\s])([A-Z0-9]{0,4})([^A-Za-z0-9\s])(\d)/;
const LONGEST_HEADER = 600;

const matchAt = (pattern: RegExp, text: ByteText, at: number): RegExpExecArray | null => {
	pattern.lastIndex = at;
	return pattern.exec(text);
};

/** The place of a delimiter from `from` on that no release character precedes; -1 if there is none. */
export function unreleased(
	text: ByteText,
	delimiter: string,
	release: string | undefined,
	from: number,
): number {
	let at = text.indexOf(delimiter, from);
	while (at !== -1 && isReleased(text, at, release, from))
		at = text.indexOf(delimiter, at + delimiter.length);
	return at;
}

/** Whether UNB at this place, read with these characters, ends where another service segment begins. */
function fits(text: ByteText, at: number, delimiters: Delimiters): boolean {
	if (text[at + 3] !== delimiters.element) return false;
	const header = text.slice(at, at + LONGEST_HEADER);
	const end = unreleased(header, delimiters.segment, delimiters.release, 0);
	return end !== -1 && /^[\s\0]*(U[A-Z]{2}[^A-Za-z0-9]|$)/.test(header.slice(end + 1, end + 40));
}

/** Service characters as UNB at this place uses them, if neither UNA nor the standard says so. */
function guessed(text: ByteText, at: number): Delimiters | undefined {
	const header = text.slice(at, at + LONGEST_HEADER);
	const beginning = /^UNB([^A-Za-z0-9\s])[A-Z]{3}[A-Z0-9]([^A-Za-z0-9\s])/.exec(header);
	if (!beginning) return undefined;
	const [, element, component] = beginning as unknown as [string, string, string];
	const next = /([^])([\s\0]*)UN[GHZ]/g;
	for (let found = next.exec(header); found; found = next.exec(header)) {
		const [, last, blanks] = found as unknown as [string, string, string];
		if (header[next.lastIndex] !== element) continue;
		const lineBreak = /[\r\n]/.exec(blanks) && '\n';
		const terminator =
			/[A-Za-z0-9\s]/.test(last) || last === element || last === component ? lineBreak : last;
		if (terminator) {
			return {
				element,
				component,
				...([element, component, terminator].includes('?') ? {} : { release: '?' }),
				segment: terminator,
			};
		}
	}
	return undefined;
}

function fromUna(una: RegExpExecArray): Delimiters {
	const [, component, element, decimal, release, repetition, segment] = una as unknown as string[];
	return {
		element: element!,
		component: component!,
		decimal: decimal!,
		...(release !== ' ' && { release: release! }),
		...(!/[\sA-Za-z0-9]/.test(repetition!) && { repetition: repetition! }),
		segment: segment!,
	};
}

/**
 * The service characters of an interchange that begins here, with UNA or UNB, or of a message without interchange.
 * `earlier` are those of the UNA before: some senders mean it for all interchanges of the file. ISO 9735-1, 5 and 6.
 */
export function serviceCharactersAt(text: ByteText, at: number, earlier?: Delimiters): ServiceCharacters {
	const una = matchAt(UNA, text, at);
	const start = una ? at + una[0].length : at;
	const syntax = SYNTAX.exec(text.slice(start, start + 24).replace(/[\r\n]/g, ''));
	const version = Number(syntax?.[4] ?? 3);
	if (una) {
		const { repetition, ...delimiters } = fromUna(una);
		const isRepeated = repetition !== undefined && version >= 4;
		return {
			una: una[0],
			at: start,
			delimiters: { ...delimiters, ...(isRepeated && { repetition }) },
			...(repetition !== undefined && !isRepeated && { unusedRepetition: repetition }),
		};
	}
	const standard = version >= 4 ? { ...DEFAULTS, repetition: '*' } : DEFAULTS;
	const candidates = [
		standard,
		...(earlier ? [earlier] : []),
		...(syntax?.[2] === LEVEL_B_IDENTIFIER ? [LEVEL_B] : []),
	];
	const fitting = candidates.find((delimiters) => fits(text, start, delimiters));
	if (fitting) return { at: start, delimiters: fitting };
	const isLevelB = fits(text, start, LEVEL_B);
	const found = isLevelB ? LEVEL_B : text.startsWith('UNB', start) ? guessed(text, start) : undefined;
	return found ? { at: start, delimiters: found, isGuessed: true } : { at: start, delimiters: standard };
}
