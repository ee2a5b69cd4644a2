import { call } from './client';
import { sandboxAndReceiver, sandboxWith } from './setup';

async function control(url: string, route: string, body?: unknown) {
	const [method, path] = route.split(' ');
	const response = await fetch(`${url}/sandbox/${path}`, {
		method,
		headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await response.text();
	return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

test('adds a parcel and shows its delivery, all over HTTP', async () => {
	const { sandbox, receiver } = await sandboxAndReceiver();
	await call(sandbox, 'POST /v2/callbacks/create', { url: receiver.url, event: 'Parcel' });
	const parcel = {
		fileName: 'po.edi',
		content: 'aGVsbG8=',
		encoding: 'base64',
		created: '2026-01-01T00:00:00Z',
	};
	const answer = await control(sandbox.url, 'POST parcels', parcel);
	expect(answer).toMatchObject({
		status: 200,
		body: { parcelId: 987654321, bytes: 5, created: '2026-01-01T00:00:00.000Z' },
	});
	expect(answer.body).not.toHaveProperty('content');
	expect(sandbox.parcels[0]!.content.toString()).toBe('hello');
	await sandbox.idle();
	expect(await control(sandbox.url, 'GET deliveries')).toMatchObject({
		body: [{ status: 200, url: receiver.url }],
	});
	expect(await control(sandbox.url, 'GET callbacks')).toMatchObject({ body: [{ callbackId: 7001 }] });
	expect(await control(sandbox.url, 'GET requests')).toMatchObject({
		body: [{ endpoint: 'POST /v2/callbacks/create' }],
	});
});

test('can add a parcel as text without firing its event', async () => {
	const { sandbox } = await sandboxAndReceiver();
	sandbox.addCallback({ url: 'https://localhost:1/', event: 'Parcel' });
	await control(sandbox.url, 'POST parcels', { fileName: 'a.txt', content: 'hällo', fire: false });
	await sandbox.idle();
	expect(sandbox.parcels[0]!.content.toString()).toBe('hällo');
	expect(sandbox.deliveries).toEqual([]);
});

test('fires an event', async () => {
	const { sandbox, receiver } = await sandboxAndReceiver();
	sandbox.addCallback({ url: receiver.url, event: 'User' });
	const answer = await control(sandbox.url, 'POST events', { event: 'User', payload: { any: 'thing' } });
	expect(answer).toMatchObject({ status: 200, body: [{ callbackEventId: 550001, event: 'User' }] });
	await sandbox.idle();
	expect(receiver.received[0]!.body).toBe('{"any":"thing"}');
});

test("sets and clears faults, which don't affect the control endpoints", async () => {
	const sandbox = await sandboxWith();
	const endpoint = 'GET /v2/users/me';
	expect(await control(sandbox.url, 'POST faults', { endpoint, faults: [{ status: 503 }] })).toMatchObject({
		status: 204,
	});
	expect(await call(sandbox, endpoint)).toMatchObject({ status: 503 });
	expect(await call(sandbox, endpoint)).toMatchObject({ status: 200 });
	await control(sandbox.url, 'POST faults', { endpoint: '*', faults: [{ status: 500, times: 'always' }] });
	for (let n = 0; n < 3; n++) expect(await call(sandbox, endpoint)).toMatchObject({ status: 500 });
	expect(await control(sandbox.url, 'DELETE faults')).toMatchObject({ status: 204 });
	expect(await call(sandbox, endpoint)).toMatchObject({ status: 200 });
});

test('makes the partner answer and send, and says what came of it', async () => {
	const sandbox = await sandboxWith();
	const rule = {
		answers: 'partial',
		delaySeconds: 1.5,
		times: 2,
		acknowledgment: '999',
		for: { type: '810' },
	};
	expect(await control(sandbox.url, 'POST partner', rule)).toMatchObject({ status: 204 });
	const orders = await control(sandbox.url, 'POST partner/orders', { count: 2, type: 'ORDERS' });
	expect(orders).toMatchObject({ status: 200, body: [{ number: 'PO-500001' }, { number: 'PO-500003' }] });
	expect(await control(sandbox.url, 'GET partner')).toMatchObject({
		status: 200,
		body: { rules: [rule], received: [], sent: orders.body, counts: { sent: { notAcknowledged: 2 } } },
	});
	expect(await control(sandbox.url, 'DELETE partner')).toMatchObject({ status: 204 });
	expect(await control(sandbox.url, 'GET partner')).toMatchObject({ body: { rules: [], sent: [] } });
});

test.each([
	['POST parcels', { fileName: 'a' }, 'content'],
	['POST partner', {}, 'answers'],
	['POST partner', { answers: 'yes' }, 'answers'],
	['POST partner', { answers: 'accept', delaySeconds: -1 }, 'delaySeconds'],
	['POST partner', { answers: 'accept', times: 0 }, 'times'],
	['POST partner', { answers: 'accept', acknowledgment: '824' }, 'acknowledgment'],
	['POST partner', { answers: 'accept', for: { mailbox: 30001 } }, 'mailbox'],
	['POST partner/orders', { count: 0 }, 'count'],
	['POST partner/orders', { type: '810' }, 'type'],
	['POST partner/orders', { ecGridIdTo: 820005 }, 'ecGridIdTo'],
	['POST parcels', { fileName: 'a', content: '', created: 'yesterday' }, 'created'],
	['POST events', { event: 'User', color: 'blue' }, 'color'],
	['POST faults', { endpoint: '*', faults: [{ status: '500' }] }, 'faults.0.status'],
	['POST faults', { endpoint: '*', faults: [{ times: 0 }] }, 'faults.0.times'],
])('%s refuses %j', async (route, body, field) => {
	const sandbox = await sandboxWith();
	const answer = await control(sandbox.url, route, body);
	expect(answer).toMatchObject({ status: 400, body: { success: false, errorCode: 'InvalidParameter' } });
	expect(answer.body.message).toMatch(new RegExp(`^${field}: `));
});

test('returns not found for an unknown mailbox', async () => {
	const sandbox = await sandboxWith();
	expect(await control(sandbox.url, 'POST events', { event: 'Parcel', mailboxId: 1 })).toMatchObject({
		status: 404,
	});
	const parcel = { fileName: 'a', content: '', mailboxId: 1 };
	expect(await control(sandbox.url, 'POST parcels', parcel)).toMatchObject({ status: 404 });
	expect(sandbox.parcels).toEqual([]);
});

test.each([{ mailboxId: 1 }, { ecGridId: 1 }])('returns not found for a rule for %j', async (wanted) => {
	const sandbox = await sandboxWith();
	expect(await control(sandbox.url, 'POST partner', { answers: 'accept', for: wanted })).toMatchObject({
		status: 404,
	});
	expect(sandbox.partner.report().rules).toEqual([]);
});

test("other web pages can't reach the control endpoints with a plain form", async () => {
	const sandbox = await sandboxWith();
	const response = await fetch(`${sandbox.url}/sandbox/events`, {
		method: 'POST',
		headers: { 'Content-Type': 'text/plain' },
		body: JSON.stringify({ event: 'User' }),
	});
	expect(response.status).toBe(400);
});
