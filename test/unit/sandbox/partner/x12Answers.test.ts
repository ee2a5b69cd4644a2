import { sandboxWith } from '../setup';
import { invoice, set, upload, x12, type X12Group } from './files';
import { x12Segments } from './foreignParsers';

const invoices: X12Group = {
	type: 'IN',
	controlNumber: '7',
	sets: [invoice('0001'), invoice('0002'), invoice('0003')],
};
const responses: X12Group = {
	type: 'PR',
	controlNumber: '8',
	sets: [set('855', '0001', ['BAK', '00', 'AD'])],
};

/** What stands between ST and SE of the acknowledgments in a file. */
const bodies = (segments: string[]) =>
	segments.filter((segment) => !/^(ISA|GS|ST|SE|GE|IEA)\*/.test(segment));

const error = (tag: string, value: string) => [`AK3*${tag}*2**8`, `AK4*1**7*${value}`, 'AK5*R*5'];

test('a 997 for each group, with sender and receiver swapped and with control numbers of its own', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const [answer, ...more] = await upload(sandbox, x12([invoices, responses]));
	expect(more).toEqual([]);
	const now = new Date().toISOString();
	const date = now.slice(0, 10).replaceAll('-', '');
	const segments = (await x12Segments(answer!)).map((segment) =>
		segment.replace(
			/^((?:ISA\*.*\*9254110060\*ZZ\*HARBORLINE\*\d{6}|GS\*FA\*STORE\*LINES\*\d{8})\*)\d{4}/,
			'$1TIME',
		),
	);
	expect(segments).toEqual([
		`ISA*00**00**08*9254110060*ZZ*HARBORLINE*${date.slice(2)}*TIME*U*00401*000500003*0*P*>`,
		`GS*FA*STORE*LINES*${date}*TIME*500001*X*004010`,
		'ST*997*0001',
		'AK1*IN*7',
		...['0001', '0002', '0003'].flatMap((number) => [`AK2*810*${number}`, 'AK5*A']),
		'AK9*A*3*3*3',
		'SE*10*0001',
		'GE*1*500001',
		`GS*FA*STORE*LINES*${date}*TIME*500002*X*004010`,
		'ST*997*0001',
		'AK1*PR*8',
		'AK2*855*0001',
		'AK5*A',
		'AK9*A*1*1*1',
		'SE*6*0001',
		'GE*1*500002',
		'IEA*2*000500003',
	]);
	expect(answer).toMatchObject({
		fileName: '997-000500003.edi',
		ecGridIdFrom: 820003,
		ecGridIdTo: 820001,
		mailboxId: 30001,
		status: 'InBoxReady',
		manifest: [{ sender: '820003', receiver: '820001', documentType: '997', count: 2 }],
	});
});

test.each([
	[
		'reject',
		[
			'AK1*IN*7',
			...['0001', '0002', '0003'].flatMap((number) => [`AK2*810*${number}`, ...error('BIG', '20260131')]),
			'AK9*R*3*3*0',
			'AK1*PR*8',
			'AK2*855*0001',
			...error('BAK', '00'),
			'AK9*R*1*1*0',
		],
	],
	[
		'partial',
		[
			'AK1*IN*7',
			'AK2*810*0001',
			'AK5*A',
			'AK2*810*0002',
			'AK5*A',
			'AK2*810*0003',
			...error('BIG', '20260131'),
			'AK9*P*3*3*2',
			'AK1*PR*8',
			'AK2*855*0001',
			...error('BAK', '00'),
			'AK9*R*1*1*0',
		],
	],
	[
		'contradict',
		[
			'AK1*IN*7',
			'AK2*810*0001',
			'AK5*A',
			'AK2*810*0002',
			'AK5*A',
			'AK2*810*0003',
			...error('BIG', '20260131'),
			'AK9*A*3*3*3',
			'AK1*PR*8',
			'AK2*855*0001',
			...error('BAK', '00'),
			'AK9*A*1*1*1',
		],
	],
] as const)('%s', async (answers, expected) => {
	const sandbox = await sandboxWith({ partner: { answers } });
	const [answer] = await upload(sandbox, x12([invoices, responses]));
	expect(bodies(await x12Segments(answer!))).toEqual(expected);
});

test('counts what GE declares, and what is there', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const [answer] = await upload(sandbox, x12([invoices]).replace('GE*3*7', 'GE*4*7'));
	expect(await x12Segments(answer!)).toContain('AK9*A*4*3*3');
});

test('rejects a transaction set without segments, too', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'reject' } });
	const [answer] = await upload(sandbox, x12([{ ...invoices, sets: [set('810', '0001')] }]));
	expect(bodies(await x12Segments(answer!))).toEqual(['AK1*IN*7', 'AK2*810*0001', 'AK5*R*5', 'AK9*R*1*1*0']);
});

test('rejects a group without transaction sets', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'reject' } });
	const [answer] = await upload(sandbox, x12([{ ...invoices, sets: [] }]));
	expect(bodies(await x12Segments(answer!))).toEqual(['AK1*IN*7', 'AK9*R*0*0*0']);
});

test('from 005010 on, the 997 names the version, and the implementation of a transaction set', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const file = x12([{ ...invoices, sets: [invoice('0001')] }], { version: '005010' });
	const [answer] = await upload(sandbox, file.replace('ST*810*0001', 'ST*810*0001*005010X1'));
	const segments = await x12Segments(answer!);
	expect(segments[1]).toMatch(/\*X\*005010$/);
	expect(segments[2]).toBe('ST*997*0001');
	expect(bodies(segments)).toEqual(['AK1*IN*7*005010', 'AK2*810*0001*005010X1', 'AK5*A', 'AK9*A*1*1*1']);
});

test('before 004010, the year of GS has two digits', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const [answer] = await upload(sandbox, x12([invoices], { version: '003040' }));
	expect((await x12Segments(answer!))[1]).toMatch(/^GS\*FA\*STORE\*LINES\*\d{6}\*\d{4}\*500001\*X\*003040$/);
});

describe('on request, a 999', () => {
	test('in the version of the group', async () => {
		const sandbox = await sandboxWith({ partner: { answers: 'partial', acknowledgment: '999' } });
		const [answer] = await upload(sandbox, x12([invoices], { version: '005010' }));
		const segments = await x12Segments(answer!);
		expect(segments[1]).toMatch(/\*X\*005010$/);
		expect(segments[2]).toBe('ST*999*0001');
		expect(bodies(segments)).toEqual([
			'AK1*IN*7*005010',
			'AK2*810*0001',
			'IK5*A',
			'AK2*810*0002',
			'IK5*A',
			'AK2*810*0003',
			'IK3*BIG*2**8',
			'IK4*1**7*20260131',
			'IK5*R*5',
			'AK9*P*3*3*2',
		]);
		expect(answer!.fileName).toMatch(/^999-/);
	});

	test('in its own version for the implementations of health care', async () => {
		const sandbox = await sandboxWith({ partner: { answers: 'accept', acknowledgment: '999' } });
		const [answer] = await upload(sandbox, x12([invoices], { version: '005010X222A1' }));
		const segments = await x12Segments(answer!);
		expect(segments[1]).toMatch(/\*X\*005010X231A1$/);
		expect(segments[2]).toBe('ST*999*0001*005010X231A1');
		expect(segments[3]).toBe('AK1*IN*7*005010X222A1');
	});
});

test('a TA1 of its own comes first if ISA14 asks for it', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'reject' } });
	const answers = await upload(sandbox, x12([invoices], { acknowledgmentRequested: '1' }));
	expect(answers.map(({ fileName }) => fileName)).toEqual(['TA1-000500001.edi', '997-000500003.edi']);
	expect(await x12Segments(answers[0]!)).toEqual([
		expect.stringMatching(/^ISA\*00\*\*00\*\*08\*9254110060\*ZZ\*HARBORLINE\*.*\*000500001\*0\*P\*>$/),
		'TA1*000000017*260131*0930*A*000',
		'IEA*0*000500001',
	]);
});

test.each([
	{ element: '|', component: '^', terminator: '~' },
	{ element: '!', component: ':', terminator: '\n' },
	{ element: '+', component: ':', terminator: "'\r\n" },
	{ element: '*', component: '>', terminator: '\r' },
	{ element: '*', component: '\\', terminator: '\x1c', version: '005010', repetition: '^' },
])('reads and uses the separators of the file: %j', async (settings) => {
	const sandbox = await sandboxWith({ partner: { answers: 'partial' } });
	const [answer] = await upload(sandbox, x12([invoices], settings));
	const { element, terminator } = settings;
	const text = answer!.content.toString('latin1');
	expect(text.charAt(3)).toBe(element);
	expect(text.charAt(82)).toBe(settings.repetition ?? 'U');
	expect(text.slice(104, 106)).toBe(settings.component + terminator.charAt(0));
	expect(text).toContain(['AK9', 'P', '3', '3', '2'].join(element) + terminator.charAt(0));
	expect(bodies(await x12Segments(answer!))).toEqual(
		expect.arrayContaining(['AK1*IN*7', 'AK5*R*5', 'AK9*P*3*3*2'].slice(settings.version ? 1 : 0)),
	);
	expect(sandbox.partner.report().received).toMatchObject([{ groups: [{ messages: [{}, {}, {}] }] }]);
});

test('a bad value is returned as it is, with separators of components in it', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'reject' } });
	const [answer] = await upload(
		sandbox,
		x12([{ ...invoices, sets: [set('810', '0001', ['BIG', 'a:b/c?d'])] }]),
	);
	expect(answer!.content.toString()).toContain('AK4*1**7*a:b/c?d~');
});
