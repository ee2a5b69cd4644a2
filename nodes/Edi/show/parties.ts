import { joinedWith, listIn, named, othersIn, recordIn, textOf, textsIn, type Fields } from './fields';
import { element, type Html } from './html';
import { inWords, schemeName } from './names';
import { referenceOf } from './references';

export const contactOf = ({ name, phone, mobile, email, fax, url, ...rest }: Fields): string =>
	joinedWith(', ', name, phone, mobile, email, fax, url, ...othersIn(rest));

const idOf = ({ scheme, value, ...rest }: Fields): string =>
	joinedWith(', ', joinedWith(' ', value, scheme && `(${schemeName(textOf(scheme))})`), ...othersIn(rest));

/** What is known of a party besides its name, in the order of an address. */
function detailsOf(party: Fields): string[] {
	const { lines, addressLines, street, city, region, postalCode, country, ids, taxId, ...rest } = party;
	const { references, contacts, ...others } = rest;
	return [
		...textsIn(lines),
		...textsIn(addressLines),
		...textsIn(street),
		joinedWith(' ', joinedWith(', ', city, region), postalCode),
		textOf(country),
		...listIn(ids).map(idOf),
		named('Tax ID', taxId),
		...listIn(references).map(referenceOf),
		...listIn(contacts).map(contactOf),
		...othersIn(others),
	].filter(Boolean);
}

/** The parties of a document or of a line with their roles: those with a role of their own, then all others. */
const partiesIn = ({ parties, otherParties }: Fields): [string, Fields][] => [
	...Object.entries(recordIn(parties)).map(([role, party]): [string, Fields] => [
		inWords(role),
		recordIn(party),
	]),
	...listIn(otherParties).map(({ role, ...party }): [string, Fields] => {
		if (role) return [inWords(textOf(role)), party];
		const { code, ...rest } = party;
		return [textOf(code) || 'Party', rest];
	}),
];

/** Parties in one line each. */
export const partyLines = (fields: Fields): string[] =>
	partiesIn(fields).map(([role, { name, ...party }]) =>
		joinedWith(' ', role, joinedWith(', ', name, ...detailsOf(party))),
	);

/** Parties in a box each. */
export function partyBoxes(fields: Fields): Html | undefined {
	const boxes = partiesIn(fields).map(([role, { name, ...party }]) =>
		element(
			'div',
			[
				element('h3', role),
				name === undefined ? undefined : element('strong', textOf(name)),
				detailsOf(party).map((text) => element('div', text)),
			],
			'box',
		),
	);
	return boxes.length === 0 ? undefined : element('div', boxes, 'boxes');
}
