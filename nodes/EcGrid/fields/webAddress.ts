import { invalidField } from '../transport/invalidField';
import { parsedUrl } from '../transport/parsedUrl';
import { text, type Parser } from './parsers';
import { quotedAddress } from './values';

/** The address of a website. */
export const webAddress: Parser<string> = (value, label) => {
	const entered = text(value, label)?.trim();
	if (entered === undefined) return undefined;
	const isAddress = /^https?:$/.test(parsedUrl(entered)?.protocol ?? '') && !/\s/.test(entered);
	if (isAddress) return entered;
	throw invalidField(
		label,
		`must be a web address, such as https://www.example.com, not ${quotedAddress(entered)}.`,
	);
};
