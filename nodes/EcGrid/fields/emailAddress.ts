import { invalidField } from '../transport/invalidField';
import { text, type Parser } from './parsers';
import { quoted } from './values';

/** One e-mail address, without a name. */
export const emailAddress: Parser<string> = (value, label) => {
	const entered = text(value, label)?.trim();
	if (entered === undefined || /^[^\s@,;<>]+@[^\s@,;<>]+$/.test(entered)) return entered;
	throw invalidField(label, `must be one e-mail address, such as edi@example.com, not ${quoted(value)}.`);
};
