import { eventsOf } from '../../../../../nodes/EcGrid/trigger/event';

const only = (body: unknown, registered: string | undefined = 'Parcel') => {
	const events = eventsOf(body, registered);
	expect(events).toHaveLength(1);
	return events[0]!;
};

const shapeA = { parcelId: 987654321, status: 'InBoxReady', created: '2026-05-07T12:30:00Z' };
const shapeB = {
	eventId: 550001,
	callBackQueueId: 7001,
	callBackEvent: 'InBox',
	ecGridId: 820003,
	mailboxId: 30001,
	parcelId: 987654321,
	fileName: 'po-850.edi',
	eventDateTime: '2026-05-07T12:30:00Z',
	isTest: false,
};

describe('the documented bodies', () => {
	test('shape A (rest-api/callbacks/get-event-by-id)', () => {
		expect(only(shapeA)).toEqual({
			event: 'Parcel',
			parcelId: 987654321,
			status: 'InBoxReady',
			occurredAt: '2026-05-07T12:30:00Z',
			isTest: false,
			payload: shapeA,
		});
	});

	test('shape B (common-operations/configure-callbacks)', () => {
		expect(only(shapeB)).toEqual({
			event: 'Parcel',
			callbackId: 7001,
			eventId: 550001,
			parcelId: 987654321,
			mailboxId: 30001,
			ecGridId: 820003,
			callbackEvent: 'InBox',
			fileName: 'po-850.edi',
			occurredAt: '2026-05-07T12:30:00Z',
			isTest: false,
			payload: shapeB,
		});
	});

	test('names are read whatever the case of their letters', () => {
		const shouted = Object.fromEntries(
			Object.entries(shapeB).map(([key, value]) => [key.toUpperCase(), value]),
		);
		expect(only(shouted)).toEqual({ ...only(shapeB), payload: shouted });
	});

	test('0, empty text and null are not invented as values', () => {
		const body = { parcelId: 987654321, interchangeId: 0, userId: 0, fileName: '', status: null, eventId: 0 };
		expect(only(body)).toEqual({ event: 'Parcel', parcelId: 987654321, isTest: false, payload: body });
	});
});

describe('where each field is found', () => {
	test.each([
		['eventId', { callbackEventId: 5 }, 5],
		['eventId', { eventId: 4, callbackEventId: 5 }, 4],
		['callbackId', { callbackId: 6, callBackQueueId: 5 }, 6],
		['callbackId', { CallBackQueueID: '18446744073709551615' }, '18446744073709551615'],
		['parcelId', { objectId: 8 }, 8],
		['parcelId', { parcelId: 9, objectId: 8 }, 9],
		['parcelId', { parcelId: '987654321' }, 987654321],
		['networkId', { networkId: 3 }, 3],
		['occurredAt', { eventDate: 'x', created: 'y' }, 'x'],
		['occurredAt', { created: 'y' }, 'y'],
		['status', { status: { code: 4000, description: 'Delivered' } }, 'Delivered'],
	])('%s in %j', (name, body, value) => expect(only(body)[name]).toBe(value));

	test('objectId is the interchange of an Interchange event', () => {
		expect(only({ objectId: 445500001 }, 'Interchange')).toEqual({
			event: 'Interchange',
			interchangeId: 445500001,
			isTest: false,
			payload: { objectId: 445500001 },
		});
	});

	test.each(['User', 'Mailbox', 'Network', 'Interconnect'])(
		'objectId of a %s event is neither parcel nor interchange',
		(event) => {
			const item = only({ objectId: 5 }, event);
			expect(item).not.toHaveProperty('parcelId');
			expect(item).not.toHaveProperty('interchangeId');
		},
	);

	test.each([
		[{ event: 'Mailbox' }, 'Mailbox'],
		[{ systemObject: 'User' }, 'User'],
		[{ callBackEvent: 'InBox' }, 'InBox'],
		[{}, undefined],
	])('without a registered event, %j is a %s event', (body, event) => {
		expect(eventsOf(body, undefined)[0]!.event).toBe(event);
	});
});

describe('tests of ECGrid', () => {
	test.each([
		{ isTest: true },
		{ isTest: 'true' },
		{ isTest: 'True' },
		{ ISTEST: true },
		{ test: true },
		{ isTest: 0, test: true },
		{ isTest: 1 },
		{ isTest: '1' },
	])('%j is one', (body) => expect(only(body).isTest).toBe(true));

	test.each([
		{},
		{ isTest: false },
		{ isTest: 'false' },
		{ isTest: '' },
		{ isTest: null },
		{ isTest: 0 },
		{ isTest: '0' },
		{ isTest: 'no' },
		{ isTest: false, test: true },
	])('%j is none', (body) => expect(only(body).isTest).toBe(false));
});

describe('other bodies', () => {
	test('JSON inside a JSON string is read, and handed on as it came', () => {
		const body = JSON.stringify(shapeB);
		expect(only(body)).toEqual({ ...only(shapeB), payload: body });
	});

	test('a raw text that holds a JSON string that holds JSON is read', () => {
		expect(only(JSON.stringify(JSON.stringify(shapeA)))).toMatchObject({ parcelId: 987654321 });
	});

	test('an array gives one event for each element, in order', () => {
		expect(eventsOf([shapeA, shapeB], 'Parcel')).toEqual([only(shapeA), only(shapeB)]);
	});

	test('an array in a string does so, too', () => {
		expect(eventsOf(JSON.stringify([shapeA, shapeB]), 'Parcel')).toEqual([only(shapeA), only(shapeB)]);
	});

	test.each([{}, '', null, undefined, [], 'hello', '<xml/>', 5, true, '{"broken'])(
		'%j is an event of which nothing more is known',
		(body) => expect(only(body)).toEqual({ event: 'Parcel', isTest: false, payload: body }),
	);

	test('elements of an array that are no objects do not hide the others', () => {
		expect(eventsOf([null, 'x', shapeA], 'Parcel')[2]).toEqual(only(shapeA));
	});

	test.each([
		'{"__proto__":{"isTest":true,"parcelId":1},"parcelId":987654321}',
		'{"constructor":{"prototype":{"isTest":true}},"parcelId":987654321}',
		'{"hasOwnProperty":1,"toString":2,"parcelId":987654321}',
	])('hostile names change nothing: %s', (json) => {
		const item = only(JSON.parse(json));
		expect(item).toMatchObject({ parcelId: 987654321, isTest: false });
		expect({} as Record<string, unknown>).not.toHaveProperty('isTest');
		expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
	});

	test('deep nesting is no trouble', () => {
		const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
		expect(() => eventsOf(deep, 'Parcel')).not.toThrow();
	});
});
