import { isRecord } from '../../shared/isRecord';
import type { CharacterSet } from '../../shared/characterSets';
import { codingOf, type ByteText } from '../interchange/coding';
import { NotWritable } from '../interchange/notWritable';
import type { Delimiters } from '../interchange/tree';
import { bytesOf } from './bytesOf';

/** Those that a reader tells apart. The decimal mark separates nothing. */
const SEPARATORS = ['element', 'component', 'repetition', 'release', 'segment'] as const;

/** Whether these are the bytes of one character: in UTF-8, it may have several, which Read takes together in every character set. */
const isCharacter = (bytes: ByteText): boolean => [...codingOf('UTF-8').decode(bytes)].length === 1;

/**
 * Separators in JSON, in the bytes of the character set. `wereEqual` says that the file was read with two that are the
 * same. Throws NotWritable if one is missing, isn't one character, or occurs twice.
 */
export function delimitersOf(
	given: unknown,
	characterSet: CharacterSet,
	path: string,
	wereEqual: boolean,
): Delimiters {
	if (!isRecord(given)) throw new NotWritable(path, 'is no object');
	const delimiters: Record<string, string> = {};
	for (const [name, value] of Object.entries(given)) {
		if (value === undefined || value === null) continue;
		const bytes = bytesOf(value, characterSet, `${path}.${name}`);
		// ISA without a terminator, behind which nothing can be read, has ''.
		const isNone = bytes === '' && name === 'segment';
		if (!isNone && !isCharacter(bytes))
			throw new NotWritable(`${path}.${name}`, `is “${String(value)}”, not one character`);
		delimiters[name] = bytes;
	}
	for (const name of ['element', 'segment'])
		if (delimiters[name] === undefined) throw new NotWritable(`${path}.${name}`, 'is missing');
	for (const [index, name] of SEPARATORS.entries()) {
		const same = SEPARATORS.slice(0, index).find((other) => delimiters[other] === delimiters[name]);
		if (same !== undefined && delimiters[name] !== undefined && !wereEqual)
			throw new NotWritable(`${path}.${name}`, `is the same character as ${path}.${same}`);
	}
	return delimiters as unknown as Delimiters;
}
