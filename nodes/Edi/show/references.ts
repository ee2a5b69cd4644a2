import { dateOf, joinedWith, named, othersIn, textOf, type Fields } from './fields';
import { inWords } from './names';

/** What a reference refers to, without its type. */
export const referred = ({ value, line, date, text, ...rest }: Fields): string =>
	joinedWith(' · ', value, named('line', line), dateOf(date), text, ...othersIn(rest));

/** The type of a reference; its code, if that has no name. */
export const referenceType = ({ type, code }: Fields): string => inWords(textOf(type) || textOf(code));

/** A reference: its type or code, and its value. */
export function referenceOf(reference: Fields): string {
	const { type, code, ...rest } = reference;
	return joinedWith(' ', referenceType({ type, code }), referred(rest));
}
