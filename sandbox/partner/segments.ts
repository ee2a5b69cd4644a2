import type { Segment, Separators } from './interchange';

/** The characters that have a meaning in an EDIFACT interchange. */
interface ServiceCharacters extends Separators {
	/** '' if there is none. */
	release: string;
}

/** A segment, and the place after its terminator. */
interface Found {
	segment: Segment;
	end: number;
}

const ISA_ELEMENTS = 16;
const UNA_LENGTH = 9;

/** The place of the next character that isn't white space. */
export function skipBlank(text: string, from: number): number {
	const found = /\S/g;
	found.lastIndex = from;
	return found.exec(text)?.index ?? text.length;
}

/** Reads the separators of an X12 interchange from its ISA. Undefined if the ISA isn't complete. */
export function x12Separators(text: string, from: number): Separators | undefined {
	const element = text.charAt(from + 3);
	let last = from + 2;
	for (let n = 0; n < ISA_ELEMENTS; n++) {
		last = text.indexOf(element, last + 1);
		if (last < 0) return undefined;
	}
	const [component = '', terminator = ''] = text.slice(last + 1, last + 3);
	return terminator ? { element, component, terminator } : undefined;
}

/** Reads an X12 segment. X12 has no release character. */
export function x12Segment(text: string, from: number, { element, terminator }: Separators): Found {
	const at = text.indexOf(terminator, from);
	const end = at < 0 ? text.length : at;
	return {
		segment: text
			.slice(from, end)
			.split(element)
			.map((value) => [value]),
		end: end + 1,
	};
}

/** Reads the service characters of an EDIFACT interchange from its UNA, if it has one. */
export function serviceCharacters(
	text: string,
	from: number,
): { characters: ServiceCharacters; end: number } {
	const una = text.startsWith('UNA', from) ? text.slice(from, from + UNA_LENGTH) : "UNA:+.? '";
	const characters = {
		component: una.charAt(3),
		element: una.charAt(4),
		release: una.charAt(6).trim(),
		terminator: una.charAt(8),
	};
	return { characters, end: text.startsWith('UNA', from) ? from + UNA_LENGTH : from };
}

/** Reads an EDIFACT segment. The values have no release characters. */
export function edifactSegment(text: string, from: number, characters: ServiceCharacters): Found {
	const segment: Segment = [['']];
	const append = (character: string) => {
		const components = segment.at(-1)!;
		components[components.length - 1] += character;
	};
	let at = from;
	for (; at < text.length; at++) {
		const character = text.charAt(at);
		if (character === characters.release) append(text.charAt(++at));
		else if (character === characters.terminator) break;
		else if (character === characters.element) segment.push(['']);
		else if (character === characters.component) segment.at(-1)!.push('');
		else append(character);
	}
	return { segment, end: at + 1 };
}
