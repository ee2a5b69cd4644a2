import { digestOf } from '../interchange/digest';

/** A fingerprint of what says in which bytes letters are written. */
export const charactersDigest = (
	syntaxIdentifier: string | undefined,
	{ characterSet, utf16 }: { characterSet?: string; utf16?: string },
): string => digestOf(JSON.stringify([syntaxIdentifier, characterSet, utf16]));

/** A fingerprint of the texts around an interchange. */
export const aroundDigest = ({ before, after }: { before?: string; after?: string }): string =>
	digestOf(JSON.stringify([before, after]));
