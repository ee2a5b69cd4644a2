import { Codes } from '../engine/codes';
import { count, decimal, implied, text } from '../engine/forms';
import { beside, coded, dateInFormat, dateOnly, longText, value } from '../engine/mappings';
import type { Mapping } from '../engine/mapping';
import { firstOf, here, inside, loop, segment, unmapped } from '../engine/rules';
import type { Rule } from '../engine/table';

/** Types of terms: X12 ITD01 (element 336), EDIFACT PAT 4279. */
const TERMS = new Codes([
	['basic', ['01'], ['1']],
	['endOfMonth', ['02'], ['2']],
	['fixedDate', ['03'], ['3']],
	['deferred', ['04'], ['4']],
	['discountNotApplicable', ['05'], ['5']],
	['mixed', ['06'], ['6']],
	['extended', ['07'], ['7']],
	['basicDiscount', ['08'], ['8']],
	['proximo', ['09'], ['9']],
	['instantPayment', ['10'], ['10']],
	['elective', ['11'], ['11']],
	['tenDaysAfterEndOfMonth', ['12'], ['12']],
	['sellerAdvises', ['13'], ['13']],
	['previouslyAgreed', ['14'], ['18']],
	['cashDiscount', ['22'], []],
	['noCharge', ['NC'], ['15']],
]);

/** Who pays for the freight: X12 FOB01 (element 146), EDIFACT TOD 4215. */
const FREIGHT = new Codes([
	['prepaid', ['PP'], ['PP']],
	['collect', ['CC'], ['CC']],
	['prepaidAdded', ['PC'], ['PC']],
	['thirdParty', ['TP'], ['TP']],
	['definedByPartners', ['DF'], ['DF']],
	['pickup', ['PU'], ['PU']],
	['customerPickup', ['PB'], ['PB']],
	['mixed', ['MX'], ['MX']],
	['noCharge', ['NC'], ['NC']],
	['prepaidOnly', ['PO'], ['PO']],
]);

/** ITD: terms of payment. */
export const x12Terms: Rule = loop(
	segment(
		'ITD',
		[
			coded('1', 'type', TERMS, { maxLength: 2 }),
			value('2', 'basis', text(2)),
			value('3', 'discountPercent', decimal(6)),
			dateOnly('4', 'discountDueDate'),
			value('5', 'discountDays', count(3)),
			dateOnly('6', 'dueDate'),
			value('7', 'days', count(3)),
			value('8', 'discountAmount', implied(2, 10)),
			value('12', 'text', text(80)),
			value('13', 'dayOfMonth', count(2)),
		],
		{ notes: ['L03040513', 'L08040513'] },
	),
	firstOf('terms', 'otherTerms'),
);

/** A number of days, C112: counted from the date of the invoice (5), after it (3), in days (D). Weeks or months are none. */
const daysAfterInvoice = (path: string): Mapping[] => [
	value('3.4', path, count(3), { isRead: (texts) => ['', 'D', 'CD'].includes(texts.at('3.3')) }),
	beside(path, '3.1', '5'),
	beside(path, '3.2', '3'),
	beside(path, '3.3', 'D'),
];

/** PAT with its dates and percentages: one for the payment, one for a discount. */
export const edifactTerms: Rule[] = [
	loop(
		segment('PAT', daysAfterInvoice('discountDays'), {
			match: { '1': '22' },
			ifFree: 'terms.discountDays',
			when: ({ discountDays, discountPercent, discountDueDate }) =>
				(discountDays ?? discountPercent ?? discountDueDate) != null,
			isMandatory: true,
		}),
		inside('terms'),
		[
			segment('DTM', [dateInFormat('1.2', '1.3', 'discountDueDate')], { match: { '1.1': ['12', '13'] } }),
			segment('PCD', [value('1.2', 'discountPercent', decimal(10))], { match: { '1.1': '12' } }),
			unmapped('MOA'),
		],
	),
	unmapped('PAT', ['DTM', 'PCD', 'MOA', 'PAI', 'FII'], { '1': '22' }),
	loop(
		segment('PAT', [coded('1', 'type', TERMS, { usual: 'basic' }), ...daysAfterInvoice('days')], {
			ifFree: 'terms.type',
			when: ({ type, days, dueDate }) => (type ?? days ?? dueDate) != null,
			isMandatory: true,
		}),
		inside('terms'),
		[
			segment('DTM', [dateInFormat('1.2', '1.3', 'dueDate')], { match: { '1.1': '13' } }),
			unmapped('PCD'),
			unmapped('MOA'),
		],
	),
	unmapped('PAT', ['DTM', 'PCD', 'MOA']),
];

/** FTX with the terms of payment in words. */
export const edifactTermsText = segment(
	'FTX',
	[longText(['4.1', '4.2', '4.3', '4.4', '4.5'], 'terms.text', [70, 512])],
	{ match: { '1': 'AAB' }, ifFree: 'terms.text' },
);

/** FOB: who pays for the freight, and the Incoterm. */
export const x12Delivery: Rule = segment(
	'FOB',
	[
		coded('1', 'freightTerms', FREIGHT, { maxLength: 2, isRequired: true }),
		value('2', 'fobPoint', text(2)),
		value('3', 'fobText', text(80)),
		beside('incoterm', '4', '01'),
		value('5', 'incoterm', text(3, 3)),
		beside('incotermPlace', '6', 'ZZ'),
		value('7', 'incotermPlace', text(80)),
	],
	{ notes: ['C0302'] },
);

/** TOD with its place. */
export const edifactDelivery: Rule = loop(
	segment('TOD', [coded('2', 'freightTerms', FREIGHT), value('3.1', 'incoterm', text(3))], {
		usual: { '1': '6' },
	}),
	here,
	[
		segment('LOC', [value('2.4', 'incotermPlace', text([70, 256]))], { match: { '1': '1' } }),
		unmapped('FTX'),
	],
);
