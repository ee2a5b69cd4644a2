/** A character set whose characters are one byte each. Each contains ASCII. */
export type SingleByteSet = 'ASCII' | `ISO 8859-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 15}` | 'Windows-1252';
export type CharacterSet = SingleByteSet | 'UTF-8' | 'KS C 5601';

/** The syntax identifiers of UNB (data element 0001) and the character sets that they stand for. ISO 9735, ISO 9735-1. */
export const SYNTAX_IDENTIFIERS: ReadonlyMap<string, CharacterSet> = new Map([
	['UNOA', 'ASCII'],
	['UNOB', 'ASCII'],
	['UNOC', 'ISO 8859-1'],
	['UNOD', 'ISO 8859-2'],
	['UNOE', 'ISO 8859-5'],
	['UNOF', 'ISO 8859-7'],
	['UNOG', 'ISO 8859-3'],
	['UNOH', 'ISO 8859-4'],
	['UNOI', 'ISO 8859-6'],
	['UNOJ', 'ISO 8859-8'],
	['UNOK', 'ISO 8859-9'],
	['UNOL', 'ISO 8859-15'],
	['UNOW', 'UTF-8'],
	['UNOY', 'UTF-8'],
	['KECA', 'KS C 5601'],
]);

const FIRST_PRINTED = 160;
const UNDEFINED = '\uFFFD';

/** The bytes that a single-byte set defines, and their characters. Bytes 128 to 159 are control characters, except in Windows-1252. */
function definedCharacters(set: SingleByteSet): Map<number, string> {
	const first = set === 'ASCII' ? 256 : set === 'Windows-1252' ? 128 : FIRST_PRINTED;
	const characters = new Map<number, string>();
	for (let byte = 0; byte < (set === 'ASCII' ? 128 : first); byte++) {
		characters.set(byte, String.fromCharCode(byte));
	}
	if (set === 'ASCII') return characters;
	// In this decoder, ISO 8859-1 and ISO 8859-9 are Windows code pages, which agree with them from 160 on.
	const decoder = new TextDecoder(set.replace('ISO ', 'iso-'));
	for (let byte = first; byte < 256; byte++) {
		const character = decoder.decode(Uint8Array.of(byte));
		if (character !== UNDEFINED) characters.set(byte, character);
	}
	return characters;
}

/** A table from a key, made once for each. */
function madeOnce<K, V>(make: (key: K) => V): (key: K) => V {
	const made = new Map<K, V>();
	return (key) => {
		const value = made.get(key) ?? make(key);
		made.set(key, value);
		return value;
	};
}

/** Every character of a single-byte set, with its byte. */
export const bytesOf = madeOnce(
	(set: SingleByteSet) =>
		new Map([...definedCharacters(set)].map(([byte, character]) => [character, byte] as const)),
);

/** What the character sets are for, in the order in which people look for them. */
export const CHARACTER_SET_LANGUAGES: Record<CharacterSet, string> = {
	ASCII: 'Without letters beyond a to z',
	'ISO 8859-1': 'Western European',
	'ISO 8859-15': 'Western European, with the euro sign',
	'ISO 8859-2': 'Central European',
	'ISO 8859-3': 'Maltese and Esperanto',
	'ISO 8859-4': 'Baltic and northern European',
	'ISO 8859-5': 'Cyrillic',
	'ISO 8859-6': 'Arabic',
	'ISO 8859-7': 'Greek',
	'ISO 8859-8': 'Hebrew',
	'ISO 8859-9': 'Turkish',
	'KS C 5601': 'Korean',
	'UTF-8': 'Every language',
	'Windows-1252': 'Western European, as Windows writes it',
};
