import { sandboxAndReceiver, sandboxWith } from './setup';

const quick = { attempts: 3, intervalMs: 5 };

describe('which callbacks receive an event', () => {
	test.each([
		['another event', { event: 'Interchange' }, {}, 0],
		['every mailbox', {}, { mailboxId: 30119 }, 1],
		['its mailbox', { mailboxId: 30002 }, { mailboxId: 30002 }, 1],
		['another mailbox', { mailboxId: 30002 }, { mailboxId: 30003 }, 0],
		['its network, through the mailbox', { networkId: 1202 }, { mailboxId: 30041 }, 1],
		['another network', { networkId: 1202 }, { mailboxId: 30001 }, 0],
		['an object without a mailbox', { mailboxId: 30001 }, { networkId: 1201 }, 0],
		['the mailbox of the key, which is the default', { mailboxId: 30001 }, {}, 1],
		['nothing, being suspended', { status: 'Suspended' }, {}, 0],
		['nothing, being terminated', { status: 'Terminated' }, {}, 0],
	])('a callback for %s', async (_, callback, details, count) => {
		const { sandbox, receiver } = await sandboxAndReceiver();
		sandbox.addCallback({ url: receiver.url, event: 'Parcel', ...callback });
		expect(sandbox.fire('Parcel', details)).toHaveLength(count);
		await sandbox.idle();
		expect(receiver.received).toHaveLength(count);
	});

	test('both of two identical callbacks', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver();
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		sandbox.fire('Parcel');
		await sandbox.idle();
		expect(receiver.received).toHaveLength(2);
		expect(sandbox.deliveries.map(({ callbackId }) => callbackId).sort()).toEqual([7001, 7002]);
	});
});

test('refuses an unknown event', async () => {
	const sandbox = await sandboxWith();
	expect(() => sandbox.fire('InBox')).toThrow('event: must be one of System, User');
	expect(() => sandbox.fire('Parcel', { mailboxId: 1 })).toThrow('Mailbox 1 was not found');
});

describe('the posted body', () => {
	test.each([
		[
			'B',
			{
				eventId: 550001,
				callBackQueueId: 7001,
				callBackEvent: 'InBox',
				ecGridId: 820003,
				mailboxId: 30001,
				parcelId: 987654321,
				fileName: 'po.edi',
				eventDateTime: expect.any(String),
				isTest: false,
			},
		],
		['A', { parcelId: 987654321, status: 'InBoxReady', created: expect.any(String) }],
	] as const)('shape %s for a parcel', async (payloadShape, body) => {
		const { sandbox, receiver } = await sandboxAndReceiver({ payloadShape });
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		sandbox.addParcel({ fileName: 'po.edi', content: 'x', ecGridIdFrom: 820003 });
		await sandbox.idle();
		expect(receiver.received[0]!.headers['content-type']).toBe('application/json');
		expect(JSON.parse(receiver.received[0]!.body)).toEqual(body);
	});

	test('another event names its object', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver();
		sandbox.addCallback({ url: receiver.url, event: 'Interconnect' });
		sandbox.fire('Interconnect', { objectId: 5 });
		await sandbox.idle();
		const body = JSON.parse(receiver.received[0]!.body);
		expect(body).toMatchObject({ callBackEvent: 'Interconnect', objectId: 5 });
		expect(body).not.toHaveProperty('parcelId');
	});

	test.each([
		['JSON', { some: ['thing', 1] }, '{"some":["thing",1]}'],
		['null', null, 'null'],
		['text', '{"broken', '{"broken'],
		['nothing', '', ''],
	])('exactly the requested %s', async (_, payload, body) => {
		const { sandbox, receiver } = await sandboxAndReceiver();
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		sandbox.fire('Parcel', { payload });
		await sandbox.idle();
		expect(receiver.received.map((request) => request.body)).toEqual([body]);
	});
});

describe('a delivery', () => {
	test('is recorded', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver({}, () => ({
			headers: { 'x-seen': 'yes' },
			body: 'OK',
		}));
		sandbox.addCallback({
			url: receiver.url,
			event: 'Parcel',
			httpAuthType: 'Basic',
			username: 'u',
			password: 'pä:ss',
		});
		const [occurrence] = sandbox.fire('Parcel');
		await sandbox.idle();
		expect(receiver.received[0]!.headers.authorization).toBe(
			`Basic ${Buffer.from('u:pä:ss').toString('base64')}`,
		);
		expect(sandbox.deliveries).toEqual([
			{
				callbackEventId: 550001,
				callbackId: 7001,
				attempt: 1,
				url: receiver.url,
				body: receiver.received[0]!.body,
				requestHeaders: expect.objectContaining({ authorization: expect.stringMatching(/^Basic /) }),
				status: 200,
				responseBody: 'OK',
				responseHeaders: expect.objectContaining({ 'x-seen': 'yes' }),
				startedAt: expect.any(Number),
				durationMs: expect.any(Number),
			},
		]);
		expect(occurrence).toMatchObject({ status: 'Delivered', attempts: 1, httpStatus: 200 });
	});

	test('without a login has no authorization', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver();
		sandbox.addCallback({ url: receiver.url, event: 'Parcel', username: 'u', password: 'p' });
		sandbox.fire('Parcel');
		await sandbox.idle();
		expect(receiver.received[0]!.headers).not.toHaveProperty('authorization');
	});

	test.each([201, 204, 302, 400, 401, 500])('that is answered %i is retried', async (status) => {
		const { sandbox, receiver } = await sandboxAndReceiver({ retry: quick }, (_, count) => ({
			status: count < 2 ? status : 200,
			headers: { location: '/elsewhere' },
		}));
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		const [occurrence] = sandbox.fire('Parcel');
		await sandbox.idle();
		expect(sandbox.deliveries.map((delivery) => [delivery.attempt, delivery.status])).toEqual([
			[1, status],
			[2, 200],
		]);
		expect(receiver.received.map(({ url }) => url)).toEqual(['/hook', '/hook']);
		expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
		expect(occurrence).toMatchObject({ status: 'Delivered', attempts: 2 });
	});

	test('is given up after the last attempt, with the interval between attempts', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver(
			{ retry: { attempts: 3, intervalMs: 60 } },
			() => ({ status: 500 }),
		);
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		const [occurrence] = sandbox.fire('Parcel');
		await sandbox.idle();
		expect(occurrence).toMatchObject({ status: 'Failed', attempts: 3, delivered: null, httpStatus: 500 });
		const [first, second, third] = sandbox.deliveries.map(({ startedAt }) => startedAt) as [
			number,
			number,
			number,
		];
		expect(second - first).toBeGreaterThanOrEqual(58);
		expect(third - second).toBeGreaterThanOrEqual(58);
	});

	test('is attempted four times by default', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver({ retry: { intervalMs: 1 } }, () => ({
			status: 500,
		}));
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		sandbox.fire('Parcel');
		await sandbox.idle();
		expect(receiver.received).toHaveLength(4);
	});

	test('without a response has status 0 and an error', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver(
			{ retry: { attempts: 1 }, timeoutMs: 500 },
			(_, count) => (count === 1 ? { cut: true } : { hang: true }),
		);
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		sandbox.fire('Parcel');
		await sandbox.idle();
		sandbox.fire('Parcel');
		await sandbox.idle();
		expect(sandbox.deliveries).toMatchObject([
			{ status: 0, error: 'socket hang up' },
			{ status: 0, error: expect.stringContaining('timeout') },
		]);
	});

	test('goes only to a server with a trusted certificate', async () => {
		const { receiver } = await sandboxAndReceiver();
		const sandbox = await sandboxWith({ retry: { attempts: 1 } });
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		sandbox.fire('Parcel');
		await sandbox.idle();
		expect(sandbox.deliveries).toMatchObject([
			{ status: 0, error: expect.stringContaining('self-signed certificate') },
		]);
		expect(receiver.received).toEqual([]);
	});

	test.each(['Suspended', 'Terminated', 'deleted'])("isn't retried once the callback is %s", async (end) => {
		const { sandbox, receiver } = await sandboxAndReceiver(
			{ retry: { attempts: 3, intervalMs: 300 } },
			() => ({ status: 500 }),
		);
		const callback = sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		const [occurrence] = sandbox.fire('Parcel');
		await expect(sandbox.idle(20)).rejects.toThrow('1 deliveries are still in flight after 20 ms');
		if (end === 'deleted') {
			await fetch(`${sandbox.url}/v2/callbacks`, {
				method: 'DELETE',
				headers: { 'X-API-Key': sandbox.apiKey, 'Content-Type': 'application/json' },
				body: JSON.stringify({ callbackId: callback.callbackId }),
			});
		} else callback.status = end;
		await sandbox.idle();
		expect(receiver.received).toHaveLength(1);
		expect(occurrence!.status).toBe('Failed');
	});

	test('waits its turn if there are many', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver();
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		for (let n = 0; n < 300; n++) sandbox.fire('Parcel', { objectId: n });
		await sandbox.idle();
		expect(new Set(receiver.received.map(({ body }) => JSON.parse(body).parcelId)).size).toBe(300);
		expect(sandbox.deliveries.every(({ status }) => status === 200)).toBe(true);
	});
});

describe('stopping', () => {
	test("doesn't wait for retries, receivers or clients", async () => {
		const { sandbox, receiver } = await sandboxAndReceiver(
			{ retry: { attempts: 9, intervalMs: 60_000 } },
			(_, count) => (count === 1 ? { status: 500 } : { hang: true }),
		);
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		sandbox.fire('Parcel');
		await expect(sandbox.idle(50)).rejects.toThrow('still in flight');
		sandbox.fire('Parcel');
		await (await fetch(`${sandbox.url}/v2/auth/version`)).text();
		sandbox.fault('*', { delayMs: 60_000 });
		const hanging = fetch(`${sandbox.url}/v2/auth/version`).catch(() => 'cut off');
		await new Promise((resolve) => setTimeout(resolve, 30));

		const started = performance.now();
		await sandbox.stop();
		expect(performance.now() - started).toBeLessThan(2000);
		expect(await hanging).toBe('cut off');
		await sandbox.idle(1000);
	});
});
