import { bytesOf, SYNTAX_IDENTIFIERS, type CharacterSet as KnownSet } from '../../shared/characterSets';
import { invalidField } from './invalidField';

/** The character sets that the node writes. */
export type CharacterSet = Exclude<KnownSet, 'KS C 5601' | 'Windows-1252'>;

/** The identifiers of sets that the node doesn't write: ISO 2022 with its escapes, and KS C 5601. */
const NOT_WRITTEN = ['UNOX', 'KECA'];

/** The character that ends a segment, and the one that escapes the character after it. */
interface ServiceCharacters {
	terminator: string;
	release: string;
}

/** The service characters of interchanges without UNA: syntax levels A and B. */
const USUAL: ServiceCharacters[] = [
	{ terminator: "'", release: '?' },
	{ terminator: '\x1c', release: '' },
];

/** The beginning of an interchange: UNA, if it has one, and UNB with its syntax identifier. */
const INTERCHANGE = /(?:UNA[^]{3}([^])[^]([^])\s*)?UNB\s*[^a-z0-9\s]\s*([a-z]{3}[a-z0-9])(?![a-z0-9])/iy;
/** The segment that ends an interchange. */
const TRAILER = /UNZ(?![a-z0-9])/iy;
const BLANKS = /\s*/y;
const LINE_BREAKS = '\r\n';
const NOT_ASCII = /[^\0-\x7f]/;
const WAYS_OUT =
	'Write it differently, name a character set in UNB that has it, or choose one under “Encoding”.';

/** The index of the first of these characters in a text from `from` on, ignoring characters after a release character. */
function placeOf(characters: string, text: string, from: number, releases = ''): number {
	let at = from;
	while (at < text.length && !characters.includes(text[at]!)) at += releases.includes(text[at]!) ? 2 : 1;
	return at;
}

interface Interchange {
	/** The index of its beginning in the text. */
	from: number;
	syntaxIdentifier: string;
}

/** The interchanges of a text; none if it isn't EDIFACT. One begins at a segment or, outside of another, at a line. Takes linear time. */
function interchangesIn(text: string): Interchange[] {
	const interchanges: Interchange[] = [];
	let sets = USUAL;
	let isInside = false;
	let at = 0;
	const matchOf = (pattern: RegExp) => {
		pattern.lastIndex = at;
		return pattern.exec(text);
	};
	while (at < text.length) {
		at += matchOf(BLANKS)![0].length;
		const beginning = matchOf(INTERCHANGE);
		if (beginning) {
			const [{ length }, release, terminator, syntaxIdentifier] = beginning;
			interchanges.push({ from: at, syntaxIdentifier: syntaxIdentifier!.toUpperCase() });
			// Without a UNA of its own, the first one may apply: some senders mean it for all interchanges.
			sets = terminator ? [{ terminator, release: release!.trim() }] : [...sets, ...USUAL];
			isInside = true;
			at += length;
		} else if (matchOf(TRAILER)) {
			isInside = false;
		}
		const terminators = sets.map(({ terminator }) => terminator).join('');
		if (isInside) {
			at = placeOf(terminators, text, at, sets.map(({ release }) => release).join(''));
			const ended = sets.find(({ terminator }) => terminator === text[at]);
			if (ended) sets = [ended];
		} else {
			at = placeOf(terminators + LINE_BREAKS, text, at);
		}
		at++;
	}
	return interchanges;
}

/** The syntax identifiers that matter: those of interchanges beyond ASCII, which is the same in every set. */
function syntaxIdentifiersOf(text: string): string[] {
	if (!NOT_ASCII.test(text)) return [];
	const interchanges = interchangesIn(text);
	return interchanges
		.filter(({ from }, index) =>
			NOT_ASCII.test(text.slice(index === 0 ? 0 : from, interchanges[index + 1]?.from)),
		)
		.map(({ syntaxIdentifier }) => syntaxIdentifier);
}

/** The character set that UNB names in an EDIFACT text; UTF-8 for any other text or an unknown identifier. Throws a UserError that names the field if the node doesn't write the set. */
export function characterSetOf(text: string, label: string): CharacterSet {
	const words = syntaxIdentifiersOf(text);
	const notWritten = words.find((word) => NOT_WRITTEN.includes(word));
	if (notWritten) {
		throw invalidField(
			label,
			`is in ${notWritten}, according to UNB, and this node can't write that character set. Choose one under “Encoding”, or upload the content as a file.`,
		);
	}
	const sets = [
		...new Set(words.map((word) => (SYNTAX_IDENTIFIERS.get(word) as CharacterSet | undefined) ?? 'UTF-8')),
	];
	if (sets.length > 1) {
		throw invalidField(
			label,
			`has interchanges of different character sets (${[...new Set(words)].join(', ')} in UNB). Choose one under “Encoding”, or upload each interchange by itself.`,
		);
	}
	return sets[0] ?? 'UTF-8';
}

/** The first character that a character set doesn't have; for UTF-8, half of a surrogate pair. */
function firstMissing(text: string, set: CharacterSet): { character: string; at: number } | undefined {
	if (!NOT_ASCII.test(text)) return undefined;
	const table = set === 'UTF-8' ? undefined : bytesOf(set);
	let at = 0;
	for (const character of text) {
		const isMissing = table
			? character > '\x7f' && !table.has(character)
			: character.length === 1 && character >= '\ud800' && character <= '\udfff';
		if (isMissing) return { character, at };
		at += character.length;
	}
	return undefined;
}

/** Throws a UserError that names the field and the character, unless a character set has every character of a text. */
export function checkCharacters(text: string, set: CharacterSet, label: string): void {
	const missing = firstMissing(text, set);
	if (!missing) return;
	const { character, at } = missing;
	const codePoint = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
	const name = set === 'UTF-8' ? `U+${codePoint}` : `“${character}” (U+${codePoint})`;
	const line = text.slice(0, at).split('\n').length;
	throw invalidField(
		label,
		`has ${name} as character ${at + 1} (line ${line}), which ${set} doesn't have. ${WAYS_OUT}`,
	);
}

/** The length of a text in bytes, in a character set that has all its characters. */
export const lengthOf = (text: string, set: CharacterSet): number =>
	set === 'UTF-8' ? Buffer.byteLength(text) : text.length;

/** A text in the bytes of a character set that has all its characters. */
export function encode(text: string, set: CharacterSet): Buffer {
	if (set === 'UTF-8') return Buffer.from(text);
	if (set === 'ASCII' || set === 'ISO 8859-1') return Buffer.from(text, 'latin1');
	const table = bytesOf(set);
	const bytes = Buffer.alloc(text.length);
	for (let at = 0; at < text.length; at++) {
		bytes[at] = table.get(text[at]!) ?? text.charCodeAt(at);
	}
	return bytes;
}
