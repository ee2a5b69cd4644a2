import type { IDataObject } from 'n8n-workflow';

import { edi, edifact, fileItem, itemsOf, jsonOf, order, x12 } from './edi';
import { errorOf } from './n8n';

const read = async (content: string | Buffer, parameters = {}) =>
	jsonOf(await edi({ operation: 'read', ...parameters }, [fileItem(content)]));

test('an X12 order comes out with nothing set', async () => {
	const [item, ...more] = await read(x12([order()]));
	expect(more).toEqual([]);
	expect(item).toMatchObject({
		standard: 'X12',
		type: '850',
		version: '004010',
		controlNumber: '0001',
		test: false,
		valid: true,
		sender: { qualifier: 'ZZ', id: 'ACME', groupId: 'ACMEPO' },
		receiver: { qualifier: '01', id: '123456789', groupId: 'GIANT' },
		interchange: {
			controlNumber: '000000001',
			date: '2026-05-07',
			time: '12:30',
			version: '00401',
			acknowledgmentRequested: false,
			index: 1,
		},
		group: { type: 'PO', controlNumber: '7', version: '004010', index: 1 },
		issues: [],
	});
	expect(item!.segments).toEqual([
		['ST', '850', '0001'],
		['BEG', '00', 'SA', 'PO-0001', '', '20260507'],
		['N1', 'ST', 'ACME STORES', '92', '0042'],
		['PO1', '1', '24', 'EA', '9.95', '', 'UP', '541234511111', 'VN', 'A-100'],
		['CTT', '1'],
		['SE', '6', '0001'],
	]);
});

test('an EDIFACT order comes out with nothing set', async () => {
	const [item] = await read(edifact('PO-1'));
	expect(item).toMatchObject({
		standard: 'EDIFACT',
		type: 'ORDERS',
		version: 'D.96A',
		association: 'EAN008',
		controlNumber: '1',
		valid: true,
		sender: { qualifier: '14', id: '5412345000013' },
		receiver: { qualifier: '14', id: '4012345000009' },
		interchange: { controlNumber: 'REF1', syntaxIdentifier: 'UNOC', version: '3' },
		group: null,
		segments: [
			['UNH', '1', ['ORDERS', 'D', '96A', 'UN', 'EAN008']],
			['BGM', '220', 'PO-1', '9'],
			['UNT', '3', '1'],
		],
	});
});

test('each message of a file with both standards is an item, paired with its file', async () => {
	const both = x12([order('0001'), order('0002')]) + edifact('PO-3');
	const items = itemsOf(await edi({ operation: 'read' }, [fileItem(x12([order()])), fileItem(both)]));
	expect(items.map(({ json, pairedItem }) => [json.standard, json.controlNumber, pairedItem])).toEqual([
		['X12', '0001', { item: 0 }],
		['X12', '0001', { item: 1 }],
		['X12', '0002', { item: 1 }],
		['EDIFACT', '1', { item: 1 }],
	]);
});

test.each([
	['interchange', 2],
	['file', 1],
])('one item for each %s', async (itemFor, count) => {
	const items = await read(x12([order('0001'), order('0002')]) + edifact('PO-3'), { itemFor });
	expect(items).toHaveLength(count);
	const interchanges = (itemFor === 'file' ? items[0]!.interchanges : items) as IDataObject[];
	expect(interchanges.map(({ messages }) => (messages as IDataObject[]).map(({ type }) => type))).toEqual([
		['850', '850'],
		['ORDERS'],
	]);
});

test('text that is entered is read like a file', async () => {
	const run = await edi({ operation: 'read', input: 'text', content: edifact('Grüße') }, [{ json: {} }]);
	const [item] = jsonOf(run);
	expect(item).toMatchObject({ type: 'ORDERS', issues: [] });
	expect((item!.segments as string[][])[1]).toEqual(['BGM', '220', 'Grüße', '9']);
});

test.each([
	[
		'that UNOA lacks: an issue says so',
		edifact('Grüße').replace('UNOC', 'UNOA'),
		'auto',
		['character-set-wrong'],
	],
	['with an encoding, which is for files', edifact('Grüße'), 'ISO 8859-2', []],
	['of X12', x12([order().replace('ACME STORES', 'Müller')]), 'ISO 8859-1', []],
])('letters in text %s', async (_, content, encoding, codes) => {
	const [item] = jsonOf(
		await edi({ operation: 'read', input: 'text', content, options: { encoding } }, [{ json: {} }]),
	);
	expect(JSON.stringify(item!.segments)).toMatch(/Grüße|Müller/);
	expect((item!.issues as IDataObject[]).map(({ code }) => code)).toEqual(codes);
});

test('the encoding can be set against what the file says', async () => {
	const bytes = Buffer.from(edifact('ł').replace('UNOC', 'UNOA'), 'utf8').toString('latin1');
	const latin2 = Buffer.from(bytes.replace('\xc5\x82', '\xb3'), 'latin1');
	const [item] = await read(latin2, { options: { encoding: 'ISO 8859-2' } });
	expect((item!.segments as string[][])[1]![2]).toBe('ł');
});

test('segments can be left out', async () => {
	const [item] = await read(x12([order()]), { options: { includeSegments: false } });
	expect(item).toMatchObject({ type: '850', valid: true });
	expect(item).not.toHaveProperty('segments');
	expect(item).not.toHaveProperty('syntax');
});

describe('a wrong count', () => {
	const wrong = x12([order()]).replace('SE*6', 'SE*7');

	test('is an issue, and the content comes out', async () => {
		const [item] = await read(wrong);
		expect(item).toMatchObject({ type: '850', valid: false });
		expect(item!.issues).toEqual([
			{
				severity: 'error',
				code: 'message-count',
				message: 'SE01 says 7 segments; there are 6',
				level: 'message',
				segment: 8,
				tag: 'SE',
				element: 1,
				offset: wrong.indexOf('SE*7'),
				position: 6,
				acknowledgment: { AK5: '4', UCM: '29' },
			},
		]);
	});

	test('stops the workflow if On Issues says so', async () => {
		const run = await edi({ operation: 'read', onIssues: 'fail' }, [fileItem(wrong)]);
		expect(errorOf(run)).toMatchObject({
			message: `SE01 says 7 segments; there are 6 (segment 8, byte ${wrong.indexOf('SE*7')})`,
			description: expect.stringContaining('“On Issues”') as string,
		});
	});
});

test('an empty file is one item with an error', async () => {
	expect(await read('')).toMatchObject([
		{ standard: null, type: null, valid: false, issues: [{ code: 'file-empty', severity: 'error' }] },
	]);
});

test.each([
	['a PDF', '%PDF-1.7 …', 'It seems to be a PDF.'],
	['JSON', '{"a": 1}', 'It seems to be JSON.'],
	['XML', '<?xml version="1.0"?><Order/>', 'It seems to be XML or HTML.'],
	['TRADACOMS', "STX=ANA:1+5000000000000:SUPPLIER'", 'It seems to be TRADACOMS.'],
	['HL7', 'MSH|^~\\&|LAB', 'It seems to be HL7 version 2.'],
	['an IDoc', 'EDI_DC40  100', 'It seems to be an SAP IDoc.'],
	['anything else', 'hello', 'it contains no ISA, no UNB, and no message.'],
])('%s is refused, with what it seems to be', async (_, content, words) => {
	const error = errorOf(await edi({ operation: 'read' }, [fileItem(content)]));
	expect(error.message).toContain('neither X12 nor EDIFACT');
	expect(error.message).toContain(words);
});

describe('a field that has no file', () => {
	test('is named, with the fields that have one', async () => {
		const run = await edi({ operation: 'read', binaryPropertyName: 'attachment' }, [
			fileItem(x12([order()])),
		]);
		expect(errorOf(run)).toMatchObject({
			message: '“Input Binary Field” is “attachment”, but the item has no file in that field',
			description: 'Its files are in: data.',
		});
	});

	test('of one item is an error item for that item if the workflow continues', async () => {
		const items = [fileItem(x12([order()])), { json: {} }, fileItem(edifact('PO-2'))];
		const run = await edi({ operation: 'read' }, items, 'continueRegularOutput');
		expect(jsonOf(run)).toMatchObject([
			{ type: '850' },
			{ error: '“Input Binary Field” is “data”, but the item has no file in that field' },
			{ type: 'ORDERS' },
		]);
	});
});

test('a hundred files are read', async () => {
	const files = Array.from({ length: 100 }, (_, index) =>
		fileItem(x12([order(String(index).padStart(4, '0'))])),
	);
	expect(
		jsonOf(await edi({ operation: 'read' }, files)).map(({ controlNumber }) => Number(controlNumber)),
	).toEqual(files.map((_, index) => index));
});
