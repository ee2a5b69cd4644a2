import type { INodeParameters } from 'n8n-workflow';

import type { CallbackRecord, Fault } from '../../sandbox';
import type { TriggerNode } from './n8n';
import {
	cleanSandbox,
	hangingEndpoint,
	liveCallbacks,
	publish,
	savedBy,
	storedCallbacks,
	trigger,
	withoutPauses,
	WEBHOOK_PATH,
} from './setup';

const webhookBaseUrl = 'https://localhost:1/webhook';
const leftoverUrl = (event: string) => `${webhookBaseUrl}/${WEBHOOK_PATH}?event=${event}`;

const ENDPOINTS = {
	create: 'POST /v2/callbacks/create',
	update: 'POST /v2/callbacks/update',
	delete: 'DELETE /v2/callbacks',
	test: 'POST /v2/callbacks/test',
	'queue-list': 'POST /v2/callbacks/queue-list',
	'event-list': 'POST /v2/callbacks/event-list',
} as const;
type Operation = keyof typeof ENDPOINTS;
const operations = Object.keys(ENDPOINTS) as Operation[];

const FAULTS: Record<string, Fault> = {
	'401': { status: 401 },
	'403': { status: 403 },
	'404': { status: 404 },
	'429': { retryAfter: 1 },
	'500': { status: 500 },
	'503': { status: 503, body: '<html>' },
	'a time-out': { delayMs: 3_600_000 },
	'a cut before the work': { cut: true },
	'a cut after the work': { cut: true, afterWork: true },
	'broken JSON': { body: '{"success":tr' },
	'broken JSON after the work': { body: '{"success":tr', afterWork: true },
	'success: false': { success: false },
	'a redirect': { redirect: 'https://login.example.com/' },
};
const faults = Object.keys(FAULTS);

const cases = operations.flatMap((operation) => faults.map((fault) => [operation, fault] as const));

withoutPauses();
const hanging = hangingEndpoint();

const sandbox = cleanSandbox({ retry: { attempts: 1 } });
const callbacks = () => sandbox().callbacks as CallbackRecord[];

const begin = (operation: Operation, fault: string) => {
	const endpoint = ENDPOINTS[operation];
	sandbox().fault(endpoint, { ...FAULTS[fault], times: Infinity });
	if (fault === 'a time-out') hanging.is(endpoint);
};
const over = () => {
	sandbox().clearFaults();
	hanging.isNone();
};

const storedIds = (node: TriggerNode) =>
	storedCallbacks(node)
		.map(({ callbackId }) => callbackId)
		.sort();

const liveEvents = () =>
	liveCallbacks(sandbox())
		.map(({ event }) => event)
		.sort();

/** One live registration for each event, and exactly those are stored. */
const expectInOrder = (node: TriggerNode, also: string[] = []) => {
	expect(liveEvents()).toEqual(['Parcel', 'User', ...also].sort());
	const wanted = callbacks().filter(({ event }) => !also.includes(event));
	expect(storedIds(node)).toEqual(wanted.map(({ callbackId }) => callbackId).sort());
};

const both = (testOnActivation: boolean): INodeParameters => ({
	events: ['Parcel', 'User'],
	authentication: 'none',
	options: { testOnActivation },
});
const fresh = async (operation?: Operation) =>
	await trigger(sandbox(), both(operation === 'test'), { webhookBaseUrl });
const published = async () => {
	const node = await fresh();
	await publish(node);
	return node;
};

const failure = async (work: Promise<unknown>) =>
	await work.then(
		() => undefined,
		(error: Error) => error,
	);

const isDone = (fault: string) => fault.endsWith('after the work');

describe('publishing, if ECGrid answers', () => {
	test.each(cases)('%s with %s', async (operation, fault) => {
		if (operation === 'update') sandbox().addCallback({ url: leftoverUrl('Parcel'), event: 'Parcel' });
		if (operation === 'delete') sandbox().addCallback({ url: leftoverUrl('Mailbox'), event: 'Mailbox' });
		const leftBefore = callbacks().map(({ callbackId }) => callbackId);
		const node = await fresh(operation);
		begin(operation, fault);
		const error = await failure(publish(node));

		if (operation === 'event-list' || (operation === 'update' && fault === '404')) {
			expect(error).toBeUndefined();
			expectInOrder(node);
		} else if (operation === 'delete') {
			// Everything wanted exists. The log names what is superfluous.
			expect(error).toBeUndefined();
			expectInOrder(node, isDone(fault) || liveEvents().length === 2 ? [] : ['Mailbox']);
			if (fault !== '404' && !isDone(fault)) {
				expect(node.log).toContainEqual({
					level: 'error',
					message: expect.stringContaining(`Callback → Delete, Callback ID ${leftBefore[0]}`),
				});
			}
		} else {
			expect(error).toMatchObject({ name: expect.stringMatching(/^Node(Api|Operation)Error$/) });
			expect(storedIds(node)).toEqual([]);
			const stillThere = operation === 'create' && isDone(fault) ? ['Parcel', 'User'] : [];
			const leftover = operation === 'update' ? ['Parcel'] : [];
			expect(liveEvents()).toEqual([...stillThere, ...leftover]);
		}

		over();
		if (operation === 'test') expect(callbacks()).toEqual([]);
		const retry = operation === 'test' ? await fresh() : node;
		await publish(retry);
		expectInOrder(retry, liveEvents().includes('Mailbox') ? ['Mailbox'] : []);
		await retry.hook('delete');
		expect(callbacks()).toEqual([]);
	});
});

describe('n8n starts, and ECGrid answers', () => {
	test.each(cases)('%s with %s', async (operation, fault) => {
		const node = await published();
		const stored = savedBy(node);
		begin(operation, fault);
		expect(await failure(publishAtStart(node))).toBeUndefined();
		expectInOrder(node);
		if (operation !== 'update' || fault !== '404') expect(savedBy(node)).toEqual(stored);

		over();
		await publishAtStart(node);
		expectInOrder(node);
		await node.hook('delete');
		expect(callbacks()).toEqual([]);
	});

	test.each(cases.filter(([operation]) => ['create', 'queue-list'].includes(operation)))(
		'%s with %s while the callbacks were deleted: the schedule recreates them',
		async (operation, fault) => {
			const node = await published();
			callbacks().length = 0;
			begin(operation, fault);
			// n8n would react to a failure by removing everything.
			expect(await failure(publishAtStart(node))).toBeUndefined();
			expect(liveEvents()).toEqual(operation === 'create' && isDone(fault) ? ['Parcel', 'User'] : []);
			expect(storedIds(node)).toEqual([]);
			expect(node.log).toContainEqual({
				level: 'warn',
				message: expect.stringContaining('the schedule retries'),
			});

			over();
			const run = await node.start();
			await run.idle();
			run.pass(15);
			await run.idle();
			expectInOrder(node);
			await run.close();
			await node.hook('delete');
			expect(callbacks()).toEqual([]);
		},
	);
});

describe('the schedule, with a deleted callback, if ECGrid answers', () => {
	test.each(cases)('%s with %s', async (operation, fault) => {
		const node = await published();
		const stored = storedIds(node);
		const run = await node.start();
		await run.idle();
		callbacks().splice(1);
		begin(operation, fault);
		run.pass(15);
		await run.idle();

		const healed =
			['delete', 'test', 'event-list'].includes(operation) || (operation === 'update' && fault === '404');
		if (healed) expectInOrder(node);
		else {
			expect(liveEvents()).toEqual(operation === 'create' && isDone(fault) ? ['Parcel', 'User'] : ['Parcel']);
			// What couldn't be requested isn't known to be gone.
			const isAsked = operation !== 'update';
			expect(storedIds(node)).toEqual(
				isAsked
					? callbacks()
							.slice(0, 1)
							.map(({ callbackId }) => callbackId)
					: stored,
			);
			expect(node.log).toContainEqual({ level: 'warn', message: expect.stringContaining('next round') });
		}
		expect(run.emitted).toEqual([]);

		over();
		run.pass(15);
		await run.idle();
		expectInOrder(node);
		await run.close();
		await node.hook('delete');
		expect(callbacks()).toEqual([]);
	});
});

const publishAtStart = async (node: TriggerNode) => {
	if (!(await node.hook('checkExists', 'init'))) await node.hook('create', 'init');
};
