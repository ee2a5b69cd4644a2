import { invalidField } from '../transport/invalidField';
import { secretField } from './constructors';
import { requiredField, type RequiredField } from './field';
import { required, text, type Parser } from './parsers';

/** What a password must contain. Section 1.8 of the sheet. */
const PARTS: Array<[RegExp, string]> = [
	[/[a-z]/, 'a small letter'],
	[/[A-Z]/, 'a capital letter'],
	[/\d/, 'a digit'],
	[/[^a-zA-Z0-9]/, 'a character that is no letter or digit'],
];

/** A password that ECGrid accepts. The error doesn't show it. */
const password: Parser<string> = (value, label) => {
	const entered = text(value, label);
	if (entered === undefined) return undefined;
	const missing = PARTS.filter(([part]) => !part.test(entered)).map(([, words]) => words);
	// ECGrid's pattern stops at the end of a line.
	if (/[\r\n]/.test(entered)) throw invalidField(label, 'must not contain a line break.');
	if (missing.length === 0) return entered;
	const needed = PARTS.map(([, words]) => words).join(', ');
	throw invalidField(label, `must contain ${needed}. Missing: ${missing.join(', ')}.`);
};

/** A user's password. Pages: rest-api/users/create-user, rest-api/users/update-password. */
export const passwordField = (shown: {
	displayName: string;
	name: string;
	description: string;
}): RequiredField => ({
	...requiredField(secretField(shown)),
	parse: required(password),
});
