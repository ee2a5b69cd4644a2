import { isa } from '../files';
import { acknowledge, edifactFile, match, message, set, x12File } from './files';

const PARTNERS = { 5: '01', 6: '123456789'.padEnd(15), 7: 'ZZ', 8: 'ACME'.padEnd(15) };

/** A 997 on groups that ACME sent: what stands between ST and SE. */
const functional = (segments: string[], number = '0001'): string => {
	const lines = [`ST*997*${number}`, ...segments];
	return [
		isa({ ...PARTNERS, 13: `00000${number}` }),
		`GS*FA*GIANT*ACMEPO*20260508*0800*${Number(number)}*X*004010`,
		...lines,
		`SE*${lines.length + 1}*${number}`,
		`GE*1*${Number(number)}`,
		`IEA*1*00000${number}`,
		'',
	].join('~');
};

const ta1 = (segment: string): string =>
	[isa({ ...PARTNERS, 13: '000000077' }), segment, 'IEA*0*000000077', ''].join('~');

/** A CONTRL on what ACME sent. */
const contrl = (segments: string[]): string =>
	[
		'UNB+UNOC:3+GIANT:14+ACME:14+260508:0800+C1',
		'UNH+1+CONTRL:D:3:UN',
		...segments,
		`UNT+${segments.length + 2}+1`,
		'UNZ+1+C1',
		'',
	].join("'");

const sent = (messageControlNumber: string, more = {}) => ({
	interchangeControlNumber: '000000001',
	groupType: 'PO',
	groupControlNumber: '7',
	messageControlNumber,
	type: '850',
	sender: 'ACME',
	receiver: '123456789',
	...more,
});

const statuses = async (files: string[], rows: unknown[]): Promise<unknown[]> =>
	(await match(files, rows)).map(({ json, error }) => error ?? json.status);

/** The codes of the issues of each item. */
const issuesOf = async (files: string[], rows: unknown[] = []): Promise<string[][]> =>
	(await match(files, rows)).map(({ json }) => (json.issues as { code: string }[]).map(({ code }) => code));

describe('what a 997 says', () => {
	test('comes out as one item for the group and one for each set that it names, codes in words', async () => {
		const items = await match([
			functional([
				'AK1*PO*7',
				'AK2*850*0001',
				'AK5*A',
				'AK2*850*0002',
				'AK3*PO1*4**8',
				'AK4*2:1*330*1',
				'AK4*3**7*XX',
				'AK5*R*5*4',
				'AK9*P*2*2*1',
			]),
		]);
		const common = {
			standard: 'X12',
			sender: { qualifier: 'ZZ', id: 'ACME', groupId: 'ACMEPO' },
			receiver: { qualifier: '01', id: '123456789', groupId: 'GIANT' },
			groupType: 'PO',
			groupControlNumber: '7',
			issues: [],
			acknowledgment: { type: '997', interchangeControlNumber: '000000001', controlNumber: '0001' },
		};
		expect(items.map(({ json }) => json)).toEqual([
			{ ...common, level: 'group', status: 'partlyAccepted', errors: [] },
			{
				...common,
				level: 'message',
				messageControlNumber: '0001',
				type: '850',
				status: 'accepted',
				errors: [],
			},
			{
				...common,
				level: 'message',
				messageControlNumber: '0002',
				type: '850',
				status: 'rejected',
				errors: [
					{ segment: 'PO1', position: 4, code: '8', text: 'the segment has errors in its elements' },
					{ segment: 'PO1', position: 4, element: '2:1', code: '1', text: 'a mandatory element is missing' },
					{ segment: 'PO1', position: 4, element: '3', code: '7', text: 'the code is invalid' },
					{ code: '5', text: 'segments have errors' },
					{ code: '4', text: 'the number of segments is wrong' },
				],
			},
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }, { item: 0 }]);
	});

	test('and a file that is no acknowledgment says nothing', async () => {
		expect(await match([x12File({ header: isa() }), edifactFile()])).toEqual([]);
	});
});

describe('what was sent', () => {
	const all = functional(['AK1*PO*7', 'AK9*A*2*2*2']);

	test.each([
		['a verdict on the group holds for all in it', [all], ['accepted', 'accepted']],
		[
			'accepted with errors',
			[functional(['AK1*PO*7', 'AK9*E*2*2*2*5'])],
			['acceptedWithErrors', 'acceptedWithErrors'],
		],
		['rejected as a whole', [functional(['AK1*PO*7', 'AK9*R*2*2*0*4'])], ['rejected', 'rejected']],
		[
			'only what is rejected is named',
			[functional(['AK1*PO*7', 'AK2*850*0002', 'AK5*R*4', 'AK9*P*2*2*1'])],
			['accepted', 'rejected'],
		],
		[
			'partly, and it does not say which',
			[functional(['AK1*PO*7', 'AK9*P*2*2*1'])],
			['partlyAccepted', 'partlyAccepted'],
		],
		[
			'one did not arrive',
			[functional(['AK1*PO*7', 'AK2*850*0001', 'AK5*A', 'AK9*A*1*1*1'])],
			['accepted', 'missing'],
		],
		['another group', [functional(['AK1*PO*8', 'AK9*A*2*2*2'])], ['missing', 'missing', 'accepted']],
		[
			'a group of another type with that number',
			[functional(['AK1*IN*7', 'AK9*A*2*2*2'])],
			['missing', 'missing', 'accepted'],
		],
		[
			'a TA1 that accepts says only that it arrived',
			[ta1('TA1*000000001*260507*1230*A*000')],
			['received', 'received'],
		],
		['a TA1 that rejects', [ta1('TA1*000000001*260507*1230*R*021')], ['rejected', 'rejected']],
		['a TA1 and a 997', [ta1('TA1*000000001*260507*1230*A*000'), all], ['accepted', 'accepted']],
		['the same twice', [all, functional(['AK1*PO*7', 'AK9*A*2*2*2'], '0002')], ['accepted', 'accepted']],
		['nothing of it', [x12File()], ['missing', 'missing']],
	])('%s', async (_, files, expected) => {
		expect(await statuses(files, [sent('0001'), sent('0002')])).toEqual(expected);
	});

	test.each([
		['numbers as numbers', { messageControlNumber: 1, groupControlNumber: 7 }, 'accepted'],
		[
			'partners as Read puts them out',
			{ sender: { qualifier: 'ZZ', id: 'ACME' }, receiver: { id: '123456789' } },
			'accepted',
		],
		['the ID of the group', { sender: 'ACMEPO' }, 'accepted'],
		['no partners and no types', { sender: '', receiver: null, groupType: undefined, type: '' }, 'accepted'],
		['another sender', { sender: 'OTHER' }, 'missing'],
		['another qualifier', { sender: { qualifier: '14', id: 'ACME' } }, 'missing'],
		['another receiver', { receiver: 'OTHER' }, 'missing'],
		['another standard', { standard: 'EDIFACT' }, 'missing'],
	])('is compared where it says something: %s', async (_, more, expected) => {
		const [item] = await match([all], [sent('0001', more)]);
		expect(item!.json.status).toBe(expected);
	});

	test('comes back with its row, what was said, and the files that say so', async () => {
		const row = { id: 12, ...sent('0002') };
		const rejecting = functional(['AK1*PO*7', 'AK2*850*0002', 'AK5*R*4', 'AK9*R*1*1*0'], '0003');
		const [item] = await match([x12File(), rejecting], [row]);
		expect(item!.json).toEqual({
			level: 'message',
			...sent('0002'),
			status: 'rejected',
			errors: [{ code: '4', text: 'the number of segments is wrong' }],
			issues: [],
			acknowledgments: [
				{ type: '997', interchangeControlNumber: '000000003', controlNumber: '0003', status: 'rejected' },
			],
			sent: row,
		});
		expect(item!.pairedItem).toEqual([{ item: 1 }]);
	});

	test('what is acknowledged and was never sent is an item that says so', async () => {
		const items = await match(
			[functional(['AK1*PO*9', 'AK2*850*0005', 'AK5*A', 'AK9*A*1*1*1'])],
			[sent('0001')],
		);
		expect(items.map(({ json }) => [json.level, json.status])).toEqual([
			['message', 'missing'],
			['group', 'accepted'],
			['message', 'accepted'],
		]);
		expect(items[2]!.json.issues).toEqual([
			{ code: 'not-sent', message: 'This acknowledges something that is not in the list of what was sent' },
		]);
	});

	test('disputed, the rejection counts', async () => {
		const files = [
			functional(['AK1*PO*7', 'AK2*850*0001', 'AK5*R*5', 'AK9*R*1*1*0'], '0001'),
			functional(['AK1*PO*7', 'AK2*850*0001', 'AK5*A', 'AK9*A*1*1*1'], '0002'),
		];
		for (const order of [files, [...files].reverse()]) {
			expect(await statuses(order, [sent('0001')])).toEqual(['rejected']);
			expect(await issuesOf(order, [sent('0001')])).toEqual([['acknowledgments-disagree']]);
		}
	});

	test.each([
		[{ type: '850', groupControlNumber: '7' }, '“Sent”, entry 2: “messageControlNumber” is missing'],
		[
			{ messageControlNumber: '0001' },
			'“Sent”, entry 2: “groupControlNumber” and “interchangeControlNumber” are missing. A 997 names the first, a CONTRL and a TA1 the second',
		],
		[{ ...sent('0001'), sender: [] }, '“Sent”, entry 2: “sender” is neither text nor an object with “id”'],
		[{ ...sent('0001'), groupType: {} }, '“Sent”, entry 2: “groupType” is neither text nor a number'],
		[7, '“Sent”, entry 2: is no object'],
	])('an entry that says too little is refused: %j', async (entry, problem) => {
		await expect(match([all], [sent('0001'), entry])).resolves.toMatchObject([{ error: problem }]);
	});
});

test('more were sent than arrived, and nobody says which: none is accepted for certain', async () => {
	const file = functional(['AK1*PO*7', 'AK9*A*1*1*1']);
	expect(await statuses([file], [sent('0001'), sent('0002')])).toEqual(['partlyAccepted', 'partlyAccepted']);
	expect(await issuesOf([file], [sent('0001'), sent('0002')])).toEqual([
		['fewer-arrived'],
		['fewer-arrived'],
	]);
	// The same row twice is one message.
	expect(await statuses([file], [sent('0001'), sent('0001')])).toEqual(['accepted', 'accepted']);
	const named = functional(['AK1*PO*7', 'AK2*850*0001', 'AK5*A', 'AK9*E*2*2*2']);
	expect(
		await statuses(
			[named],
			['0001', '0002', '0003'].map((number) => sent(number)),
		),
	).toEqual(['accepted', 'partlyAccepted', 'partlyAccepted']);
});

describe('an acknowledgment that contradicts itself', () => {
	test.each([
		['AK9 A, and AK5 R', ['AK2*850*0001', 'AK5*R*5', 'AK9*A*1*1*1'], 'rejected'],
		['AK9 R, and AK5 A', ['AK2*850*0001', 'AK5*A', 'AK9*R*1*1*0'], 'rejected'],
		['AK5 A with error codes', ['AK2*850*0001', 'AK5*A*1*2', 'AK9*A*1*1*1'], 'accepted'],
		['AK904 that is not what AK5 says', ['AK2*850*0001', 'AK5*A', 'AK9*A*1*1*0'], 'accepted'],
		['more accepted than received', ['AK9*A*1*1*2'], 'accepted'],
		['AK9 A, and fewer accepted than received', ['AK9*A*2*2*1'], 'partlyAccepted'],
		['AK9 A, and fewer received than sent', ['AK9*A*2*1*1'], 'partlyAccepted'],
		['AK9 A, and none accepted', ['AK9*A*1*1*0'], 'partlyAccepted'],
		['AK5 twice, with different verdicts', ['AK2*850*0001', 'AK5*A', 'AK5*R*5', 'AK9*P*1*1*0'], 'rejected'],
		['AK9 twice, with different verdicts', ['AK9*A*1*1*1', 'AK9*R*1*1*0'], 'rejected'],
		['AK9 P, and all accepted', ['AK9*P*2*2*2'], 'partlyAccepted'],
		['AK9 R, and one accepted', ['AK9*R*2*2*1'], 'rejected'],
		[
			'more named than received',
			['AK2*850*0001', 'AK5*A', 'AK2*850*0002', 'AK5*A', 'AK9*A*1*1*1'],
			'accepted',
		],
		[
			'two verdicts on one set',
			['AK2*850*0001', 'AK5*A', 'AK2*850*0001', 'AK5*R*5', 'AK9*P*2*2*1'],
			'rejected',
		],
	])('is an issue: %s', async (_, segments, status) => {
		const file = functional(['AK1*PO*7', ...segments]);
		const [item] = await match([file], [sent('0001')]);
		expect(item!.json.status).toBe(status);
		expect((await issuesOf([file]))[0]).toContain('contradiction');
		expect((await issuesOf([file], [sent('0001')]))[0]).toContain('contradiction');
	});

	test.each([
		['no AK5', ['AK2*850*0001', 'AK9*A*1*1*1'], 'received', 'verdict-missing'],
		['no AK9', ['AK2*850*0001', 'AK5*A'], 'accepted', 'verdict-missing'],
		['a verdict that is none', ['AK2*850*0001', 'AK5*Q', 'AK9*A*1*1*1'], 'received', 'verdict-unknown'],
	])('so is %s', async (_, segments, status, code) => {
		const file = functional(['AK1*PO*7', ...segments]);
		expect(await statuses([file], [sent('0001')])).toEqual([status]);
		expect((await issuesOf([file], [sent('0001')]))[0]).toContain(code);
	});
});

describe('what a CONTRL says', () => {
	const UCI = 'UCI+REF1+ACME:14+GIANT:14';
	const row = (messageControlNumber: string, more = {}) => ({
		interchangeControlNumber: 'REF1',
		messageControlNumber,
		sender: 'ACME',
		receiver: 'GIANT',
		...more,
	});

	test.each([
		['all is acknowledged', [`${UCI}+7`], ['accepted', 'accepted']],
		['all is rejected', [`${UCI}+4+28+UNZ+3`], ['rejected', 'rejected']],
		['it arrived', [`${UCI}+8`], ['received', 'received']],
		['one is rejected', [`${UCI}+7`, 'UCM+2+ORDERS:D:96A:UN+4+29+UNT+2'], ['accepted', 'rejected']],
		['another interchange', ['UCI+REF2+ACME:14+GIANT:14+7'], ['missing', 'missing', 'accepted']],
		['another sender', ['UCI+REF1+OTHER:14+GIANT:14+7'], ['missing', 'missing', 'accepted']],
	])('%s', async (_, segments, expected) => {
		expect(await statuses([contrl(segments)], [row('1'), row('2')])).toEqual(expected);
	});

	test('first that it arrived, then the verdict', async () => {
		const files = [contrl([`${UCI}+8`]), contrl([`${UCI}+7`])];
		expect(await statuses(files, [row('1')])).toEqual(['accepted']);
		expect(await statuses([...files].reverse(), [row('1')])).toEqual(['accepted']);
	});

	test('of groups', async () => {
		const file = contrl([
			`${UCI}+7`,
			'UCF+G1+ACMEPO+GIANTPO+7',
			'UCM+1+ORDERS:D:96A:UN+4+29+UNT+2',
			'UCF+G2+ACMEPO+GIANTPO+4+28+UNE+3',
		]);
		const rows = ['G1', 'G2'].flatMap((groupControlNumber) => [
			row('1', { groupControlNumber }),
			row('2', { groupControlNumber }),
		]);
		expect(await statuses([file], rows)).toEqual(['rejected', 'accepted', 'rejected', 'rejected']);
	});

	test('comes out in words, and elements as people count them', async () => {
		const items = await match([contrl([`${UCI}+7`, 'UCM+1+ORDERS:D:96A:UN+4', 'UCS+3+12', 'UCD+21+2:1'])]);
		expect(items.map(({ json }) => json)).toMatchObject([
			{ level: 'interchange', status: 'partlyAccepted', sender: { id: 'ACME' }, receiver: { id: 'GIANT' } },
			{
				level: 'message',
				status: 'rejected',
				type: 'ORDERS',
				errors: [
					{ position: 3, code: '12', text: 'a value is invalid' },
					{ position: 3, element: '1:1', code: '21', text: 'characters are invalid' },
				],
			},
		]);
	});

	test.each([
		['rejected as a whole, and a message accepted', [`${UCI}+4+18`, 'UCM+1+ORDERS:D:96A:UN+7'], 'rejected'],
		['acknowledged with an error', [`${UCI}+7+28+UNZ+3`], 'accepted'],
	])('a contradiction is an issue: %s', async (_, segments, status) => {
		expect(await statuses([contrl(segments)], [row('1')])).toEqual([status]);
		expect((await issuesOf([contrl(segments)], [row('1')]))[0]).toContain('contradiction');
	});
});

describe('what Acknowledge makes is what Match reads', () => {
	test.each([
		[
			'X12',
			x12File({ header: isa(), sets: [set('0001'), set('0002', 'SE*9*0002')] }),
			sent('0001'),
			sent('0002'),
		],
		[
			'EDIFACT',
			edifactFile({ messages: [message('1'), message('2', 'UNT+9+2')] }),
			{ interchangeControlNumber: 'REF1', messageControlNumber: '1' },
			{ interchangeControlNumber: 'REF1', messageControlNumber: '2' },
		],
	])('%s', async (_, file, ...rows) => {
		const made = await acknowledge(file);
		expect(
			await statuses(
				made.map(({ text }) => text!),
				rows,
			),
		).toEqual(['accepted', 'rejected']);
	});
});
