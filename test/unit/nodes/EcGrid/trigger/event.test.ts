import { eventsOf } from '../../../../../nodes/EcGrid/trigger/event';

const withoutPayload = (event: object) => ({ ...event, payload: undefined });

const lowerCase = (record: object) =>
	Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), String(value)]));

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

	test('reads names in any case', () => {
		const shouted = Object.fromEntries(
			Object.entries(shapeB).map(([key, value]) => [key.toUpperCase(), value]),
		);
		expect(only(shouted)).toEqual({ ...only(shapeB), payload: shouted });
	});

	test("doesn't turn 0, empty text or null into values", () => {
		const body = { parcelId: 987654321, interchangeId: 0, userId: 0, fileName: '', status: null, eventId: 0 };
		expect(only(body)).toEqual({ event: 'Parcel', parcelId: 987654321, isTest: false, payload: body });
	});
});

describe('source of each field', () => {
	test.each([
		['eventId', { callbackEventId: 5 }, 5],
		['eventId', { eventId: 4, callbackEventId: 5 }, 4],
		['callbackId', { callbackId: 6, callBackQueueId: 5 }, 6],
		['callbackId', { CallBackQueueID: '18446744073709551615' }, '18446744073709551615'],
		['parcelId', { objectId: 8 }, 8],
		['parcelId', { parcelId: 9, objectId: 8 }, 9],
		['parcelId', { parcelId: '987654321' }, 987654321],
		['networkId', { networkId: 3 }, 3],
		['occurredAt', { eventDateTime: 'w', eventDate: 'x' }, 'w'],
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
		'objectId of a %s event is neither a parcel nor an interchange',
		(event) => {
			const item = only({ objectId: 5 }, event);
			expect(item).not.toHaveProperty('parcelId');
			expect(item).not.toHaveProperty('interchangeId');
		},
	);

	test.each([
		[{ event: 'Mailbox' }, 'Mailbox'],
		[{ event: ' mailbox ' }, 'Mailbox'],
		[{ systemObject: 'User' }, 'User'],
		[{ systemObject: 'User', event: 'Mailbox' }, 'Mailbox'],
		[{ callBackEvent: 'InBox', systemObject: 'User' }, 'User'],
		[{ callBackEvent: 'InBox' }, 'Parcel'],
		[{ callBackEvent: 'outboxerror' }, 'Parcel'],
		[{ event: 'Something', callBackEvent: 'InBox' }, 'Parcel'],
		[{ callBackEvent: 'Something' }, 'Something'],
		[{ event: 'constructor' }, 'constructor'],
		[{}, undefined],
	])('without a registered event, %j is a %s event', (body, event) => {
		expect(eventsOf(body, undefined)[0]!.event).toBe(event);
	});
});

describe('an event named neither by the called URL nor by the body', () => {
	const about = (body: unknown) =>
		eventsOf(body, undefined, (callbackId) => `event of ${callbackId}`)[0]!.event;

	test.each([
		[{ callbackId: 7001 }, 'event of 7001'],
		[{ callBackQueueId: '7002' }, 'event of 7002'],
		[{}, 'event of undefined'],
		[{ callBackEvent: 'Something' }, 'event of undefined'],
	])('%j is the registered event', (body, event) => expect(about(body)).toBe(event));

	test('is the one in the body, if the body names it', () => {
		expect(about({ callbackId: 7001, callBackEvent: 'InBox' })).toBe('Parcel');
	});
});

describe("ECGrid's test events", () => {
	test.each([
		{ isTest: true },
		{ isTest: 'true' },
		{ isTest: 'True' },
		{ ISTEST: true },
		{ test: true },
		{ isTest: 0, test: true },
		{ isTest: 1 },
		{ isTest: '1' },
	])('%j is a test', (body) => expect(only(body).isTest).toBe(true));

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
	])("%j isn't a test", (body) => expect(only(body).isTest).toBe(false));
});

describe('other bodies', () => {
	test('reads JSON inside a JSON string and passes it on unchanged', () => {
		const body = JSON.stringify(shapeB);
		expect(only(body)).toEqual({ ...only(shapeB), payload: body });
	});

	test('reads raw text that contains a JSON string that contains JSON', () => {
		expect(only(JSON.stringify(JSON.stringify(shapeA)))).toMatchObject({ parcelId: 987654321 });
	});

	test('returns one event for each element of an array, in order', () => {
		expect(eventsOf([shapeA, shapeB], 'Parcel')).toEqual([only(shapeA), only(shapeB)]);
	});

	test('does the same for an array in a string', () => {
		expect(eventsOf(JSON.stringify([shapeA, shapeB]), 'Parcel')).toEqual([only(shapeA), only(shapeB)]);
	});

	test.each([{}, '', null, undefined, [], 'hello', '<xml/>', 5, true, '{"broken'])(
		'treats %j as an event without further details',
		(body) => expect(only(body)).toEqual({ event: 'Parcel', isTest: false, payload: body }),
	);

	const wrapped: Array<[string, unknown]> = [
		['text after a byte order mark', `\uFEFF${JSON.stringify(shapeB)}`],
		['text with spaces around it', ` \r\n${JSON.stringify(shapeB)}\n`],
		['{"data":{…}}', { data: shapeB }],
		['{"Data":"…"}', { Data: JSON.stringify(shapeB) }],
		['the field payload of a form', { payload: JSON.stringify(shapeB) }],
		['the field data of a form', { data: JSON.stringify(shapeB) }],
		['the field data of a form with many parts', { data: { payload: JSON.stringify(shapeB) }, files: {} }],
		['the text of a form', `payload=${encodeURIComponent(JSON.stringify(shapeB))}&x=1`],
		[
			'a form with a field for each value',
			Object.fromEntries(Object.entries(shapeB).map(([k, v]) => [k, `${v}`])),
		],
		['XML as parsed by n8n', { event: lowerCase(shapeB) }],
		['an envelope', { success: true, statusCode: 200, data: shapeB }],
		['a notification', { notification: shapeB }],
	];
	test.each(wrapped)('reads %s and passes it on unchanged', (_, body) => {
		const { payload, ...read } = only(body);
		const { payload: plain, ...expected } = only(shapeB);
		expect(read).toEqual(expected);
		expect(payload).toEqual(body);
		expect(plain).toEqual(shapeB);
	});

	test.each<[string, (list: unknown[]) => unknown]>([
		['{"events":[…]}', (events) => ({ events })],
		['{"EVENTS":[…]}', (EVENTS) => ({ EVENTS })],
		['{"data":[…]}', (data) => ({ data })],
		['{"data":{"Events":"…"}}', (list) => ({ data: { Events: JSON.stringify(list) } })],
		['XML as parsed by n8n', (event) => ({ events: { event } })],
		['a list in a list', (list) => [list]],
		['a list of texts', (list) => list.map((element) => JSON.stringify(element))],
		['a list of wrapped events', (list) => list.map((data) => ({ data }))],
	])('returns one event for each in %s', (_, wrap) => {
		expect(eventsOf(wrap([shapeA, shapeB]), 'Parcel').map(withoutPayload)).toEqual(
			[only(shapeA), only(shapeB)].map(withoutPayload),
		);
	});

	test('uses the fields around an event if the event itself lacks them', () => {
		const body = {
			eventId: 5,
			event: 'Parcel',
			created: 'y',
			status: 'ok',
			data: { parcelId: 9, created: 'x' },
		};
		expect(eventsOf(body, undefined)).toEqual([
			{ event: 'Parcel', eventId: 5, parcelId: 9, occurredAt: 'x', isTest: false, payload: body },
		]);
		expect(only({ isTest: true, events: [{ parcelId: 9 }] })).toMatchObject({ parcelId: 9, isTest: true });
	});

	test('an event that names its object is not a wrapper, whatever else it contains', () => {
		const body = { parcelId: 1, data: { parcelId: 2 }, events: [{ parcelId: 3 }] };
		expect(only(body)).toMatchObject({ parcelId: 1, payload: body });
	});

	test.each([{ data: {} }, { events: [] }, { data: null, message: 'hello' }, { event: { a: 1 } }])(
		'%j wraps nothing',
		(body) => expect(only(body)).toEqual({ event: 'Parcel', isTest: false, payload: body }),
	);

	test('a record that is wrapped five levels deep is read, and six levels deep is not', () => {
		const wrappedIn = (levels: number): unknown => (levels === 0 ? shapeA : { data: wrappedIn(levels - 1) });
		expect(only(wrappedIn(5))).toMatchObject({ parcelId: 987654321, status: 'InBoxReady' });
		expect(only(wrappedIn(6))).toEqual({ event: 'Parcel', isTest: false, payload: wrappedIn(6) });
	});

	test.each<[string, (element: object) => unknown]>([
		['a record', (element) => element],
		['a text', (element) => JSON.stringify(element)],
	])('in a list, %s that names no object keeps what it says, beside one that does', (_, written) => {
		const element = written({ status: 'Unknown', created: 'x' });
		const [unnamed, named] = eventsOf({ eventId: 5, events: [element, shapeA] }, 'Parcel');
		expect(unnamed).toEqual({
			event: 'Parcel',
			eventId: 5,
			status: 'Unknown',
			occurredAt: 'x',
			isTest: false,
			payload: element,
		});
		expect(named).toMatchObject({ eventId: 5, parcelId: 987654321, payload: shapeA });
	});

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

	describe('a body nested deeper than n8n can store', () => {
		const nest = (levels: number, inner: unknown) => {
			let value = inner;
			for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { value };
			return value;
		};

		test('is read and passed on with text in place of the part that is too deep', () => {
			const body = { ...shapeB, extra: nest(20_000, 'x') };
			const { payload, ...event } = only(body);
			expect(event).toEqual(withoutPayload(only(shapeB)));
			const text = JSON.stringify(payload);
			expect(text).toContain('left out: nested more than 100 levels deep');
			expect(text.length).toBeLessThan(2_000);
			expect(payload).toMatchObject(shapeB);
		});

		test("doesn't affect other events in the list", () => {
			const deep = { ...shapeA, extra: nest(20_000, 'x') };
			const events = eventsOf([shapeB, deep, shapeA], 'Parcel');
			expect(events.map(({ parcelId }) => parcelId)).toEqual([987654321, 987654321, 987654321]);
			expect([events[0]!.payload, events[2]!.payload]).toEqual([shapeB, shapeA]);
		});

		test('is unchanged up to a hundred levels', () => {
			const body = { ...shapeB, extra: nest(99, 'x') };
			expect(only(body).payload).toBe(body);
			expect(only({ ...shapeB, extra: nest(100, 'x') }).payload).not.toEqual({
				...shapeB,
				extra: nest(100, 'x'),
			});
		});

		test('and a file that contains itself, as n8n inserts it for an upload, cause no problem', () => {
			class Upload {
				stream = { of: this, and: [this, this] };
				toJSON = () => 'upload';
			}
			const body = { data: { payload: JSON.stringify(shapeB) }, files: { file: new Upload() } };
			expect(only(body)).toMatchObject({ parcelId: 987654321 });
		});
	});

	test('deep nesting causes no problem', () => {
		const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
		expect(() => eventsOf(deep, 'Parcel')).not.toThrow();
	});
});
