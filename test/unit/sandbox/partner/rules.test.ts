import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../../../sandbox';
import { call } from '../client';
import { sandboxAndReceiver, sandboxWith } from '../setup';
import { answersIn, edifact, invoic, invoice, set, upload, x12, type X12Group } from './files';
import { edifactSegments, x12Segments } from './foreignParsers';

const invoices: X12Group = { type: 'IN', controlNumber: '7', sets: [invoice('0001')] };
const responses: X12Group = {
	type: 'PR',
	controlNumber: '8',
	sets: [set('855', '0001', ['BAK', '00', 'AD'])],
};

describe('the partner never answers', () => {
	test('unless it is told to, and then it knows of no uploads', async () => {
		const sandbox = await sandboxWith();
		expect(await upload(sandbox, x12([invoices]))).toEqual([]);
		expect(sandbox.parcels).toHaveLength(2);
		expect(sandbox.partner.report()).toMatchObject({ rules: [], received: [] });
	});

	test('if it is told so, but then it remembers what it received', async () => {
		const sandbox = await sandboxWith({ partner: { answers: 'never' } });
		expect(await upload(sandbox, x12([invoices]))).toEqual([]);
		expect(sandbox.partner.report().received).toMatchObject([
			{ controlNumber: '000000017', answers: 'never', answeredWith: [] },
		]);
	});

	test('after it was switched off', async () => {
		const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
		sandbox.partner.clear();
		expect(await upload(sandbox, x12([invoices]))).toEqual([]);
		expect(sandbox.partner.report().received).toEqual([]);
	});

	test.each([
		['997', x12([{ type: 'FA', controlNumber: '1', sets: [set('997', '0001', ['AK1', 'PO', '1'])] }])],
		['999', x12([{ type: 'FA', controlNumber: '1', sets: [set('999', '0001', ['AK1', 'PO', '1'])] }])],
		['997 in a wrong group', x12([{ type: 'PO', controlNumber: '1', sets: [set('997', '0001')] }])],
		['group FA', x12([{ type: 'FA', controlNumber: '1', sets: [set('123', '0001')] }])],
		['TA1', x12([]).replace('IEA*0', 'TA1*000000001*260131*0930*A*000~\nIEA*0').replace('*0*P*>', '*1*P*>')],
		['CONTRL', edifact(["UNH+1+CONTRL:D:3:UN'UCI+1+A+B+7'UNT+3+1'"])],
		['file of another kind', 'a,b,c\n1,2,3\n'],
		['file without a byte', ''],
	])('a %s', async (_, file) => {
		const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
		expect(await upload(sandbox, file)).toEqual([]);
	});
});

test('an acknowledgment between documents is left out of the answer', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const [x12Answer] = await upload(
		sandbox,
		x12([{ type: 'FA', controlNumber: '9', sets: [set('997', '0001', ['AK1', 'PO', '1'])] }, invoices]),
	);
	expect((await x12Segments(x12Answer!)).filter((segment) => segment.startsWith('AK1'))).toEqual([
		'AK1*IN*7',
	]);
	const contrl = "UNH+1+CONTRL:D:3:UN'UCI+1+A+B+7'UNT+3+1'";
	const [edifactAnswer] = await upload(sandbox, edifact([contrl, invoic('2')]));
	expect(edifactSegments(edifactAnswer!).filter((segment) => segment.startsWith('UCM'))).toEqual([
		'UCM+2+INVOIC:D:96A:UN:EAN008+7',
	]);
});

test('answers each interchange of a file with a file', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const other = x12([responses], { element: '|', terminator: '!', controlNumber: '000000018' });
	const answers = await upload(sandbox, `${x12([invoices])}\n${edifact([invoic('1')])}\n${other}`);
	expect(answers.map(({ fileName }) => fileName.split('-')[0])).toEqual(['997', 'CONTRL', '997']);
});

test('an interchange without a trailer ends where the next one begins', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const cut = (file: string, trailer: string) => file.slice(0, file.indexOf(trailer));
	await upload(sandbox, cut(x12([invoices]), 'IEA') + x12([responses], { controlNumber: '000000018' }));
	await upload(sandbox, cut(edifact([invoic('1')]), 'UNZ') + edifact([invoic('2')]));
	expect(sandbox.partner.report().received).toMatchObject([
		{ controlNumber: '000000017', groups: [{ type: 'IN' }] },
		{ controlNumber: '000000018', groups: [{ type: 'PR' }] },
		{ groups: [{ messages: [{ controlNumber: '1' }] }] },
		{ groups: [{ messages: [{ controlNumber: '2' }] }] },
	]);
});

test.each([x12([invoices, responses], { acknowledgmentRequested: '1' }), edifact([invoic('1')])])(
	'survives every beginning of a file: %#',
	async (file) => {
		const sandbox = await sandboxWith({ partner: { answers: 'partial' } });
		for (let length = 0; length <= file.length; length += 3) await upload(sandbox, file.slice(0, length));
	},
);

test('the answer arrives like any parcel: it fires, waits, and can be downloaded and confirmed', async () => {
	const { sandbox, receiver } = await sandboxAndReceiver({ partner: { answers: 'accept' } });
	sandbox.addCallback({ url: receiver.url, event: 'Parcel', mailboxId: 30002 });
	const upload30002 = { ecGridIdFrom: 820002, mailboxId: 30002 };
	await upload(sandbox, x12([invoices]), upload30002);
	await sandbox.idle();
	const [, , { parcelId }] = sandbox.parcels as [unknown, unknown, { parcelId: number }];
	expect(receiver.received.map(({ body }) => JSON.parse(body))).toMatchObject([
		{ parcelId, mailboxId: 30002, callBackEvent: 'InBox', fileName: '997-000500002.edi' },
	]);
	const waiting = () =>
		call<Array<{ parcelId: number }>>(sandbox, 'POST /v2/parcels/pending-inbox-list', { mailboxId: 30002 });
	expect((await waiting()).data).toMatchObject([{ parcelId, ecGridIdFrom: 820003, ecGridIdTo: 820002 }]);
	const file = await call<{ content: string }>(sandbox, 'POST /v2/parcels/download', { parcelId });
	expect(Buffer.from(file.data.content, 'base64').toString()).toContain('AK1*IN*7~');
	await call(sandbox, 'POST /v2/parcels/confirm', { parcelId });
	expect((await waiting()).data).toEqual([]);
});

test('twice: the second answer has control numbers of its own', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept', times: 2 } });
	const [first, second, ...more] = await upload(sandbox, x12([invoices]));
	expect(more).toEqual([]);
	const numbers = async (parcel: typeof first) =>
		(await x12Segments(parcel!)).filter((segment) => /^(GE|IEA)/.test(segment));
	expect(await numbers(first)).toEqual(['GE*1*500001', 'IEA*1*000500002']);
	expect(await numbers(second)).toEqual(['GE*1*500003', 'IEA*1*000500004']);
	const body = async (parcel: typeof first) => (await x12Segments(parcel!)).slice(3, 7);
	expect(await body(second)).toEqual(await body(first));
});

describe('late', () => {
	test('the answer arrives after the delay, and not before', async () => {
		const sandbox = await sandboxWith({ partner: { answers: 'accept', delaySeconds: 2 } });
		const uploaded = Date.now();
		expect(await upload(sandbox, edifact([invoic('1')]))).toEqual([]);
		while (answersIn(sandbox.parcels).length === 0) await sleep(10);
		expect(Date.now() - uploaded).toBeGreaterThanOrEqual(1990);
		expect(sandbox.partner.report().received[0]!.answeredWith).toMatchObject([{ type: 'CONTRL' }]);
	});

	test('no answer arrives after the partner or the sandbox was cleared or stopped', async () => {
		const delaySeconds = 2;
		const ends = [
			(sandbox: Sandbox) => sandbox.partner.clear(),
			(sandbox: Sandbox) => sandbox.reset(),
			(sandbox: Sandbox) => sandbox.stop(),
		];
		const sandboxes = await Promise.all(
			ends.map(async (end) => {
				const sandbox = await sandboxWith({ partner: { answers: 'accept', delaySeconds } });
				await upload(sandbox, edifact([invoic('1')]));
				await end(sandbox);
				return sandbox;
			}),
		);
		await sleep(delaySeconds * 1000 + 100);
		for (const { parcels } of sandboxes) expect(answersIn(parcels)).toEqual([]);
	});
});

describe('a rule is for', () => {
	const answered = async (rule: object, changes: object = {}) => {
		const sandbox = await sandboxWith({ partner: { answers: 'accept', for: rule } });
		const before = sandbox.parcels.length;
		await upload(sandbox, x12([invoices, responses]), changes);
		return sandbox.parcels.slice(before).some(({ fileName }) => fileName.startsWith('997'));
	};

	test.each([
		[{ ecGridId: 820003 }, {}, true],
		[{ ecGridId: 820003 }, { ecGridIdTo: 820005 }, false],
		[{ mailboxId: 30001 }, {}, true],
		[{ mailboxId: 30001 }, { mailboxId: 30002 }, false],
		[{ type: '810' }, {}, true],
		[{ type: '855' }, {}, true],
		[{ type: '856' }, {}, false],
		[{ type: '810', ecGridId: 820005 }, {}, false],
	])('%j, and the upload has %j: %s', async (rule, changes, expected) => {
		expect(await answered(rule, changes)).toBe(expected);
	});

	test('the newest rule for an upload applies', async () => {
		const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
		sandbox.partner.answer({ answers: 'reject', for: { type: 'INVOIC' } });
		const [control] = await upload(sandbox, edifact([invoic('1')]));
		const [functional] = await upload(sandbox, x12([invoices]));
		expect(edifactSegments(control!)[2]).toMatch(/\+4$/);
		expect(await x12Segments(functional!)).toContain('AK9*A*1*1*1');
	});
});
