import { isRecord } from '../../shared/isRecord';
import { definitions, element, section, table, type Html } from './html';
import { inWords, schemeName, unitName } from './names';

type Fields = Record<string, unknown>;

const recordIn = (value: unknown): Fields => (isRecord(value) ? value : {});
const listIn = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(recordIn) : []);
const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(textOf) : []);

function textOf(value: unknown): string {
	if (value === undefined || value === null || typeof value === 'object') return '';
	return String(value as string | number);
}

const joinedWith = (separator: string, ...texts: unknown[]): string =>
	texts.map(textOf).filter(Boolean).join(separator);

/** A date as people read it: the time behind it, without the T. */
const dateOf = (value: unknown): string => textOf(value).replace('T', ' ');

const datesOf = (dates: unknown): [string, string][] =>
	Object.entries(recordIn(dates)).map(([name, value]) => [inWords(name), dateOf(value)]);

const linesOf = (texts: (string | undefined)[]): Html[] =>
	texts.filter(Boolean).map((text) => element('div', text));

/** A reference: its type or code, and its value. */
const referenceOf = ({ type, code, value, line, date, text }: Fields): string =>
	joinedWith(
		' ',
		inWords(textOf(type) || textOf(code)),
		joinedWith(' · ', value, line && `line ${textOf(line)}`, dateOf(date), text),
	);

function partyBox(title: string, party: Fields): Html {
	const { name, lines, addressLines, street, city, region, postalCode, country, taxId } = party;
	const ids = listIn(party.ids).map(({ scheme, value }) =>
		scheme ? `${textOf(value)} (${schemeName(textOf(scheme))})` : textOf(value),
	);
	const contacts = listIn(party.contacts).map((contact) =>
		joinedWith(', ', contact.name, contact.phone, contact.mobile, contact.email, contact.fax, contact.url),
	);
	return element(
		'div',
		[
			element('h3', title),
			name === undefined ? undefined : element('strong', textOf(name)),
			...linesOf([
				...textsIn(lines),
				...textsIn(addressLines),
				...textsIn(street),
				joinedWith(' ', joinedWith(', ', city, region), postalCode),
				textOf(country),
				...ids,
				taxId === undefined ? undefined : `Tax ID ${textOf(taxId)}`,
				...listIn(party.references).map(referenceOf),
				...contacts,
			]),
		],
		'box',
	);
}

function parties(document: Fields): Html | undefined {
	const boxes = [
		...Object.entries(recordIn(document.parties)).map(([role, party]) =>
			partyBox(inWords(role), recordIn(party)),
		),
		...listIn(document.otherParties).map((party) =>
			partyBox(inWords(textOf(party.role) || textOf(party.code) || 'Party'), party),
		),
	];
	return boxes.length === 0 ? undefined : element('div', boxes, 'boxes');
}

const allowanceRows = (list: unknown): string[][] =>
	listIn(list).map((each) => [
		inWords(textOf(each.type)),
		joinedWith(' ', inWords(textOf(each.service) || textOf(each.code)), each.text),
		each.percent === undefined ? '' : `${textOf(each.percent)} %`,
		textOf(each.amount),
	]);

const taxRows = (list: unknown): string[][] =>
	listIn(list).map((each) => [
		inWords(textOf(each.type) || 'Tax'),
		each.rate === undefined ? '' : `${textOf(each.rate)} %`,
		textOf(each.base),
		textOf(each.amount),
	]);

/** The quantities of a line with what they are. One needs no name. */
function quantitiesOf(quantity: unknown): Html[] {
	const { unit, ...quantities } = recordIn(quantity);
	const entries = Object.entries(quantities);
	return entries.map(([name, value]) => {
		const text = joinedWith(' ', value, unit && unitName(textOf(unit)));
		return element('div', entries.length === 1 ? text : `${inWords(name)} ${text}`);
	});
}

/** How a product is packed. */
const packagingOf = ({ pack, size, unit, type, grossWeight, weightUnit, innerPack }: Fields): string => {
	const said = joinedWith(
		', ',
		joinedWith(' × ', pack, joinedWith(' ', size, unit)),
		innerPack && `inner pack ${textOf(innerPack)}`,
		type,
		joinedWith(' ', grossWeight, weightUnit),
	);
	return said && `Packed ${said}`;
};

/** What a line says besides its product, quantity and price. */
const detailsOf = (line: Fields): string[] => [
	...(line.status ? [inWords(textOf(line.status))] : []),
	...datesOf(line.dates).map(([name, date]) => `${name} ${date}`),
	...listIn(line.references).map(referenceOf),
	...listIn(line.schedule).map(({ quantity, unit, dates }) =>
		joinedWith(' ', quantity, unit, ...datesOf(dates).flat()),
	),
	...listIn(line.allocations).map(
		({ location, quantity, unit }) => `${textOf(location)}: ${joinedWith(' ', quantity, unit)}`,
	),
	...allowanceRows(line.allowancesCharges).map((row) => joinedWith(' ', ...row)),
	...taxRows(line.taxes).map((row) => joinedWith(' ', ...row)),
	...Object.entries(recordIn(line.parties)).map(([role, party]) =>
		joinedWith(
			' ',
			inWords(role),
			recordIn(party).name,
			...listIn(recordIn(party).ids).map(({ value }) => value),
		),
	),
	packagingOf(recordIn(line.packaging)),
	...listIn(line.features).map(({ text }) => textOf(text)),
	...textsIn(line.notes),
];

function lineTable(document: Fields): Html | undefined {
	const rows = listIn(document.lines).map((line, index) => {
		const price = recordIn(line.price);
		const per = joinedWith(' ', price.per, price.unit);
		return [
			textOf(line.number) || String(index + 1),
			[
				element('div', textOf(line.description)),
				...Object.entries(recordIn(line.ids)).map(([name, id]) =>
					element('div', `${inWords(name)} ${textOf(id)}`, 'soft'),
				),
			],
			quantitiesOf(line.quantity),
			joinedWith(' per ', price.amount, per),
			textOf(line.lineAmount),
			detailsOf(line)
				.filter(Boolean)
				.map((text) => element('div', text)),
		];
	});
	const found = table(['Line', 'Product', 'Quantity', 'Price', 'Amount', 'More'], rows, [2, 3, 4]);
	return found && element('div', found, 'scroll');
}

function packageTable(document: Fields): Html | undefined {
	const lines = listIn(document.lines);
	const numberOf = (index: unknown): string =>
		textOf(lines[Number(index)]?.number) || String(Number(index) + 1);
	return table(
		['Package', 'SSCC', 'In package', 'Lines', 'Type', 'Weight', 'More'],
		listIn(document.packages).map((each, index) => [
			String(index + 1),
			textOf(each.sscc),
			each.parent === undefined ? '' : String(Number(each.parent) + 1),
			Array.isArray(each.lines) ? each.lines.map(numberOf).join(', ') : '',
			joinedWith(' × ', each.count, each.type),
			joinedWith(' ', each.weight, each.weightUnit && unitName(textOf(each.weightUnit))),
			joinedWith(', ', each.tracking, ...listIn(each.references).map(referenceOf)),
		]),
		[5],
	);
}

const termsOf = (terms: Fields): string =>
	joinedWith(
		', ',
		inWords(textOf(terms.type)),
		terms.days === undefined ? '' : `${textOf(terms.days)} days`,
		terms.dueDate && `due ${textOf(terms.dueDate)}`,
		terms.discountPercent &&
			joinedWith(
				' ',
				`${textOf(terms.discountPercent)} % discount`,
				terms.discountDays !== undefined && `within ${textOf(terms.discountDays)} days`,
				terms.discountDueDate && `until ${textOf(terms.discountDueDate)}`,
			),
		terms.text,
	);

function head(document: Fields): Html | undefined {
	const transport = recordIn(document.transport);
	return definitions([
		['Purpose', inWords(textOf(document.purpose))],
		['Type', inWords(textOf(document.documentType))],
		['Response', inWords(textOf(document.response))],
		...datesOf(document.dates),
		['Currency', textOf(document.currency)],
		...listIn(document.references).map(({ type, code, ...rest }): [string, string] => [
			inWords(textOf(type) || textOf(code) || 'Reference'),
			referenceOf(rest).trim(),
		]),
		['Freight', inWords(textOf(document.freightTerms))],
		['Delivery terms', joinedWith(' ', document.incoterm, document.incotermPlace, document.fobText)],
		[
			'Carrier',
			joinedWith(' ', transport.name, transport.carrier, transport.mode && `(${textOf(transport.mode)})`),
		],
		[
			'Equipment',
			joinedWith(
				' ',
				transport.equipmentType,
				transport.equipment,
				transport.seal && `seal ${textOf(transport.seal)}`,
			),
		],
		['Terms of payment', termsOf(recordIn(document.terms))],
		...listIn(document.otherTerms).map((terms): [string, string] => ['Terms of payment', termsOf(terms)]),
		...listIn(document.orders).map((order): [string, string] => [
			'Order',
			joinedWith(', ', order.number, dateOf(order.date)),
		]),
		...listIn(document.contacts).map((contact): [string, string] => [
			'Contact',
			joinedWith(', ', contact.name, contact.phone, contact.email),
		]),
	]);
}

/** A business document as a person reads it: what it is about, the parties, the lines, the totals. */
export function documentBody(document: Fields): (Html | undefined)[] {
	const notes = textsIn(document.notes);
	const totals = Object.entries(recordIn(document.totals)).map(([name, value]): [string, string] => [
		inWords(name),
		textOf(value),
	]);
	return [
		head(document),
		section('Parties', parties(document)),
		section('Lines', lineTable(document)),
		section('Packages', packageTable(document)),
		section(
			'Allowances and charges',
			table(['', 'For', 'Percent', 'Amount'], allowanceRows(document.allowancesCharges), [2, 3]),
		),
		section('Taxes', table(['Tax', 'Rate', 'Of', 'Amount'], taxRows(document.taxes), [1, 2, 3])),
		section('Totals', definitions(totals)),
		section(
			'Notes',
			notes.length === 0
				? undefined
				: element(
						'div',
						notes.map((note) => element('p', note)),
					),
		),
	];
}
