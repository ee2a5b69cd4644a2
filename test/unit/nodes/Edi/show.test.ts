import { order, orders } from './files';
import { run } from './node';

const pages = async (content: string, parameters: Record<string, unknown> = {}) =>
	await run({ operation: 'show', input: 'text', content, outputPropertyName: 'data', ...parameters }, [
		{ json: {} },
	]);

/** What a person reads on a page, without its style and its tags. */
const readable = (html: string): string =>
	Buffer.from(html, 'latin1')
		.toString('utf8')
		.replace(/<style>.*?<\/style>/s, '')
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ');

const LINES = [
	'BEG*00*SA*PO-1**20260507',
	'N1*BY*Acme & Sons',
	'PO1*1*24*EA*9.95**VN*A-1',
	'PID*F****Blue widget',
];

test('an order is a page that a clerk can read', async () => {
	const [output] = await pages(order(LINES));
	expect(output!.json).toMatchObject({
		standard: 'X12',
		type: '850',
		kind: 'order',
		number: 'PO-1',
		valid: true,
		fileName: '850-PO-1.html',
		mediaType: 'text/html',
	});
	const text = readable(output!.text!);
	for (const said of [
		'Purchase order PO-1',
		'Buyer',
		'Acme &amp; Sons',
		'24 EA (each)',
		'9.95',
		'Supplier A-1',
	])
		expect(text).toContain(said);
	expect(text).not.toContain('The file has errors');
});

test('an EDIFACT order is the same page', async () => {
	const [output] = await pages(
		orders(['BGM+220+PO-1+9', 'NAD+BY+++Acme', 'LIN+1', 'QTY+21:24:PCE', 'PRI+AAA:9.95']),
	);
	const text = readable(output!.text!);
	for (const said of ['Purchase order PO-1', 'Acme', '24 PCE (piece)', '9.95']) expect(text).toContain(said);
});

test.each([
	['<script>alert(1)</script>', 'script'],
	['"><img src=x onerror=alert(1)>', 'img'],
	["<a href='https://evil.example'>x</a>", 'a'],
	['</style><iframe src=//evil.example>', 'iframe'],
])('%s in the data is text', async (value, tag) => {
	for (const content of [
		order([
			`BEG*00*SA*${value}**20260507`,
			`N1*BY*${value}`,
			`PO1*1*1*EA***${value}*${value}`,
			`ZZZ*${value}`,
		]),
		order([`NM1*${value}`, `${value}*1`]).replace('ST*850', 'ST*837'),
	]) {
		const [output] = await pages(content);
		expect(output!.text).not.toMatch(new RegExp(`<${tag}[\\s>]`));
		expect(output!.text).toContain('&lt;');
	}
});

test('a page needs nothing from outside and runs nothing', async () => {
	const [output] = await pages(order(LINES));
	expect(output!.text).not.toMatch(/<script|<link|<img|\bon\w+=|url\(|@import|https?:/i);
	expect(output!.text).toMatch(/^<!doctype html>/);
});

test('a message that is no business document shows its segments', async () => {
	const [output] = await pages(order(['BHT*0019*00*0123', 'NM1*41*2*CLINIC']).replace('ST*850', 'ST*837'));
	const text = readable(output!.text!);
	expect(text).toContain('X12 837');
	expect(text).toMatch(/2 BHT\s+01 0019 02 00 03 0123/);
	expect(output!.json).not.toHaveProperty('kind');
});

test('issues stand on top of the page, and what has no field at its end', async () => {
	const [output] = await pages(order([...LINES, 'MEA*WT*G*5*KG']).replace('SE*7', 'SE*9'));
	const text = readable(output!.text!);
	expect(text).toMatch(/The file has errors\s+Error: SE01 says 9 segments; there are 7/);
	expect(text).toMatch(/What else the file says.*MEA measurement 01 WT 02 G 03 5 04 KG/);
	expect(output!.json.valid).toBe(false);
});

test('each message is a file with a name of its own', async () => {
	const file = order(LINES);
	const [isa, gs, ...rest] = file.split('~');
	const message = rest.slice(0, 6);
	const content = [
		isa,
		gs,
		...message,
		...message.map((each) => each.replace('*0001', '*0002')),
		'GE*2*1',
		'IEA*1*000000001',
		'',
	].join('~');
	const output = await pages(content);
	expect(output.map(({ fileName }) => fileName)).toEqual(['850-PO-1.html', '850-PO-1-2.html']);
});

test('a file that is no EDI is refused', async () => {
	const [output] = await pages('{"order":1}');
	expect(output!.error).toContain('It seems to be JSON');
});

test.each([
	['a long number', 'X'.repeat(500), /^850-X{100}\.html$/],
	['a number in other letters', '漢字', /^850-0001\.html$/],
	['a path', '../../etc/passwd', /^850-etc-passwd\.html$/],
	['a name of the system', 'CON', /^850-CON\.html$/],
])('the file name of an order with %s', async (_, number, name) => {
	const [output] = await run(
		{
			operation: 'show',
			input: 'text',
			outputPropertyName: 'data',
			content: order([`BEG*00*SA*${number}**20260507`]),
		},
		[{ json: {} }],
	);
	expect(output!.fileName).toMatch(name);
});
