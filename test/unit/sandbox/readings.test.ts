import type { Readings } from '../../../sandbox';
import { call } from './client';
import { sandboxAndReceiver, sandboxWith } from './setup';

const CREATE = 'POST /v2/callbacks/create';
const QUEUE = 'POST /v2/callbacks/queue-list';
const BY_ID = 'GET /v2/callbacks/get-queue-by-id?callbackId=7001';
const hook = { url: 'https://example.com/hook', event: 'Parcel' };

test('the queue omits new callbacks until they fire', async () => {
	const { sandbox, receiver } = await sandboxAndReceiver({ readings: { newCallbacksHidden: true } });
	await call(sandbox, CREATE, { ...hook, url: receiver.url });
	expect(await call(sandbox, QUEUE, {})).toMatchObject({ data: { totalRecords: 0, queueEntries: [] } });
	expect(await call(sandbox, BY_ID)).toMatchObject({ status: 404 });
	sandbox.fire('Parcel');
	await sandbox.idle();
	expect(await call(sandbox, QUEUE, {})).toMatchObject({ data: { queueEntries: [{ callbackId: 7001 }] } });
	expect(await call(sandbox, BY_ID)).toMatchObject({ status: 200 });
});

test.each(['callBackEventId', 'callBackQueueId', 'CallBackID'] as const)(
	'the ID is called %s',
	async (name) => {
		const sandbox = await sandboxWith({ readings: { callbackIdName: name } });
		const created = await call<object>(sandbox, CREATE, hook);
		expect(created.data).toMatchObject({ [name]: 7001 });
		expect(created.data).not.toHaveProperty('callbackId');
		const update = { callbackId: 7001, status: 'Active' };
		expect(await call(sandbox, 'POST /v2/callbacks/update', update)).toMatchObject({
			data: { [name]: 7001 },
		});
		expect(await call(sandbox, QUEUE, {})).toMatchObject({ data: { queueEntries: [{ [name]: 7001 }] } });
		expect(await call(sandbox, BY_ID)).toMatchObject({ data: { [name]: 7001 } });
		expect(await call(sandbox, 'DELETE /v2/callbacks', { callbackId: 7001 })).toMatchObject({ data: true });
	},
);

test('lists are bare arrays', async () => {
	const sandbox = await sandboxWith({ readings: { bareLists: true } });
	sandbox.addCallback(hook);
	expect((await call(sandbox, QUEUE, {})).data).toMatchObject([{ callbackId: 7001 }]);
	expect((await call(sandbox, 'POST /v2/callbacks/event-list', {})).data).toEqual([]);
	expect((await call(sandbox, 'POST /v2/networks/list', {})).data).toHaveLength(3);
	expect((await call(sandbox, 'POST /v2/mailboxes/list', { pageNo: 5 })).data).toHaveLength(20);
});

test('the event list returns registrations', async () => {
	const { sandbox, receiver } = await sandboxAndReceiver({ readings: { eventListOfRegistrations: true } });
	sandbox.addCallback({ ...hook, url: receiver.url, mailboxId: 30002, password: 'secret' });
	sandbox.addCallback({ ...hook, event: 'User' });
	sandbox.fire('Parcel', { mailboxId: 30002 });
	await sandbox.idle();
	expect(await call(sandbox, 'POST /v2/callbacks/event-list', { event: 'Parcel' })).toMatchObject({
		data: [
			{
				callBackEventId: 7001,
				url: receiver.url,
				systemObject: 'Parcel',
				mailboxId: 30002,
				networkId: 0,
				status: 'Active',
				statusDescription: 'Active',
			},
		],
	});
	const { data } = await call(sandbox, 'POST /v2/callbacks/event-list', { mailboxId: 30002 });
	expect(data).toHaveLength(1);
	expect(JSON.stringify(data)).not.toContain('secret');
});

test('accepts only six events', async () => {
	const all = await sandboxWith();
	const six = await sandboxWith({ readings: { sixEvents: true } });
	const invoice = { ...hook, event: 'Invoice' };
	expect(await call(all, CREATE, invoice)).toMatchObject({ status: 200 });
	expect(await call(six, CREATE, invoice)).toMatchObject({
		status: 400,
		message: expect.stringContaining('event: '),
	});
	expect(await call(six, CREATE, hook)).toMatchObject({ status: 200 });
	const update = { callbackId: 7001, event: 'Invoice' };
	expect(await call(six, 'POST /v2/callbacks/update', update)).toMatchObject({ status: 400 });
});

test('upload returns an object', async () => {
	const sandbox = await sandboxWith({ readings: { uploadObject: true } });
	const body = { fileName: 'a.txt', content: 'QQ==', ecGridIdFrom: 820001, ecGridIdTo: 820002 };
	expect((await call(sandbox, 'POST /v2/parcels/upload', body)).data).toEqual({
		parcelId: 987654321,
		fileName: 'a.txt',
		status: 'outboxPending',
		size: 1,
	});
});

test('a page has at most the maximum number of rows', async () => {
	const sandbox = await sandboxWith({ readings: { longestPage: 2 } });
	for (let n = 1; n <= 3; n++) {
		sandbox.addParcel({ fileName: `${n}.edi`, content: 'x' }, { fire: false });
		sandbox.addCallback(hook);
	}
	const inbox = async (pageNo: number) => {
		const paging = { pageNo, recordsPerPage: 500 };
		const { data } = await call<object[]>(sandbox, 'POST /v2/parcels/inbox-list', paging);
		return data;
	};
	expect(await inbox(1)).toMatchObject([{ fileName: '1.edi' }, { fileName: '2.edi' }]);
	expect(await inbox(2)).toMatchObject([{ fileName: '3.edi' }]);
	expect(await call(sandbox, QUEUE, { recordsPerPage: 100 })).toMatchObject({
		data: { totalRecords: 3, recordsPerPage: 2, queueEntries: [{}, {}] },
	});
});

test('a second confirm returns false', async () => {
	const sandbox = await sandboxWith({ readings: { repeatedConfirmFalse: true } });
	const { parcelId } = sandbox.addParcel({ fileName: 'a.edi', content: 'x' }, { fire: false });
	const confirm = async () => await call(sandbox, 'POST /v2/parcels/confirm', { parcelId });
	expect(await confirm()).toMatchObject({ success: true, data: true });
	expect(await confirm()).toMatchObject({ success: true, data: false });
});

test('the pending list is limited to a first page, oldest or newest first', async () => {
	const names = async (readings: Readings) => {
		const sandbox = await sandboxWith({ readings });
		for (const day of [3, 1, 2]) {
			sandbox.addParcel({ fileName: `${day}`, content: 'x', created: new Date(Date.UTC(2026, 4, day)) });
		}
		const { data } = await call<Array<{ fileName: string }>>(
			sandbox,
			'POST /v2/parcels/pending-inbox-list',
			{},
		);
		return data.map(({ fileName }) => fileName);
	};
	expect(await names({})).toEqual(['1', '2', '3']);
	expect(await names({ pendingFirstPage: 2 })).toEqual(['1', '2']);
	expect(await names({ pendingFirstPage: 2, pendingNewestFirst: true })).toEqual(['3', '2']);
});

test('an empty file has null content in a download', async () => {
	const sandbox = await sandboxWith({ readings: { emptyContentNull: true } });
	const contentOf = async (content: string) => {
		const { parcelId } = sandbox.addParcel({ fileName: 'a.edi', content }, { fire: false });
		const { data } = await call<{ content: unknown }>(sandbox, 'POST /v2/parcels/download', { parcelId });
		return data.content;
	};
	expect(await contentOf('')).toBeNull();
	expect(await contentOf('x')).toBe('eA==');
});

test('totals are next to data, which is a bare array', async () => {
	const sandbox = await sandboxWith({ readings: { totalsBeside: true, pendingFirstPage: 1 } });
	sandbox.addCallback(hook);
	for (const fileName of ['a.edi', 'b.edi']) sandbox.addParcel({ fileName, content: 'x' }, { fire: false });
	const paging = { pageNo: 1, recordsPerPage: 1 };
	expect(await call(sandbox, QUEUE, paging)).toMatchObject({ totalRecords: 1, data: [{ callbackId: 7001 }] });
	for (const path of ['POST /v2/parcels/inbox-list', 'POST /v2/parcels/pending-inbox-list']) {
		expect(await call(sandbox, path, path.includes('pending') ? {} : paging)).toMatchObject({
			totalRecords: 2,
			data: [{ fileName: 'a.edi' }],
		});
	}
});

test('ignores the page number', async () => {
	const sandbox = await sandboxWith({ readings: { pagesIgnored: true } });
	sandbox.addCallback(hook);
	expect(await call(sandbox, QUEUE, { pageNo: 5, recordsPerPage: 1 })).toMatchObject({
		data: { totalRecords: 1, queueEntries: [{ callbackId: 7001 }] },
	});
});

test('capitalizes the envelope fields', async () => {
	const sandbox = await sandboxWith({ readings: { envelopeCapitals: true } });
	expect(await call(sandbox, CREATE, hook)).toMatchObject({ Success: true, Data: { callbackId: 7001 } });
	expect(await call(sandbox, BY_ID.replace('7001', '9'))).toMatchObject({
		Success: false,
		ErrorCode: 'ObjectNotFound',
	});
});

test('a result without data is 204', async () => {
	const sandbox = await sandboxWith({ readings: { noContent: true } });
	sandbox.addCallback(hook);
	const answer = await fetch(`${sandbox.url}/v2/callbacks`, {
		method: 'DELETE',
		headers: { 'X-API-Key': sandbox.apiKey, 'Content-Type': 'application/json' },
		body: '{"callbackId":7001}',
	});
	expect([answer.status, await answer.text()]).toEqual([204, '']);
	expect(sandbox.callbacks).toEqual([]);
});

test('refusals are problem JSON', async () => {
	const sandbox = await sandboxWith({ readings: { problemErrors: true } });
	expect(await call(sandbox, CREATE, { ...hook, event: 'Tea' })).toMatchObject({
		status: 400,
		title: 'One or more validation errors occurred.',
		errors: { event: [expect.any(String)] },
	});
	expect(await call(sandbox, BY_ID)).toMatchObject({ status: 404, title: 'Callback 7001 was not found' });
});
