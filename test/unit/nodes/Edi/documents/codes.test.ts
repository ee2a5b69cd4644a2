import { DATES } from '../../../../../nodes/Edi/documents/codes/dates';
import {
	INVOICE_TYPES,
	ORDER_TYPES,
	RESPONSE_TYPES,
	SHIP_NOTICE_TYPES,
} from '../../../../../nodes/Edi/documents/codes/documentTypes';
import { ID_SCHEMES } from '../../../../../nodes/Edi/documents/codes/idSchemes';
import { LINE_ACTIONS } from '../../../../../nodes/Edi/documents/codes/lineActions';
import { PRODUCT_IDS, usualProductCode } from '../../../../../nodes/Edi/documents/codes/productIds';
import { PURPOSES } from '../../../../../nodes/Edi/documents/codes/purposes';
import { REFERENCES } from '../../../../../nodes/Edi/documents/codes/references';
import {
	LINE_RESPONSES,
	RESPONSE_PURPOSES,
	RESPONSES,
} from '../../../../../nodes/Edi/documents/codes/responses';
import { ROLES } from '../../../../../nodes/Edi/documents/codes/roles';
import type { Codes } from '../../../../../nodes/Edi/documents/engine/codes';
import { documentOf } from '../../../../../nodes/Edi/documents/readDocument';
import { tableFor } from '../../../../../nodes/Edi/documents/messages';
import { TRANSPORT_MODES } from '../../../../../nodes/Edi/documents/topics/transport';
import { writtenDocument } from '../../../../../nodes/Edi/documents/writeDocument';
import type { Segment, StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { edifact, syntaxOf, x12 } from './pairs';

const TABLES: Record<string, Codes> = {
	DATES,
	ORDER_TYPES,
	INVOICE_TYPES,
	RESPONSE_TYPES,
	SHIP_NOTICE_TYPES,
	ID_SCHEMES,
	PRODUCT_IDS,
	PURPOSES,
	REFERENCES,
	RESPONSES,
	RESPONSE_PURPOSES,
	LINE_RESPONSES,
	LINE_ACTIONS,
	ROLES,
	TRANSPORT_MODES,
};

test.each(Object.entries(TABLES))(
	'%s has each name, and each code of a standard, once',
	(_name, { rows }) => {
		for (const all of [
			rows.map(([name]) => name),
			rows.flatMap(([, codes]) => codes),
			rows.flatMap(([, , codes]) => codes),
		])
			expect(all.filter((each, index) => all.indexOf(each) !== index)).toEqual([]);
	},
);

/** Codes that mean the same in both standards by X12's elements and UNECE's code lists. */
test.each([
	['net payment date', DATES, '013', '13', 'due'],
	['discount payment date', DATES, '012', '12', 'discountDue'],
	['payment due date', DATES, '814', '140', 'paymentDue'],
	['ship notice number', REFERENCES, 'MA', 'AAK', 'shipNotice'],
	['delivery note number', REFERENCES, 'DJ', 'DQ', 'deliveryNote'],
	['lot number', REFERENCES, 'LT', 'BT', 'lot'],
	['advance notification', PURPOSES, '14', '14', 'advance'],
	['reissue', PURPOSES, '18', '18', 'reissue'],
	['prepaid invoice', INVOICE_TYPES, 'PP', '386', 'prepayment'],
	['deleted line', LINE_RESPONSES, 'ID', '2', 'deleted'],
	['stock keeping unit', PRODUCT_IDS, 'SK', 'SK', 'sku'],
	['mail', TRANSPORT_MODES, '7', '50', 'mail'],
])('%s', (_what, codes, x12Code, edifactCode, name) => {
	expect(codes.nameOf('X12', x12Code)).toBe(name);
	expect(codes.nameOf('EDIFACT', edifactCode)).toBe(name);
});

/** Codes that mean something else than another code of the same name did. */
test.each([
	['a case code without check digit is no GTIN', PRODUCT_IDS, 'X12', 'UA'],
	['a request for a receipt is no answer', RESPONSES, 'EDIFACT', 'AB'],
	['an allowance is no copy', PURPOSES, 'X12', '31'],
	['a partial assignment is no pro forma invoice', INVOICE_TYPES, 'X12', 'PF'],
	['the release of a set of rules is no release of an order', REFERENCES, 'EDIFACT', 'RE'],
] as const)('%s', (_what, codes, standard, code) => {
	expect(codes.nameOf(standard, code)).toBeUndefined();
});

test('an EAN of 8 digits is written as EAN', () => {
	expect(usualProductCode(syntaxOf('X12', '004010'), 'gtin', '96385074')).toBe('EN');
});

describe('what the other standard has no code for', () => {
	const written = (from: StandardName, to: StandardName, type: string, segments: Segment[]) => {
		const versions = { X12: '004010', EDIFACT: 'D.96A' };
		const document = documentOf(type, segments, syntaxOf(from, versions[from]))!;
		return writtenDocument(tableFor(to, document.kind)!, document, syntaxOf(to, versions[to]), true);
	};
	const order = (purpose: string, type: string) =>
		x12(`ST*850*1\nBEG*${purpose}*${type}*PO-1**20260507\nPO1*1*1*EA\nCTT*1\nSE*5*1`);

	test('a type of order is written as an order, and is listed', () => {
		const { segments, notWritten, problems } = written('X12', 'EDIFACT', '850', order('00', 'DS'));
		expect(segments[0]).toEqual(['BGM', '220', 'PO-1', '9']);
		expect(notWritten).toEqual(['documentType']);
		expect(problems).toEqual([]);
	});

	test('a purpose is refused: a copy is no original', () => {
		expect(written('X12', 'EDIFACT', '850', order('22', 'SA')).problems).toEqual([
			{ path: 'purpose', reason: 'is “informationCopy”, which EDIFACT has no code for' },
		]);
	});

	test.each(['34', '28', '30'])('the answer of an ORDRSP keeps its code: %s', (code) => {
		const response = edifact(`UNH+1+ORDRSP:D:96A:UN\nBGM+231+R-1+${code}\nRFF+ON:PO-1\nUNS+S\nUNT+5+1`);
		const document = documentOf('ORDRSP', response, syntaxOf('EDIFACT', 'D.96A'))!;
		expect(document).toMatchObject({ response: 'changed', responseCode: code });
		expect(document.purpose).toBeUndefined();
		expect(written('EDIFACT', 'EDIFACT', 'ORDRSP', response).segments[0]).toEqual([
			'BGM',
			'231',
			'R-1',
			code,
		]);
	});

	test.each(['81', '83', '261', '262', '381', '396'])('a credit note of the type %s is one', (type) => {
		const note = edifact(`UNH+1+INVOIC:D:96A:UN\nBGM+${type}+C-1+9\nUNS+S\nUNT+4+1`);
		expect(documentOf('INVOIC', note, syntaxOf('EDIFACT', 'D.96A'))!.kind).toBe('creditNote');
		expect(written('EDIFACT', 'EDIFACT', 'INVOIC', note).segments[0]).toEqual(['BGM', type, 'C-1', '9']);
	});
});
