import { eventsOf } from '../../../../../nodes/EcGrid/trigger/event';
import { identityOfEvent } from '../../../../../nodes/EcGrid/trigger/identity';

const shapeB = {
	eventId: 550001,
	callBackQueueId: 7001,
	callBackEvent: 'InBox',
	parcelId: 987654321,
	eventDateTime: '2026-05-07T12:30:00Z',
	isTest: false,
};
const shapeA = { parcelId: 987654321, status: 'InBoxReady', created: '2026-05-07T12:30:00Z' };

const identity = (body: unknown, { owner = 'owner', event = 'Parcel' as string | undefined } = {}) =>
	identityOfEvent(owner, eventsOf(body, event)[0]!);

describe('a repeat is recognised', () => {
	test('by the event’s own id, whatever else changed in it', () => {
		expect(identity({ ...shapeB, attempt: 2 })).toBe(identity(shapeB));
	});

	test('by an id that came as text, or under the other name', () => {
		expect(identity({ ...shapeB, eventId: '550001' })).toBe(identity(shapeB));
		expect(identity({ callbackEventId: 550001 })).toBe(identity(shapeB));
	});

	test('without an id by its whole body', () => {
		expect(identity({ ...shapeA })).toBe(identity(shapeA));
		expect(identity(JSON.stringify(shapeA))).toBe(identity(JSON.stringify(shapeA)));
	});

	test('for other objects than parcels and interchanges, too', () => {
		const body = { objectId: 30001, created: '2026-05-07T12:30:00Z' };
		expect(identity(body, { event: 'Mailbox' })).toBeDefined();
		expect(identity({ ...body }, { event: 'Mailbox' })).toBe(identity(body, { event: 'Mailbox' }));
	});
});

describe('it is another event', () => {
	test.each<[string, object]>([
		['with another id', { eventId: 550002 }],
		['with an id that is too big for a number', { eventId: '9007199254740993' }],
	])('%s', (_, change) => expect(identity({ ...shapeB, ...change })).not.toBe(identity(shapeB)));

	test.each<[string, object]>([
		['at another time (reset to the inbox)', { created: '2026-05-07T12:30:01Z' }],
		['about another parcel', { parcelId: 987654322 }],
		['with another status', { status: 'InBoxTransferred' }],
	])('%s', (_, change) => expect(identity({ ...shapeA, ...change })).not.toBe(identity(shapeA)));

	test('for another node', () => {
		for (const body of [shapeA, shapeB]) {
			expect(identity(body, { owner: 'other' })).not.toBe(identity(body));
		}
	});

	test('for another callback of this node', () => {
		for (const body of [shapeA, shapeB]) {
			expect(identity(body, { event: 'Interchange' })).not.toBe(identity(body));
		}
	});

	test('if two big ids differ in the last digit only', () => {
		expect(identity({ eventId: '9007199254740993' })).not.toBe(identity({ eventId: '9007199254740992' }));
	});
});

describe('it always runs', () => {
	test.each<[string, unknown]>([
		['a test event', { ...shapeB, isTest: true }],
		['a test event under the other name', { ...shapeA, test: true }],
		['an empty body', {}],
		['nothing', ''],
		['null', null],
		['text', 'hello'],
		['a number', 7],
		['a body without a time', { parcelId: 987654321, status: 'InBoxReady' }],
		['a body without an object', { status: 'InBoxReady', created: '2026-05-07T12:30:00Z' }],
		['a body with an empty object', { ...shapeA, parcelId: 0 }],
		['a body with an empty time', { ...shapeA, created: '' }],
		['an event with an empty id and nothing else', { eventId: 0 }],
		['an event with an id that is no value', { eventId: { a: 1 } }],
	])('%s', (_, body) => expect(identity(body)).toBeUndefined());
});
