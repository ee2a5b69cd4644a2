import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Caller } from '../../sandbox';
import { bodyForms, urlChanges } from '../../sandbox/types';
import type { TriggerNode, WebhookRequest } from './n8n';
import { again, cleanSandbox, publish, trigger } from './setup';
import { webhookCertificate, webhookServer } from './webhook-server';

const sandbox = cleanSandbox();

const basic = (username: string, password: string) =>
	`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** The header that ECGrid would send, for the login it was last given. */
const header = () => {
	const { username, password } = sandbox().callbacks.at(-1)!;
	return basic(username!, password!);
};

const published = async (parameters: INodeParameters = {}) => {
	const node = await trigger(sandbox(), parameters);
	await publish(node);
	return node;
};

let eventId = 1;
const arrival = (fields: object = {}) => ({
	eventId: eventId++,
	callBackQueueId: 7001,
	callBackEvent: 'InBox',
	ecGridId: 820003,
	mailboxId: 30001,
	parcelId: 987654321,
	fileName: 'po-850.edi',
	eventDateTime: '2026-05-07T12:30:00Z',
	isTest: false,
	...fields,
});

const deliver = async (node: TriggerNode, body: unknown, request: WebhookRequest = {}) =>
	await node.deliver({
		body,
		headers: { authorization: header() },
		query: { event: 'Parcel' },
		...request,
	});

describe('a delivery with the correct login', () => {
	test('starts the workflow with one item as the README describes, and the body unchanged', async () => {
		const body = arrival();
		const { answer, items } = await deliver(await published(), body);
		expect(items).toEqual([
			{
				event: 'Parcel',
				callbackId: 7001,
				eventId: body.eventId,
				parcelId: 987654321,
				mailboxId: 30001,
				ecGridId: 820003,
				callbackEvent: 'InBox',
				fileName: 'po-850.edi',
				occurredAt: '2026-05-07T12:30:00Z',
				isTest: false,
				payload: body,
			},
		]);
		expect(answer).toEqual({ status: 200, body: { received: true } });
	});

	test('passes on values that contain the API key and the login', async () => {
		const node = await published();
		const { username, password } = sandbox().callbacks.at(-1)!;
		const body = arrival({ fileName: `${sandbox().apiKey} ${username} ${password}` });
		const { items } = await deliver(node, body);
		expect(items).toMatchObject([{ fileName: body.fileName, payload: body }]);
	});

	test('works in the other documented shape too', async () => {
		const body = { parcelId: 987654321, status: 'InBoxReady', created: new Date().toISOString() };
		const { items } = await deliver(await published(), body);
		expect(items).toEqual([
			{
				event: 'Parcel',
				parcelId: 987654321,
				status: 'InBoxReady',
				occurredAt: body.created,
				isTest: false,
				payload: body,
			},
		]);
	});

	test('sends nothing to ECGrid and writes nothing', async () => {
		const node = await published();
		const stored = JSON.stringify(node.staticData());
		sandbox().clearRequests();
		await deliver(node, arrival());
		expect(sandbox().requests).toEqual([]);
		expect(JSON.stringify(node.staticData())).toBe(stored);
	});

	test('is attributed by the called URL', async () => {
		const node = await published({ events: ['Interchange'] });
		const body = { objectId: 445500000 + eventId++, created: new Date().toISOString() };
		const { items } = await deliver(node, body, { query: { event: 'Interchange' } });
		expect(items).toMatchObject([{ event: 'Interchange', interchangeId: body.objectId }]);
	});

	test.each<[string, WebhookRequest]>([
		['an empty body', { body: {} }],
		['no body', { body: undefined }],
		['an empty raw body', { body: undefined, rawBody: Buffer.alloc(0) }],
		['an empty list', { body: [] }],
		['a text', { body: 'hello' }],
		['another content type', { body: undefined, rawBody: Buffer.from('<event id="1"/>') }],
		['no query', { body: { x: 1 }, query: {} }],
		['a query with two events', { body: {}, query: { event: ['Parcel', 'User'] } }],
		['hostile names', { body: JSON.parse('{"__proto__":{"isTest":true},"constructor":1}') }],
	])('with %s starts the workflow and is answered 200', async (_, request) => {
		const { answer, items } = await deliver(await published(), undefined, request);
		expect(answer.status).toBe(200);
		expect(items).toHaveLength(1);
	});

	test('a list returns one item for each element, in one execution', async () => {
		const { items } = await deliver(await published(), [arrival({ parcelId: 1 }), arrival({ parcelId: 2 })]);
		expect(items).toMatchObject([{ parcelId: 1 }, { parcelId: 2 }]);
	});

	test('reads JSON that arrives as raw text', async () => {
		const rawBody = Buffer.from(JSON.stringify(arrival({ fileName: 'ünï.edi' })));
		const { items } = await deliver(await published(), undefined, { body: undefined, rawBody });
		expect(items).toMatchObject([{ event: 'Parcel', parcelId: 987654321, fileName: 'ünï.edi' }]);
	});

	test("keeps an ID too big for a number as ECGrid's text, in its field and in the payload, and tells events apart by it", async () => {
		const node = await published();
		const ids = ['9007199254740992', '9007199254740993', '9223372036854775807'];
		for (const id of ids) {
			const json = `{"parcelId":${id},"callBackEvent":"InBox","eventDateTime":"2026-05-07T12:30:00Z"}`;
			const { items } = await deliver(node, JSON.parse(json), { rawBody: Buffer.from(json) });
			expect(items).toMatchObject([{ parcelId: id, payload: { parcelId: id } }]);
		}
	});

	test('answers 413 to a body bigger than n8n accepts, even if the node has it read', async () => {
		const readRawBody = async () => {
			throw Object.assign(new Error('request entity too large'), { status: 413 });
		};
		const { answer, result } = await deliver(await published(), undefined, { body: undefined, readRawBody });
		expect(answer).toMatchObject({ status: 413, body: { message: expect.stringContaining('PAYLOAD_SIZE') } });
		expect(result.workflowData).toBeUndefined();
	});

	test("doesn't call a body that breaks off too big: the call fails and starts nothing", async () => {
		const readRawBody = async () => {
			throw Object.assign(new Error('request aborted'), { status: 400 });
		};
		const call = deliver(await published(), undefined, { body: undefined, readRawBody });
		await expect(call).rejects.toThrow('request aborted');
	});
});

describe('a caller without the correct login', () => {
	const login = () => sandbox().callbacks.at(-1)!;
	test.each<[string, () => string | undefined]>([
		['no login', () => undefined],
		['an empty header', () => ''],
		['a wrong password', () => basic(login().username!, 'Ec1-wrong')],
		['a wrong user name', () => basic('admin', login().password!)],
		['the password in another case', () => basic(login().username!, login().password!.toLowerCase())],
		['the password and additional text', () => basic(login().username!, `${login().password}x`)],
		['an empty login', () => basic('', '')],
		['the API key', () => basic(login().username!, sandbox().apiKey)],
		['a bearer token', () => `Bearer ${login().password}`],
		['a Digest header', () => `Digest username="${login().username}", response="x", nonce="x", uri="/"`],
		['broken Base64', () => 'Basic %%%%'],
		['Base64 without a colon', () => `Basic ${Buffer.from(login().password!).toString('base64')}`],
	])('(%s) is answered 401 with a challenge and starts nothing', async (_, authorization) => {
		const node = await published();
		const { answer, result, items } = await deliver(node, arrival(), {
			headers: { authorization: authorization() },
		});
		expect(items).toBeUndefined();
		expect(result).toEqual({ noWebhookResponse: true });
		expect(answer.status).toBe(401);
		expect(answer.body).toEqual({
			received: false,
			message: 'Only ECGrid may call this address, with the login it was given.',
		});
		expect(answer.headers).toMatchObject({
			'WWW-Authenticate': expect.stringMatching(/^Basic realm="[^"]+"/),
		});
		expect(JSON.stringify(answer)).not.toContain(login().password);
	});

	test("the stored verifier doesn't let anyone in", async () => {
		const node = await published();
		const verifier = /"verifier":"([^"]+)"/.exec(JSON.stringify(node.staticData()))![1]!;
		const { answer } = await deliver(node, arrival(), {
			headers: { authorization: basic(login().username!, verifier) },
		});
		expect(answer.status).toBe(401);
	});

	test("another node's login doesn't let anyone in", async () => {
		const other = await trigger(
			sandbox(),
			{},
			{ nodeId: 'other', webhookBaseUrl: 'https://o.example.com/webhook' },
		);
		await publish(other);
		const foreign = header();
		const node = await published();
		expect((await deliver(node, arrival(), { headers: { authorization: foreign } })).answer.status).toBe(401);
	});

	test("the login that an imported workflow brought along doesn't let anyone in", async () => {
		const original = await published();
		const copy = await again(sandbox(), original, {}, { workflowId: 'workflow-2' });
		expect((await deliver(copy, arrival())).answer.status).toBe(401);
	});

	test('without a key in the credential, nobody gets in with a login derived from public names', async () => {
		const node = await trigger(sandbox(), {}, { credentials: { apiKey: '', baseUrl: sandbox().url } });
		const { answer, items } = await node.deliver({
			body: arrival(),
			headers: { authorization: basic('n8n', 'x') },
		});
		expect(items).toBeUndefined();
		expect([401, 503]).toContain(answer.status);
	});

	test("a refused delivery doesn't count as seen: the next one with the correct login gets through", async () => {
		const node = await published();
		const body = arrival();
		await deliver(node, body, { headers: {} });
		expect((await deliver(node, body)).items).toHaveLength(1);
	});
});

describe('who is let in during changes', () => {
	test('ECGrid with the login it was given, even if the API key was rotated', async () => {
		const node = await published();
		const former = header();
		sandbox().setApiKey('key-after-rotation');
		const rotated = await again(sandbox(), node);
		expect((await deliver(rotated, arrival(), { headers: { authorization: former } })).items).toHaveLength(1);
	});

	test('and the new login after the callback was re-asserted, but no longer the former one', async () => {
		const node = await published();
		const former = header();
		sandbox().setApiKey('key-after-rotation');
		const rotated = await again(sandbox(), node);
		await publish(rotated);
		expect((await deliver(rotated, arrival())).items).toHaveLength(1);
		const { answer } = await deliver(rotated, arrival(), { headers: { authorization: former } });
		expect(answer.status).toBe(401);
	});

	test('ECGrid while the registration is still running and nothing is stored', async () => {
		await published();
		const notSavedYet = await trigger(sandbox());
		expect((await deliver(notSavedYet, arrival())).items).toHaveLength(1);
	});

	test('everyone, if the person chose no authentication', async () => {
		const node = await published({ authentication: 'none' });
		const { answer, items } = await deliver(node, arrival(), { headers: {} });
		expect(items).toHaveLength(1);
		expect(answer).toMatchObject({ status: 200, body: { received: true } });
	});

	test('everyone can then make the real event a duplicate by sending it first', async () => {
		const node = await published({ authentication: 'none' });
		const body = arrival();
		await deliver(node, body, { headers: {} });
		const { answer, items } = await deliver(node, body);
		expect(items).toBeUndefined();
		expect(answer).toEqual({ status: 200, body: { received: true, repeated: true } });
	});

	test("nobody while the login can't be checked, and ECGrid is asked to retry", async () => {
		const credentials = { apiKey: undefined as never, baseUrl: 'x' };
		const node = await trigger(sandbox(), {}, { credentials, nodeId: 'never-checked-before' });
		const { answer, items } = await node.deliver({
			body: arrival(),
			headers: { authorization: basic('a', 'b') },
		});
		expect(items).toBeUndefined();
		expect(answer).toMatchObject({ status: 503, body: { received: false } });
	});
});

describe('unwanted events are answered 200 and dropped', () => {
	const fate = async (parameters: INodeParameters, body: unknown, event = 'Parcel') => {
		const { answer, items } = await deliver(await published(parameters), body, { query: { event } });
		expect(answer).toEqual({ status: 200, body: { received: true, ...(!items && { ignored: true }) } });
		return items?.length ?? 0;
	};

	test.each([
		['an arrival, by default', {}, { callBackEvent: 'InBox' }, 1],
		['a dispatch, by default', {}, { callBackEvent: 'OutBox' }, 0],
		['an error, by default', {}, { callBackEvent: 'InBoxError' }, 0],
		['a dispatch, if chosen', { parcelEvents: ['OutBox'] }, { callBackEvent: 'OutBox' }, 1],
		['anything, if nothing is chosen', { parcelEvents: [] }, { callBackEvent: 'ConfirmDelivery' }, 1],
		['a sent parcel, identified by its status', {}, { callBackEvent: '', status: 'outboxAcknowledged' }, 0],
		['an arrived parcel, identified by its status', {}, { callBackEvent: '', status: 'InBoxReady' }, 1],
		['one that does not say', {}, { callBackEvent: '' }, 1],
	])('%s', async (_, parameters, fields, runs) => {
		expect(await fate(parameters, arrival(fields))).toBe(runs);
	});

	test("doesn't filter events of other callbacks", async () => {
		const body = arrival({ callBackEvent: 'OutBox' });
		expect(await fate({ events: ['Mailbox', 'Parcel'] }, body, 'Mailbox')).toBe(1);
	});

	test.each([
		[false, true, 1],
		[true, true, 0],
		[true, false, 1],
	])('ignore tests %s, and a test %s: %d run', async (ignoreTestEvents, isTest, runs) => {
		expect(await fate({ options: { ignoreTestEvents } }, arrival({ isTest }))).toBe(runs);
	});

	test('the wanted events of a list start the workflow', async () => {
		const { items } = await deliver(await published({ options: { ignoreTestEvents: true } }), [
			arrival({ parcelId: 1, callBackEvent: 'OutBox' }),
			arrival({ parcelId: 2 }),
			arrival({ parcelId: 3, isTest: true }),
		]);
		expect(items).toMatchObject([{ parcelId: 2 }]);
	});
});

/** Fires a parcel at an ECGrid that calls this way. */
async function arrivalBy(caller: Caller, parameters: INodeParameters = {}) {
	const n8n = await webhookServer();
	const ecgrid = await startSandbox({
		caller,
		retry: { attempts: 1 },
		deliveryCa: await webhookCertificate(),
	});
	try {
		const node = await trigger(ecgrid, parameters, {
			webhookBaseUrl: n8n.webhookBaseUrl,
			nodeId: `node of ${JSON.stringify([caller, parameters])}`,
		});
		n8n.serve(node);
		await publish(node);
		const { parcelId } = ecgrid.addParcel({ fileName: 'po-850.edi', content: 'ISA*00*' });
		await ecgrid.idle();
		return { parcelId, executions: n8n.executions, deliveries: ecgrid.deliveries };
	} finally {
		await Promise.all([ecgrid.stop(), n8n.stop()]);
	}
}

describe.each(urlChanges)('a callback URL that arrives changed (%s)', (url) => {
	test.each(['basic', 'digest'])('is attributed anyway, with %s', async (authentication) => {
		const { parcelId, executions } = await arrivalBy({ url }, { authentication });
		expect(executions).toMatchObject([[{ event: 'Parcel', parcelId, callbackEvent: 'InBox' }]]);
	});

	test("doesn't turn off the filter", async () => {
		const { executions, deliveries } = await arrivalBy({ url }, { parcelEvents: ['OutBox'] });
		expect(deliveries).toMatchObject([{ status: 200, responseBody: expect.stringContaining('ignored') }]);
		expect(executions).toEqual([]);
	});
});

describe('a delivery to a URL without its query', () => {
	const eventOf = async (events: string[], body: object) => {
		const { items } = await deliver(await published({ events }), body, { query: {} });
		return items?.[0]?.event;
	};
	const unnamed = () => ({ objectId: 445500000 + eventId++, created: new Date().toISOString() });

	test.each([[['Interchange']], [['User']]])('is for the only registered event, %j', async (events) => {
		expect(await eventOf(events, unnamed())).toBe(events[0]);
	});

	test("is for the registered event, even if chosen events aren't registered yet", async () => {
		const node = await published({ events: ['Interchange'] });
		const changed = await again(sandbox(), node, { events: ['Mailbox', 'Network'] });
		expect((await deliver(changed, unnamed(), { query: {} })).items).toMatchObject([
			{ event: 'Interchange' },
		]);
	});

	test('is for the event of the callback that it names', async () => {
		const node = await published({ events: ['Mailbox', 'Network'] });
		const network = sandbox().callbacks.find(({ event }) => event === 'Network')!;
		const body = { ...unnamed(), callBackQueueId: network.callbackId };
		expect((await deliver(node, body, { query: {} })).items).toMatchObject([{ event: 'Network' }]);
	});

	test('is for the event that it names itself, whatever is registered', async () => {
		expect(await eventOf(['Interchange'], { ...unnamed(), event: 'mailbox' })).toBe('Mailbox');
		expect(await eventOf(['Interchange', 'User'], arrival())).toBe('Parcel');
	});

	test('is let through if several are registered and nothing says which', async () => {
		const node = await published({ events: ['Mailbox', 'Network'] });
		const { items } = await deliver(node, unnamed(), { query: {} });
		expect(items).toHaveLength(1);
		expect(items![0]).not.toHaveProperty('event');
	});

	test('is for the chosen event while listening for a test event', async () => {
		const node = await trigger(sandbox(), { events: ['User'], authentication: 'none' });
		const { items } = await node.deliver({ body: unnamed(), query: {} }, { mode: 'manual' });
		expect(items).toMatchObject([{ event: 'User' }]);
	});
});

describe.each(bodyForms)('a body in another format (%s)', (body) => {
	test.each(['A', 'B'] as const)('is read, in shape %s', async (payloadShape) => {
		const n8n = await webhookServer();
		const ecgrid = await startSandbox({
			caller: { body },
			payloadShape,
			retry: { attempts: 1 },
			deliveryCa: await webhookCertificate(),
		});
		try {
			const node = await trigger(
				ecgrid,
				{},
				{ webhookBaseUrl: n8n.webhookBaseUrl, nodeId: body + payloadShape },
			);
			n8n.serve(node);
			await publish(node);
			const { parcelId } = ecgrid.addParcel({ fileName: 'a=b&c+d %41.edi', content: 'ISA*00*' });
			await ecgrid.idle();
			expect(n8n.executions).toMatchObject([
				[
					{
						event: 'Parcel',
						parcelId,
						isTest: false,
						occurredAt: expect.any(String),
						...(payloadShape === 'B' && { callbackId: 7001, fileName: 'a=b&c+d %41.edi' }),
					},
				],
			]);
		} finally {
			await Promise.all([ecgrid.stop(), n8n.stop()]);
		}
	});
});

describe('a body nested too deep for n8n to store', () => {
	const deep = (levels: number) =>
		JSON.parse(`${'{"x":'.repeat(levels)}1${'}'.repeat(levels)}`) as IDataObject;

	test.each([1_000, 20_000, 200_000])(
		'(%d objects) starts the workflow without the part that is too deep',
		async (levels) => {
			const node = await published();
			const body = arrival({ extra: deep(levels) });
			const { answer, items } = await deliver(node, body);
			expect(answer.status).toBe(200);
			expect(items).toMatchObject([{ eventId: body.eventId, parcelId: 987654321 }]);
			expect(JSON.stringify(items)).toContain('nested more than 100 levels deep');
			expect((await deliver(node, body)).answer.body).toEqual({ received: true, repeated: true });
		},
	);

	test('is distinguished from another by the part above that', async () => {
		const node = await published();
		const body = { parcelId: 5, created: '2026-05-07T12:30:00Z', extra: deep(20_000) };
		expect((await deliver(node, body)).items).toHaveLength(1);
		expect((await deliver(node, body)).items).toBeUndefined();
		expect((await deliver(node, { ...body, parcelId: 6 })).items).toHaveLength(1);
	});
});

test.each([
	['an unknown event next to a known status', { callBackEvent: 'InBoxReceived', status: 'outboxFailed' }, 1],
	['an event with spaces', { callBackEvent: ' OutBox ' }, 0],
	['a wanted event with spaces', { callBackEvent: ' inbox\n' }, 1],
	['a status with spaces', { callBackEvent: '', status: ' outboxAcknowledged ' }, 0],
	['a status with a name that every object has', { callBackEvent: '', status: 'constructor' }, 1],
	['a status __proto__', { callBackEvent: '', status: '__proto__' }, 1],
])('by default, %s: %#', async (_, fields, runs) => {
	const { answer, items } = await deliver(await published(), arrival(fields));
	expect([answer.status, items?.length ?? 0]).toEqual([200, runs]);
});

describe('a parcel arriving at ECGrid', () => {
	test.each(['A', 'B'] as const)(
		'starts the workflow over HTTPS, with a body of shape %s',
		async (payloadShape) => {
			const n8n = await webhookServer();
			const ecgrid = await startSandbox({ payloadShape, deliveryCa: await webhookCertificate() });
			try {
				const node = await trigger(ecgrid, {}, { webhookBaseUrl: n8n.webhookBaseUrl });
				n8n.serve(node);
				await publish(node);

				const { parcelId } = ecgrid.addParcel({ fileName: 'po-850.edi', content: 'ISA*00*' });
				await ecgrid.idle();
				expect(n8n.executions).toMatchObject([[{ event: 'Parcel', parcelId, isTest: false }]]);
				expect(ecgrid.deliveries).toMatchObject([
					{ status: 200, attempt: 1, responseBody: '{"received":true}' },
				]);

				await node.hook('delete');
				ecgrid.addParcel({ fileName: 'po-851.edi', content: 'ISA*00*' });
				await ecgrid.idle();
				expect(n8n.executions).toHaveLength(1);
			} finally {
				await Promise.all([ecgrid.stop(), n8n.stop()]);
			}
		},
	);

	test("doesn't start it with a login other than the node’s", async () => {
		const n8n = await webhookServer();
		const ecgrid = await startSandbox({
			retry: { attempts: 2, intervalMs: 5 },
			deliveryCa: await webhookCertificate(),
		});
		try {
			const node = await trigger(ecgrid, {}, { webhookBaseUrl: n8n.webhookBaseUrl });
			n8n.serve(node);
			await publish(node);
			ecgrid.callbacks[0]!.password = 'Someone-else-1';
			ecgrid.addParcel({ fileName: 'po-850.edi', content: 'ISA*00*' });
			await ecgrid.idle();
			expect(n8n.executions).toEqual([]);
			expect(ecgrid.deliveries.map(({ status }) => status)).toEqual([401, 401]);
		} finally {
			await Promise.all([ecgrid.stop(), n8n.stop()]);
		}
	});
});
