import { eventsOf } from '../../../../../nodes/EcGrid/trigger/event';
import { deduplicationKey } from '../../../../../nodes/EcGrid/trigger/deduplicationKey';

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
	deduplicationKey(owner, eventsOf(body, event)[0]!);

describe('recognizes a duplicate', () => {
	test('by the event’s own ID and everything else that distinguishes events', () => {
		expect(identity({ ...shapeB, attempt: 2 })).toBe(identity(shapeB));
		expect(identity({ ...shapeB, fileName: 'renamed.edi', somethingNew: [1] })).toBe(identity(shapeB));
	});

	test.each(['attempt', 'Attempts', 'retryCount', 'sentAt', 'lastAttempt', 'deliveryAttempt'])(
		'in either shape, whatever %s says about the delivery',
		(name) => {
			for (const shape of [shapeA, shapeB]) {
				const [first, second] = [
					{ ...shape, [name]: 1 },
					{ [name]: 2, ...shape },
				];
				expect(identity(first)).toBe(identity(second));
				expect(identity(first)).toBe(identity(shape));
			}
		},
	);

	test.each<[string, (body: unknown) => unknown]>([
		['in a text', (body) => JSON.stringify(body)],
		['in a text after a byte order mark', (body) => `\uFEFF${JSON.stringify(body)}`],
	])('in either shape, whether as JSON or %s', (_, written) => {
		for (const shape of [shapeA, shapeB]) expect(identity(written(shape))).toBe(identity(shape));
	});

	test('by an ID that arrives as text or under the other name', () => {
		expect(identity({ ...shapeB, eventId: '550001' })).toBe(identity(shapeB));
		const { eventId, ...rest } = shapeB;
		expect(identity({ callbackEventId: eventId, ...rest })).toBe(identity(shapeB));
	});

	test('without an ID, by its whole body', () => {
		expect(identity({ ...shapeA })).toBe(identity(shapeA));
		expect(identity(JSON.stringify(shapeA))).toBe(identity(JSON.stringify(shapeA)));
	});

	test('also for objects other than parcels and interchanges', () => {
		const body = { objectId: 30001, created: '2026-05-07T12:30:00Z' };
		expect(identity(body, { event: 'Mailbox' })).toBeDefined();
		expect(identity({ ...body }, { event: 'Mailbox' })).toBe(identity(body, { event: 'Mailbox' }));
	});
});

test.each(['eventId', 'parcelId'])('a long %s uses no more memory than a short one', (name) => {
	const body = { ...shapeB, [name]: 'E'.repeat(1_000_000) };
	const [event] = eventsOf(body, 'Parcel');
	const key = deduplicationKey('owner', event!)!;
	expect(key.length).toBeLessThan(500);
	const [other] = eventsOf({ ...body, [name]: `${'E'.repeat(999_999)}F` }, 'Parcel');
	expect(deduplicationKey('owner', other!)).not.toBe(key);
});

describe('treats as a different event', () => {
	test.each<[string, object]>([
		['with another ID', { eventId: 550002 }],
		['with an ID that is too big for a number', { eventId: '9007199254740993' }],
		["with the same ID (the registration's?) for another parcel", { parcelId: 987654322 }],
		['with the same ID for another interchange', { interchangeId: 1 }],
		['with the same ID for another object', { objectId: 1 }],
		['with the same ID for another user', { userId: 1 }],
		['with the same ID in another mailbox', { mailboxId: 30002 }],
		['with the same ID at another time', { eventDateTime: '2026-05-07T12:30:01Z' }],
		['with the same ID, for another event of the same parcel', { callBackEvent: 'ConfirmDelivery' }],
		['with the same ID and another status', { status: 'InBoxTransferred' }],
	])('%s', (_, change) => expect(identity({ ...shapeB, ...change })).not.toBe(identity(shapeB)));

	test.each<[string, object]>([
		['at another time (reset to the inbox)', { created: '2026-05-07T12:30:01Z' }],
		['for another parcel', { parcelId: 987654322 }],
		['with another status', { status: 'InBoxTransferred' }],
	])('%s', (_, change) => expect(identity({ ...shapeA, ...change })).not.toBe(identity(shapeA)));

	test.each([7001, undefined])("if its ID is the callback's or missing (%s): the body counts", (eventId) => {
		const one = { ...shapeB, eventId };
		expect(identity(one)).toBe(identity({ ...one, attempt: 2 }));
		expect(identity({ ...one, fileName: 'other.edi' })).not.toBe(identity(one));
		expect(identity({ ...one, eventDateTime: '' })).toBeUndefined();
	});

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

	test('if two big IDs differ only in the last digit', () => {
		expect(identity({ eventId: '9007199254740993' })).not.toBe(identity({ eventId: '9007199254740992' }));
	});
});

describe('always runs', () => {
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
		['an event with an empty ID and nothing else', { eventId: 0 }],
		['an event with an invalid ID', { eventId: { a: 1 } }],
		[
			'text nested too deep to serialize',
			JSON.stringify({ ...shapeA, deep: 0 }).replace(/0}$/, `${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
		],
	])('%s', (_, body) => expect(identity(body)).toBeUndefined());
});
