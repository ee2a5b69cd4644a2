import type { INodeExecutionData } from 'n8n-workflow';

import { run, type Output, type Parameters } from '../node';

const order = {
	kind: 'order',
	number: 'PO-1',
	dates: { issued: '2026-05-07' },
	parties: { buyer: { name: 'Acme' } },
	lines: [{ number: 1, quantity: { ordered: 24, unit: 'EA' }, ids: { gtin: '5412345111115' } }],
};

const X12 = { standard: 'X12', version: '004010' };
const EDIFACT = { standard: 'EDIFACT', version: 'D.96A' };

const COMMON = {
	operation: 'write',
	from: 'document',
	...X12,
	senderQualifier: '',
	senderId: 'ACME',
	receiverQualifier: '01',
	receiverId: '123456789',
	batch: 'item',
	outputPropertyName: 'data',
};

/** Writes an order for each of these parameters, in one run. */
const writeEach = async (...each: Parameters[]): Promise<Output[]> =>
	await run(
		(index) => ({ ...COMMON, ...each[index] }),
		each.map(({ json = order }) => ({ json }) as INodeExecutionData),
	);

const write = async (parameters: Parameters): Promise<Output> => (await writeEach(parameters))[0]!;

describe('the value of an expression counts as what it says', () => {
	test.each([
		[true, 'T'],
		['true', 'T'],
		[' TRUE ', 'T'],
		[false, 'P'],
		['false', 'P'],
		['', 'P'],
		[null, 'P'],
	])('“Test” %j: the file is marked %s', async (value, marked) => {
		const { text } = await write({ test: value });
		expect(text!.slice(102, 103)).toBe(marked);
	});

	test.each([['true'], [true]])('“Request Acknowledgment” %j', async (acknowledgmentRequested) => {
		expect((await write({ acknowledgmentRequested })).text!.slice(100, 101)).toBe('1');
	});

	test.each([
		['false', false],
		['true', true],
	])('“UNA” %j', async (una, has) => {
		const { text } = await write({ ...EDIFACT, options: { una } });
		expect(text!.startsWith('UNA')).toBe(has);
	});

	test('“Syntax Version” as a number', async () => {
		const { text } = await write({ ...EDIFACT, options: { syntaxVersion: 4, lineBreak: '\n' } });
		expect(text).toMatch(/^UNB\+UNOC:4\+.*\+20\d{6}:\d{4}\+/);
	});

	test.each([
		[{ test: 'yes' }, '“Test” is “yes”, neither true nor false'],
		[{ test: 1 }, '“Test” is “1”, neither true nor false'],
		[{ acknowledgmentRequested: {} }, '“Request Acknowledgment” is neither true nor false'],
		[{ ...EDIFACT, options: { una: 'no' } }, '“UNA” is “no”, neither true nor false'],
		[{ standard: 'edifact' }, '“Standard” is “edifact”, which is none of X12, EDIFACT'],
		[{ standard: '' }, '“Standard” is empty, which is none of X12, EDIFACT'],
		[{ from: 'Document' }, '“From” is “Document”, which is none of document, segments'],
		[{ senderId: 1e21 }, '“Sender ID” is the number 1e+21, of which digits are lost. Give it as text'],
		[{ senderId: ['ACME'] }, '“Sender ID” is no text'],
		[{ ...EDIFACT, options: { association: {} } }, '“Association Code” is no text'],
		[{ ...EDIFACT, options: { syntaxVersion: '9' } }, '“Syntax Version” is “9”, which is none of 1, 2, 3, 4'],
		[{ options: { lineBreak: '\\n' } }, '“Line Break After Segments” is no line break'],
		[{ options: { controlNumber: 0 } }, '“Control Number” is “0”. It has 1 to 9 digits, not only zeros'],
		[{ options: { controlNumber: -7 } }, '“Control Number” is “-7”. It has 1 to 9 digits'],
		[
			{ ...EDIFACT, options: { controlNumber: 1e21 } },
			'“Control Number” is the number 1e+21, of which digits are lost. Give it as text',
		],
	])('%j is refused by name', async (parameters, message) => {
		const { error, text } = await write(parameters);
		expect(error).toContain(message);
		expect(text).toBeUndefined();
	});
});

test('“One File For”, which is one for all items, is refused by name', async () => {
	await expect(write({ batch: 'file' })).resolves.toMatchObject({
		error: '“One File For” is “file”, which is none of item, interchange',
	});
});

test.each([
	[7, '000000007', '7'],
	['007', '000000007', '7'],
	[' 42 ', '000000042', '42'],
])('X12 with the control number %j', async (controlNumber, inIsa, inGs) => {
	const { text } = await write({ options: { controlNumber } });
	expect(text!.slice(90, 99)).toBe(inIsa);
	expect(text).toContain(`*${inGs}*X*004010~`);
});

describe('one file for each interchange', () => {
	const together = async (...each: Parameters[]): Promise<Output[]> =>
		await writeEach(...each.map((parameters) => ({ batch: 'interchange', ...parameters })));

	test.each<[string, Parameters, Parameters]>([
		['line break', {}, { options: { lineBreak: '\n' } }],
		['UNA', EDIFACT, { ...EDIFACT, options: { una: true } }],
		['file name', { options: { fileName: 'a.edi' } }, { options: { fileName: 'b.edi' } }],
		['encoding', EDIFACT, { ...EDIFACT, options: { encoding: 'Windows-1252' } }],
		['output field', {}, { outputPropertyName: 'other' }],
	])('documents with another %s go into another file, with a number of its own', async (_, one, other) => {
		const files = await together(one, other, one);
		expect(files.map(({ error, pairedItem }) => error ?? pairedItem)).toEqual([
			[{ item: 0 }, { item: 2 }],
			[{ item: 1 }],
		]);
		expect(new Set(files.map(({ json }) => json.controlNumber)).size).toBe(2);
	});

	test('documents with other changes of segments share a file', async () => {
		const segments = [{ after: 'BEG', segment: ['REF', 'IA', '1'] }];
		const files = await together({}, { options: { segments } });
		expect(files).toHaveLength(1);
		expect(files[0]!.text!.match(/~REF\*IA\*1~/g)).toHaveLength(1);
	});

	test.each<[string, Parameters]>([
		['a separator', { json: { ...order, number: 'PO*2' } }],
		['a missing number', { json: { ...order, number: '' } }],
		[
			'a separator in a segment',
			{ options: { segments: [{ after: 'BEG', segment: ['REF', 'IA', '1*2'] }] } },
		],
	])('%s in one document leaves only that one out', async (_, faulty) => {
		const output = await together({}, faulty, {});
		const [errors, files] = [true, false].map((is) =>
			output.filter(({ error }) => (error !== undefined) === is),
		);
		expect(errors!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(files!.map(({ pairedItem }) => pairedItem)).toEqual([[{ item: 0 }, { item: 2 }]]);
		expect(files![0]!.text!.match(/ST\*850\*\d+/g)).toEqual(['ST*850*0001', 'ST*850*0002']);
	});
});

test.each([
	['item', {}],
	['interchange', { test: true }],
	['interchange', { options: { controlNumber: 5, lineBreak: '\n' } }],
])('two files of a run can’t have one control number: one for each %s, %j', async (batch, other) => {
	const options = { controlNumber: '5' };
	const [first, second] = await writeEach({ batch, options }, { batch, options, ...other });
	const [file, refused] = first!.error === undefined ? [first, second] : [second, first];
	expect(file!.text).toContain('*000000005*');
	expect(refused!.error).toBe(
		'“Control Number” is 5, which the file of item 0 to the same partner has. Give each file its own, or leave it empty',
	);
	expect(refused!.pairedItem).toEqual({ item: 1 });
});

test('files to two partners can have one control number', async () => {
	const options = { controlNumber: 5 };
	const files = await writeEach({ options }, { options, receiverId: 'OTHER' }, { options, ...EDIFACT });
	expect(files.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
});

describe('letters beyond ASCII in the IDs of partners', () => {
	test('X12 has a place for each byte of ISA: refused in UTF-8', async () => {
		const { error } = await write({ senderId: 'MÜLLER' });
		expect(error).toBe(
			'“Sender ID” has letters of several bytes in UTF-8, and ISA has a place for each byte. Choose a character set such as Windows-1252, or write it without them',
		);
	});

	test('X12 in a character set of single bytes', async () => {
		const { text } = await write({ senderId: 'MÜLLER', options: { encoding: 'Windows-1252' } });
		expect(text!.slice(35, 50)).toBe('M\xdcLLER'.padEnd(15));
		expect(text!.slice(105, 109)).toBe('~GS*');
	});

	test('EDIFACT', async () => {
		expect((await write({ ...EDIFACT, senderId: 'MÜLLER' })).text).toContain('+M\xdcLLER+');
	});
});

test('ASCII is level B, which has small letters, with UNA, as its own separators are others', async () => {
	const { text } = await write({ ...EDIFACT, options: { encoding: 'ASCII' } });
	expect(text).toMatch(/^UNA:\+\.\? 'UNB\+UNOB:3\+ACME\+/);
});

test.each([
	['America/New_York', '260506*2030', '20260506*2030'],
	['UTC', '260507*0030', '20260507*0030'],
	['Asia/Kolkata', '260507*0600', '20260507*0600'],
])('a file is dated in the time zone of the workflow: %s', async (timeZone, inIsa, inGs) => {
	jest.useFakeTimers({ now: Date.UTC(2026, 4, 7, 0, 30), doNotFake: ['nextTick', 'setImmediate'] });
	try {
		const [output] = await run(COMMON, [{ json: order }] as unknown as INodeExecutionData[], 0, timeZone);
		expect(output!.text!.slice(70, 81)).toBe(inIsa);
		expect(output!.text).toContain(`*${inGs}*`);
	} finally {
		jest.useRealTimers();
	}
});

test('a group of each type has a number after the one that is given, over the last one', async () => {
	const options = { controlNumber: '999999999' };
	const dates = { issued: '2026-05-08', order: '2026-05-07' };
	const change = { ...order, kind: 'orderChange', dates, lines: [{ ...order.lines[0], action: 'changed' }] };
	const [file] = await writeEach(
		{ batch: 'interchange', options },
		{ batch: 'interchange', options, json: { ...change, references: [{ type: 'order', value: 'PO-1' }] } },
	);
	expect(file!.error).toBeUndefined();
	const numbers = [...file!.text!.matchAll(/~GS(?:\*[^*~]*){5}\*([^*~]*)/g)].map(([, number]) => number);
	expect(numbers).toEqual(['999999999', '1']);
});
