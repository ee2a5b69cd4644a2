import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { bytesIn, edi, edifact, fileItem, itemsOf, jsonOf, order, x12 } from './edi';
import { errorOf } from './n8n';

const read = async (
	content: string | Buffer,
	parameters: INodeParameters = {},
): Promise<INodeExecutionData[]> => {
	const items = itemsOf(await edi({ operation: 'read', ...parameters }, [fileItem(content)]));
	return (JSON.parse(JSON.stringify(items)) as INodeExecutionData[]).map(({ json }) => ({ json }));
};
const write = async (items: INodeExecutionData[], parameters: INodeParameters = {}) =>
	await edi({ operation: 'write', from: 'segments', ...parameters }, items);
const filesOf = async (...args: Parameters<typeof write>) => itemsOf(await write(...args));

const both = `\uFEFF${x12([order('0001'), order('0002')])}\r\n${edifact('Ä?.1', 'B')}\n`;

describe.each(['message', 'interchange', 'file'])('read as one item for each %s', (itemFor) => {
	test('a file with several interchanges is written byte for byte', async () => {
		const bytes = Buffer.from(both);
		const files = await filesOf(await read(bytes, { itemFor }), { batch: 'interchange' });
		expect(files).toHaveLength(2);
		expect(Buffer.concat(files.map((file) => bytesIn(file)))).toEqual(bytes);
	});
});

test('each item is a file of its own, with the right counts around it', async () => {
	const files = await filesOf(await read(x12([order('0001'), order('0002')])));
	expect(files.map((file) => bytesIn(file).toString())).toEqual([x12([order('0001')]), x12([order('0002')])]);
	expect(files.map(({ json, pairedItem }) => ({ ...json, pairedItem }))).toMatchObject([
		{
			standard: 'X12',
			messageTypes: ['850'],
			controlNumber: '000000001',
			sender: { id: 'ACME' },
			receiver: { id: '123456789' },
			fileName: '850-000000001-0001.edi',
			mediaType: 'application/EDI-X12',
			pairedItem: [{ item: 0 }],
		},
		{ pairedItem: [{ item: 1 }] },
	]);
	expect(files[0]!.binary!.data).toMatchObject({
		fileName: '850-000000001-0001.edi',
		mimeType: 'application/EDI-X12',
	});
});

test('a segment that is added is counted', async () => {
	const [item] = await read(x12([order()]));
	const segments = item!.json.segments as string[][];
	segments.splice(2, 0, ['REF', 'DP', '099']);
	const [file] = await filesOf([item!]);
	const expected = x12([order().replace('N1*', 'REF*DP*099~\nN1*').replace('SE*6', 'SE*7')]);
	expect(bytesIn(file!).toString()).toBe(expected);
});

test('the field and the name of the file can be set', async () => {
	const [file] = await filesOf(await read(x12([order()])), {
		outputPropertyName: 'edi',
		options: { fileName: 'order.txt' },
	});
	expect(file!.binary!.edi).toMatchObject({ fileName: 'order.txt' });
	expect(bytesIn(file!, 'edi').toString()).toBe(x12([order()]));
});

test('JSON can be made by hand', async () => {
	const json = {
		standard: 'EDIFACT',
		interchange: { header: [['UNB', ['UNOC', '3'], 'ACME', 'GIANT', ['260507', '1230'], 'REF9']] },
		segments: [
			['UNH', '1', ['ORDERS', 'D', '96A', 'UN']],
			['BGM', 220, "O'Neill"],
		],
	};
	const [file] = await filesOf([{ json: {} }], { json: JSON.stringify(json) });
	expect(bytesIn(file!).toString('latin1')).toBe(
		"UNB+UNOC:3+ACME+GIANT+260507:1230+REF9'UNH+1+ORDERS:D:96A:UN'BGM+220+O?'Neill'UNT+3+1'UNZ+1+REF9'",
	);
});

describe('what can’t be written is refused with its place', () => {
	const changed = async (content: string, value: unknown) => {
		const [item] = await read(content);
		(item!.json.segments as unknown[][])[1]![2] = value;
		return errorOf(await write([item!]));
	};

	test.each<[string, string, unknown, RegExp]>([
		['a separator in X12', x12([order()]), 'A*B', /segments\[1\]\[2\] contains “\*”, which is a separator/],
		['a character that UNOC lacks', edifact('PO-1'), '漢', /segments\[1\]\[2\] contains “漢”.*ISO 8859-1/],
		['an object', edifact('PO-1'), { a: 1 }, /segments\[1\]\[2\] is an object without “repetitions”/],
		['true', edifact('PO-1'), true, /segments\[1\]\[2\] is of type boolean/],
	])('%s', async (_, content, value, message) => {
		const error = await changed(content, value);
		expect(error.message).toMatch(message);
		expect(error.description).toContain('This file was not written');
	});

	test.each<[string, unknown, RegExp]>([
		['no JSON', '{', /“JSON” is no valid JSON/],
		['a text', '"x"', /is no object/],
		['neither standard nor segments', {}, /standard is neither “X12” nor “EDIFACT”/],
		['segments that are no list', { standard: 'X12', segments: 'ST*850' }, /segments is no list of segments/],
	])('%s', async (_, json, message) => {
		const value = typeof json === 'string' ? json : JSON.stringify(json);
		expect(errorOf(await write([{ json: {} }], { json: value })).message).toMatch(message);
	});

	test('of one item is an error item if the workflow continues', async () => {
		const [good] = await read(x12([order()]));
		const run = await edi(
			{ operation: 'write', from: 'segments' },
			[{ json: {} }, good!],
			'continueRegularOutput',
		);
		expect(jsonOf(run)).toMatchObject([
			{ error: expect.stringContaining('standard') as string },
			{ standard: 'X12' },
		]);
	});
});

describe('Split', () => {
	const split = async (content: string, splitInto: string) =>
		itemsOf(await edi({ operation: 'split', splitInto }, [fileItem(content)]));
	const texts = (items: INodeExecutionData[]) => items.map((item) => bytesIn(item).toString());

	test('makes a file of each interchange, without what stands between them', async () => {
		const content = `Hello\n${x12([order('0001')])}--\n${edifact('PO-2')}`;
		const items = await split(content, 'interchange');
		expect(texts(items)).toEqual([x12([order('0001')]), edifact('PO-2')]);
		expect(items.map(({ json }) => json as IDataObject)).toMatchObject([
			{ part: 1, parts: 2, standard: 'X12' },
			{ part: 2, parts: 2, standard: 'EDIFACT' },
		]);
	});

	test('makes a file of each message, with an envelope of its own', async () => {
		const items = await split(x12([order('0001'), order('0002')]), 'message');
		expect(texts(items)).toEqual([x12([order('0001')]), x12([order('0002')])]);
	});

	test('leaves the bytes of a message as they are, with their faults', async () => {
		const faulty = order('0002').replace('SE*6', 'SE*99');
		const items = await split(x12([order('0001'), faulty]), 'message');
		expect(texts(items)[1]).toBe(x12([faulty]));
	});

	test('makes a file of each group', async () => {
		const two = x12([order()]).replace(
			'IEA*1',
			'GS*IN*ACMEPO*GIANT*20260507*1230*8*X*004010~\nST*810*0001~\nSE*2*0001~\nGE*1*8~\nIEA*2',
		);
		const items = await split(two, 'group');
		expect(texts(items)[0]).toBe(x12([order()]));
		expect(items[1]!.json).toMatchObject({ messageTypes: ['810'] });
	});
});
