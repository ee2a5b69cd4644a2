import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type CallbackRecord, type EventDetails } from '../../sandbox';
import type { RunningTrigger, TriggerNode } from './n8n';
import {
	again,
	bodiesOf,
	cleanSandbox,
	liveCallbacks,
	publish,
	savedBy,
	storedCallbacks,
	trigger,
	until,
	withoutConnection,
	withoutPauses,
} from './setup';

const LIST = 'POST /v2/callbacks/event-list';
const GET = 'POST /v2/callbacks/get-event-by-id';
const UPDATE = 'POST /v2/callbacks/update';
const CREATE = 'POST /v2/callbacks/create';
const both: INodeParameters = { events: ['Parcel', 'User'] };

withoutPauses();

// Nothing listens where ECGrid delivers, so it gives every event up immediately.
const webhookBaseUrl = 'https://localhost:1/webhook';
const sandbox = cleanSandbox({ retry: { attempts: 1 } });

const running: RunningTrigger[] = [];
const started = async (node: TriggerNode) => {
	const trigger = await node.start();
	running.push(trigger);
	await trigger.idle();
	return trigger;
};
const tick = async (trigger: RunningTrigger, minutes = 15) => {
	trigger.pass(minutes);
	await trigger.idle();
};
afterEach(async () => {
	await Promise.all(running.splice(0).map(async ({ close }) => await close()));
});

const published = async (parameters: INodeParameters = {}, options: IDataObject = {}) => {
	const node = await trigger(sandbox(), parameters, { webhookBaseUrl, ...options });
	await publish(node);
	sandbox().clearRequests();
	return node;
};
const restarted = async (node: TriggerNode, parameters: INodeParameters = {}, options: IDataObject = {}) =>
	await again(sandbox(), node, parameters, { webhookBaseUrl, ...options });

/** Fires an event that ECGrid can't deliver. */
const missed = async (details: EventDetails = {}, event = 'Parcel') => {
	const occurrences = sandbox().fire(event, { objectId: 987654321, ...details });
	await sandbox().idle();
	expect(occurrences.map(({ status }) => status)).toEqual(occurrences.map(() => 'Failed'));
	return occurrences[0]!;
};
/** ECGrid's delivery of a body to the node, with the correct login. */
const delivered = async (node: TriggerNode, payload: string) => {
	const { username, password } = sandbox().callbacks[0]!;
	const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
	return await node.deliver({
		body: JSON.parse(payload),
		headers: { authorization },
		query: { event: 'Parcel' },
	});
};
const idsOf = ({ emitted }: RunningTrigger) =>
	emitted.flatMap(({ items }) => items.map((item) => item.eventId));

describe("an event that ECGrid couldn't deliver while n8n was away", () => {
	test.each([15, 1, 1440])(
		'starts the workflow once after the restart (every %d minutes)',
		async (catchUpMinutes) => {
			const parameters = { options: { catchUpMinutes } };
			const node = await published(parameters);
			const { callbackEventId, callbackId, payload } = await missed();
			const trigger = await started(await restarted(node, parameters));
			expect(trigger.emitted).toEqual([
				{
					items: [
						expect.objectContaining({
							event: 'Parcel',
							eventId: callbackEventId,
							callbackId,
							parcelId: 987654321,
							callbackEvent: 'InBox',
							isTest: false,
							recovered: true,
							payload: JSON.parse(payload),
						}),
					],
					deduplicationKey: expect.stringContaining(String(callbackEventId)),
				},
			]);
			await tick(trigger, catchUpMinutes);
			await tick(trigger, catchUpMinutes);
			expect(trigger.emitted).toHaveLength(1);
		},
	);

	test('starts it in the next round if it happened later', async () => {
		const trigger = await started(await published());
		const { callbackEventId } = await missed();
		await tick(trigger, 14);
		expect(trigger.emitted).toEqual([]);
		await tick(trigger, 1);
		expect(idsOf(trigger)).toEqual([callbackEventId]);
	});

	test('starts it oldest first, whatever the order of the list', async () => {
		const node = await published();
		const occurrences = [await missed(), await missed(), await missed()];
		const times = ['2026-11-20T10:00:00Z', '2026-11-20T08:00:00Z', '2026-11-20T09:00:00Z'];
		const today = new Date().toISOString().slice(0, 10);
		occurrences.forEach((occurrence, index) => {
			occurrence.created = times[index]!.replace('2026-11-20', today);
		});
		const [a, b, c] = occurrences.map(({ callbackEventId }) => callbackEventId);
		expect(idsOf(await started(node))).toEqual([b, c, a]);
	});

	test("isn't repeated after another restart with n8n's saved data, not even a test event, which has no identity", async () => {
		const node = await published();
		await missed({ isTest: true });
		await missed();
		const first = await started(node);
		expect(first.emitted).toHaveLength(2);
		await first.close();
		const second = await started(await restarted(node));
		await tick(second);
		expect(second.emitted).toEqual([]);
	});

	test('has a different key for each event', async () => {
		const node = await published();
		await missed({ isTest: true });
		await missed({ isTest: true });
		const { emitted } = await started(node);
		expect(new Set(emitted.map(({ deduplicationKey }) => deduplicationKey)).size).toBe(2);
	});

	test('starts nothing for other callbacks', async () => {
		const node = await published({ events: ['User'] });
		sandbox().addCallback({ url: 'https://localhost:1/someone', event: 'Parcel' });
		await missed();
		expect((await started(node)).emitted).toEqual([]);
	});

	test("starts nothing in a copy if it is the original's", async () => {
		const node = await published();
		await missed();
		for (const identity of [{ nodeId: 'copy' }, { workflowId: 'copy' }, { instanceId: 'copy' }]) {
			expect((await started(await restarted(node, {}, identity))).emitted).toEqual([]);
		}
	});

	test('is filtered like delivered events', async () => {
		const node = await published();
		await missed({ callBackEvent: 'OutBox' });
		const { callbackEventId } = await missed({ callBackEvent: 'InBox' });
		expect(idsOf(await started(node))).toEqual([callbackEventId]);
	});

	test('is everything that happened, if nothing is chosen', async () => {
		const node = await published({ parcelEvents: [] });
		const events = [await missed({ callBackEvent: 'OutBox' }), await missed({ callBackEvent: 'Zorp' })];
		expect(idsOf(await started(node))).toEqual(events.map(({ callbackEventId }) => callbackEventId));
	});

	test('starts nothing if it is a test and tests are ignored', async () => {
		const parameters = { options: { ignoreTestEvents: true } };
		const node = await published(parameters);
		await missed({ isTest: true });
		expect((await started(await restarted(node, parameters))).emitted).toEqual([]);
	});

	test.each<[string, EventDetails]>([
		['with an event ID', {}],
		[
			'without one',
			{ payload: { parcelId: 987654399, status: 'InBoxReady', created: '2026-05-07T12:30:00Z' } },
		],
	])("that arrived anyway (its 200 was lost) doesn't run twice: %s", async (_, details) => {
		const node = await published();
		const occurrence = await missed(details);
		expect((await delivered(node, occurrence.payload)).items).toHaveLength(1);
		expect((await started(node)).emitted).toEqual([]);
	});

	test.each<[string, EventDetails]>([
		['with an event ID', {}],
		[
			'without one',
			{ payload: { parcelId: 987654398, status: 'InBoxReady', created: '2026-05-07T12:30:00Z' } },
		],
	])("that ECGrid delivers after all doesn't run twice: %s", async (_, details) => {
		const node = await published();
		const occurrence = await missed(details);
		expect((await started(node)).emitted).toHaveLength(1);
		const { answer, items } = await delivered(node, occurrence.payload);
		expect([answer.status, items]).toEqual([200, undefined]);
	});

	test('is requested page by page', async () => {
		const node = await published();
		const { callbackEventId, ...row } = await missed();
		const filler = Array.from({ length: 500 }, (_, index) => ({
			...row,
			callbackEventId: index + 1,
			status: 'Delivered',
		}));
		const answer = (events: unknown[]) => ({ body: JSON.stringify({ success: true, data: { events } }) });
		sandbox().fault(LIST, answer(filler), answer([{ ...row, callbackEventId }]), answer([]));
		expect(idsOf(await started(node))).toEqual([callbackEventId]);
		expect(bodiesOf(sandbox(), LIST)).toMatchObject([{ pageNo: 1 }, { pageNo: 2 }, { pageNo: 3 }]);
	});
});

describe('an ambiguous event list starts nothing wrong', () => {
	const old = '2026-11-01T10:00:00Z';
	const row = {
		callbackEventId: 1,
		event: 'Parcel',
		objectId: 9,
		status: 'Failed',
		created: old,
		delivered: null,
		httpStatus: 500,
	};
	test.each<[string, (callbackId: number) => unknown]>([
		[
			'registrations',
			(id) => [
				{
					callBackEventId: id,
					url: 'https://localhost:1/webhook',
					systemObject: 'Parcel',
					status: 'Failed',
					statusDescription: 'Failed',
				},
			],
		],
		['registrations with all fields of occurrences', (id) => [{ ...row, callbackId: id, url: 'x' }]],
		['rows without a callback ID', () => [row]],
		['rows of other callbacks', (id) => [{ ...row, callbackId: id + 1_000_000 }]],
		['rows whose callback ID is the event’s', (id) => [{ ...row, callbackEventId: id }]],
		['no delivered', (id) => [{ ...row, callbackId: id, status: 'Zorp', delivered: undefined }]],
		['unknown statuses', (id) => [{ ...row, callbackId: id, status: 'Zorp', httpStatus: undefined }]],
		['Pending', (id) => [{ ...row, callbackId: id, status: 'Pending' }]],
		['Active', (id) => [{ ...row, callbackId: id, status: 'Active' }]],
		[
			'delivered ones',
			(id) => [{ ...row, callbackId: id, status: 'Delivered', delivered: old, httpStatus: 200 }],
		],
		['no dates', (id) => [{ ...row, callbackId: id, created: undefined }]],
		['invalid dates', (id) => [{ ...row, callbackId: id, created: 'n/a' }]],
		['no ids', (id) => [{ ...row, callbackId: id, callbackEventId: undefined }]],
		['texts', () => ['a', 'b', null, 7]],
		['nothing', () => null],
		['an empty object', () => ({})],
		['a number', () => 7],
	])('%s', async (_, rows) => {
		const node = await published();
		const data = rows(sandbox().callbacks[0]!.callbackId);
		for (const shape of [data, { events: data }, { items: data }]) {
			sandbox().fault(LIST, { body: JSON.stringify({ success: true, data: shape, totalRecords: 1 }) });
		}
		const trigger = await started(node);
		await tick(trigger);
		await tick(trigger);
		expect(bodiesOf(sandbox(), LIST)).toHaveLength(3);
		expect(trigger.emitted).toEqual([]);
	});

	test.each<[string, IDataObject]>([
		['a bare array', {}],
		['names in another case', { CallBackEventID: 1, callbackEventId: undefined }],
	])('reads %s anyway', async (_, change) => {
		const node = await published();
		const { callbackEventId, ...rest } = await missed();
		const event =
			'CallBackEventID' in change
				? { CallBackEventID: callbackEventId, ...rest }
				: { callbackEventId, ...rest };
		sandbox().fault(LIST, { body: JSON.stringify({ success: true, data: [event] }), times: 2 });
		expect(idsOf(await started(node))).toEqual([callbackEventId]);
	});

	test.each(['eventListOfRegistrations', 'bareLists'] as const)(
		'as the sandbox reads it: %s',
		async (reading) => {
			const ecgrid = await startSandbox({ retry: { attempts: 1 }, readings: { [reading]: true } });
			try {
				const node = await trigger(ecgrid, {}, { webhookBaseUrl, nodeId: reading });
				await publish(node);
				ecgrid.fire('Parcel', { objectId: 1 });
				await ecgrid.idle();
				const run = await started(node);
				await tick(run);
				expect(run.emitted).toHaveLength(reading === 'bareLists' ? 1 : 0);
			} finally {
				await ecgrid.stop();
			}
		},
	);
});

describe('while ECGrid is away', () => {
	test.each([
		['500', { status: 500, times: Infinity }],
		['a cut connection', { cut: true, times: Infinity }],
		['401', { status: 401, times: Infinity }],
		['a rate limit', { retryAfter: 60, times: Infinity }],
		['broken JSON', { body: '<html>', times: Infinity }],
	])('(%s) logs a warning, and the next round retries', async (_, fault) => {
		const node = await published();
		const stored = savedBy(node);
		const { callbackEventId } = await missed();
		sandbox().fault('*', fault);
		const trigger = await started(node);
		await tick(trigger);
		expect(trigger.emitted).toEqual([]);
		expect(node.log.every(({ level }) => level === 'warn')).toBe(true);
		expect(node.log.length).toBeGreaterThanOrEqual(3);
		expect(savedBy(node)).toEqual(stored);
		expect(liveCallbacks(sandbox())).toHaveLength(1);

		sandbox().clearFaults();
		await tick(trigger);
		expect(idsOf(trigger)).toEqual([callbackEventId]);
	});

	test('a trigger starts and closes without it', async () => {
		const node = await published();
		const cut = await restarted(node, {}, { carrier: withoutConnection });
		const trigger = await started(cut);
		await tick(trigger);
		await trigger.close();
		expect(cut.log.length).toBeGreaterThan(0);
	});
});

describe('the schedule', () => {
	test('requests nothing with 0 minutes', async () => {
		const parameters = { options: { catchUpMinutes: 0 } };
		const trigger = await started(await restarted(await published(parameters), parameters));
		await tick(trigger, 2_000);
		expect(sandbox().requests).toEqual([]);
	});

	test("with 0 minutes creates what couldn't be registered at the start, and then requests nothing", async () => {
		const parameters = { options: { catchUpMinutes: 0 } };
		const node = await restarted(await published(parameters), parameters);
		(sandbox().callbacks as CallbackRecord[]).length = 0;
		sandbox().fault(CREATE, { status: 503 });
		expect(await node.hook('checkExists', 'init')).toBe(false);
		await node.hook('create', 'init');
		const run = await started(node);
		expect(sandbox().callbacks).toEqual([]);
		await tick(run);
		expect(liveCallbacks(sandbox())).toHaveLength(1);
		sandbox().clearRequests();
		await tick(run, 2_000);
		expect(sandbox().requests).toEqual([]);
	});

	test("doesn't exist while listening for a test event", async () => {
		const trigger = await (await published()).start('manual', 'manual');
		await trigger.idle();
		expect(trigger.scheduled()).toBe(0);
		expect(sandbox().requests).toEqual([]);
	});

	test('requests nothing before the first registration', async () => {
		const node = await trigger(sandbox(), {}, { webhookBaseUrl });
		await tick(await started(node));
		expect(sandbox().requests).toEqual([]);
	});

	test("doesn't start a round while one is running", async () => {
		const node = await published();
		sandbox().fault(LIST, { delayMs: 60 });
		const trigger = await node.start();
		running.push(trigger);
		trigger.pass(45);
		await trigger.idle();
		expect(bodiesOf(sandbox(), LIST)).toHaveLength(1);
		await tick(trigger);
		expect(bodiesOf(sandbox(), LIST)).toHaveLength(2);
	});

	test('ends when the workflow is switched off, which waits for the running round', async () => {
		jest.restoreAllMocks();
		const node = await published();
		await missed();
		sandbox().fault(LIST, { delayMs: 300 });
		const trigger = await node.start();
		await until(() => bodiesOf(sandbox(), LIST).length > 0);
		const began = performance.now();
		await trigger.close();
		expect(performance.now() - began).toBeGreaterThan(100);
		expect(trigger.emitted).toEqual([]);
		sandbox().clearRequests();
		await tick(trigger, 60);
		expect(sandbox().requests).toEqual([]);
	});

	test('ends even if ECGrid hangs, and its late response starts nothing', async () => {
		for (const endpoint of [LIST, GET]) {
			const node = await published();
			await missed();
			sandbox().clearRequests();
			sandbox().fault(endpoint, { delayMs: 4_000 });
			const trigger = await node.start();
			await until(() => bodiesOf(sandbox(), endpoint).length > 0);
			const began = performance.now();
			await trigger.close();
			expect(performance.now() - began).toBeLessThan(2_000);
			await trigger.idle();
			expect(trigger.emitted).toEqual([]);
			expect(JSON.stringify(savedBy(node))).not.toContain('recovered');
		}
	});

	test('ends for many triggers as quickly as for one when n8n stops them one after another', async () => {
		jest.restoreAllMocks();
		const triggers = [];
		for (const nodeId of ['a', 'b', 'c', 'd']) {
			const node = await trigger(sandbox(), {}, { nodeId, webhookId: nodeId });
			await publish(node);
			triggers.push(node);
		}
		sandbox().fault(LIST, { delayMs: 20_000, times: 4 });
		const started = [];
		for (const node of triggers) started.push(await node.start());
		const began = performance.now();
		for (const { close } of started) await close();
		expect(performance.now() - began).toBeLessThan(4_000);
	}, 15_000);
});

describe('a callback that at ECGrid', () => {
	const callbacks = () => sandbox().callbacks as CallbackRecord[];
	test.each<[string, () => void]>([
		['was deleted', () => void callbacks().shift()],
		['and all others were deleted', () => void callbacks().splice(0)],
		['was suspended', () => void (callbacks()[0]!.status = 'Suspended')],
		['was terminated', () => void (callbacks()[1]!.status = 'Terminated')],
		['got another URL', () => void (callbacks()[0]!.url = 'https://wrong.example.com/')],
		['got another event', () => void (callbacks()[1]!.event = 'Mailbox')],
		[
			'got another login',
			() => void Object.assign(callbacks()[0]!, { password: 'Changed-1', username: 'x' }),
		],
		['lost its login', () => void Object.assign(callbacks()[0]!, { httpAuthType: 'None' })],
		[
			'was terminated permanently',
			() => {
				callbacks()[0]!.status = 'Terminated';
				const data = { ...callbacks()[0]!, password: undefined };
				sandbox().fault(UPDATE, { body: JSON.stringify({ success: true, data }) });
			},
		],
	])('%s is repaired after a tick', async (_, drift) => {
		const node = await published(both);
		const wanted = callbacks().map(({ url, event, httpAuthType, username, password }) => ({
			url,
			event,
			httpAuthType,
			username,
			password,
			status: 'Active',
		}));
		drift();
		const trigger = await started(node);
		await tick(trigger);
		const found = callbacks().map(({ url, event, httpAuthType, username, password, status }) => ({
			url,
			event,
			httpAuthType,
			username,
			password,
			status,
		}));
		const byEvent = (list: typeof found) => [...list].sort((a, b) => a.event.localeCompare(b.event));
		expect(byEvent(found)).toEqual(byEvent(wanted));
		expect(
			storedCallbacks(node)
				.map(({ callbackId }) => callbackId)
				.sort(),
		).toEqual(
			callbacks()
				.map(({ callbackId }) => callbackId)
				.sort(),
		);
		sandbox().clearRequests();
		await tick(trigger);
		expect(bodiesOf(sandbox(), CREATE)).toEqual([]);
		expect(callbacks()).toHaveLength(2);
	});

	test('was deleted is repaired after a tick, or after the next if ECGrid fails meanwhile', async () => {
		const node = await published(both);
		callbacks().shift();
		const trigger = await started(node);
		sandbox().fault(CREATE, { status: 500 });
		await tick(trigger);
		expect(storedCallbacks(node)).toMatchObject([{ event: 'User' }]);
		expect(node.log).toContainEqual({
			level: 'warn',
			message: expect.stringContaining("couldn't check the callbacks"),
		});
		await tick(trigger);
		expect(
			liveCallbacks(sandbox())
				.map(({ event }) => event)
				.sort(),
		).toEqual(['Parcel', 'User']);
		expect(callbacks()).toHaveLength(2);
	});
});

describe('repairs and n8n’s hooks', () => {
	const events = () =>
		liveCallbacks(sandbox())
			.map(({ event }) => event)
			.sort();

	test('repairs nothing after the workflow was switched off', async () => {
		const node = await published(both);
		const trigger = await started(node);
		await trigger.close();
		await node.hook('delete');
		await tick(trigger);
		expect(sandbox().callbacks).toEqual([]);
	});

	test('a round that is running when the workflow is switched off creates nothing more', async () => {
		const node = await published(both);
		const trigger = await started(node);
		(sandbox().callbacks as CallbackRecord[]).shift();
		sandbox().clearRequests();
		sandbox().fault(UPDATE, { delayMs: 250, times: 2 });
		trigger.pass(15);
		await until(() => bodiesOf(sandbox(), UPDATE).length === 2);
		await trigger.close();
		await trigger.idle();
		expect(bodiesOf(sandbox(), CREATE)).toEqual([]);
	});

	test.each(['before', 'after'])('a tick just %s the deletion leaves nothing', async (order) => {
		const node = await published(both);
		const trigger = await started(node);
		if (order === 'before') trigger.pass(15);
		const deleted = node.hook('delete');
		if (order === 'after') trigger.pass(15);
		await deleted;
		await trigger.close();
		await trigger.idle();
		expect(sandbox().callbacks).toEqual([]);
	});

	test.each(['before', 'during', 'after'])(
		'a tick just %s the deletion leaves nothing, with n8n’s two copies of the static data',
		async (order) => {
			const node = await published(both);
			const trigger = await started(node);
			const loadedAgain = await restarted(node, both);
			if (order === 'before') trigger.pass(15);
			const deleted = loadedAgain.hook('delete');
			if (order === 'during') trigger.pass(15);
			await deleted;
			if (order === 'after') trigger.pass(15);
			await trigger.idle();
			await trigger.close();
			expect(sandbox().callbacks).toEqual([]);
		},
	);

	test.each(['checkExists', 'create'] as const)(
		'a tick and %s at once leave one callback for each event',
		async (hook) => {
			const node = await published(both);
			const trigger = await started(node);
			(sandbox().callbacks as CallbackRecord[]).shift();
			trigger.pass(15);
			const other = await restarted(node, both);
			await Promise.all([node.hook(hook), other.hook(hook), trigger.idle()]);
			await trigger.idle();
			expect(events()).toEqual(['Parcel', 'User']);
			expect(sandbox().callbacks).toHaveLength(2);
		},
	);

	test('ten ticks and publications at once leave one callback for each event', async () => {
		const node = await trigger(sandbox(), both, { webhookBaseUrl });
		const run = await started(node);
		await Promise.all(
			Array.from({ length: 5 }, async () => {
				run.pass(15);
				await node.hook('create');
			}),
		);
		await run.idle();
		expect(events()).toEqual(['Parcel', 'User']);
		expect(sandbox().callbacks).toHaveLength(2);
	});

	test('leaves a node that was changed meanwhile to n8n', async () => {
		const node = await published();
		const changed = await restarted(node, both);
		const before = JSON.stringify(sandbox().callbacks);
		await tick(await started(changed));
		expect(JSON.stringify(sandbox().callbacks)).toBe(before);
	});
});
