import { run } from '../node';

const order = {
	kind: 'order',
	number: 'PO-1',
	dates: { issued: '2026-05-07' },
	parties: { buyer: { name: 'Müller', ids: [{ scheme: 'GLN', value: '5412345000013' }] } },
	lines: [
		{
			number: 1,
			quantity: { ordered: 24, unit: 'EA' },
			price: { amount: 9.95 },
			ids: { gtin: '5412345111115', BP: 'x' },
		},
	],
};

const write = async (document: unknown, parameters: Record<string, unknown> = {}) => {
	const [output] = await run(
		{
			operation: 'write',
			from: 'document',
			standard: 'X12',
			version: '004010',
			senderQualifier: '',
			senderId: 'ACME',
			receiverQualifier: '01',
			receiverId: '123456789',
			batch: 'item',
			outputPropertyName: 'data',
			json: document,
			...parameters,
		},
		[{ json: {} }],
	);
	return output!;
};

test('a document becomes a file, in the order of its standard', async () => {
	const { text } = await write(order, { options: { controlNumber: '7' } });
	const [isa, gs, ...segments] = text!.split('~');
	expect(isa).toMatch(
		/^ISA\*00\* {10}\*00\* {10}\*ZZ\*ACME {11}\*01\*123456789 {6}\*\d{6}\*\d{4}\*U\*00401\*000000007\*0\*P\*:$/,
	);
	expect(gs).toMatch(/^GS\*PO\*ACME\*123456789\*\d{8}\*\d{4}\*7\*X\*004010$/);
	expect(segments).toEqual([
		'ST*850*0001',
		'BEG*00*SA*PO-1**20260507',
		// X12 is read as UTF-8.
		`N1*BY*${Buffer.from('Müller').toString('latin1')}*UL*5412345000013`,
		'PO1*1*24*EA*9.95**EN*5412345111115*BP*x',
		'CTT*1',
		'SE*6*0001',
		'GE*1*7',
		'IEA*1*000000007',
		'',
	]);
});

test('the same for EDIFACT, with what the options say', async () => {
	const { text } = await write(order, {
		standard: 'EDIFACT',
		version: 'D.96A',
		receiverQualifier: '',
		test: true,
		options: { una: true, lineBreak: '\n', association: 'EAN008', controlNumber: 'A1' },
	});
	expect(text!.split('\n')).toEqual([
		"UNA:+.? '",
		expect.stringMatching(/^UNB\+UNOC:3\+ACME\+123456789\+\d{6}:\d{4}\+A1\+{6}1'$/),
		"UNH+1+ORDERS:D:96A:UN:EAN008'",
		"BGM+220+PO-1+9'",
		"DTM+137:20260507:102'",
		"NAD+BY+5412345000013::9++M\xfcller'",
		"LIN+1++5412345111115:EN'",
		"PIA+1+x:BP'",
		"QTY+21:24:EA'",
		"PRI+AAA:9.95'",
		"UNS+S'",
		"UNT+10+1'",
		"UNZ+1+A1'",
		'',
	]);
});

test('what a partner wants otherwise is in the file', async () => {
	const segments = [
		{ after: 'BEG', segment: ['REF', 'IA', '12345'] },
		{ replace: 'N1*BY', segment: ['N1', 'BY', 'Us'] },
		{ remove: 'CTT' },
	];
	const { text } = await write(order, { options: { segments: JSON.stringify(segments) } });
	expect(text!.split('~').slice(3, 7)).toEqual([
		'BEG*00*SA*PO-1**20260507',
		'REF*IA*12345',
		'N1*BY*Us',
		'PO1*1*24*EA*9.95**EN*5412345111115*BP*x',
	]);
});

test.each([
	['a separator in a value', { ...order, number: 'PO*1' }, {}, /^number contains “\*”, which is a separator/],
	[
		'a character that the set lacks',
		{ ...order, notes: ['Ж'] },
		{ standard: 'EDIFACT', version: 'D.96A' },
		/^notes\[0\] contains “Ж”/,
	],
	[
		'the same in a field “document”',
		{ document: { ...order, number: 'PO*1' } },
		{},
		/^document\.number contains/,
	],
	[
		'a separator in a segment of the options',
		order,
		{ options: { segments: '[{"after":"BEG","segment":["REF","IA","1*2"]}]' } },
		/^“Segments”\[0\]\.segment\[2\] contains “\*”/,
	],
	[
		'a segment that there is not',
		order,
		{ options: { segments: '[{"remove":"FOB"}]' } },
		/^“Segments”\[0\] names FOB, and the message has no such segment: it has BEG, N1, PO1, CTT/,
	],
	['no JSON in the options', order, { options: { segments: '[' } }, /^“Segments” is no list in valid JSON/],
	[
		'a version of the other standard',
		order,
		{ version: 'D.96A' },
		/^“Version” is “D\.96A”, which is no version of X12/,
	],
	['no receiver', order, { receiverId: '' }, /^“Receiver ID” is empty/],
	[
		'a number that is too long',
		order,
		{ options: { controlNumber: '1234567890' } },
		/^“Control Number” is “1234567890”\. It has 1 to 9 digits/,
	],
	[
		'an id that is too long',
		order,
		{ senderId: 'A'.repeat(16) },
		/^“Sender ID” has 16 characters; GS has room for 15/,
	],
])('%s is refused, and says where', async (_, document, parameters, message) => {
	const { error, text } = await write(document, parameters);
	expect(error).toMatch(message);
	expect(text).toBeUndefined();
});

test('what this message has no place for is listed', async () => {
	const { json } = await write({ ...order, totals: { due: '5.00' } });
	expect(json.notWritten).toEqual(['totals.due']);
});

const shipment = {
	kind: 'shipNotice',
	number: 'SHIP-1',
	dates: { issued: '2026-05-07' },
	references: [{ type: 'order', value: 'PO-1' }],
	lines: ['a', 'b', 'c'].map((number) => ({
		number,
		ids: { buyer: number },
		quantity: { shipped: 1, unit: 'EA' },
	})),
	packages: [
		{ sscc: '1', lines: [2] },
		{ sscc: '2', lines: [1], parent: 3 },
		{ sscc: '3', lines: [0] },
		{ sscc: '4', level: 'tare', lines: [] },
	],
};

test.each(['X12', 'EDIFACT'])(
	'a shipment’s lines and packages may stand in any order: %s',
	async (standard) => {
		const { error, text } = await write(shipment, {
			standard,
			version: standard === 'X12' ? '004010' : 'D.96A',
		});
		expect(error).toBeUndefined();
		const [output] = await run({ operation: 'read', input: 'text', content: text, itemFor: 'message' }, [
			{ json: {} },
		]);
		const { lines, packages } = output!.json.document as {
			lines: { number: string }[];
			packages: { sscc: string; lines: number[]; parent?: number }[];
		};
		const contents = Object.fromEntries(
			packages.map(({ sscc, lines: held, parent }) => [
				sscc,
				{
					lines: held.map((line) => lines[line]!.number),
					in: parent === undefined ? undefined : packages[parent]!.sscc,
				},
			]),
		);
		expect(contents).toEqual({
			1: { lines: ['c'] },
			2: { lines: ['b'], in: '4' },
			3: { lines: ['a'] },
			4: { lines: [] },
		});
	},
);

test.each(['X12', 'EDIFACT'])('a line in none of the orders is refused: %s', async (standard) => {
	const { error } = await write(
		{ ...shipment, references: [], packages: [], orders: [{ number: 'PO-1', lines: [0, 1] }] },
		{ standard, version: standard === 'X12' ? '004010' : 'D.96A' },
	);
	expect(error).toMatch(/^lines\[2\] is in none of the orders/);
});
