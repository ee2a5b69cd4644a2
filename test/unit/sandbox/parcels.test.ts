import type { Sandbox } from '../../../sandbox';
import { call } from './client';
import { sandboxAndReceiver, sandboxWith } from './setup';

const isa = (from: [string, string], to: [string, string]) =>
	`ISA*00*          *00*          *${from[0]}*${from[1].padEnd(15)}*${to[0]}*${to[1].padEnd(15)}*260131*0930*U*00401*000000001*0*P*>~\n`;

const x12 =
	isa(['08', '9254110060'], ['ZZ', 'HARBORLINE']) +
	'GS*PO*A*B*20260131*0930*1*X*004010~\nST*850*0001~\nSE*2*0001~\nST*860*0002~\nSE*2*0002~\nGE*2*1~\nIEA*1*000000001~\n';

const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64');

type Row = { parcelId: number; status?: string };

const ids = async (sandbox: Sandbox, endpoint: string, body: object = {}) =>
	(await call<Row[]>(sandbox, endpoint, body)).data.map(({ parcelId }) => parcelId);

const pending = (sandbox: Sandbox, body = {}) => ids(sandbox, 'POST /v2/parcels/pending-inbox-list', body);

describe('an inbound parcel', () => {
	test('can be listed, read, downloaded and confirmed', async () => {
		const sandbox = await sandboxWith();
		const content = Buffer.from([0, 255, 1, 254]);
		const { parcelId } = sandbox.addParcel({
			fileName: 'a.bin',
			content,
			ecGridIdFrom: 820003,
			ecGridIdTo: 820001,
		});
		const info = {
			parcelId: 987654321,
			mailboxId: 30001,
			networkId: 1201,
			fileName: 'a.bin',
			bytes: 4,
			ecGridIdFrom: 820003,
			ecGridIdTo: 820001,
			created: expect.stringMatching(/Z$/),
			modified: expect.stringMatching(/Z$/),
		};
		expect((await call(sandbox, `GET /v2/parcels/${parcelId}`)).data).toEqual({
			...info,
			status: 'InBoxReady',
		});
		expect((await call(sandbox, 'POST /v2/parcels/pending-inbox-list', {})).data).toEqual([info]);

		const file = await call<{ content: string }>(sandbox, 'POST /v2/parcels/download', { parcelId });
		expect(file.data).toEqual({ parcelId, fileName: 'a.bin', content: content.toString('base64'), bytes: 4 });
		expect(await pending(sandbox)).toEqual([parcelId]);

		for (let time = 1; time <= 2; time++) {
			expect(await call(sandbox, 'POST /v2/parcels/confirm', { parcelId })).toMatchObject({
				success: true,
				data: true,
			});
		}
		expect(await pending(sandbox)).toEqual([]);
		expect(await call(sandbox, `GET /v2/parcels/${parcelId}`)).toMatchObject({
			data: { status: 'InBoxTransferred' },
		});
		expect(sandbox.parcels).toMatchObject([{ parcelId, status: 'InBoxTransferred' }]);
	});

	test('fires on arrival unless told not to, and again on reset', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver();
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		sandbox.addParcel({ fileName: 'quiet.edi', content: '' }, { fire: false });
		await sandbox.idle();
		expect(receiver.received).toEqual([]);

		const { parcelId } = sandbox.addParcel({ fileName: 'po.edi', content: x12 });
		await call(sandbox, 'POST /v2/parcels/confirm', { parcelId });
		expect(await call(sandbox, `POST /v2/parcels/reset-to-inbox/${parcelId}`)).toMatchObject({ data: true });
		expect(await pending(sandbox)).toContain(parcelId);
		await sandbox.idle();
		expect(receiver.received.map(({ body }) => JSON.parse(body))).toMatchObject([
			{ eventId: 550001, parcelId, fileName: 'po.edi', callBackEvent: 'InBox' },
			{ eventId: 550002, parcelId, fileName: 'po.edi', callBackEvent: 'InBox' },
		]);
	});

	test('waits in its own mailbox', async () => {
		const sandbox = await sandboxWith();
		const own = sandbox.addParcel({ fileName: 'a', content: '' }).parcelId;
		const other = sandbox.addParcel({ fileName: 'b', content: '', mailboxId: 30041 });
		expect(other.networkId).toBe(1202);
		expect(await pending(sandbox)).toEqual([own]);
		expect(await pending(sandbox, { mailboxId: 30041 })).toEqual([other.parcelId]);
		expect(await call(sandbox, 'POST /v2/parcels/pending-inbox-list', { mailboxId: 1 })).toMatchObject({
			status: 404,
		});
	});

	test('is found by sender, receiver, status, time and page', async () => {
		const sandbox = await sandboxWith();
		const add = (ecGridIdFrom: number, created: string) =>
			sandbox.addParcel({
				fileName: 'x',
				content: '',
				ecGridIdFrom,
				ecGridIdTo: 820001,
				created: new Date(created),
			}).parcelId;
		const a = add(820002, '2026-01-01T00:00:00Z');
		const b = add(820003, '2026-01-02T00:00:00Z');
		const c = add(820003, '2026-01-03T00:00:00Z');
		await call(sandbox, 'POST /v2/parcels/confirm', { parcelId: b });
		const inbox = (body: object) => ids(sandbox, 'POST /v2/parcels/inbox-list', body);

		expect(await inbox({})).toEqual([a, b, c]);
		expect(await inbox({ ecGridIdFrom: 820003 })).toEqual([b, c]);
		expect(await inbox({ ecGridIdTo: 820002 })).toEqual([]);
		expect(await inbox({ status: 'InBoxTransferred' })).toEqual([b]);
		expect(await inbox({ beginDate: '2026-01-02T00:00:00Z', endDate: '2026-01-02T00:00:00Z' })).toEqual([b]);
		expect(await inbox({ pageNo: 2, recordsPerPage: 2 })).toEqual([c]);
		expect(await ids(sandbox, 'POST /v2/parcels/outbox-list')).toEqual([]);
	});

	test('is listed with 25 to a page', async () => {
		const sandbox = await sandboxWith();
		for (let n = 0; n < 30; n++) sandbox.addParcel({ fileName: `${n}`, content: '' });
		expect(await ids(sandbox, 'POST /v2/parcels/inbox-list')).toHaveLength(25);
		expect(await pending(sandbox)).toHaveLength(30);
	});

	test('has a manifest if it is X12, and otherwise an empty one', async () => {
		const sandbox = await sandboxWith();
		const twice = sandbox.addParcel({ fileName: 'po.edi', content: x12 + x12.replaceAll('850', '856') });
		const text = sandbox.addParcel({ fileName: 'a.txt', content: 'ISA is a word' });
		expect((await call(sandbox, `GET /v2/parcels/manifest/${twice.parcelId}`)).data).toEqual([
			{
				interchangeId: 445500001,
				sender: '9254110060',
				receiver: 'HARBORLINE',
				documentType: '850',
				count: 2,
			},
			{
				interchangeId: 445500002,
				sender: '9254110060',
				receiver: 'HARBORLINE',
				documentType: '856',
				count: 2,
			},
		]);
		expect((await call(sandbox, `GET /v2/parcels/manifest/${text.parcelId}`)).data).toEqual([]);
	});

	test("can't be canceled", async () => {
		const sandbox = await sandboxWith();
		const { parcelId } = sandbox.addParcel({ fileName: 'a', content: '' });
		expect(await call(sandbox, `POST /v2/parcels/cancel/${parcelId}`)).toMatchObject({ status: 400 });
	});
});

test.each([
	['GET /v2/parcels/1', undefined],
	['GET /v2/parcels/manifest/1', undefined],
	['POST /v2/parcels/download', { parcelId: 1 }],
	['POST /v2/parcels/confirm', { parcelId: 1 }],
	['POST /v2/parcels/reset-to-inbox/1', undefined],
	['POST /v2/parcels/cancel/1', undefined],
	['POST /v2/parcels/update', { parcelId: 1 }],
])('%s returns not found for unknown IDs', async (endpoint, body) => {
	expect(await call(await sandboxWith(), endpoint, body)).toMatchObject({
		status: 404,
		errorCode: 'ObjectNotFound',
	});
});

describe('an upload', () => {
	const routed = { fileName: 'out.edi', ecGridIdFrom: 820001, ecGridIdTo: 820003 };

	test('is added to the outbox, and to the inbox of a receiver on this network', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver();
		sandbox.addCallback({ url: receiver.url, event: 'Parcel', mailboxId: 30041 });
		const answer = await call(sandbox, 'POST /v2/parcels/upload', {
			...routed,
			content: base64('hello'),
			bytes: 5,
		});
		expect(answer.data).toBe(987654321);
		expect(await ids(sandbox, 'POST /v2/parcels/outbox-list')).toEqual([987654321]);
		expect(await call(sandbox, 'GET /v2/parcels/987654321')).toMatchObject({
			data: { status: 'outboxPending', bytes: 5, ecGridIdFrom: 820001, ecGridIdTo: 820003, mailboxId: 30001 },
		});
		expect(await pending(sandbox, { mailboxId: 30041 })).toEqual([987654322]);
		const file = await call(sandbox, 'POST /v2/parcels/download', { parcelId: 987654322 });
		expect(file.data).toMatchObject({ fileName: 'out.edi', content: base64('hello') });
		await sandbox.idle();
		expect(receiver.received.map(({ body }) => JSON.parse(body).parcelId)).toEqual([987654322]);
	});

	test('to a receiver on another network is only sent', async () => {
		const sandbox = await sandboxWith();
		const body = { ...routed, ecGridIdTo: 820005, content: base64('x') };
		expect(await call(sandbox, 'POST /v2/parcels/upload', body)).toMatchObject({
			status: 200,
			data: 987654321,
		});
		expect(sandbox.parcels).toMatchObject([{ direction: 'OutBox' }]);
	});

	test('is routed by its ISA segment if no party is named', async () => {
		const sandbox = await sandboxWith();
		await call(sandbox, 'POST /v2/parcels/upload', { fileName: 'po.edi', content: base64(x12) });
		expect(sandbox.parcels).toMatchObject([
			{ direction: 'OutBox', ecGridIdFrom: 820003, ecGridIdTo: 820001 },
			{ direction: 'InBox', mailboxId: 30001 },
		]);
	});

	test.each([
		['content', { ...routed, content: 'not base64!' }],
		['content', { ...routed, content: 'QUJ' }],
		['bytes', { ...routed, content: base64('hello'), bytes: 4 }],
		['fileName', { ...routed, fileName: '', content: base64('x') }],
		['ecGridIdFrom', { fileName: 'a', content: base64('x') }],
		['ecGridIdTo', { fileName: 'a', content: base64('x'), ecGridIdFrom: 820001 }],
		['ecGridIdTo', { fileName: 'a', content: base64(isa(['ZZ', 'HARBORLINE'], ['ZZ', 'NOBODY'])) }],
		['ecGridIdTo', { ...routed, content: base64('x'), ecGridIdFrom: 820002, ecGridIdTo: 820004 }],
		['ecGridIdTo', { ...routed, content: base64('x'), ecGridIdTo: 820001 }],
	])('with invalid %s is refused', async (field, body) => {
		const sandbox = await sandboxWith();
		const answer = await call(sandbox, 'POST /v2/parcels/upload', body);
		expect(answer).toMatchObject({ status: 400, errorCode: 'InvalidParameter' });
		expect(answer.message).toMatch(new RegExp(`^${field}: `));
		expect(sandbox.parcels).toEqual([]);
	});

	test('of 50 MB is accepted and returned unchanged', async () => {
		const sandbox = await sandboxWith();
		const content = Buffer.alloc(50 * 1024 * 1024, 'EDI ');
		const body = { ...routed, content: content.toString('base64'), bytes: content.length };
		expect(await call(sandbox, 'POST /v2/parcels/upload', body)).toMatchObject({ status: 200 });
		const file = await call<{ content: string }>(sandbox, 'POST /v2/parcels/download', {
			parcelId: 987654322,
		});
		expect(Buffer.from(file.data.content, 'base64').equals(content)).toBe(true);
	}, 60_000);

	test('that is too large is refused with an envelope', async () => {
		const sandbox = await sandboxWith();
		const response = await fetch(`${sandbox.url}/v2/parcels/upload`, {
			method: 'POST',
			headers: { 'X-API-Key': sandbox.apiKey, 'Content-Type': 'application/json' },
			body: Buffer.alloc(129 * 1024 * 1024, ' '),
		});
		expect(response.status).toBe(413);
		expect(await response.json()).toMatchObject({ success: false });
	}, 20_000);

	test('can be canceled while it is pending', async () => {
		const sandbox = await sandboxWith();
		await call(sandbox, 'POST /v2/parcels/upload', { ...routed, content: base64('x') });
		expect(await call(sandbox, 'POST /v2/parcels/cancel/987654321')).toMatchObject({ data: true });
		expect(sandbox.parcels).toMatchObject([{ status: 'Cancelled' }, {}]);
		expect(await call(sandbox, 'POST /v2/parcels/cancel/987654321')).toMatchObject({ status: 400 });
	});

	test.each(['POST /v2/parcels/download', 'POST /v2/parcels/confirm'])(
		"can't be used for %s",
		async (endpoint) => {
			const sandbox = await sandboxWith();
			await call(sandbox, 'POST /v2/parcels/upload', { ...routed, ecGridIdTo: 820005, content: base64('x') });
			expect(await call(sandbox, endpoint, { parcelId: 987654321 })).toMatchObject({ status: 400 });
		},
	);
});

test('routes a test file like any other file', async () => {
	const sandbox = await sandboxWith();
	const body = { ecGridIdFrom: 820001, ecGridIdTo: 820003, documentType: '810' };
	expect(await call(sandbox, 'POST /v2/parcels/send-test-file', body)).toMatchObject({ data: 987654321 });
	const [waiting] = await pending(sandbox, { mailboxId: 30041 });
	expect((await call(sandbox, `GET /v2/parcels/manifest/${waiting}`)).data).toMatchObject([
		{ sender: '820001', receiver: '820003', documentType: '810', count: 1 },
	]);
	const content = sandbox.parcels[1]!.content;
	await call(sandbox, 'POST /v2/parcels/upload', { fileName: 'again.edi', content: base64(content) });
	expect(sandbox.parcels[3]).toMatchObject({ ecGridIdFrom: 820001, ecGridIdTo: 820003 });
});

test('a parcel can be tagged, found by its tag, annotated and given another status', async () => {
	const sandbox = await sandboxWith();
	const { parcelId } = sandbox.addParcel({ fileName: 'a', content: '' });
	const mark = { mailbagControlId: 'BAG-1' };
	expect(await call(sandbox, 'POST /v2/parcels/set-mailbagcontrolid', { parcelId, ...mark })).toMatchObject({
		data: true,
	});
	const find = (body: object) => ids(sandbox, 'POST /v2/parcels/find-mailbagcontrolid', body);
	expect(await find(mark)).toEqual([parcelId]);
	expect(await find({ ...mark, mailboxId: 30002 })).toEqual([]);
	expect(await find({ mailbagControlId: 'BAG-2' })).toEqual([]);

	const note = { parcelId, note: 'received' };
	expect(await call(sandbox, 'POST /v2/parcels/acknowledgment-note', note)).toMatchObject({ data: true });
	expect(sandbox.parcels[0]!.notes).toEqual(['received']);

	const update = { parcelId, status: 'InBoxArchived' };
	expect(await call(sandbox, 'POST /v2/parcels/update', update)).toMatchObject({ data: update });
	expect(await pending(sandbox)).toEqual([]);
});
