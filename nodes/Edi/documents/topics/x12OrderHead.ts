import { unmapped } from '../engine/rules';
import type { Rule } from '../engine/table';
import { x12Allowances, x12Taxes } from './amounts';
import { x12Contacts } from './contacts';
import { x12Currency } from './currency';
import { x12Dates } from './dates';
import { x12Parties } from './parties';
import { x12N9, x12References } from './references';
import { LEAD_TIMES, SUBLINES, X12_HEAD_REST } from './sublines';
import { x12Delivery, x12Terms } from './terms';
import { x12Carrier, x12Equipment } from './transport';

/** The head of an order, a response and a change, after its first segment. */
export const x12OrderHead: Rule[] = [
	x12Currency,
	x12References,
	x12Contacts,
	x12Delivery,
	x12Allowances(),
	x12Terms,
	x12Dates,
	x12Carrier,
	x12Equipment,
	x12Taxes,
	...x12N9,
	...X12_HEAD_REST,
	x12Parties(['SI', 'FOB', 'TD1', 'TD5', 'TD3', 'TD4', 'PKG', 'MSG']),
];

/** The parties of a line of an order. */
export const x12ItemParties = x12Parties(['SI', 'FOB', 'SCH', 'TD1', 'TD5', 'TD3', 'TD4', 'QTY', 'PKG']);

/** Segments of the line of an order that documents have no place for. */
export const X12_ITEM_REST: Rule[] = [
	...['LIN', 'CUR', 'PER', 'FOB', 'ITD', 'TD5', 'TD3'].map((tag) => unmapped(tag)),
	LEAD_TIMES,
	SUBLINES,
];
