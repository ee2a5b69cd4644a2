import { call } from './client';
import { sandboxAndReceiver, sandboxWith } from './setup';

const hook = { url: 'https://example.com/hook', event: 'Parcel' };

describe('create', () => {
	test('returns the callback without its login', async () => {
		const sandbox = await sandboxWith();
		const body = { ...hook, mailboxId: 30002, httpAuthType: 'Basic', username: 'grid', password: 'secret' };
		const answer = await call(sandbox, 'POST /v2/callbacks/create', body);
		expect(answer.data).toEqual({
			callbackId: 7001,
			url: hook.url,
			event: 'Parcel',
			mailboxId: 30002,
			networkId: 0,
			httpAuthType: 'Basic',
			status: 'Active',
		});
		expect(sandbox.callbacks).toMatchObject([{ ...body, callbackId: 7001, status: 'Active' }]);
	});

	test('accepts the same registration twice', async () => {
		const sandbox = await sandboxWith();
		await call(sandbox, 'POST /v2/callbacks/create', hook);
		expect(await call(sandbox, 'POST /v2/callbacks/create', hook)).toMatchObject({
			data: { callbackId: 7002 },
		});
	});

	test.each([{ mailboxId: 1 }, { networkId: 1 }])('refuses a nonexistent scope: %j', async (scope) => {
		const sandbox = await sandboxWith();
		const answer = await call(sandbox, 'POST /v2/callbacks/create', { ...hook, ...scope });
		expect(answer).toMatchObject({ status: 404, errorCode: 'ObjectNotFound' });
		expect(sandbox.callbacks).toEqual([]);
	});
});

describe('update', () => {
	test('changes only the given fields', async () => {
		const sandbox = await sandboxWith();
		const { callbackId } = sandbox.addCallback({
			...hook,
			httpAuthType: 'Basic',
			username: 'u',
			password: 'p',
		});
		const answer = await call(sandbox, 'POST /v2/callbacks/update', {
			callbackId,
			status: 'Suspended',
			password: 'q',
		});
		expect(answer.data).toMatchObject({
			callbackId,
			url: hook.url,
			status: 'Suspended',
			httpAuthType: 'Basic',
		});
		expect(answer.data).not.toHaveProperty('password');
		expect(sandbox.callbacks).toMatchObject([{ username: 'u', password: 'q', status: 'Suspended' }]);
	});

	test('refuses a login type without a login', async () => {
		const sandbox = await sandboxWith();
		const { callbackId } = sandbox.addCallback(hook);
		const answer = await call(sandbox, 'POST /v2/callbacks/update', { callbackId, httpAuthType: 'Digest' });
		expect(answer).toMatchObject({ status: 400, message: expect.stringContaining('username') });
		expect(sandbox.callbacks).toMatchObject([{ httpAuthType: 'None' }]);
	});

	test.each([{ mailboxId: 30001 }, { networkId: 1201 }])("can't change the scope: %j", async (scope) => {
		const sandbox = await sandboxWith();
		const { callbackId } = sandbox.addCallback(hook);
		const answer = await call(sandbox, 'POST /v2/callbacks/update', { callbackId, ...scope });
		expect(answer).toMatchObject({ status: 400, message: expect.stringContaining('is not a parameter') });
	});
});

test.each([
	['POST /v2/callbacks/update', { callbackId: 1 }],
	['DELETE /v2/callbacks', { callbackId: 1 }],
	['POST /v2/callbacks/test', { callbackId: 1 }],
	['POST /v2/callbacks/get-event-by-id', { callbackEventId: 1 }],
	['GET /v2/callbacks/get-queue-by-id?callbackId=1', undefined],
])('%s returns not found for unknown IDs', async (endpoint, body) => {
	const answer = await call(await sandboxWith(), endpoint, body);
	expect(answer).toMatchObject({ status: 404, errorCode: 'ObjectNotFound' });
});

test('delete removes a callback', async () => {
	const sandbox = await sandboxWith();
	const kept = sandbox.addCallback(hook);
	const { callbackId } = sandbox.addCallback(hook);
	expect(await call(sandbox, 'DELETE /v2/callbacks', { callbackId })).toMatchObject({
		status: 200,
		data: true,
	});
	expect(sandbox.callbacks).toEqual([kept]);
	expect(await call(sandbox, 'DELETE /v2/callbacks', { callbackId })).toMatchObject({ status: 404 });
});

describe('the queue', () => {
	test('has an entry for each callback, even one that never fired', async () => {
		const sandbox = await sandboxWith();
		sandbox.addCallback({ ...hook, mailboxId: 30002 });
		const entry = {
			callbackId: 7001,
			url: hook.url,
			event: 'Parcel',
			queuedAt: expect.any(String),
			lastAttempt: null,
			attempts: 0,
			status: 'Active',
			lastHttpStatus: 0,
		};
		expect(await call(sandbox, 'POST /v2/callbacks/queue-list', {})).toMatchObject({
			data: {
				totalRecords: 1,
				pageNo: 1,
				recordsPerPage: 100,
				queueEntries: [{ ...entry, mailboxId: 30002 }],
			},
		});
		expect((await call(sandbox, 'GET /v2/callbacks/get-queue-by-id?callbackId=7001')).data).toEqual(entry);
	});

	test('is filtered and paged', async () => {
		const sandbox = await sandboxWith();
		sandbox.addCallback(hook);
		sandbox.addCallback({ ...hook, mailboxId: 30002 });
		sandbox.addCallback({ ...hook, status: 'Suspended' });
		const ids = async (body: object) => {
			const { data } = await call<{ queueEntries: Array<{ callbackId: number }> }>(
				sandbox,
				'POST /v2/callbacks/queue-list',
				body,
			);
			return data.queueEntries.map(({ callbackId }) => callbackId);
		};
		expect(await ids({ mailboxId: 30002 })).toEqual([7002]);
		expect(await ids({ status: 'Suspended' })).toEqual([7003]);
		expect(await ids({ recordsPerPage: 2, pageNo: 2 })).toEqual([7003]);
	});

	test('shows the result of the last delivery', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver({ retry: { attempts: 2, intervalMs: 1 } }, () => ({
			status: 500,
		}));
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		sandbox.fire('Parcel');
		await sandbox.idle();
		expect(await call(sandbox, 'GET /v2/callbacks/get-queue-by-id?callbackId=7001')).toMatchObject({
			data: { attempts: 2, lastHttpStatus: 500, lastAttempt: expect.any(String) },
		});
	});
});

describe('the event list', () => {
	test('shows which events fired, when they were delivered, and the posted body', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver();
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		sandbox.fire('Parcel', { objectId: 987654321 });
		await sandbox.idle();
		const row = {
			callbackEventId: 550001,
			callbackId: 7001,
			event: 'Parcel',
			mailboxId: 30001,
			objectId: 987654321,
			status: 'Delivered',
			created: expect.any(String),
			delivered: expect.any(String),
			httpStatus: 200,
		};
		expect((await call(sandbox, 'POST /v2/callbacks/event-list', {})).data).toEqual({
			totalRecords: 1,
			pageNo: 1,
			recordsPerPage: 100,
			events: [row],
		});
		expect(
			(await call(sandbox, 'POST /v2/callbacks/get-event-by-id', { callbackEventId: 550001 })).data,
		).toEqual({
			...row,
			attempts: 1,
			lastAttempt: expect.any(String),
			payload: receiver.received[0]!.body,
		});
	});

	test('is filtered by mailbox, event and time', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver();
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		sandbox.addCallback({ url: receiver.url, event: 'User' });
		sandbox.fire('Parcel', { mailboxId: 30002 });
		sandbox.fire('User');
		await sandbox.idle();
		const events = async (body: object) => {
			const { data } = await call<{ events: Array<{ event: string }> }>(
				sandbox,
				'POST /v2/callbacks/event-list',
				body,
			);
			return data.events.map(({ event }) => event);
		};
		expect(await events({ mailboxId: 30002 })).toEqual(['Parcel']);
		expect(await events({ event: 'User' })).toEqual(['User']);
		expect(await events({ beginDate: '2020-01-01T00:00:00Z', endDate: '2099-01-01T00:00:00Z' })).toHaveLength(
			2,
		);
		expect(await events({ endDate: '2020-01-01T00:00:00Z' })).toEqual([]);
		expect(await events({ pageNo: 2, recordsPerPage: 1 })).toEqual(['User']);
	});

	test('shows no delivery time for undelivered events', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver({ retry: { attempts: 1 } }, () => ({
			status: 503,
		}));
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		sandbox.fire('Parcel');
		await sandbox.idle();
		expect(await call(sandbox, 'POST /v2/callbacks/event-list', {})).toMatchObject({
			data: { events: [{ status: 'Failed', delivered: null, httpStatus: 503 }] },
		});
	});
});

describe('test', () => {
	test('posts to the URL immediately and reports the response', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver({}, () => ({ status: 202, body: 'thanks' }));
		const { callbackId } = sandbox.addCallback({ url: receiver.url, event: 'Parcel', status: 'Suspended' });
		expect((await call(sandbox, 'POST /v2/callbacks/test', { callbackId })).data).toEqual({
			callbackId,
			url: receiver.url,
			httpStatus: 202,
			responseBody: 'thanks',
			testedAt: expect.any(String),
		});
		expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({ isTest: true, parcelId: 0 });
		expect(receiver.received).toHaveLength(1);
	});

	test('reports status 0 if nobody answers', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver({}, () => ({ cut: true }));
		const { callbackId } = sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		expect(await call(sandbox, 'POST /v2/callbacks/test', { callbackId })).toMatchObject({
			success: true,
			data: { httpStatus: 0, responseBody: '' },
		});
	});
});
