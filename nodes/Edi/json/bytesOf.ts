import type { CharacterSet } from '../../shared/characterSets';
import { codingOf, type ByteText } from '../interchange/coding';
import { NotWritable } from '../interchange/notWritable';
import { textOf } from './segmentsOf';

/** Text in JSON in the bytes of the character set. Throws NotWritable if it isn't text, or has a character that the set doesn't have. */
export function bytesOf(value: unknown, characterSet: CharacterSet, path: string): ByteText {
	const encoded = codingOf(characterSet).encode(textOf(value, path));
	if ('missing' in encoded) throw new NotWritable(path, `has a character that ${characterSet} doesn't have`);
	return encoded.bytes;
}
