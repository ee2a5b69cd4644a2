import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { PAIRS } from '../unit/nodes/Edi/documents/pairs';
import { bytesIn, edi, fileItem, itemsOf, jsonOf } from './edi';
import { errorOf } from './n8n';

const PARTNERS = { senderId: 'ACME', senderQualifier: '14', receiverId: 'GIANT', receiverQualifier: '14' };
const X12 = { standard: 'X12', version: '004010' };
const EDIFACT = { standard: 'EDIFACT', version: 'D.96A' };

const documentOf = (kind: string): IDataObject =>
	structuredClone(PAIRS.find((pair) => pair.document.kind === kind)!.document) as IDataObject;

const itemOf = (json: IDataObject): INodeExecutionData => ({ json });

const write = async (
	documents: IDataObject[],
	parameters: INodeParameters,
	onError?: 'continueRegularOutput',
) => await edi({ operation: 'write', ...PARTNERS, ...parameters }, documents.map(itemOf), onError);

const textsOf = (items: INodeExecutionData[]): string[] =>
	items.map((item) => bytesIn(item).toString('latin1'));

const fileFor = async (kind: string, parameters: INodeParameters): Promise<string> =>
	textsOf(itemsOf(await write([documentOf(kind)], parameters)))[0]!;

const readBack = async (text: string): Promise<IDataObject> => {
	const [json] = jsonOf(await edi({ operation: 'read' }, [fileItem(Buffer.from(text, 'latin1'))]));
	return JSON.parse(JSON.stringify(json)) as IDataObject;
};

const controlNumbers = (items: INodeExecutionData[]): number[] =>
	items.map(({ json }) => Number(json.controlNumber));

const KINDS = PAIRS.map(({ document }) => String(document.kind));

describe.each([
	['X12', X12, EDIFACT],
	['EDIFACT', EDIFACT, X12],
] as const)('%s', (standard, parameters, other) => {
	test.each(KINDS)('%s is a file without issues, and the same document again', async (kind) => {
		const json = await readBack(await fileFor(kind, parameters));
		expect(json).toMatchObject({ standard, issues: [], document: { unmapped: [] } });
		expect(json.document).toMatchObject({ kind, number: documentOf(kind).number });
	});

	test.each(KINDS)('%s that was read from it is written in the other standard', async (kind) => {
		const item = await readBack(await fileFor(kind, parameters));
		const [file] = itemsOf(await write([item], other));
		expect(file!.json).toMatchObject({ standard: other.standard });
		const again = await readBack(bytesIn(file!).toString('latin1'));
		expect(again.document).toMatchObject({ kind, number: documentOf(kind).number, unmapped: [] });
	});

	test('of several items, those without a fault are written if the workflow continues', async () => {
		const bad = { ...documentOf('order'), number: '' };
		const run = await write(
			[documentOf('order'), bad, documentOf('order')],
			parameters,
			'continueRegularOutput',
		);
		const items = itemsOf(run);
		expect(items).toHaveLength(3);
		expect(items[1]!.json).toMatchObject({ error: expect.stringContaining('number is missing') as string });
		expect(items[1]!.binary).toBeUndefined();
		expect([items[0], items[2]].map((item) => item!.json.standard)).toEqual([standard, standard]);
	});

	test('documents between the same partners become one interchange; a faulty one is left out', async () => {
		const bad = { ...documentOf('order'), nmber: '1' };
		const run = await write(
			[documentOf('order'), bad, documentOf('invoice'), documentOf('order')],
			{ ...parameters, batch: 'interchange' },
			'continueRegularOutput',
		);
		const items = itemsOf(run);
		const error = items.find(({ json }) => json.error !== undefined)!;
		expect(error.json.error).toContain('items[1].nmber is no field of a document');
		const files = items.filter(({ binary }) => binary);
		expect(files).toHaveLength(1);
		const messages = jsonOf(await edi({ operation: 'read' }, [fileItem(bytesIn(files[0]!))]));
		expect(messages.map(({ issues }) => issues)).toEqual([[], [], []]);
		const kinds = messages.map(({ document }) => (document as IDataObject).kind);
		expect(kinds).toEqual(standard === 'X12' ? ['order', 'order', 'invoice'] : ['order', 'invoice', 'order']);
	});

	test('control numbers rise in a run and over runs, and can be given', async () => {
		const first = controlNumbers(
			itemsOf(await write([documentOf('order'), documentOf('order')], parameters)),
		);
		const second = controlNumbers(itemsOf(await write([documentOf('order')], parameters)));
		const all = [...first, ...second];
		expect(all).toEqual([...new Set(all)].sort((one, another) => one - another));
		const text = await fileFor('order', { ...parameters, options: { controlNumber: '4711' } });
		expect(text).toMatch(standard === 'X12' ? /\*000004711\*/ : /\+4711'/);
	});

	test('segments are added, replaced and removed', async () => {
		const tag = standard === 'X12' ? 'REF' : 'RFF';
		const segments = [
			{ after: standard === 'X12' ? 'CUR' : 'CUX', segment: ['ZZZ', 'A'] },
			{ before: 'ZZZ', segment: ['YYY', 'B'] },
			{ replace: 'ZZZ', segment: ['XXX', 'C'] },
			{ remove: tag },
		];
		const options = { segments: JSON.stringify(segments), lineBreak: '\n' };
		const text = await fileFor('order', { ...parameters, options });
		const lines = text.split('\n').map((line) => line.slice(0, 3));
		expect(lines.indexOf('XXX')).toBe(lines.indexOf('YYY') + 1);
		expect(lines).not.toContain(tag);
		expect((await readBack(text)).issues).toEqual([]);
	});

	test.each<[unknown, RegExp]>([
		[
			[{ after: 'QQQ', segment: ['ZZZ'] }],
			/“Segments”\[0\] names QQQ, and the message has no such segment: it has /,
		],
		[[{ segment: ['ZZZ'] }], /“Segments”\[0\] has to have one of after, before, replace, remove/],
		['{', /“Segments” is no list in valid JSON/],
	])('segments %j are refused', async (segments, message) => {
		const options = { segments: typeof segments === 'string' ? segments : JSON.stringify(segments) };
		expect(errorOf(await write([documentOf('order')], { ...parameters, options })).message).toMatch(message);
	});
});

test('expressions of n8n count as what they say, or are refused by name', async () => {
	const text = await fileFor('order', { ...X12, test: '={{ "true" }}' });
	expect(text).toContain('*T*:~');
	const refused = [
		[{ standard: '={{ undefined }}' }, '“Standard” is '],
		[{ receiverId: '={{ $json.nothing }}' }, '“Receiver ID” is empty'],
		[{ receiverId: '={{ DateTime.now() }}' }, '“Receiver ID” is no text'],
		[{ senderId: 'A*B' }, '“Sender ID” contains “*”'],
	] as const;
	for (const [parameters, message] of refused)
		expect(errorOf(await write([documentOf('order')], { ...X12, ...parameters })).message).toContain(message);
});

test('a control number that doesn’t follow the items is refused from the second file on', async () => {
	const documents = [documentOf('order'), documentOf('order')];
	const same = await write(documents, { ...X12, options: { controlNumber: '100' } }, 'continueRegularOutput');
	expect(itemsOf(same).map(({ json }) => json.controlNumber ?? json.error)).toEqual([
		'000000100',
		expect.stringContaining('“Control Number” is 100, which the file of item 0'),
	]);
	const rising = await write(documents, { ...X12, options: { controlNumber: '={{ 100 + $itemIndex }}' } });
	expect(controlNumbers(itemsOf(rising))).toEqual([100, 101]);
});

test('Show makes a page of each message, and an error of a file that is none', async () => {
	const file = await fileFor('order', X12);
	const run = await edi(
		{ operation: 'show' },
		[fileItem(Buffer.from(file, 'latin1')), fileItem('nothing'), fileItem(Buffer.from(file, 'latin1'))],
		'continueRegularOutput',
	);
	const items = itemsOf(run);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	expect(items[1]!.json.error).toContain('neither X12 nor EDIFACT');
	const names = [items[0], items[2]].map((item) => item!.json.fileName);
	expect(new Set(names).size).toBe(2);
	expect(bytesIn(items[0]!).toString('utf8')).toContain('<h1>Purchase order PO-');
	expect(items[0]!.binary!.data!.mimeType).toBe('text/html');
});

test('X12: each type has a group of its own, with the IDs of the groups', async () => {
	const run = await write([documentOf('order'), documentOf('invoice')], {
		...X12,
		batch: 'interchange',
		options: { senderGroupId: 'SENDER', receiverGroupId: 'RECEIVER' },
	});
	const [text] = textsOf(itemsOf(run));
	expect(text!.match(/GS\*(PO|IN)\*SENDER\*RECEIVER\*/g)).toHaveLength(2);
	expect(text).toContain('IEA*2*');
	const numbers = [...text!.matchAll(/~GS(?:\*[^*~]*){5}\*([^*~]*)/g)].map(([, number]) => number);
	expect(new Set(numbers).size).toBe(2);
});

test('EDIFACT: UNA, association code, syntax version and encoding are as chosen', async () => {
	const options = {
		una: true,
		association: 'EAN008',
		syntaxVersion: '4',
		encoding: 'UTF-8',
		lineBreak: '\r\n',
	};
	const document = { ...documentOf('order'), notes: ['漢'] };
	const [file] = itemsOf(await write([document], { ...EDIFACT, options }));
	const text = bytesIn(file!).toString();
	expect(text).toMatch(/^UNA:\+\.\?\*'\r\nUNB\+UNO[A-Z]:4\+/);
	expect(text).toContain('ORDERS:D:96A:UN:EAN008');
	expect(text).toContain('漢');
});

test('fields that the message has no place for are listed', async () => {
	const document = { ...documentOf('shipNotice'), notes: ['Handle with care'] };
	const [item] = jsonOf(await write([document], X12));
	expect(item!.notWritten).toEqual(expect.arrayContaining(['notes[0]']));
});
