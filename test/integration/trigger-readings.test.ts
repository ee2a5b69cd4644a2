import type { Readings } from '../../sandbox';
import { again, cleanSandbox, liveCallbacks, publish, trigger } from './setup';

const events = ['Parcel', 'Interchange'];

const readings: Array<[string, Readings]> = [
	["new callbacks aren't listed before they fire", { newCallbacksHidden: true }],
	['the ID is called callBackEventId', { callbackIdName: 'callBackEventId' }],
	['the ID is called callBackQueueId', { callbackIdName: 'callBackQueueId' }],
	['the ID is called CallBackID', { callbackIdName: 'CallBackID' }],
	['lists are bare arrays', { bareLists: true }],
	['the event list shows registrations', { eventListOfRegistrations: true }],
	['only six events are accepted', { sixEvents: true }],
	[
		'all of this at once',
		{
			newCallbacksHidden: true,
			callbackIdName: 'callBackEventId',
			bareLists: true,
			eventListOfRegistrations: true,
			sixEvents: true,
		},
	],
];

describe.each(readings)('if %s', (_, reading) => {
	const sandbox = cleanSandbox({ readings: reading });
	const live = () =>
		liveCallbacks(sandbox())
			.map(({ event }) => event)
			.sort();

	test('publishing, restarting, changing and unpublishing leave exactly what is wanted', async () => {
		const node = await trigger(sandbox(), { events });
		await publish(node);
		expect(live()).toEqual(['Interchange', 'Parcel']);

		const restarted = await again(sandbox(), node, { events });
		expect(await restarted.hook('checkExists', 'init')).toBe(true);
		expect(live()).toEqual(['Interchange', 'Parcel']);

		const changed = await again(sandbox(), restarted, { events: ['Parcel', 'User'] });
		await publish(changed);
		expect(live()).toEqual(['Parcel', 'User']);

		await changed.hook('delete');
		expect(sandbox().callbacks).toEqual([]);
	});

	test('a create that fails half-way leaves nothing', async () => {
		sandbox().fault('POST /v2/callbacks/create', { delayMs: 1 }, { status: 400 });
		await expect((await trigger(sandbox(), { events })).hook('create')).rejects.toThrow();
		expect(sandbox().callbacks).toEqual([]);
	});

	test('a create with a lost response is taken over, if it is visible and distinguishable from a delivery', async () => {
		sandbox().fault('POST /v2/callbacks/create', { cut: true, afterWork: true });
		const node = await trigger(sandbox());
		await expect(node.hook('create')).rejects.toThrow();
		await node.hook('create');
		const mayBeDelivery = reading.callbackIdName === 'callBackQueueId';
		expect(live()).toHaveLength(reading.newCallbacksHidden || mayBeDelivery ? 2 : 1);
		await node.hook('create');
		expect(live()).toHaveLength(reading.newCallbacksHidden ? 2 : 1);
	});
});

describe('if only six events are accepted', () => {
	const sandbox = cleanSandbox({ readings: { sixEvents: true } });

	test('another one fails the publication with ECGrid’s words and leaves nothing', async () => {
		const node = await trigger(sandbox(), { events: ['Parcel', 'Invoice'] });
		await expect(node.hook('create')).rejects.toThrow(/InvalidParameter.*event: must be one of/);
		expect(sandbox().callbacks).toEqual([]);
	});
});

describe('if ECGrid reports more callbacks than it lists, whatever page is requested', () => {
	const sandbox = cleanSandbox({ readings: { pagesIgnored: true, longestPage: 2 } });
	const WARNING =
		/doesn't return its whole list of callbacks.*Delete the callback with the lower ID.*Callback → Delete/s;
	beforeEach(() => {
		for (let others = 0; others < 3; others++) {
			sandbox().addCallback({ url: `https://app.example.com/${others}`, event: 'Parcel' });
		}
	});
	const own = () => liveCallbacks(sandbox()).filter(({ url }) => url.includes('n8n.example.com'));

	test('publishes a workflow anyway, and the log says what to do if events arrive twice', async () => {
		const node = await trigger(sandbox(), { events });
		await publish(node);
		expect(own()).toHaveLength(2);
		expect(node.log).toEqual([{ level: 'warn', message: expect.stringMatching(WARNING) }]);
	});

	test('publishes, restarts and unpublishes without a second callback', async () => {
		const node = await trigger(sandbox(), { events });
		await publish(node);
		const restarted = await again(sandbox(), node, { events });
		expect(await restarted.hook('checkExists', 'init')).toBe(true);
		await publish(restarted);
		expect(own()).toHaveLength(2);
		await restarted.hook('delete');
		expect(own()).toEqual([]);
		expect(sandbox().callbacks).toHaveLength(3);
	});

	test('an unreadable list still fails the publication, and nothing is created', async () => {
		sandbox().fault('POST /v2/callbacks/queue-list', { body: '{"success":true,"data":{"count":3}}' });
		await expect((await trigger(sandbox())).hook('create')).rejects.toThrow(/can't read.*Tell whoever/);
		expect(own()).toEqual([]);
	});
});
