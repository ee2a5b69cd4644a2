import {
	dateOf,
	entriesIn,
	joinedWith,
	listIn,
	named,
	othersIn,
	percentOf,
	recordIn,
	textOf,
	type Fields,
} from './fields';
import { definitions, type Html } from './html';
import { lineNames } from './lines';
import { inWords } from './names';
import { contactOf } from './parties';
import { referenceType, referred } from './references';

function termsOf(terms: Fields): string {
	const { type, days, dueDate, discountPercent, discountDays, discountDueDate, text, ...rest } = terms;
	const discount = joinedWith(
		' ',
		percentOf(discountPercent),
		'discount',
		discountDays === undefined ? '' : `within ${textOf(discountDays)} days`,
		named('until', discountDueDate),
	);
	return joinedWith(
		', ',
		inWords(textOf(type)),
		days === undefined ? '' : `${textOf(days)} days`,
		named('due', dueDate),
		discount === 'discount' ? '' : discount,
		text,
		...othersIn(rest),
	);
}

function transportEntries(transport: unknown): [string, string][] {
	const { name, carrier, mode, equipmentType, equipment, seal, ...rest } = recordIn(transport);
	return [
		['Carrier', joinedWith(' ', name, carrier, mode && `(${textOf(mode)})`)],
		['Equipment', joinedWith(' ', equipmentType, equipment, named('seal', seal))],
		['Transport', joinedWith(', ', ...othersIn(rest))],
	];
}

/** What a document says of itself as a whole. `rest` is what the page has no place for. */
export function head(document: Fields, rest: Fields): Html | undefined {
	const linesOf = lineNames(document);
	return definitions([
		['Purpose', inWords(textOf(document.purpose))],
		['Type', inWords(textOf(document.documentType))],
		['Response', inWords(textOf(document.response))],
		...entriesIn(document.dates).map(([name, date]): [string, string] => [
			name === 'Order' ? 'Order date' : name,
			date,
		]),
		['Currency', textOf(document.currency)],
		...listIn(document.references).map(({ type, code, ...reference }): [string, string] => [
			referenceType({ type, code }) || 'Reference',
			referred(reference),
		]),
		['Freight', inWords(textOf(document.freightTerms))],
		['Delivery terms', joinedWith(' ', document.incoterm, document.incotermPlace, document.fobText)],
		...transportEntries(document.transport),
		['Terms of payment', termsOf(recordIn(document.terms))],
		...listIn(document.otherTerms).map((terms): [string, string] => ['Terms of payment', termsOf(terms)]),
		...listIn(document.orders).map(({ number, date, lines, ...order }): [string, string] => [
			'Order',
			joinedWith(', ', number, dateOf(date), named('lines', linesOf(lines)), ...othersIn(order)),
		]),
		...listIn(document.contacts).map((contact): [string, string] => ['Contact', contactOf(contact)]),
		...entriesIn(rest),
	]);
}
