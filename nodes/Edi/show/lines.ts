import type { StandardName } from '../interchange/tree';
import { allowanceRows, taxRows } from './amounts';
import {
	entriesIn,
	joinedWith,
	listIn,
	named,
	othersIn,
	recordIn,
	textOf,
	textsIn,
	type Fields,
} from './fields';
import { element, table, type Html } from './html';
import { inWords, unitName } from './names';
import { partyLines } from './parties';
import { referenceOf } from './references';

/** The quantity that needs no name in a kind of document. */
const USUAL_QUANTITIES: Record<string, string> = {
	order: 'ordered',
	shipNotice: 'shipped',
	invoice: 'invoiced',
	creditNote: 'invoiced',
};

/** The quantities of a line with what they are. */
function quantitiesOf(quantity: unknown, kind: string, standard: StandardName): Html[] {
	const { unit, ...quantities } = recordIn(quantity);
	const names = Object.keys(quantities);
	const isUsual = names.length === 1 && names[0] === USUAL_QUANTITIES[kind];
	return entriesIn(quantities).map(([name, value]) =>
		element('div', joinedWith(' ', isUsual ? '' : name, value, unit && unitName(textOf(unit), standard))),
	);
}

/** How a product is packed. */
const packagingOf = ({
	pack,
	size,
	unit,
	type,
	grossWeight,
	weightUnit,
	innerPack,
	...rest
}: Fields): string =>
	named(
		'Packed',
		joinedWith(
			', ',
			joinedWith(' × ', pack, joinedWith(' ', size, unit)),
			named('inner pack', innerPack),
			type,
			joinedWith(' ', grossWeight, weightUnit),
			...othersIn(rest),
		),
	);

const datesOf = (dates: unknown): string[] => othersIn(recordIn(dates));

const deliveryOf = ({ quantity, unit, dates, ...rest }: Fields): string =>
	joinedWith(' ', quantity, unit, ...datesOf(dates), ...othersIn(rest));

const allocationOf = ({ location, quantity, unit, ...rest }: Fields): string =>
	joinedWith(' ', `${textOf(location)}:`, quantity, unit, ...othersIn(rest));

/** The ids of a product; behind each the code that it was sent with, if that isn't the usual one. */
const idsOf = (ids: Fields, codes: Fields): string[] => {
	const { ...rest } = codes;
	const named = Object.entries(ids).map(([name, id]) => {
		const code = textOf(codes[name]);
		delete rest[name];
		return joinedWith(' ', inWords(name), id, code && `(${code})`);
	});
	return [...named, ...othersIn(rest)];
};

/** What a line says besides its product, quantity and price. */
function detailsOf(line: Fields): Html[] {
	const { dates, references, schedule, allocations, parties, otherParties, packaging, ...rest } = line;
	const { allowancesCharges, taxes, features, notes, ...others } = rest;
	const texts = [
		...datesOf(dates),
		...listIn(references).map(referenceOf),
		...listIn(schedule).map(deliveryOf),
		...listIn(allocations).map(allocationOf),
		...[...allowanceRows(allowancesCharges), ...taxRows(taxes)].map((row) => joinedWith(' ', ...row)),
		...partyLines({ parties, otherParties }),
		packagingOf(recordIn(packaging)),
		...listIn(features).map(({ text, ...more }) => joinedWith(', ', text, ...othersIn(more))),
		...textsIn(notes),
		...othersIn(others),
	];
	return texts.filter(Boolean).map((text) => element('div', text));
}

/** The table of the lines of a document. */
export function lineTable(document: Fields, standard: StandardName): Html | undefined {
	const rows = listIn(document.lines).map((line, index) => {
		const { number, description, ids, idCodes, quantity, price, lineAmount, ...rest } = line;
		const { action, status, ...details } = rest;
		const { amount, per, unit, ...restOfPrice } = recordIn(price);
		return [
			textOf(number) || String(index + 1),
			[
				...[action, status].filter(Boolean).map((each) => element('strong', `${inWords(textOf(each))} `)),
				element('div', textOf(description)),
				...idsOf(recordIn(ids), recordIn(idCodes)).map((id) => element('div', id, 'soft')),
			],
			quantitiesOf(quantity, textOf(document.kind), standard),
			joinedWith(' ', amount, named('per', joinedWith(' ', per, unit))),
			textOf(lineAmount),
			detailsOf({ ...details, price: restOfPrice }),
		];
	});
	return table(['Line', 'Product', 'Quantity', 'Price', 'Amount', 'More'], rows, [2, 3, 4]);
}

/** Names the lines of a document by their places, from 0: by their numbers, and by the row if several have one number. */
export function lineNames(document: Fields): (places: unknown) => string {
	const numbers = listIn(document.lines).map(({ number }, index) => textOf(number) || String(index + 1));
	const known = new Set<string>();
	const doubled = new Set(numbers.filter((number) => known.size === known.add(number).size));
	const nameOf = (place: unknown): string => {
		const number = numbers[Number(place)];
		return number !== undefined && !doubled.has(number)
			? number
			: joinedWith(' ', number, `(row ${Number(place) + 1})`);
	};
	return (places) => (Array.isArray(places) ? places.map(nameOf).join(', ') : '');
}
