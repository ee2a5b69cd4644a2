import { call } from './client';
import { sandboxWith } from './setup';

describe('the API key', () => {
	test('opens the API and belongs to users/me', async () => {
		const sandbox = await sandboxWith();
		expect(await call(sandbox, 'GET /v2/users/me')).toMatchObject({
			status: 200,
			success: true,
			data: { userId: 4101, authLevel: 'NetworkAdmin', mailboxId: 30001, networkId: 1201 },
			errorCode: '',
			message: '',
		});
	});

	test.each([
		['a wrong one', { 'X-API-Key': 'wrong' }, 'InvalidAPIKey'],
		['an empty one', { 'X-API-Key': '' }, 'InvalidAPIKey'],
	])('is refused: %s', async (_, headers, errorCode) => {
		const sandbox = await sandboxWith();
		expect(await call(sandbox, 'GET /v2/users/me', undefined, headers)).toMatchObject({
			status: 401,
			success: false,
			data: null,
			errorCode,
		});
	});

	test('is missing', async () => {
		const sandbox = await sandboxWith();
		const response = await fetch(`${sandbox.url}/v2/users/me`);
		expect(response.status).toBe(401);
		expect(await response.json()).toMatchObject({ success: false, errorCode: 'InvalidAPIKey' });
	});

	test("is missing, and a session doesn't replace it here", async () => {
		const sandbox = await sandboxWith();
		const response = await fetch(`${sandbox.url}/v2/users/me`, { headers: { Authorization: 'Bearer x' } });
		expect(await response.json()).toMatchObject({ errorCode: 'InvalidSession' });
	});

	test('is checked before the rest of the request', async () => {
		const sandbox = await sandboxWith();
		const wrong = { 'X-API-Key': 'wrong' };
		expect(await call(sandbox, 'POST /v2/callbacks/create', { color: 'blue' }, wrong)).toMatchObject({
			status: 401,
		});
		expect(await call(sandbox, 'POST /v2/callbacks/create', '{', wrong)).toMatchObject({ status: 401 });
		expect(await call(sandbox, 'GET /v2/nothing', undefined, wrong)).toMatchObject({ status: 401 });
	});

	test('can be replaced, and the old key stops working', async () => {
		const sandbox = await sandboxWith({ apiKey: 'first' });
		sandbox.setApiKey('second');
		expect(sandbox.apiKey).toBe('second');
		expect(await call(sandbox, 'GET /v2/users/me', undefined, { 'X-API-Key': 'first' })).toMatchObject({
			status: 401,
		});
		expect(await call(sandbox, 'GET /v2/users/me')).toMatchObject({ status: 200 });
	});

	test("isn't needed for the version", async () => {
		const sandbox = await sandboxWith();
		const response = await fetch(`${sandbox.url}/v2/auth/version`);
		expect(await response.json()).toMatchObject({ success: true, data: { version: expect.any(String) } });
	});
});

describe('a request', () => {
	const valid = { url: 'https://example.com/hook', event: 'Parcel' };

	test.each([
		['event', { url: valid.url }, 'is required'],
		['url', { ...valid, url: 'http://example.com/hook' }, 'must be an HTTPS URL'],
		['url', { ...valid, url: 'example.com' }, 'must be an HTTPS URL'],
		['event', { ...valid, event: 'InBox' }, 'must be one of'],
		['event', { ...valid, event: 'parcel' }, 'must be one of'],
		['mailboxId', { ...valid, mailboxId: '30001' }, 'must be integer'],
		['mailboxId', { ...valid, mailboxId: null }, 'must be integer'],
		['mailboxId', { ...valid, mailboxId: 1.5 }, 'must be integer'],
		['mailboxId', { ...valid, mailboxId: 2 ** 31 }, 'must be <= 2147483647'],
		['httpAuthType', { ...valid, httpAuthType: 'basic' }, 'must be one of None, Basic, Digest'],
		[
			'username',
			{ ...valid, httpAuthType: 'Basic', password: 'p' },
			'is required when httpAuthType is Basic',
		],
		[
			'password',
			{ ...valid, httpAuthType: 'Digest', username: 'u' },
			'is required when httpAuthType is Digest',
		],
		['status', { ...valid, status: 'Active' }, 'is not a parameter'],
		['body', [valid], 'must be object'],
		['body', 'nonsense', 'must be JSON'],
		['body', undefined, 'must be object'],
	])('with invalid %s is refused, and the error names the field', async (field, body, problem) => {
		const sandbox = await sandboxWith();
		const answer = await call(sandbox, 'POST /v2/callbacks/create', body);
		expect(answer).toMatchObject({ status: 400, success: false, data: null, errorCode: 'InvalidParameter' });
		expect(answer.message).toContain(`${field}: ${problem}`);
		expect(sandbox.callbacks).toEqual([]);
	});

	test('must be sent as JSON', async () => {
		const sandbox = await sandboxWith();
		const body = JSON.stringify(valid);
		const answer = await call(sandbox, 'POST /v2/callbacks/create', body, { 'Content-Type': 'text/plain' });
		expect(answer).toMatchObject({ status: 400, errorCode: 'InvalidParameter' });
	});

	test.each([
		['POST /v2/parcels/inbox-list', { beginDate: '2026-01-31' }, 'beginDate'],
		['POST /v2/parcels/inbox-list', { beginDate: '2026-01-31T00:00:00+01:00' }, 'beginDate'],
		['POST /v2/parcels/inbox-list', { endDate: '2026-13-31T00:00:00Z' }, 'endDate'],
		['POST /v2/parcels/inbox-list', { pageNo: 0 }, 'pageNo'],
		['POST /v2/mailboxes/list', { recordsPerPage: 501 }, 'recordsPerPage'],
		['POST /v2/mailboxes/list', { recordsPerPage: 0 }, 'recordsPerPage'],
		['POST /v2/mailboxes/list', { status: 'Gone' }, 'status'],
		['POST /v2/callbacks/queue-list', { recordsPerPage: 501 }, 'recordsPerPage'],
		['POST /v2/parcels/set-mailbagcontrolid', { parcelId: 1, mailbagControlId: '' }, 'mailbagControlId'],
		['POST /v2/parcels/download', { parcelId: '987654321' }, 'parcelId'],
		['GET /v2/mailboxes/abc', undefined, 'id'],
		['GET /v2/callbacks/get-queue-by-id', undefined, 'callbackId'],
		['GET /v2/callbacks/get-queue-by-id?callbackId=', undefined, 'callbackId'],
		['GET /v2/callbacks/get-queue-by-id?callbackId=1e3', undefined, 'callbackId'],
		['GET /v2/callbacks/get-queue-by-id?callbackId=1&verbose=1', undefined, 'verbose'],
	])('refuses %s %j', async (endpoint, body, field) => {
		const answer = await call(await sandboxWith(), endpoint, body);
		expect(answer).toMatchObject({ status: 400, errorCode: 'InvalidParameter' });
		expect(answer.message).toMatch(new RegExp(`^${field}: `));
	});

	test('to an unknown address gets an error envelope', async () => {
		const sandbox = await sandboxWith();
		for (const endpoint of ['GET /v2/nothing', 'GET /v2/callbacks/create', 'GET /']) {
			expect(await call(sandbox, endpoint)).toMatchObject({ status: 404, errorCode: 'ObjectNotFound' });
		}
	});

	test('is recorded in full, refused or not', async () => {
		const sandbox = await sandboxWith();
		await call(sandbox, 'GET /v2/callbacks/get-queue-by-id?callbackId=7001');
		await call(sandbox, 'POST /v2/callbacks/create', { color: 'blue' }, { 'X-API-Key': 'wrong' });
		await call(sandbox, 'POST /v2/nothing', '{');
		expect(sandbox.requests).toMatchObject([
			{
				at: expect.any(Number),
				method: 'GET',
				path: '/v2/callbacks/get-queue-by-id',
				endpoint: 'GET /v2/callbacks/get-queue-by-id',
				query: { callbackId: '7001' },
				headers: { 'x-api-key': sandbox.apiKey },
				rawHeaders: expect.arrayContaining(['X-API-Key', sandbox.apiKey]),
				body: undefined,
				status: 404,
			},
			{ endpoint: 'POST /v2/callbacks/create', body: { color: 'blue' }, status: 401 },
			{ endpoint: undefined, path: '/v2/nothing', body: '{', status: 400 },
		]);
		sandbox.clearRequests();
		expect(sandbox.requests).toEqual([]);
	});
});

describe('networks and mailboxes', () => {
	test('are returned one by one', async () => {
		const sandbox = await sandboxWith();
		expect(await call(sandbox, 'GET /v2/networks/1202')).toMatchObject({
			data: { networkId: 1202, status: 'Active' },
		});
		expect(await call(sandbox, 'GET /v2/mailboxes/30120')).toMatchObject({
			data: { mailboxId: 30120, networkId: 1203 },
		});
		expect(await call(sandbox, 'GET /v2/mailboxes/1')).toMatchObject({
			status: 404,
			errorCode: 'ObjectNotFound',
		});
		expect(await call(sandbox, 'GET /v2/networks/1')).toMatchObject({ status: 404 });
	});

	test('are listed page by page', async () => {
		const sandbox = await sandboxWith();
		const list = async (body: object) =>
			(await call<{ mailboxes: Array<{ mailboxId: number }> }>(sandbox, 'POST /v2/mailboxes/list', body))
				.data;

		const first = await list({});
		expect(first).toMatchObject({ totalRecords: 120, pageNo: 1, recordsPerPage: 25 });
		expect(first.mailboxes).toHaveLength(25);

		const second = await list({ pageNo: 2, recordsPerPage: 100 });
		expect(second).toMatchObject({ totalRecords: 120, pageNo: 2, recordsPerPage: 100 });
		expect(second.mailboxes).toHaveLength(20);
		expect(second.mailboxes[0]).toMatchObject({ mailboxId: 30101 });

		expect((await list({ pageNo: 3, recordsPerPage: 100 })).mailboxes).toEqual([]);
	});

	test('are filtered', async () => {
		const sandbox = await sandboxWith();
		const total = async (kind: string, body: object) =>
			(await call<{ totalRecords: number }>(sandbox, `POST /v2/${kind}/list`, body)).data.totalRecords;
		expect(await total('mailboxes', { networkId: 1202 })).toBe(40);
		expect(await total('mailboxes', { networkId: 0 })).toBe(120);
		expect(await total('mailboxes', { status: 'Suspended' })).toBe(4);
		expect(await total('networks', {})).toBe(3);
		expect(await total('networks', { networkId: 1203 })).toBe(1);
		expect(await total('networks', { mailboxId: 30120 })).toBe(1);
		expect(await total('networks', { status: 'Terminated' })).toBe(0);
	});
});

test('starts within a second', async () => {
	const times: number[] = [];
	for (let attempt = 1; attempt <= 3; attempt++) {
		const started = performance.now();
		await sandboxWith();
		times.push(performance.now() - started);
	}
	// Other work on this machine may delay some of them.
	expect(Math.min(...times)).toBeLessThan(1000);
});
