import { without } from '../../../../../nodes/shared/without';
import { isa, read } from '../files';
import { match } from './files';

const ROW = {
	interchangeControlNumber: '1',
	groupType: 'PO',
	groupControlNumber: '7',
	messageControlNumber: '0001',
	type: '850',
	sender: 'ACME',
	receiver: 'GIANT',
};

/** A file from GIANT to ACME with these segments behind ISA. */
const interchange = (segments: string[], groups = 1): string =>
	[
		isa({ 6: 'GIANT'.padEnd(15), 8: 'ACME'.padEnd(15), 13: '000000009' }),
		...segments,
		`IEA*${groups}*000000009`,
		'',
	].join('~');

/** A 997 with these segments between ST and SE. */
const functional = (segments: string[], { from = 'GIANTGS', to = 'ACMEGS', type = '997' } = {}): string =>
	interchange([
		`GS*FA*${from}*${to}*20260508*0800*9*X*004010`,
		`ST*${type}*0001`,
		...segments,
		`SE*${segments.length + 2}*0001`,
		'GE*1*9',
	]);

const contrl = (segments: string[]): string =>
	[
		'UNB+UNOC:3+GIANT:14+ACME:14+260508:0800+C1',
		'UNH+1+CONTRL:D:3:UN',
		...segments,
		`UNT+${segments.length + 2}+1`,
		'UNZ+1+C1',
		'',
	].join("'");

const EDIFACT_ROW = {
	interchangeControlNumber: 'REF1',
	messageControlNumber: '1',
	type: 'ORDERS',
	sender: 'ACME',
	receiver: 'GIANT',
};

const statuses = async (files: string[], rows: unknown[]): Promise<unknown[]> =>
	(await match(files, rows)).slice(0, rows.length).map(({ json }) => json.status);

const codesIn = (json: Record<string, unknown>): string[] =>
	(json.issues as { code: string }[]).map(({ code }) => code);

describe('nobody accepted it, so it is not accepted:', () => {
	test.each([
		[
			'a third set, if two are named and one is said to have arrived',
			['AK1*PO*7', 'AK2*850*0002', 'AK5*A', 'AK2*850*0003', 'AK5*A', 'AK9*A*1*1*1'],
			'missing',
		],
		['three were sent and two arrived, none is named', ['AK1*PO*7', 'AK9*A*3*2*2'], 'partlyAccepted'],
		[
			'three were sent and two arrived, of which one is named and rejected',
			['AK1*PO*7', 'AK2*850*0002', 'AK5*R*5', 'AK9*P*3*2*1'],
			'partlyAccepted',
		],
		['with errors, and fewer accepted than sent', ['AK1*PO*7', 'AK9*E*3*2*2*5'], 'partlyAccepted'],
		[
			'a set of another type with this number is rejected',
			['AK1*PO*7', 'AK2*855*0001', 'AK5*R*5', 'AK9*P*2*2*1'],
			'missing',
		],
		['AK2 behind AK9 rejects it', ['AK1*PO*7', 'AK9*A*1*1*1', 'AK2*850*0001', 'AK5*R*5'], 'rejected'],
		['one is rejected, and AK2 does not say which', ['AK1*PO*7', 'AK5*R*5', 'AK9*P*2*2*1'], 'partlyAccepted'],
		['the same, and AK9 accepts all', ['AK1*PO*7', 'AK5*R*5', 'AK9*A*2*2*2'], 'partlyAccepted'],
		[
			'all are accepted with AK9 P, and one is rejected',
			['AK1*PO*7', 'AK2*850*0002', 'AK5*R', 'AK9*P*2*2*2'],
			'partlyAccepted',
		],
		['AK9 has no verdict', ['AK1*PO*7', 'AK9**1*1*1'], 'received'],
		['AK9 is missing', ['AK1*PO*7'], 'received'],
		[
			'a verdict that is the name of something in JavaScript',
			['AK1*PO*7', 'AK9*constructor*1*1*1'],
			'received',
		],
		['AK1 is missing', ['AK2*850*0001', 'AK5*A', 'AK9*A*1*1*1'], 'missing'],
		['AK1 has no number', ['AK1*PO', 'AK9*A*1*1*1'], 'missing'],
		['AK1 has no type', ['AK1**7', 'AK9*A*1*1*1'], 'missing'],
		['only an interchange that is named elsewhere is accepted', ['AK1*PO*1', 'AK9*A*1*1*1'], 'missing'],
	])('%s', async (_, segments, status) => {
		expect(await statuses([functional(segments)], [ROW])).toEqual([status]);
	});

	test.each([
		['the group of a CONTRL rejects it', ['UCF+G1+A+B+7', 'UCM+1+ORDERS:D:96A:UN+4+29'], 'rejected'],
		['the group of a CONTRL is rejected', ['UCF+G1+A+B+4+29+UNE+2'], 'rejected'],
		['one of two groups rejects it', ['UCF+G1+A+B+7', 'UCF+G2+A+B+7', 'UCM+1+ORDERS:D:96A:UN+4'], 'rejected'],
		['no group says otherwise', ['UCF+G1+A+B+7'], 'accepted'],
	])('its row names no group, and %s', async (_, segments, status) => {
		const file = contrl(['UCI+REF1+ACME:14+GIANT:14+7', ...segments]);
		expect(await statuses([file], [EDIFACT_ROW])).toEqual([status]);
	});

	test('a second UCI is about another interchange', async () => {
		const file = contrl([
			'UCI+REF1+ACME:14+GIANT:14+7',
			'UCF+G1+A+B+7',
			'UCI+REF2+ACME:14+GIANT:14+7',
			'UCM+1+ORDERS:D:96A:UN+4+12',
		]);
		const second = { ...EDIFACT_ROW, interchangeControlNumber: 'REF2' };
		expect(await statuses([file], [EDIFACT_ROW, second])).toEqual(['accepted', 'rejected']);
	});

	test('UCM with another type', async () => {
		const file = contrl(['UCI+REF1+ACME:14+GIANT:14+7', 'UCM+1+INVOIC:D:96A:UN+4+12']);
		expect(await statuses([file], [EDIFACT_ROW])).toEqual(['missing']);
	});

	test('UCM that does not say which', async () => {
		const file = contrl(['UCI+REF1+ACME:14+GIANT:14+7', 'UCM+++4+13']);
		expect(await statuses([file], [EDIFACT_ROW])).toEqual(['partlyAccepted']);
	});

	test('references of EDIFACT are text', async () => {
		const file = contrl(['UCI+ref1+ACME:14+GIANT:14+7']);
		expect(await statuses([file], [EDIFACT_ROW])).toEqual(['missing']);
		const zeros = contrl(['UCI+REF1+ACME:14+GIANT:14+7', 'UCM+01+ORDERS:D:96A:UN+4+12']);
		expect(await statuses([zeros], [EDIFACT_ROW])).toEqual(['accepted']);
	});

	test('but numbers, as a table keeps them, have no zeros in front', async () => {
		const file = contrl(['UCI+0007+ACME:14+GIANT:14+7', 'UCM+01+ORDERS:D:96A:UN+4+12']);
		const row = { ...EDIFACT_ROW, interchangeControlNumber: 7 };
		expect(await statuses([file], [{ ...row, messageControlNumber: 1 }])).toEqual(['rejected']);
		expect(await statuses([file], [{ ...row, messageControlNumber: 2 }])).toEqual(['accepted']);
	});

	test('a number that a row does not have is none that is called “undefined” or “null”', async () => {
		const row = without(ROW, 'groupControlNumber');
		for (const name of ['undefined', 'null', '']) {
			const file = functional([`AK1*PO*${name}`, 'AK9*A*1*1*1']);
			expect(await statuses([file], [row, { ...row, groupControlNumber: null }])).toEqual([
				'missing',
				'missing',
			]);
		}
	});

	test('nor does a TA1 on “undefined” reject a row without the number of its interchange', async () => {
		const file = interchange(['TA1*undefined*260507*1230*R*021'], 0);
		expect(await statuses([file], [without(ROW, 'interchangeControlNumber')])).toEqual(['missing']);
	});

	test('numbers are compared in all their digits', async () => {
		const file = functional(['AK1*PO*9007199254740993', 'AK9*A*1*1*1']);
		expect(await statuses([file], [{ ...ROW, groupControlNumber: '9007199254740992' }])).toEqual(['missing']);
	});

	test('one UCM twice, with different actions, is a contradiction', async () => {
		for (const actions of ['74', '47']) {
			const named = [...actions].map((action) => `UCM+1+ORDERS:D:96A:UN+${action}`);
			const file = contrl(['UCI+REF1+ACME:14+GIANT:14+7', ...named]);
			const [item] = await match([file], [EDIFACT_ROW]);
			expect(item!.json.status).toBe('rejected');
			expect(codesIn(item!.json)).toContain('contradiction');
		}
	});
});

describe('nothing that an acknowledgment says is lost:', () => {
	test.each([
		['AK1', functional(['AK2*850*0001', 'AK5*R*5', 'AK9*R*1*1*0']), ['rejected', 'rejected']],
		['AK2', functional(['AK1*PO*7', 'AK5*R*5', 'AK9*P*2*2*1']), ['partlyAccepted', 'rejected']],
		['UCI', contrl(['UCM+1+ORDERS:D:96A:UN+4+12']), ['received', 'rejected']],
		['UCI, with groups', contrl(['UCF+G1+A+B+4+12']), ['received', 'rejected']],
	])('%s is missing', async (_, file, expected) => {
		expect((await match([file])).map(({ json }) => json.status)).toEqual(expected);
	});

	test('a TA1 behind a group that nothing closes', async () => {
		const file = interchange([
			'GS*FA*GIANTGS*ACMEGS*20260508*0800*9*X*004010',
			'ST*997*0001',
			'AK1*PO*8',
			'AK9*A*1*1*1',
			'SE*4*0001',
			'TA1*000000001*260507*1230*R*021',
		]);
		expect(await statuses([file], [ROW])).toEqual(['rejected']);
	});

	test('each message has the places of its own errors', async () => {
		const items = await match([
			contrl([
				'UCI+REF1+ACME:14+GIANT:14+7',
				'UCM+1+ORDERS:D:96A:UN+4',
				'UCS+3+12',
				'UCM+2+ORDERS:D:96A:UN+4',
				'UCD+12+2',
			]),
		]);
		expect(items[2]!.json.errors).toEqual([{ element: '1', code: '12', text: 'a value is invalid' }]);
	});

	test('where a CONTRL finds an error: the segment, and the element as people count it', async () => {
		const [interchange] = await match([contrl(['UCI+REF1+ACME:14+GIANT:14+4+28+UNZ+3'])]);
		expect(interchange!.json.errors).toEqual([
			{ segment: 'UNZ', element: '2', code: '28', text: 'the references in header and trailer differ' },
		]);
		const [, item] = await match([
			contrl(['UCI+REF1+ACME:14+GIANT:14+7', 'UCM+1+ORDERS:D:96A:UN+4+13', 'UCS+3', 'UCD+15+1', 'UCD+12+X']),
		]);
		expect(item!.json.errors).toMatchObject([
			{ code: '13' },
			{ position: 3, code: '15' },
			{ position: 3, code: '12' },
		]);
		expect((item!.json.errors as object[]).some((error) => 'element' in error || 'segment' in error)).toBe(
			false,
		);
	});

	test('that it arrived, and then that it is rejected, is no dispute', async () => {
		const files = [
			interchange(['TA1*000000001*260507*1230*A*000'], 0),
			functional(['AK1*PO*7', 'AK2*850*0001', 'AK5*R*5', 'AK9*R*1*1*0']),
		];
		const [item] = await match(files, [ROW]);
		expect(item!.json).toMatchObject({ status: 'rejected', issues: [] });
		expect(item!.json.acknowledgments).toHaveLength(2);
	});

	test('a file that can’t be read is an item of its own, and what others say counts', async () => {
		const files = ['', 'no EDI', functional(['AK1*PO*7', 'AK9*A*1*1*1'])];
		const items = await match(files, [ROW]);
		expect(items.map(({ json, error }) => error ?? json.status)).toEqual([
			'accepted',
			'The file is empty',
			expect.stringContaining('neither X12 nor EDIFACT'),
		]);
		expect(items.slice(1).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	test('errors in the file of an acknowledgment, and no warnings', async () => {
		const ta1 = interchange(['TA1*000000001*260507*1230*A*000'], 4);
		expect((await match([ta1])).map(({ json }) => codesIn(json))).toEqual([['interchange-count']]);
		const group = functional(['AK1*PO*7', 'AK9*A*1*1*1']).replace('GE*1*9', 'GE*2*9');
		expect((await match([group])).map(({ json }) => codesIn(json))).toEqual([['group-count']]);
		const warned = functional(['AK1*PO*7*', 'AK9*A*1*1*1']);
		expect(read(warned).interchanges[0]!.groups[0]!.messages[0]!.issues).toHaveLength(1);
		expect((await match([warned])).map(({ json }) => codesIn(json))).toEqual([[]]);
	});

	test('why a group is rejected', async () => {
		const file = functional(['AK1*PO*7', 'AK2*850*0001', 'AK5*R*4', 'AK9*R*9*1*0*5']);
		const [item] = await match([file], [ROW]);
		expect(item!.json.errors).toEqual([
			{ code: '5', text: 'the number of transaction sets is wrong' },
			{ code: '4', text: 'the number of segments is wrong' },
		]);
	});

	test('what is wrong with a verdict that holds for the messages that are not named', async () => {
		const [item] = await match([functional(['AK1*PO*7'])], [ROW]);
		expect(codesIn(item!.json)).toEqual(['verdict-missing']);
	});

	test('a code that is the name of something in JavaScript is a code that is unknown', async () => {
		const [group] = await match([functional(['AK1*PO*7', 'AK9*R*1*1*0*constructor'])]);
		expect(group!.json.errors).toEqual([{ code: 'constructor', text: '' }]);
		const [item] = await match([contrl(['UCI+REF1+ACME:14+GIANT:14+constructor'])]);
		expect(item!.json).toMatchObject({ status: 'received', issues: [{ code: 'verdict-unknown' }] });
	});
});

describe('partners that share an interchange ID are told apart by the ID of the group, if the row has it:', () => {
	const partner = (id: string, groupId: string) => ({ qualifier: 'ZZ', id, groupId });
	const file = functional(['AK1*PO*7', 'AK9*A*1*1*1']);

	test.each([
		['the same', 'ACMEGS', 'GIANTGS', 'accepted'],
		['another sender', 'ACMEEAST', 'GIANTGS', 'missing'],
		['another receiver', 'ACMEGS', 'GIANTWEST', 'missing'],
	])('%s', async (_, sender, receiver, status) => {
		const row = {
			...ROW,
			sender: { id: 'ACME', groupId: sender },
			receiver: { id: 'GIANT', groupId: receiver },
		};
		expect(await statuses([file], [row])).toEqual([status]);
	});

	test('but a partner may put the ID of the interchange into the group of its acknowledgments', async () => {
		const plain = functional(['AK1*PO*7', 'AK9*A*1*1*1'], { from: 'GIANT', to: 'ACME' });
		const row = {
			...ROW,
			sender: { id: 'ACME', groupId: 'ACMEGS' },
			receiver: { id: 'GIANT', groupId: 'GIANTGS' },
		};
		expect(await statuses([plain], [row])).toEqual(['accepted']);
		expect(await statuses([interchange(['TA1*000000001*260507*1230*R*021'], 0)], [row])).toEqual([
			'rejected',
		]);
	});

	test.each([
		['{}', {}],
		['a qualifier alone', { qualifier: 'ZZ' }],
		['an ID that is an object', { id: {} }],
		['an ID that is a list', { id: ['ACME'] }],
		['a group ID that is an object', partner('ACME', {} as string)],
		['true', true],
	])('a partner that names nobody is refused: %s', async (_, sender) => {
		await expect(match([file], [{ ...ROW, sender }])).resolves.toMatchObject([
			{ error: '“Sent”, entry 1: “sender” is neither text nor an object with “id”' },
		]);
	});
});

test('10,000 sets of one group are matched with 10,000 rows, and 100,000 rows with 1,000 acknowledgments', async () => {
	const numbers = Array.from({ length: 10_000 }, (_, index) => String(index + 1).padStart(5, '0'));
	const large = functional([
		'AK1*PO*7',
		...numbers.flatMap((number) => [`AK2*850*${number}`, Number(number) % 2 ? 'AK5*A' : 'AK5*R*5']),
		'AK9*P*10000*10000*5000',
	]);
	const start = performance.now();
	const rows = numbers.map((messageControlNumber) => ({ ...ROW, messageControlNumber }));
	const found = await statuses([large], rows);
	expect(found.filter((status) => status === 'accepted')).toHaveLength(5000);
	expect(found.filter((status) => status === 'rejected')).toHaveLength(5000);

	const groups = numbers
		.slice(0, 1000)
		.map((number) => functional([`AK1*PO*${Number(number)}`, 'AK9*A*100*100*100']));
	const many = numbers.slice(0, 1000).flatMap((group) =>
		numbers.slice(0, 100).map((messageControlNumber) => ({
			...ROW,
			groupControlNumber: group,
			messageControlNumber,
		})),
	);
	expect(new Set(await statuses(groups, many))).toEqual(new Set(['accepted']));
	expect(performance.now() - start).toBeLessThan(20_000);
}, 60_000);
