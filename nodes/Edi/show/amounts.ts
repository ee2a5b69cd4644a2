import { joinedWith, listIn, othersIn, percentOf, textOf } from './fields';
import { inWords } from './names';

export const ALLOWANCE_HEAD = ['', 'For', 'Percent', 'Amount', 'More'];

/** Allowances and charges, a row each. A code that has a name stands for the same. */
export const allowanceRows = (list: unknown): string[][] =>
	listIn(list).map(({ type, service, code, text, percent, amount, ...rest }) => [
		inWords(textOf(type)),
		joinedWith(' ', inWords(textOf(service) || textOf(code)), text),
		percentOf(percent),
		textOf(amount),
		joinedWith(', ', ...othersIn(rest)),
	]);

export const TAX_HEAD = ['Tax', 'Rate', 'Of', 'Amount', 'More'];

/** Taxes, a row each. */
export const taxRows = (list: unknown): string[][] =>
	listIn(list).map(({ type, rate, base, amount, ...rest }) => [
		inWords(textOf(type) || 'Tax'),
		percentOf(rate),
		textOf(base),
		textOf(amount),
		joinedWith(', ', ...othersIn(rest)),
	]);
