import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { basicLogin } from '../../../../../nodes/EcGrid/trigger/basic';
import { checkDigest, digestChallenge, digestParameters } from '../../../../../nodes/EcGrid/trigger/digest';
import { eventsOf } from '../../../../../nodes/EcGrid/trigger/event';
import { deduplicationKey } from '../../../../../nodes/EcGrid/trigger/deduplicationKey';
import { loginOf } from '../../../../../nodes/EcGrid/trigger/login';
import { receive } from '../../../../../nodes/EcGrid/trigger/receive';
import { full } from '../../../../quick';
import { contextOf } from './context';
import { digestHeader, nonceIn } from './digest-client';

const RUNS = { numRuns: full(10_000, 2_000) };

/** Jest's own `expect` is too slow for tens of thousands of cases. */
function must(holds: boolean, what: string): void {
	if (!holds) throw new Error(`Not so: ${what}`);
}

const REALM = 'n8n ECGrid Trigger';

const names = fc.constantFrom(
	'eventId',
	'EVENTID',
	'callbackEventId',
	'callbackId',
	'callBackQueueId',
	'event',
	'callBackEvent',
	'systemObject',
	'parcelId',
	'objectId',
	'interchangeId',
	'mailboxId',
	'networkId',
	'ecGridId',
	'status',
	'fileName',
	'eventDateTime',
	'created',
	'isTest',
	'test',
	'payload',
	'description',
	'code',
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'valueOf',
	'hasOwnProperty',
	'toJSON',
	'length',
	'',
);
const scalars = fc.oneof(
	fc.constantFrom<unknown>(
		null,
		true,
		false,
		0,
		-1,
		1e308,
		2 ** 53,
		'',
		'0',
		'true',
		'[]',
		'{}',
		'"{}"',
		'{"a":',
	),
	fc.string(),
	fc.integer(),
	fc.double(),
	fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
/** JSON as a stranger sends it: `__proto__` is an own key in it. */
const { json } = fc.letrec<{ json: unknown; record: unknown; list: unknown; text: unknown }>((tie) => ({
	json: fc.oneof({ maxDepth: 4, withCrossShrink: true }, scalars, tie('record'), tie('list'), tie('text')),
	record: fc
		.array(fc.tuple(names, tie('json')), { maxLength: 6 })
		.map(
			(pairs) =>
				JSON.parse(
					`{${pairs.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v) ?? 'null'}`).join()}}`,
				) as unknown,
		),
	list: fc.array(tie('json'), { maxLength: 4 }),
	text: tie('json').map((value) => JSON.stringify(value) ?? ''),
}));
const bodies = fc.oneof(
	json,
	fc.json(),
	fc.string(),
	fc.constant(undefined),
	fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('utf8')),
);

const builtIn = [Object, Array, Function, String, Number, Map].flatMap((type) => [
	...Object.getOwnPropertyNames(type.prototype).map((name) => [type.prototype, name] as const),
]);
const values = () =>
	builtIn.map(([prototype, name]) => Object.getOwnPropertyDescriptor(prototype, name)?.value);
const before = values();
const expectNoPollution = () => {
	expect(values()).toEqual(before);
	expect(Object.keys(Object.prototype)).toEqual([]);
	expect(({} as IDataObject).isTest).toBeUndefined();
};
afterEach(expectNoPollution);

describe('any body', () => {
	test('is read into events with only the promised names, without a crash', () => {
		const promised = [
			'event',
			'callbackId',
			'eventId',
			'parcelId',
			'interchangeId',
			'mailboxId',
			'networkId',
			'ecGridId',
			'status',
			'callbackEvent',
			'fileName',
			'occurredAt',
			'isTest',
			'payload',
		];
		fc.assert(
			fc.property(
				bodies,
				fc.option(fc.constantFrom('Parcel', 'Interchange', 'User'), { nil: undefined }),
				(body, event) => {
					const events = eventsOf(body, event);
					must(events.length > 0, 'an event');
					for (const item of events) {
						for (const name of Object.keys(item)) if (!promised.includes(name)) throw new Error(name);
						must(Object.getPrototypeOf(item) === Object.prototype, 'a plain object');
						must(typeof item.isTest === 'boolean', 'isTest');
						must(!event || item.event === event, 'event');
						for (const name of ['callbackId', 'eventId', 'parcelId', 'mailboxId']) {
							must(['undefined', 'number', 'string'].includes(typeof item[name]), name);
						}
						for (const name of ['status', 'callbackEvent', 'fileName', 'occurredAt', 'event']) {
							must(['undefined', 'string'].includes(typeof item[name]), name);
						}
						must(typeof JSON.stringify(item) === 'string', 'can be stored');
					}
				},
			),
			RUNS,
		);
		expectNoPollution();
	}, 20_000);

	test('is distinguished from others by text or not at all, and tests never are', () => {
		fc.assert(
			fc.property(bodies, (body) => {
				for (const event of eventsOf(body, 'Parcel')) {
					const identity = deduplicationKey('owner', event);
					must(!event.isTest || identity === undefined, 'a test is told from no other');
					must(deduplicationKey('owner', event) === identity, 'the same each time');
					must(['undefined', 'string'].includes(typeof identity), 'text');
				}
			}),
			RUNS,
		);
	}, 20_000);

	test('leaves the body unchanged', () => {
		fc.assert(
			fc.property(bodies, (body) => {
				const copy = structuredClone(body);
				eventsOf(body, 'Parcel');
				expect(body).toEqual(copy);
			}),
			{ numRuns: 2_000 },
		);
	}, 20_000);
});

describe('large and unusual bodies', () => {
	/**
	 * Measured in CPU time, because other tests run at the same time. More than linear time means minutes here.
	 */
	test("long text around many events isn't repeated in each", () => {
		const long = { callBackEvent: { code: 'x' }, mailboxId: '1', networkId: ' ', created: 'x', test: 'x' };
		const around = JSON.parse(
			JSON.stringify(long).replace(/"(x|1| )"/g, (_, letter: string) => `"${letter.repeat(1_000_000)}"`),
		) as object;
		const events = Array.from({ length: 2_000 }, (_, index) => ({ parcelId: index + 1 }));
		const began = process.cpuUsage().user;
		const items = eventsOf({ ...around, ecGridId: 5, events }, 'Parcel');
		expect(process.cpuUsage().user - began).toBeLessThan(5_000_000);
		expect(items).toHaveLength(2_000);
		expect(items[1_999]).toEqual({
			event: 'Parcel',
			parcelId: 2_000,
			ecGridId: 5,
			isTest: false,
			payload: { parcelId: 2_000 },
		});
	});

	test('text of 1,000 characters around events is in each of them, and text of 1,001 in none', () => {
		const events = [{ parcelId: 1 }, { parcelId: 2 }];
		for (const [length, shared] of [
			[1_000, 'x'.repeat(1_000)],
			[1_001, undefined],
		] as const) {
			const items = eventsOf({ created: 'x'.repeat(length), events }, 'Parcel');
			expect(items.map(({ occurredAt }) => occurredAt)).toEqual([shared, shared]);
		}
	});

	const quickly = (work: () => void, ms = 10_000) => {
		const since = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(since);
		expect((user + system) / 1_000).toBeLessThan(ms);
	};
	const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

	test.each<[string, () => unknown]>([
		['no bytes', () => ''],
		['16 MB of text', () => 'x'.repeat(16_000_000)],
		['5 MB of JSON in one text', () => JSON.stringify({ eventId: 1, fileName: 'x'.repeat(5_000_000) })],
		['5 MB of quotes', () => '"'.repeat(5_000_000)],
		['5 MB of spaces', () => ' '.repeat(5_000_000)],
		['5 MB of digits', () => '1'.repeat(5_000_000)],
		['10,000 events', () => Array.from({ length: 10_000 }, (_, eventId) => ({ eventId }))],
		['8 million numbers', () => Array<number>(8_000_000).fill(0)],
		[
			'5 MB of names',
			() => Object.fromEntries(Array.from({ length: 450_000 }, (_, index) => [`n${index}`, 1])),
		],
		['lists 5,000 deep', () => JSON.parse(nested(5_000, '[', ']')) as unknown],
		['a million nested lists, as text', () => nested(1_000_000, '[', ']')],
		[
			'objects 5,000 deep',
			() => JSON.parse(`${'{"payload":'.repeat(5_000)}1${'}'.repeat(5_000)}`) as unknown,
		],
		[
			'an endless text in a text',
			() => Array.from({ length: 12 }).reduce<string>((text) => JSON.stringify(text), '{}'),
		],
	])('%s: read quickly', (_, make) => {
		const body = make();
		quickly(() => {
			for (const event of eventsOf(body, 'Parcel')) deduplicationKey('owner', event);
		});
	});
});

test.each<[string, (count: number) => unknown]>([
	['numbers', (count) => Array<number>(count).fill(0)],
	['events', (count) => Array.from({ length: count }, (_, eventId) => ({ eventId }))],
	[
		'events in lists',
		(count) => Array.from({ length: count / 2 }, (_, eventId) => [{ eventId }, { eventId }]),
	],
	[
		'events in text',
		(count) => JSON.stringify({ data: Array.from({ length: count }, (_, eventId) => ({ eventId })) }),
	],
])("a list of 10,000 or more %s isn't a list of events: one item contains all of it", (_, make) => {
	const list = make(20_000);
	expect(eventsOf(list, 'Parcel')).toEqual([{ event: 'Parcel', isTest: false, payload: list }]);
	expect(eventsOf(make(1_000), 'Parcel').length).toBeGreaterThanOrEqual(500);
});

test("a body that is too deep to compare can't be distinguished from others, and doesn't crash", () => {
	const deep = `{"parcelId":1,"created":"2026-05-07","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
	for (const body of [deep, JSON.parse(deep)]) {
		const [event] = eventsOf(body, 'Parcel');
		expect(() => deduplicationKey('owner', event!)).not.toThrow();
	}
});

test.each(['toString', 'valueOf', '__proto__', 'constructor', 'toJSON'])(
	"a field that contains an object with its own %s doesn't crash",
	(name) => {
		const odd = JSON.parse(`{"${name}":0}`) as unknown;
		for (const value of [odd, [odd], { a: odd }]) {
			const fields = ['isTest', 'test', 'eventId', 'status', 'created', 'parcelId', 'event', 'fileName'];
			const body = Object.fromEntries(fields.map((field) => [field, value]));
			expect(eventsOf(body, undefined)).toMatchObject([{ isTest: false }]);
		}
	},
);

/** A node's `webhook()` without the rest of n8n. */
async function knock(headers: IDataObject, body: unknown, authentication: string) {
	const answer: { status?: number; headers?: IDataObject } = {};
	const response = Object.assign(new EventEmitter(), {
		statusCode: 200,
		writableEnded: true,
		status: (status: number) => Object.assign(response, { statusCode: (answer.status = status) }),
		set: (given: IDataObject) => Object.assign(response, { _: (answer.headers = given) }),
		json: () => response,
	});
	const context = {
		...contextOf(),
		getNodeParameter: (name: string, otherwise: unknown) =>
			name === 'authentication' ? authentication : otherwise,
		getHeaderData: () => headers,
		getQueryData: () => ({ event: 'Parcel' }),
		getRequestObject: () => ({ method: 'POST', body }),
		getResponseObject: () => response,
		getMode: () => 'webhook',
		getWorkflowStaticData: () => ({}),
		logger: { error: () => undefined },
	} as unknown as IWebhookFunctions;
	const result = await receive(context);
	response.emit('finish');
	response.emit('close');
	return { answer, result };
}

const pieces = fc.constantFrom(
	'Basic',
	'basic ',
	'Digest',
	'Digest ',
	'username',
	'realm',
	'nonce',
	'uri',
	'nc',
	'cnonce',
	'qop',
	'response',
	'algorithm',
	'=',
	'"',
	'\\"',
	'\\',
	',',
	' ',
	':',
	'auth',
	'MD5',
	'SHA-256',
	REALM,
	'00000001',
	'YTpi',
	'__proto__',
	'constructor',
	'\t',
	'\r\n',
	'\0',
	'ü',
	'=""',
	'="x"',
	', ',
);
const headers = fc.oneof(
	fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
	fc.array(pieces, { maxLength: 40 }).map((parts) => `Digest ${parts.join('')}`),
	fc.base64String().map((text) => `Basic ${text}`),
	fc.string().map((text) => `Basic ${Buffer.from(text).toString('base64')}`),
	fc.string(),
	fc.dictionary(pieces, fc.string()).map(
		(fields) =>
			`Digest ${Object.entries(fields)
				.map(([k, v]) => `${k}="${v}"`)
				.join(', ')}`,
	),
);

describe('any Authorization header', () => {
	test('is read as a Basic login or as none', () => {
		fc.assert(
			fc.property(headers, (header) => {
				const login = basicLogin(header);
				if (login)
					must(
						[login.username, login.password].every((part) => typeof part === 'string'),
						'text',
					);
			}),
			RUNS,
		);
		fc.assert(
			fc.property(
				fc.string().filter((name) => !name.includes(':')),
				fc.string(),
				(username, password) => {
					const encoded = Buffer.from(`${username}:${password}`).toString('base64');
					const [user, word] = [username, password].map((text) => Buffer.from(text).toString('utf8'));
					expect(basicLogin(`Basic ${encoded}`)).toEqual({ username: user, password: word });
				},
			),
			RUNS,
		);
	}, 20_000);

	test('is read as Digest parameters or as none, and accepted only from a caller who knows the login', () => {
		const nonceKey = 'key';
		const nonce = nonceIn(digestChallenge(REALM, nonceKey, false));
		const login = { username: 'n8n-abc', password: 'Ec1-secret' };
		fc.assert(
			fc.property(headers, (header) => {
				const parameters = digestParameters(header);
				for (const value of parameters?.values() ?? []) must(typeof value === 'string', 'text');
				must(checkDigest(header, 'POST', REALM, [nonceKey], [login]).verdict === 'refused', 'refused');
			}),
			RUNS,
		);
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (username, password, cnonce) => {
				const guess = { username, password, cnonce, realm: REALM, nonce };
				must(
					checkDigest(digestHeader(guess), 'POST', REALM, [nonceKey], [login]).verdict === 'refused',
					'refused',
				);
			}),
			RUNS,
		);
	}, 20_000);

	test('that was correct is refused after any one character is changed', () => {
		const nonceKey = 'key';
		const nonce = nonceIn(digestChallenge(REALM, nonceKey, false));
		const login = { username: 'n8n-abc', password: 'Ec1-secret' };
		const header = digestHeader({ ...login, realm: REALM, nonce });
		const from = header.indexOf('nonce=');
		fc.assert(
			fc.property(
				fc.integer({ min: from, max: header.length - 1 }),
				fc.integer({ min: 33, max: 126 }),
				(at, code) => {
					const changed = header.slice(0, at) + String.fromCharCode(code) + header.slice(at + 1);
					const same = digestParameters(changed);
					const original = digestParameters(header)!;
					const relevant = ['nonce', 'uri', 'nc', 'cnonce', 'qop', 'realm', 'algorithm', 'response'];
					fc.pre(
						relevant.some((name) => same?.get(name)?.toLowerCase() !== original.get(name)!.toLowerCase()),
					);
					must(checkDigest(changed, 'POST', REALM, [nonceKey], [login]).verdict === 'refused', 'refused');
				},
			),
			RUNS,
		);
	}, 20_000);

	test.each(['basic', 'digest', 'unknown', 'constructor', '__proto__'])(
		'starts nothing for a stranger (%s)',
		async (authentication) => {
			const real = await loginOf(contextOf());
			await fc.assert(
				fc.asyncProperty(fc.option(headers, { nil: undefined }), bodies, async (authorization, body) => {
					const { answer, result } = await knock({ authorization }, body, authentication);
					if (result.workflowData || result.webhookResponse || answer.status !== 401)
						throw new Error('came in');
					if (!answer.headers?.['WWW-Authenticate']) throw new Error('no challenge');
					if (JSON.stringify(answer).includes(real.password)) throw new Error('password shown');
				}),
				RUNS,
			);
		},
		20_000,
	);

	test.each<[string, unknown]>([
		['two headers', ['Basic YTpi', 'Basic YTpi']],
		['two headers in one', 'Basic YTpi, Basic YTpi'],
		['an empty one', ''],
		['none', undefined],
		['a number', 7],
		['an object', { toString: () => 'Basic YTpi' }],
		['null', null],
	])('may be %s: a stranger stays out', async (_, authorization) => {
		for (const authentication of ['basic', 'digest']) {
			const { answer, result } = await knock({ authorization } as IDataObject, {}, authentication);
			expect(result.workflowData).toBeUndefined();
			expect([401, 503]).toContain(answer.status);
		}
	});
});
