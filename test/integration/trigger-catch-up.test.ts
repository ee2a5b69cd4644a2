import { setTimeout as pause } from 'node:timers/promises';

import { ManualExecutionCancelledError, type IDataObject, type INodeParameters } from 'n8n-workflow';

import {
	startSandbox,
	type EventDetails,
	type MissedDetails,
	type Readings,
	type Sandbox,
} from '../../sandbox';
import type * as n8n from './n8n';
import type { Carrier, Running, RunningTrigger, TriggerNode } from './n8n';
import {
	again,
	bodiesOf,
	byId,
	cleanSandbox,
	credentialsFor,
	publish,
	trigger,
	until,
	withoutPauses,
} from './setup';

const LIST = 'POST /v2/callbacks/event-list';
const GET = 'POST /v2/callbacks/get-event-by-id';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

withoutPauses();

// Nothing listens where ECGrid delivers, so it gives every event up immediately.
const webhookBaseUrl = 'https://localhost:1/webhook';
const sandbox = cleanSandbox({ retry: { attempts: 1 } });

const running: RunningTrigger[] = [];
const started = async (node: TriggerNode, run?: Running) => {
	const trigger = await node.start('init', 'trigger', run);
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

/** Each test has its own node, unknown to this process. */
let nodes = 0;
const published = async (
	parameters: INodeParameters = {},
	options: Parameters<typeof trigger>[2] = {},
	ecgrid: Sandbox = sandbox(),
) => {
	const node = await trigger(ecgrid, parameters, {
		webhookBaseUrl,
		nodeId: `catch-up-${++nodes}`,
		...options,
	});
	await publish(node);
	ecgrid.clearRequests();
	return node;
};

/** Fires an event that ECGrid can't deliver. */
const missed = async (details: EventDetails = {}, event = 'Parcel') => {
	const [occurrence] = sandbox().fire(event, { objectId: 987654321, ...details });
	await sandbox().idle();
	expect(occurrence!.status).toBe('Failed');
	return occurrence!;
};
/** ECGrid's delivery of a body to the node, with the correct login. */
const delivered = async (
	node: TriggerNode,
	payload: string,
	processing?: Parameters<TriggerNode['deliver']>[1],
) => {
	const { username, password } = sandbox().callbacks.at(-1)!;
	const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
	return await node.deliver(
		{ body: JSON.parse(payload), headers: { authorization }, query: { event: 'Parcel' } },
		processing,
	);
};
const itemsOf = ({ emitted }: RunningTrigger) => emitted.flatMap(({ items }) => items);
const idsOf = (trigger: RunningTrigger) => itemsOf(trigger).map(({ eventId }) => eventId);
const warningsOf = ({ log }: TriggerNode) =>
	log.filter(({ level }) => level === 'warn').map(({ message }) => message);

const mailbox = (value: number): INodeParameters => ({ options: { mailboxId: byId(value) } });

/** Answers Event List and Get Event by ID with the test's rows. */
const listing = (rows: object[], times = Infinity) =>
	sandbox().fault(LIST, {
		body: JSON.stringify({ success: true, data: { totalRecords: rows.length, events: rows } }),
		times,
	});
const showing = (payload: unknown, times = Infinity) =>
	sandbox().fault(GET, { body: JSON.stringify({ success: true, data: { payload } }), times });

const LIST_PATH = LIST.split(' ')[1]!;

const failing = (statusCode: number, errorCode: string) => ({
	statusCode,
	body: { success: false, data: null, errorCode, message: `It is the list of ${errorCode}` },
});
const isAnswer = (own: object): own is ReturnType<typeof failing> => 'statusCode' in own;

/** Carries the node's requests to the sandbox, except those that a test answers itself. */
const answering =
	(answer: (path: string, body: IDataObject) => object | undefined): Carrier =>
	async (request) => {
		const url = new URL(request.url, request.baseURL);
		const body = (request.body ?? {}) as IDataObject;
		const own = answer(url.pathname, body);
		if (own) return { statusCode: 200, headers: {}, body: own, ...(isAnswer(own) && own) };
		const headers = { ...(request.headers as Record<string, string>) };
		const answered = await fetch(url, {
			method: request.method,
			headers,
			...(request.method !== 'GET' && { body: JSON.stringify(body) }),
		});
		return { statusCode: answered.status, headers: {}, body: await answered.json() };
	};

/** A row of the event list for an event that ECGrid gave up two hours ago. */
const rowOf = (callbackEventId: number, more: object = {}) => ({
	callbackEventId,
	callbackId: sandbox().callbacks.at(-1)!.callbackId,
	event: 'Parcel',
	objectId: 7,
	status: 'Failed',
	created: new Date(Date.now() - 2 * HOUR).toISOString(),
	delivered: null,
	httpStatus: 0,
	...more,
});

const { now: realNow } = Date;
/** Moves n8n's clock forward by this much. */
const later = (milliseconds: number) => {
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + milliseconds);
};

/**
 * Starts the same node in a restarted n8n: another process with the saved data of the former one. Returns
 * what it saved.
 */
const inAnotherProcess = async (
	nodeId: string,
	saved: IDataObject,
	check: (trigger: RunningTrigger) => void,
): Promise<IDataObject> => {
	await jest.isolateModulesAsync(async () => {
		const { triggerNode } = jest.requireActual<typeof n8n>('./n8n');
		const node = await triggerNode({
			credentials: credentialsFor(sandbox()),
			parameters: {},
			webhookBaseUrl,
			nodeId,
			staticData: structuredClone(saved),
		});
		check(await started(node));
		saved = node.saved();
	});
	return saved;
};

describe("an event that n8n can't store", () => {
	const refusing = (times: number): Running => {
		let left = times;
		return async () => {
			if (left-- > 0) throw new Error('the disk is full');
		};
	};

	test('returns in the next round until it is stored', async () => {
		const node = await published();
		const { callbackEventId } = await missed();
		const trigger = await started(node, refusing(2));
		expect(idsOf(trigger)).toEqual([callbackEventId]);
		expect(warningsOf(node)).toEqual([expect.stringContaining('the disk is full')]);
		await tick(trigger);
		await tick(trigger);
		await tick(trigger);
		expect(idsOf(trigger)).toEqual(Array(3).fill(callbackEventId));
		expect(new Set(trigger.emitted.map(({ deduplicationKey }) => deduplicationKey)).size).toBe(1);
	});

	test('is accepted if ECGrid itself delivers it after all', async () => {
		const node = await published();
		const { payload } = await missed();
		const trigger = await started(node, refusing(1));
		expect((await delivered(node, payload)).items).toHaveLength(1);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(1);
	});

	test('holds up no other event', async () => {
		const node = await published();
		const events = [await missed(), await missed(), await missed()];
		const trigger = await started(node, async ({ items: [item] }) => {
			if (item!.eventId === events[0]!.callbackEventId) throw new Error('too big');
		});
		expect(idsOf(trigger)).toEqual(events.map(({ callbackEventId }) => callbackEventId));
	});

	test('ends the round if no event can be stored: the others wait for the next', async () => {
		const node = await published();
		const events = sandbox().addMissed(
			sandbox().callbacks.at(-1)!,
			Array.from({ length: 50 }, (_, index) => ({ objectId: index + 1 })),
		);
		const trigger = await started(node, refusing(20));
		expect(trigger.emitted).toHaveLength(20);
		await tick(trigger);
		expect(new Set(idsOf(trigger).slice(20))).toEqual(
			new Set(events.map(({ callbackEventId }) => callbackEventId)),
		);
		expect(trigger.emitted).toHaveLength(70);
	});

	test("isn't one that somebody stopped", async () => {
		const node = await published();
		await missed();
		const trigger = await started(node, async () => {
			throw new ManualExecutionCancelledError('1');
		});
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(1);
		expect(warningsOf(node)).toEqual([]);
	});
});

describe('a long-running workflow', () => {
	test("doesn't keep other events waiting and isn't started again", async () => {
		const other = await published();
		sandbox().addMissed(
			sandbox().callbacks.at(-1)!,
			Array.from({ length: 45 }, (_, index) => ({ objectId: index + 1 })),
		);
		const trigger = await started(other, async () => await new Promise(() => {}));
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(45);
		expect(new Set(idsOf(trigger)).size).toBe(45);
	});

	test('starts 20 events at once', async () => {
		jest.restoreAllMocks();
		const node = await published();
		sandbox().addMissed(
			sandbox().callbacks.at(-1)!,
			Array.from({ length: 45 }, (_, index) => ({ objectId: index + 1 })),
		);
		const trigger = await started(node, async () => await new Promise(() => {}));
		expect(trigger.emitted).toHaveLength(20);
	});

	test("has 100 executions in flight and continues as they end; one of more than ten minutes doesn't count", async () => {
		const node = await published();
		sandbox().addMissed(
			sandbox().callbacks.at(-1)!,
			Array.from({ length: 250 }, (_, index) => ({ objectId: index + 1 })),
		);
		const ends: Array<() => void> = [];
		const trigger = await started(node, async () => await new Promise<void>((end) => ends.push(end)));
		await until(() => trigger.emitted.length >= 100);
		await pause(100);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(100);
		for (const end of ends.splice(0, 20)) end();
		await until(() => trigger.emitted.length >= 120);
		await pause(100);
		expect(trigger.emitted).toHaveLength(120);
		later(9 * 60_000);
		// Longer than the pause between two checks.
		await pause(1_500);
		expect(trigger.emitted).toHaveLength(120);
		later(10 * 60_000);
		await until(() => trigger.emitted.length >= 220);
		await pause(100);
		expect(trigger.emitted).toHaveLength(220);
		await trigger.close();
		later(HOUR);
		await pause(100);
		expect(trigger.emitted).toHaveLength(220);
	});

	test('no longer counts after n8n starts', async () => {
		const nodeId = `catch-up-${nodes + 1}`;
		const node = await published();
		const events = sandbox().addMissed(
			sandbox().callbacks.at(-1)!,
			Array.from({ length: 120 }, (_, index) => ({ objectId: index + 1 })),
		);
		const first = await started(node, async () => await new Promise(() => {}));
		await until(() => first.emitted.length >= 100);
		await pause(100);
		expect(first.emitted).toHaveLength(100);
		const waiting = events.slice(100).map(({ callbackEventId }) => callbackEventId);
		await inAnotherProcess(nodeId, node.saved(), (second) => {
			expect(idsOf(second)).toEqual(expect.arrayContaining(waiting));
		});
	}, 60_000);

	test("has taken its event: ECGrid's later delivery is a duplicate", async () => {
		const node = await published();
		const { payload } = await missed();
		await started(node, async () => await new Promise(() => {}));
		const { answer, items } = await delivered(node, payload);
		expect([answer.status, items]).toEqual([200, undefined]);
	});

	test('that n8n reports late as not stored returns, and is accepted if ECGrid delivers it', async () => {
		const node = await published();
		const { payload } = await missed();
		let refuse: (error: Error) => void = () => {};
		const refused = new Promise<void>((_, reject) => (refuse = reject));
		const trigger = await started(node, async () => await refused);
		refuse(new Error('the database was away for a minute'));
		await pause(10);
		expect((await delivered(node, payload, { storing: async () => 500 })).items).toHaveLength(1);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(2);
	});
});

describe('if n8n ends in the middle', () => {
	test('events not yet stored come after the start; events that may have been stored come at most once more', async () => {
		const nodeId = `catch-up-${nodes + 1}`;
		const node = await published();
		const { callbackEventId } = await missed({ isTest: true });
		const first = await started(node, async () => await new Promise(() => {}));
		expect(idsOf(first)).toEqual([callbackEventId]);
		const saved = await inAnotherProcess(nodeId, node.saved(), (second) => {
			expect(idsOf(second)).toEqual([callbackEventId]);
			expect(second.emitted[0]!.deduplicationKey).toBe(first.emitted[0]!.deduplicationKey);
		});
		await inAnotherProcess(nodeId, saved, (third) => {
			expect(third.emitted).toEqual([]);
		});
	}, 60_000);

	test("events stored before the last one was passed on aren't started again", async () => {
		const nodeId = `catch-up-${nodes + 1}`;
		const node = await published();
		await missed({ isTest: true });
		const first = await started(node);
		const { callbackEventId } = await missed({ isTest: true });
		await tick(first);
		await inAnotherProcess(nodeId, node.saved(), (second) => {
			expect(idsOf(second)).toEqual([callbackEventId]);
		});
	}, 60_000);

	test("what this process knows isn't lost to an older copy of the static data", async () => {
		const node = await published();
		const before = node.saved();
		await missed({ isTest: true });
		expect((await started(node)).emitted).toHaveLength(1);
		const nodeId = `catch-up-${nodes}`;
		const older = await again(sandbox(), node, {}, { webhookBaseUrl, nodeId, staticData: before });
		expect((await started(older)).emitted).toEqual([]);
	});

	test('data saved by a former version of this package counts', async () => {
		const node = await published();
		const { callbackEventId } = await missed();
		const nodeId = `catch-up-${nodes}`;
		const { global } = node.saved() as { global: Record<string, IDataObject> };
		const { callbacks } = global[`ecGridTrigger:${nodeId}`]!;
		const saved = { 'node:ecGridTrigger': { callbacks, recovered: [callbackEventId] } };
		const after = await again(sandbox(), node, {}, { webhookBaseUrl, nodeId, staticData: saved });
		expect((await started(after)).emitted).toEqual([]);
	});
});

describe('an event missed by a callback that no longer belongs to this node', () => {
	test('comes after the workflow is switched off and on', async () => {
		const node = await published();
		const { callbackEventId } = await missed();
		await node.hook('delete');
		await publish(node);
		expect(sandbox().callbacks).toHaveLength(1);
		expect(idsOf(await started(node))).toEqual([callbackEventId]);
		const pages = bodiesOf(sandbox(), LIST).map((body) => (body as IDataObject).pageNo);
		expect(pages).toEqual([...new Set(pages)]);
	});

	test('comes after it is published again with a restart in between', async () => {
		const node = await published();
		const nodeId = `catch-up-${nodes}`;
		const { callbackEventId } = await missed();
		await node.hook('delete');
		await publish(node);
		await inAnotherProcess(nodeId, node.saved(), (trigger) => {
			expect(idsOf(trigger)).toEqual([callbackEventId]);
		});
	}, 60_000);

	test('comes after its callback is deleted at ECGrid and recreated by the schedule', async () => {
		const node = await published();
		const trigger = await started(node);
		const { callbackEventId } = await missed();
		const former = (sandbox().callbacks as unknown[]).splice(0);
		await tick(trigger);
		expect(sandbox().callbacks).toHaveLength(1);
		expect(sandbox().callbacks).not.toEqual(former);
		await tick(trigger);
		expect(idsOf(trigger)).toEqual([callbackEventId]);
	});

	test('comes after its callback is deleted at ECGrid, even while none can be created', async () => {
		const node = await published();
		const trigger = await started(node);
		const { callbackEventId } = await missed();
		(sandbox().callbacks as unknown[]).length = 0;
		sandbox().fault('POST /v2/callbacks/create', { status: 400, times: Infinity });
		await tick(trigger);
		await tick(trigger);
		expect(sandbox().callbacks).toEqual([]);
		expect(idsOf(trigger)).toEqual([callbackEventId]);
	});

	test('comes once from each of several former callbacks', async () => {
		const node = await published();
		const ids = [];
		for (let times = 0; times < 3; times++) {
			ids.push((await missed()).callbackEventId);
			await node.hook('delete');
			await publish(node);
		}
		const trigger = await started(node);
		expect(idsOf(trigger)).toEqual(ids);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(3);
	});

	test.each<[string, INodeParameters, INodeParameters, EventDetails, string]>([
		['is for another mailbox', mailbox(30001), mailbox(30002), {}, 'Parcel'],
		['is for one mailbox instead of all', {}, mailbox(30002), {}, 'Parcel'],
		['listens for other events', { events: ['Parcel', 'User'] }, {}, { objectId: 5 }, 'User'],
	])('comes after a publication since which the trigger %s', async (_, before, after, details, event) => {
		const node = await published(before);
		const { callbackEventId } = await missed(details, event);
		await node.hook('delete');
		const next = await again(sandbox(), node, after, { webhookBaseUrl, nodeId: `catch-up-${nodes}` });
		await publish(next);
		const trigger = await started(next);
		expect(idsOf(trigger)).toEqual([callbackEventId]);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(1);
	});

	test('comes after Parcel is removed from the events, if it is an arrived parcel: nobody chose another one', async () => {
		const node = await published({ events: ['Parcel', 'User'] });
		await missed({ callBackEvent: 'OutBox', status: 'OutBoxDelivered' });
		const { callbackEventId } = await missed({ callBackEvent: 'InBox', status: 'InBoxReady' });
		await node.hook('delete');
		const next = await again(
			sandbox(),
			node,
			{ events: ['User'] },
			{ webhookBaseUrl, nodeId: `catch-up-${nodes}` },
		);
		await publish(next);
		expect(idsOf(await started(next))).toEqual([callbackEventId]);
	});

	test("and no longer listed by ECGrid, as for a mailbox that isn't the key’s now, blocks no other", async () => {
		const node = await published(mailbox(30001));
		await node.hook('delete');
		const next = await again(sandbox(), node, mailbox(30002), {
			webhookBaseUrl,
			nodeId: `catch-up-${nodes}`,
		});
		await publish(next);
		const { callbackEventId } = await missed({ mailboxId: 30002 });
		sandbox().fault(
			LIST,
			{ delayMs: 0 },
			{ status: 403, errorCode: 'AccessDenied', message: 'Not your mailbox' },
		);
		const trigger = await started(next);
		expect(idsOf(trigger)).toEqual([callbackEventId]);
		expect(warningsOf(next)).toEqual([
			expect.stringMatching(/former callback for Parcel events of mailbox 30001 .*Not your mailbox/),
		]);
	});

	test("doesn't come if the callback missed it later: it may belong to somebody else by then", async () => {
		const node = await published();
		const { callbackId } = sandbox().callbacks[0]!;
		await node.hook('delete');
		await publish(node);
		const created = new Date(Date.now() + HOUR).toISOString();
		sandbox().addMissed({ callbackId, event: 'Parcel' }, [{ created, objectId: 1 }]);
		expect((await started(node)).emitted).toEqual([]);
	});

	test("doesn't come to a copy of the workflow", async () => {
		const node = await published();
		await missed();
		await node.hook('delete');
		const copy = await again(
			sandbox(),
			node,
			{},
			{ webhookBaseUrl, nodeId: `catch-up-${nodes}`, workflowId: 'copy' },
		);
		await publish(copy);
		expect((await started(copy)).emitted).toEqual([]);
	});
});

describe('a missed delivery that contains a list', () => {
	test('starts the workflow once, with each of its events', async () => {
		const node = await published();
		const { callbackEventId } = await missed({
			payload: [
				{ parcelId: 1, callBackEvent: 'InBox' },
				{ parcelId: 2, callBackEvent: 'OutBox' },
				{ parcelId: 3, callBackEvent: 'InBox' },
			],
		});
		const trigger = await started(node);
		expect(trigger.emitted).toEqual([
			{
				items: [1, 3].map((parcelId) =>
					expect.objectContaining({ eventId: callbackEventId, parcelId, recovered: true }),
				),
				deduplicationKey: expect.any(String),
			},
		]);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(1);
	});

	test('with one event delivered separately starts it with the others', async () => {
		const node = await published();
		const one = { eventId: 4001, parcelId: 1, callBackEvent: 'InBox' };
		await missed({ payload: [one, { ...one, eventId: 4002, parcelId: 2 }] });
		expect((await delivered(node, JSON.stringify(one))).items).toHaveLength(1);
		expect(idsOf(await started(node))).toEqual([4002]);
	});
});

describe('an event whose delivery is in flight', () => {
	test.each([
		['fails comes in the next round', 500, 1],
		["is taken doesn't come", 200, 0],
	])('%s', async (_, status, times) => {
		const node = await published();
		const { payload } = await missed();
		let answer: (status: number) => void = () => {};
		const storing = new Promise<number>((resolve) => (answer = resolve));
		const delivery = delivered(node, payload, { storing: async () => await storing });
		const trigger = await started(node);
		expect(trigger.emitted).toEqual([]);
		answer(status);
		await delivery;
		await tick(trigger);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(times);
	});
});

describe('thousands of missed events', () => {
	const many = async (
		readings: Readings,
		work: (ecgrid: Sandbox, callbackId: number, node: TriggerNode) => Promise<void>,
		parameters: INodeParameters = {},
	) => {
		const ecgrid = await startSandbox({ readings });
		try {
			const node = await published(parameters, {}, ecgrid);
			await work(ecgrid, ecgrid.callbacks.at(-1)!.callbackId, node);
		} finally {
			await Promise.all(running.splice(0).map(async ({ close }) => await close()));
			await ecgrid.stop();
		}
	};
	/** `missed` events of a callback, spread over six days, and events of others in between. */
	const history = (ecgrid: Sandbox, callbackId: number, missed: number, others: number) => {
		const began = Date.now() - 6 * DAY;
		const every = Math.round(others / missed);
		const ids: number[] = [];
		for (let index = 0; index < missed; index++) {
			const created = new Date(began + (index * 6 * DAY) / missed).toISOString();
			const rest: MissedDetails[] = Array.from({ length: every }, () => ({ created, objectId: 1 }));
			ecgrid.addMissed({ callbackId: callbackId + 1_000, event: 'Parcel' }, rest);
			const [own] = ecgrid.addMissed({ callbackId, event: 'Parcel' }, [{ created, objectId: index + 1 }]);
			ids.push(own!.callbackEventId);
		}
		return ids;
	};
	const untilDone = async (trigger: RunningTrigger, count: number) => {
		await until(() => trigger.emitted.length >= count, 60_000);
		await trigger.idle();
	};

	test.each<[string, Readings]>([
		['oldest first', {}],
		['newest first', { eventOrder: 'newestFirst' }],
		['in no order', { eventOrder: 'unsorted' }],
		['on pages that ECGrid shortens', { longestPage: 60 }],
		['as a bare list', { bareLists: true }],
	])(
		'among as many of others, listed %s, all come, once each, oldest first',
		async (_, readings) => {
			await many(readings, async (ecgrid, callbackId, node) => {
				const ids = history(ecgrid, callbackId, 2_500, 5_000);
				const trigger = await started(node);
				await untilDone(trigger, ids.length);
				expect(idsOf(trigger)).toEqual(ids);
				const saved = JSON.stringify(node.saved());
				expect(saved.length).toBeLessThan(6_000);
				expect(warningsOf(node)).toEqual([]);
				await tick(trigger);
				expect(trigger.emitted).toHaveLength(ids.length);
			});
		},
		120_000,
	);

	test('are requested by event and mailbox, for the last seven days', async () => {
		await many(
			{},
			async (ecgrid, _, node) => {
				await started(node);
				const bodies = bodiesOf(ecgrid, LIST) as Array<{ event: string; beginDate: string }>;
				expect(bodies.map(({ event }) => event)).toEqual(['Parcel', 'User']);
				for (const body of bodies) {
					expect(body).toEqual({
						event: expect.any(String),
						mailboxId: 30001,
						beginDate: expect.any(String),
						pageNo: 1,
						recordsPerPage: 500,
					});
					const ago = Date.now() - Date.parse(body.beginDate);
					expect(ago).toBeGreaterThanOrEqual(7 * DAY);
					expect(ago).toBeLessThan(7 * DAY + 60_000);
				}
			},
			{ events: ['Parcel', 'User'], options: { mailboxId: { __rl: true, mode: 'id', value: '30001' } } },
		);
	});

	test("more than seven days old don't come, even if ECGrid lists them", async () => {
		const node = await published();
		const created = (days: number) => ({ created: new Date(Date.now() - days * DAY).toISOString() });
		listing([rowOf(1, created(30)), rowOf(2, created(9)), rowOf(3, created(7.1)), rowOf(4, created(6.9))]);
		const trigger = await started(node);
		await tick(trigger);
		expect(idsOf(trigger)).toEqual([4]);
	});

	test('come 1,000 per round: the list is read again for the rest', async () => {
		await many({}, async (ecgrid, callbackId, node) => {
			const ids = history(ecgrid, callbackId, 1_001, 0);
			const at: number[] = [];
			const trigger = await started(node, async () => {
				at.push(bodiesOf(ecgrid, LIST).length);
			});
			await untilDone(trigger, ids.length);
			// Three pages per check.
			expect(at).toEqual([...Array<number>(1_000).fill(3), 6]);
			expect(idsOf(trigger)).toEqual(ids);
		});
	}, 60_000);

	test('in a list of more than 200 pages come 200 pages per round', async () => {
		await many({ longestPage: 5 }, async (ecgrid, callbackId, node) => {
			const ids = history(ecgrid, callbackId, 600, 600);
			const at: number[] = [];
			const trigger = await started(node, async () => {
				at.push(bodiesOf(ecgrid, LIST).length);
			});
			await untilDone(trigger, ids.length);
			expect(idsOf(trigger)).toEqual(ids);
			expect([...new Set(at)]).toEqual([200, 240]);
		});
	}, 60_000);

	test("in a list that endlessly returns the same page make the log say that its end can't be reached", async () => {
		const node = await published();
		const { callbackId } = sandbox().callbacks.at(-1)!;
		const created = new Date(Date.now() - HOUR).toISOString();
		const events = Array.from({ length: 500 }, (_, index) => ({
			callbackEventId: 800_000 + index,
			callbackId,
			event: 'Parcel',
			objectId: index + 1,
			status: index === 0 ? 'Failed' : 'Delivered',
			created,
		}));
		sandbox().fault(LIST, {
			body: JSON.stringify({ success: true, data: { totalRecords: 1_700, events } }),
			times: Infinity,
		});
		const trigger = await started(node);
		expect(trigger.emitted).toHaveLength(1);
		expect(bodiesOf(sandbox(), LIST)).toHaveLength(2);
		expect(warningsOf(node)).toContainEqual(expect.stringMatching(/to its end.*1700 rows in all, 500 read/));
	});

	test('come, and the log says so, if ECGrid reports more events than it lists', async () => {
		const node = await published();
		const page = (events: object[]) =>
			JSON.stringify({ success: true, data: { totalRecords: 1_700, events } });
		sandbox().fault(LIST, { body: page([rowOf(1), rowOf(2)]) }, { body: page([]), times: Infinity });
		showing('{"parcelId":7}');
		const trigger = await started(node);
		expect(idsOf(trigger)).toEqual([1, 2]);
		expect(warningsOf(node)).toContainEqual(
			expect.stringMatching(/to its end: page 2 is empty \(1700 rows in all, 2 read\)/),
		);
	});

	test('come, and the log says so, if only the page before the empty one reported their number', async () => {
		const node = await published();
		const page = (data: object) => ({ body: JSON.stringify({ success: true, data }) });
		sandbox().fault(LIST, page({ totalRecords: 1_700, events: [rowOf(1), rowOf(2)] }), {
			...page({ events: [] }),
			times: Infinity,
		});
		showing('{"parcelId":7}');
		const trigger = await started(node);
		expect(idsOf(trigger)).toEqual([1, 2]);
		expect(warningsOf(node)).toContainEqual(expect.stringContaining('1700 rows in all, 2 read'));
	});

	test('stop coming when the workflow is switched off', async () => {
		await many({}, async (ecgrid, callbackId, node) => {
			history(ecgrid, callbackId, 300, 0);
			const trigger = await node.start('init', 'trigger', async () => {
				if (trigger.emitted.length === 40) await trigger.close();
			});
			await trigger.idle();
			expect(trigger.emitted).toHaveLength(40);
			ecgrid.clearRequests();
			await tick(trigger, 60);
			expect(ecgrid.requests).toEqual([]);
		});
	});
});

describe('the content of a missed event', () => {
	test.each([
		['500', { status: 500, times: 3 }],
		['a cut connection', { cut: true, times: 3 }],
		['broken JSON', { body: '{"success":tru' }],
		['a rate limit', { retryAfter: 60 }],
		['403', { status: 403 }],
	])("that ECGrid temporarily doesn't return (%s) comes in the next round", async (_, fault) => {
		const node = await published();
		const { callbackEventId, payload } = await missed();
		sandbox().fault(GET, fault);
		const trigger = await started(node);
		expect(trigger.emitted).toEqual([]);
		expect(warningsOf(node)).toEqual([expect.stringContaining('content of 1 missed event')]);
		await tick(trigger);
		expect(itemsOf(trigger)).toMatchObject([
			{ eventId: callbackEventId, payload: JSON.parse(payload), recovered: true },
		]);
	});

	test("that ECGrid temporarily doesn't return holds up none of the others, which come in the same round", async () => {
		const node = await published();
		listing(Array.from({ length: 25 }, (_, index) => rowOf(index + 1, { objectId: index + 1 })));
		sandbox().fault(GET, { status: 403 });
		expect((await started(node)).emitted).toHaveLength(24);
	});

	test("that ECGrid doesn't return for an hour is taken from the event list; the log names it", async () => {
		const node = await published();
		const { callbackEventId } = await missed();
		sandbox().fault(GET, { status: 403, times: Infinity });
		const trigger = await started(node);
		later(HOUR - 60_000);
		await tick(trigger);
		expect(trigger.emitted).toEqual([]);
		jest.restoreAllMocks();
		later(HOUR);
		await tick(trigger);
		expect(itemsOf(trigger)).toMatchObject([{ eventId: callbackEventId, parcelId: 987654321 }]);
		expect(warningsOf(node).at(-1)).toContain(String(callbackEventId));
	});

	test.each([403, 500])(
		"that ECGrid doesn't return for an hour (%d) delays no other by another hour: all 100 come",
		async (status) => {
			const node = await published();
			listing(Array.from({ length: 100 }, (_, index) => rowOf(index + 1, { objectId: index + 1 })));
			sandbox().fault(GET, { status, times: Infinity });
			const trigger = await started(node);
			expect(trigger.emitted).toEqual([]);
			later(HOUR);
			await tick(trigger);
			await until(() => trigger.emitted.length >= 100);
			expect(new Set(idsOf(trigger)).size).toBe(100);
			expect(warningsOf(node).length).toBeLessThan(10);
		},
	);

	test("that ECGrid doesn't return may fail for another hour after n8n starts", async () => {
		const nodeId = `catch-up-${nodes + 1}`;
		const node = await published();
		await missed();
		sandbox().fault(GET, { status: 403, times: Infinity });
		const trigger = await started(node);
		later(HOUR - 60_000);
		await tick(trigger);
		later(HOUR + 60_000);
		await inAnotherProcess(nodeId, node.saved(), (second) => {
			expect(second.emitted).toEqual([]);
		});
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(1);
	}, 60_000);

	/** One content fails and arrives within the hour; another fails after it and is waited for. */
	async function failsComesAndFails(node: Awaited<ReturnType<typeof published>>) {
		sandbox().fault(GET, { status: 403 });
		await missed();
		const trigger = await started(node);
		later(HOUR - 60_000);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(1);
		sandbox().fault(GET, { status: 403 });
		await missed();
		jest.restoreAllMocks();
		later(HOUR + 60_000);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(1);
	}

	test('that failed and then arrived may fail for another hour', async () => {
		await failsComesAndFails(await published());
	});

	test("that failed and then arrived may fail for another hour, even while another list can't be read", async () => {
		const carrier = answering((path, { event }) =>
			path === LIST_PATH && event === 'Interconnect' ? failing(400, 'InvalidParameter') : undefined,
		);
		const node = await published({ events: ['Interconnect', 'Parcel'] }, { carrier });
		await failsComesAndFails(node);
	});

	test("that ECGrid doesn't return for an hour isn't waited for longer if the list can't be read in between", async () => {
		const node = await published();
		await missed();
		sandbox().fault(GET, { status: 403, times: Infinity });
		const trigger = await started(node);
		later(HOUR - 60_000);
		sandbox().fault(LIST, { status: 400 });
		await tick(trigger);
		expect(trigger.emitted).toEqual([]);
		jest.restoreAllMocks();
		later(HOUR);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(1);
	});

	test("that ECGrid doesn't return when the event is six days old is taken from the event list", async () => {
		const node = await published();
		const created = (days: number) => ({ created: new Date(Date.now() - days * DAY).toISOString() });
		listing([rowOf(1, created(6)), rowOf(2, created(5.9))]);
		sandbox().fault(GET, { status: 403, times: Infinity });
		expect(idsOf(await started(node))).toEqual([1]);
	});

	test.each([404, 400])('that ECGrid will never return (%d) is taken from the event list', async (status) => {
		const node = await published();
		const { callbackEventId, callbackId, mailboxId, created } = await missed();
		sandbox().fault(GET, { status });
		const trigger = await started(node);
		expect(itemsOf(trigger)).toEqual([
			{
				event: 'Parcel',
				eventId: callbackEventId,
				callbackId,
				parcelId: 987654321,
				mailboxId,
				occurredAt: created,
				isTest: false,
				recovered: true,
				payload: expect.objectContaining({ objectId: 987654321, status: 'Failed' }),
			},
		]);
	});

	test.each<[string, unknown, unknown]>([
		['nothing', '', expect.objectContaining({ status: 'Failed' })],
		['no payload at all', undefined, expect.objectContaining({ status: 'Failed' })],
		['an empty text in JSON', '""', '""'],
		['an empty object', '{}', {}],
		['a word', 'OK', 'OK'],
		['an empty list', '[]', []],
	])(
		'that is %s is filled in from the event list, except for the delivery state',
		async (_, payload, content) => {
			const node = await published({ events: ['Interchange'] });
			const { callbackEventId, callbackId, mailboxId, created } = await missed(
				{ objectId: 445500001 },
				'Interchange',
			);
			showing(payload);
			expect(itemsOf(await started(node))).toEqual([
				{
					event: 'Interchange',
					eventId: callbackEventId,
					callbackId,
					interchangeId: 445500001,
					mailboxId,
					occurredAt: created,
					isTest: false,
					recovered: true,
					payload: content,
				},
			]);
		},
	);
});

describe.each<[string, object]>([
	['PARCEL', { event: 'PARCEL' }],
	['with an unknown name', { event: 'Parcels' }],
	['not at all', { event: undefined }],
])('if the event list names the event %s', (_, named) => {
	test("a parcel event that wasn't chosen doesn't come", async () => {
		const node = await published({ parcelEvents: ['InBox'] });
		listing([rowOf(5, named), rowOf(6, { ...named, objectId: 8 })]);
		showing('{"parcelId":7,"status":"OutBoxDelivered","created":"2026-05-07T10:00:00Z"}', 1);
		showing('{"parcelId":8,"status":"InBoxReady","created":"2026-05-07T10:00:00Z"}', 1);
		const trigger = await started(node);
		await tick(trigger);
		expect(itemsOf(trigger)).toMatchObject([{ event: 'Parcel', eventId: 6, parcelId: 8 }]);
		expect(bodiesOf(sandbox(), GET)).toHaveLength(2);
	});

	test("an event delivered after all doesn't come", async () => {
		const node = await published();
		const payload = '{"parcelId":7,"status":"InBoxReady","created":"2026-05-07T10:00:00Z"}';
		listing([rowOf(5, named)]);
		showing(payload);
		expect((await delivered(node, payload)).items).toHaveLength(1);
		expect((await started(node)).emitted).toEqual([]);
	});
});

describe("events with the same ID in the event list, which may be the registration's", () => {
	const [one, other] = [7, 8].map((objectId) => () => rowOf(5, { objectId })) as [() => object, () => object];
	const parcelsOf = (trigger: RunningTrigger) => itemsOf(trigger).map(({ parcelId }) => parcelId);

	test.each<[string, string, unknown[]]>([
		['nothing', '', [7, 8]],
		['the one', '{"parcelId":7,"fileName":"7.edi"}', [7, 8]],
		['the other', '{"parcelId":8,"fileName":"8.edi"}', [7, 8]],
	])('all come once each if ECGrid shows %s for the ID', async (_, payload, parcels) => {
		const node = await published();
		listing([one(), other()]);
		showing(payload);
		const trigger = await started(node);
		expect(parcelsOf(trigger)).toEqual(parcels);
		for (const { payload: shown, parcelId } of itemsOf(trigger))
			expect([parcelId, undefined]).toContain((shown as IDataObject).parcelId);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(2);
	});

	test('also come if the second is missed after the first has come', async () => {
		const node = await published();
		const rows = [one()];
		const carrier = answering((path) =>
			path === LIST_PATH ? { success: true, data: { totalRecords: rows.length, events: rows } } : undefined,
		);
		const next = await again(sandbox(), node, {}, { webhookBaseUrl, nodeId: `catch-up-${nodes}`, carrier });
		const trigger = await started(next);
		expect(parcelsOf(trigger)).toEqual([7]);
		rows.push(other());
		await tick(trigger);
		await tick(trigger);
		expect(parcelsOf(trigger)).toEqual([7, 8]);
	});

	test('come after a restart too, and n8n gets no other key for the one it has', async () => {
		const nodeId = `catch-up-${nodes + 1}`;
		const node = await published();
		const rows = [one(), other()];
		listing(rows.slice(0, 1), 1);
		listing(rows);
		showing('');
		const first = await started(node);
		expect(parcelsOf(first)).toEqual([7]);
		await jest.isolateModulesAsync(async () => {
			const { triggerNode } = jest.requireActual<typeof n8n>('./n8n');
			const credentials = credentialsFor(sandbox());
			const staticData = structuredClone(node.saved());
			const second = await started(
				await triggerNode({ credentials, parameters: {}, webhookBaseUrl, nodeId, staticData }),
			);
			await tick(second);
			await tick(second);
			const keys = new Map(
				second.emitted.map(({ items, deduplicationKey }) => [items[0]!.parcelId, deduplicationKey]),
			);
			expect(new Set(keys.keys())).toEqual(new Set([7, 8]));
			expect(keys.get(7)).toBe(first.emitted[0]!.deduplicationKey);
			expect(second.emitted).toHaveLength(2);
		});
	}, 60_000);

	test("don't count as a repeated page", async () => {
		const node = await published();
		const rows = Array.from({ length: 4 }, (_, index) => rowOf(5, { objectId: index + 1 }));
		const carrier = answering((path, { pageNo }) => {
			const events = rows.slice(2 * Number(pageNo) - 2, 2 * Number(pageNo));
			return path === LIST_PATH ? { success: true, data: { totalRecords: 4, events } } : undefined;
		});
		const next = await again(sandbox(), node, {}, { webhookBaseUrl, nodeId: `catch-up-${nodes}`, carrier });
		expect(parcelsOf(await started(next))).toEqual([1, 2, 3, 4]);
		expect(warningsOf(next)).not.toContainEqual(expect.stringContaining('to its end'));
	});
});

describe('a parcel reset to the inbox, whose two events ECGrid posts with the same body', () => {
	const payload = '{"parcelId":7,"status":"InBoxReady","created":"2026-05-07T10:00:00Z"}';
	const at = (milliseconds: number) => ({ created: new Date(Date.now() + milliseconds).toISOString() });

	test('comes if the second was missed, long after the first was delivered', async () => {
		const node = await published();
		expect((await delivered(node, payload)).items).toHaveLength(1);
		later(3 * HOUR);
		listing([rowOf(6, at(-HOUR))]);
		showing(payload);
		const trigger = await started(node);
		expect(idsOf(trigger)).toEqual([6]);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(1);
	});

	test.each([
		["doesn't come if the delivered event may be the second", 9, []],
		['comes if the delivered event was the first', 11, [6]],
	])('%s, with n8n’s clock at most ten minutes slow (%d)', async (_, minutes, ids) => {
		const node = await published();
		listing([rowOf(6, at(minutes * 60_000))]);
		showing(payload);
		expect((await delivered(node, payload)).items).toHaveLength(1);
		expect(idsOf(await started(node))).toEqual(ids);
	});

	test("doesn't come if it has an event ID, however late ECGrid says that it happened", async () => {
		const node = await published();
		const own = '{"eventId":60,"parcelId":7,"callBackEvent":"InBox","eventDateTime":"2026-05-07T10:00:00Z"}';
		listing([rowOf(60, at(11 * 60_000))]);
		showing(own);
		expect((await delivered(node, own)).items).toHaveLength(1);
		expect(idsOf(await started(node))).toEqual([]);
	});

	test('comes if the second was missed, even if a retry of the first came after it', async () => {
		const node = await published();
		expect((await delivered(node, payload)).items).toHaveLength(1);
		later(25 * 60_000);
		listing([rowOf(6, at(-5 * 60_000))]);
		showing(payload);
		expect((await delivered(node, payload)).items).toBeUndefined();
		expect(idsOf(await started(node))).toEqual([6]);
	});

	test("doesn't come again if the first was delivered hours ago and ECGrid counts it as failed", async () => {
		const node = await published();
		listing([rowOf(6, at(0))]);
		showing(payload);
		expect((await delivered(node, payload)).items).toHaveLength(1);
		later(3 * HOUR);
		expect(idsOf(await started(node))).toEqual([]);
	});

	test('comes twice if both were missed', async () => {
		const node = await published();
		listing([rowOf(5, at(-3 * HOUR)), rowOf(6, at(-HOUR))]);
		showing(payload);
		const trigger = await started(node);
		expect(idsOf(trigger)).toEqual([5, 6]);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(2);
	});

	test('comes twice if both were missed and are listed under one ID', async () => {
		const node = await published();
		listing([rowOf(5, at(-3 * HOUR)), rowOf(5, at(-HOUR))]);
		showing(payload);
		const trigger = await started(node);
		expect(trigger.emitted).toHaveLength(2);
		await tick(trigger);
		expect(trigger.emitted).toHaveLength(2);
	});

	test('is a duplicate of the recovered event if ECGrid delivers it after all', async () => {
		const node = await published();
		listing([rowOf(5, at(-3 * HOUR)), rowOf(6, at(-HOUR))]);
		showing(payload);
		await started(node);
		expect((await delivered(node, payload)).items).toBeUndefined();
	});
});

describe("a list that can't be read", () => {
	/** Publishes the node again, with a carrier. */
	const republished = async (node: TriggerNode, parameters: INodeParameters, carrier: Carrier) => {
		await node.hook('delete');
		const options = { webhookBaseUrl, nodeId: `catch-up-${nodes}`, carrier };
		const next = await again(sandbox(), node, parameters, options);
		await publish(next);
		return next;
	};
	const ofMailbox = (value: number, own: object) =>
		answering((path, { mailboxId }) => (path === LIST_PATH && mailboxId === value ? own : undefined));

	test.each<[string, object]>([
		['500', failing(500, 'InternalError')],
		['400', failing(400, 'InvalidParameter')],
		['no list at all', { success: true, data: null }],
	])('of a former mailbox (%s) blocks no other and is reported once', async (_, own) => {
		const node = await published(mailbox(30001));
		const next = await republished(node, mailbox(30002), ofMailbox(30001, own));
		const { callbackEventId } = await missed({ mailboxId: 30002 });
		const trigger = await started(next);
		for (let round = 0; round < 3; round++) await tick(trigger);
		expect(idsOf(trigger)).toEqual([callbackEventId]);
		expect(warningsOf(next)).toEqual([
			expect.stringContaining('former callback for Parcel events of mailbox 30001'),
		]);
	});

	test('is reported again after it was readable in between', async () => {
		let isReadable = false;
		const carrier = answering((path, { mailboxId }) =>
			path === LIST_PATH && mailboxId === 30001 && !isReadable ? failing(403, 'AccessDenied') : undefined,
		);
		const next = await republished(await published(mailbox(30001)), mailbox(30002), carrier);
		const trigger = await started(next);
		await tick(trigger);
		expect(warningsOf(next)).toHaveLength(1);
		isReadable = true;
		await tick(trigger);
		isReadable = false;
		await tick(trigger);
		await tick(trigger);
		expect(warningsOf(next)).toHaveLength(2);
	});

	test('of one of several events blocks no other, and every round reports it', async () => {
		const node = await published();
		const carrier = answering((path, { event }) =>
			path === LIST_PATH && event === 'Interconnect' ? failing(400, 'InvalidParameter') : undefined,
		);
		const next = await republished(node, { events: ['Interconnect', 'Parcel'] }, carrier);
		const { callbackEventId } = await missed();
		const trigger = await started(next);
		await tick(trigger);
		expect(idsOf(trigger)).toEqual([callbackEventId]);
		expect(warningsOf(next)).toEqual(
			Array(2).fill(
				expect.stringMatching(
					/look for missed events \(Interconnect events: .*InvalidParameter.*The next round tries again/,
				),
			),
		);
	});

	test('to its end returns the pages before', async () => {
		const node = await published();
		const pages: unknown[] = [];
		const rows = Array.from({ length: 1_001 }, (_, index) => rowOf(index + 1, { objectId: index + 1 }));
		const carrier = answering((path, { pageNo }) => {
			if (path === GET.split(' ')[1]) return failing(404, 'ObjectNotFound');
			if (path !== LIST_PATH) return undefined;
			pages.push(pageNo);
			const events = rows.slice(500 * Number(pageNo) - 500, 500 * Number(pageNo));
			return pageNo === 4
				? failing(500, 'InternalError')
				: { success: true, data: { totalRecords: 5_000, events } };
		});
		const options = { webhookBaseUrl, nodeId: `catch-up-${nodes}`, carrier };
		const next = await again(sandbox(), node, {}, options);
		const trigger = await started(next);
		await until(() => trigger.emitted.length >= 1_001, 60_000);
		await trigger.idle();
		expect(itemsOf(trigger).map(({ parcelId }) => parcelId)).toEqual(rows.map(({ objectId }) => objectId));
		// The second round reads the first three pages again and doesn't request the fourth.
		expect(pages).toEqual([1, 2, 3, 4, 4, 4, 1, 2, 3]);
		expect(warningsOf(next).filter((message) => message.includes('look for missed events'))).toHaveLength(1);
	}, 60_000);

	test.each<[string, object, number]>([
		['answers 429', { retryAfter: 60, times: Infinity }, 1],
		['answers 503', { status: 503, times: Infinity }, 2],
	])("because ECGrid as a whole %s: the others aren't requested in vain", async (_, fault, lists) => {
		const node = await published({ events: ['Parcel', 'User', 'Mailbox', 'Network', 'Interchange'] });
		sandbox().fault(LIST, fault);
		const trigger = await started(node);
		const asked = () => new Set(bodiesOf(sandbox(), LIST).map((body) => (body as IDataObject).event)).size;
		expect(asked()).toBe(lists);
		expect(warningsOf(node)).toHaveLength(1);
		for (let round = 0; round < 4; round++) await tick(trigger);
		expect(asked()).toBe(5);
	});
});

describe('a time in the event list', () => {
	test.each<[string, Readings]>([
		['the year 1 for a delivery that never happened', { neverTime: '0001-01-01T00:00:00' }],
		['times without a zone', { eventTimes: 'noZone', neverTime: '0001-01-01T00:00:00' }],
		['times as /Date(ms+0200)/', { eventTimes: 'net', neverTime: '/Date(-62135596800000)/' }],
		[
			'the year 1, and a number as the status',
			{ neverTime: '0001-01-01T00:00:00Z', eventStatuses: { Failed: 4 } },
		],
		['an unknown word as the status', { eventStatuses: { Failed: 'Undeliverable' } }],
		['FAILED with spaces as the status', { eventStatuses: { Failed: ' FAILED ' } }],
	])('%s: the missed event comes', async (_, readings) => {
		const ecgrid = await startSandbox({ readings });
		try {
			const node = await published({}, {}, ecgrid);
			const created = new Date(Date.now() - 2 * HOUR).toISOString();
			const { callbackId } = ecgrid.callbacks.at(-1)!;
			const events: MissedDetails[] = [
				{ created, objectId: 1 },
				{ created, objectId: 2, state: 'Delivered' },
			];
			const [occurrence] = ecgrid.addMissed({ callbackId, event: 'Parcel' }, events);
			expect(idsOf(await started(node))).toEqual([occurrence!.callbackEventId]);
		} finally {
			await ecgrid.stop();
		}
	});
});

describe('a row that is nested too deep', () => {
	test('breaks nothing: it comes, and so do those before and after it', async () => {
		const node = await published();
		const deep = `${'{"description":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
		const rows = [rowOf(1), rowOf(2, { status: '…' }), rowOf(3)];
		const data = { events: rows, totalRecords: 3 };
		const body = JSON.stringify({ success: true, data }).replace('"…"', deep);
		sandbox().fault(LIST, { body, times: Infinity });
		showing('{"parcelId":7}');
		const trigger = await started(node);
		expect(idsOf(trigger)).toEqual([1, 2, 3]);
		expect(warningsOf(node)).toEqual([]);
	});

	test('because of its content holds up no other', async () => {
		const node = await published();
		listing([rowOf(11), rowOf(12), rowOf(13)]);
		showing('{"parcelId":7}', 1);
		showing(`${'{"event":'.repeat(20_000)}1${'}'.repeat(20_000)}`, 1);
		showing('{"parcelId":7}');
		const trigger = await started(node);
		expect(idsOf(trigger)).toHaveLength(3);
		for (const { items } of trigger.emitted) expect(() => JSON.stringify(items)).not.toThrow();
	});
});
