import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	again,
	bodiesOf,
	byId,
	cleanSandbox,
	liveCallbacks,
	publish,
	savedBy,
	TEST_WEBHOOK,
	trigger,
	WEBHOOK,
	WEBHOOK_PATH,
} from './setup';
import { restartProcess } from './n8n';
import { N8nProcess } from './process';

const CREATE = 'POST /v2/callbacks/create';
const UPDATE = 'POST /v2/callbacks/update';
const DELETE = 'DELETE /v2/callbacks';
const PASSWORD_RULE = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^a-zA-Z0-9]).+$/;

const sandbox = cleanSandbox();
const eventsOf = () => liveCallbacks(sandbox()).map(({ event }) => event);
describe('publishing', () => {
	test('registers exactly one callback for each event at its own URL', async () => {
		await publish(await trigger(sandbox(), { events: ['Parcel', 'Interchange', 'Mailbox'] }));
		expect(liveCallbacks(sandbox()).map(({ event, url }) => [event, url])).toEqual([
			['Parcel', `${WEBHOOK}?event=Parcel`],
			['Interchange', `${WEBHOOK}?event=Interchange`],
			['Mailbox', `${WEBHOOK}?event=Mailbox`],
		]);
		expect(bodiesOf(sandbox(), CREATE)).toHaveLength(3);
	});

	test('by default registers Parcel with Basic, for everything that the key can access', async () => {
		await publish(await trigger(sandbox()));
		expect(bodiesOf(sandbox(), CREATE)).toEqual([
			{
				url: `${WEBHOOK}?event=Parcel`,
				event: 'Parcel',
				httpAuthType: 'Basic',
				username: expect.stringMatching(/^[^:]{6,}$/),
				password: expect.stringMatching(PASSWORD_RULE),
			},
		]);
	});

	test('limits the callbacks to the chosen mailbox and network, sent as numbers', async () => {
		await publish(
			await trigger(sandbox(), { options: { mailboxId: byId('30041'), networkId: byId('1202') } }),
		);
		expect(bodiesOf(sandbox(), CREATE)).toMatchObject([{ mailboxId: 30041, networkId: 1202 }]);
	});

	test('without authentication sends no login', async () => {
		await publish(await trigger(sandbox(), { authentication: 'none' }));
		expect(bodiesOf(sandbox(), CREATE)).toEqual([
			{ url: `${WEBHOOK}?event=Parcel`, event: 'Parcel', httpAuthType: 'None' },
		]);
	});

	test('stores no key and no password', async () => {
		const node = await trigger(sandbox(), { events: ['Parcel', 'User'] });
		await publish(node);
		const stored = JSON.stringify(node.staticData());
		expect(stored).toContain('callbackId');
		expect(stored).not.toContain(sandbox().apiKey);
		for (const { username, password } of sandbox().callbacks) {
			expect(stored).not.toContain(password);
			expect(stored).not.toContain(username);
		}
	});

	test('gives each node its own login', async () => {
		for (const nodeId of ['a', 'b']) {
			await (
				await trigger(sandbox(), {}, { nodeId, webhookBaseUrl: `https://${nodeId}.example.com/w` })
			).hook('create');
		}
		const passwords = sandbox().callbacks.map(({ password }) => password);
		expect(new Set(passwords).size).toBe(2);
	});

	test('registers an event chosen twice once', async () => {
		await publish(await trigger(sandbox(), { events: ['Parcel', 'Parcel'] }));
		expect(eventsOf()).toEqual(['Parcel']);
	});

	test('registers nothing more if repeated', async () => {
		const node = await trigger(sandbox(), { events: ['Parcel', 'User'] });
		await publish(node);
		const first = liveCallbacks(sandbox());
		await publish(await again(sandbox(), node, { events: ['Parcel', 'User'] }));
		expect(liveCallbacks(sandbox())).toEqual(first);
	});
});

describe('refuses before anything is registered', () => {
	test.each([
		['http', 'http://n8n.example.com/webhook'],
		['localhost', 'https://localhost:5678/webhook'],
		['http on localhost', 'http://localhost:5678/webhook'],
		['a loopback address', 'https://127.0.0.1/webhook'],
		['a private address', 'https://192.168.1.20/webhook'],
		['a private address as IPv6', 'https://[::ffff:10.0.0.1]/webhook'],
		['a link-local address', 'https://169.254.1.1/webhook'],
		['.local', 'https://n8n.local/webhook'],
		['a bare name', 'https://n8n/webhook'],
	])('a webhook URL with %s, naming N8N_WEBHOOK_URL', async (_, webhookBaseUrl) => {
		const credentials = { apiKey: 'k', baseUrl: 'https://rest.ecgrid.io' };
		const node = await trigger(sandbox(), {}, { webhookBaseUrl, credentials });
		await expect(node.hook('create')).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining('N8N_WEBHOOK_URL'),
		});
		expect(sandbox().requests).toEqual([]);
	});

	test('accepts localhost if the credential is for a sandbox on it', async () => {
		await publish(await trigger(sandbox(), {}, { webhookBaseUrl: 'https://localhost:5678/webhook' }));
		expect(liveCallbacks(sandbox())).toMatchObject([
			{ url: `https://localhost:5678/webhook/${WEBHOOK_PATH}?event=Parcel` },
		]);
	});

	test.each<[string, INodeParameters, RegExp]>([
		['no event', { events: [] }, /^“Events to Listen For” is empty/],
		['letters for a mailbox', { options: { mailboxId: byId('abc') } }, /^“Mailbox” must be an ID/],
		['a network that is too big', { options: { networkId: byId('2147483648') } }, /^“Network” is too big/],
	])('%s, by name', async (_, parameters, message) => {
		const node = await trigger(sandbox(), parameters);
		await expect(node.hook('create')).rejects.toThrow(message);
		expect(sandbox().requests).toEqual([]);
	});

	test('an http base URL, and names the field', async () => {
		const credentials = { apiKey: sandbox().apiKey, baseUrl: 'http://rest.ecgrid.io' };
		const node = await trigger(sandbox(), {}, { credentials });
		await expect(node.hook('create')).rejects.toThrow(/Base URL/);
	});

	test('an empty key, and names the field', async () => {
		const credentials = { apiKey: '', baseUrl: sandbox().url };
		const node = await trigger(sandbox(), {}, { credentials });
		await expect(node.hook('create')).rejects.toThrow(/API Key/);
		expect(sandbox().requests).toEqual([]);
	});

	test('a refusal by ECGrid fails publishing with its code and words', async () => {
		const credentials = { apiKey: 'wrong', baseUrl: sandbox().url };
		const node = await trigger(sandbox(), {}, { credentials });
		await expect(node.hook('create')).rejects.toMatchObject({
			name: 'NodeApiError',
			message: expect.stringMatching(/InvalidAPIKey, HTTP 401/),
		});
		expect(JSON.stringify(node.staticData())).not.toContain('callbackId');
	});
});

describe('publishing again (checkExists)', () => {
	const published = async (parameters: INodeParameters = { events: ['Parcel', 'User'] }) => {
		const node = await trigger(sandbox(), parameters);
		await publish(node);
		sandbox().clearRequests();
		return node;
	};

	test('finds nothing and sends nothing if nothing was registered', async () => {
		expect(await (await trigger(sandbox())).hook('checkExists')).toBe(false);
		expect(sandbox().requests).toEqual([]);
	});

	test('finds existing callbacks with one update each', async () => {
		const node = await published();
		expect(await node.hook('checkExists')).toBe(true);
		expect(sandbox().requests.map(({ endpoint }) => endpoint)).toEqual([UPDATE, UPDATE]);
	});

	test.each(['Suspended', 'Terminated'])('reactivates a %s callback', async (status) => {
		const node = await published();
		sandbox().callbacks[0]!.status = status;
		expect(await node.hook('checkExists')).toBe(true);
		expect(eventsOf()).toEqual(['Parcel', 'User']);
	});

	test("replaces one that ECGrid won't reactivate", async () => {
		const node = await published({});
		const [old] = sandbox().callbacks;
		const body = JSON.stringify({ success: true, data: { ...old, status: 'Terminated' } });
		sandbox().fault(UPDATE, { body, times: 2 });
		await publish(node);
		expect(sandbox().callbacks).toHaveLength(1);
		expect(sandbox().callbacks[0]!.callbackId).not.toBe(old!.callbackId);
	});

	test('corrects URL, event and login if they drifted', async () => {
		const node = await published({});
		const before = { ...sandbox().callbacks[0]! };
		Object.assign(sandbox().callbacks[0]!, {
			url: 'https://wrong.example.com/',
			event: 'User',
			password: 'changed-1A!',
			httpAuthType: 'None',
		});
		expect(await node.hook('checkExists')).toBe(true);
		expect(sandbox().callbacks).toEqual([before]);
	});

	test('creates only what was deleted at ECGrid', async () => {
		const node = await published();
		const kept = liveCallbacks(sandbox())[1];
		(sandbox().callbacks as unknown[]).shift();
		expect(await node.hook('checkExists')).toBe(false);
		await node.hook('create');
		expect(eventsOf().sort()).toEqual(['Parcel', 'User']);
		expect(liveCallbacks(sandbox())).toContainEqual(kept);
	});

	test.each<[string, INodeParameters, string[]]>([
		['another event', { events: ['Interchange'] }, ['Interchange']],
		['an additional event', { events: ['Parcel', 'User', 'Network'] }, ['Network', 'Parcel', 'User']],
		['one event fewer', { events: ['User'] }, ['User']],
	])('with %s leaves exactly one callback for each', async (_, parameters, expected) => {
		const node = await again(sandbox(), await published(), parameters);
		expect(await node.hook('checkExists')).toBe(false);
		await node.hook('create');
		expect(eventsOf().sort()).toEqual(expected);
		expect(sandbox().callbacks).toHaveLength(expected.length);
		expect(await node.hook('checkExists')).toBe(true);
	});

	test.each<[string, INodeParameters, INodeParameters, object]>([
		['a new scope', {}, { options: { mailboxId: byId('30041') } }, { mailboxId: 30041 }],
		[
			'another mailbox',
			{ options: { mailboxId: byId('30002') } },
			{ options: { mailboxId: byId('30041') } },
			{ mailboxId: 30041 },
		],
		[
			'another network',
			{ options: { networkId: byId('1201') } },
			{ options: { networkId: byId('1202') } },
			{ networkId: 1202 },
		],
	])('with %s replaces the callback, because no update can change that', async (_, before, after, scope) => {
		const old = await published(before);
		const [{ callbackId } = { callbackId: 0 }] = sandbox().callbacks;
		const node = await again(sandbox(), old, after);
		expect(await node.hook('checkExists')).toBe(false);
		await node.hook('create');
		expect(sandbox().callbacks).toMatchObject([scope]);
		expect(sandbox().callbacks[0]!.callbackId).not.toBe(callbackId);
	});

	test('without a scope replaces the one that had one', async () => {
		const node = await again(sandbox(), await published({ options: { mailboxId: byId('30041') } }), {});
		await publish(node);
		expect(sandbox().callbacks).toHaveLength(1);
		expect(sandbox().callbacks[0]).not.toHaveProperty('mailboxId');
	});

	test('with another N8N_WEBHOOK_URL registers there and leaves the others to the n8n that may still use them', async () => {
		const node = await again(
			sandbox(),
			await published(),
			{ events: ['Parcel', 'User'] },
			{
				webhookBaseUrl: 'https://moved.example.com/webhook',
			},
		);
		const before = JSON.stringify(sandbox().callbacks);
		const ids = sandbox().callbacks.map(({ callbackId }) => callbackId);
		await publish(node);
		expect(JSON.stringify(sandbox().callbacks.slice(0, 2))).toBe(before);
		expect(
			liveCallbacks(sandbox())
				.slice(2)
				.map(({ url }) => url),
		).toEqual([
			`https://moved.example.com/webhook/${WEBHOOK_PATH}?event=Parcel`,
			`https://moved.example.com/webhook/${WEBHOOK_PATH}?event=User`,
		]);
		for (const id of ids) {
			expect(node.log).toContainEqual({
				level: 'warn',
				message: expect.stringContaining(`Callback → Delete, Callback ID ${id}`),
			});
		}
		await node.hook('delete');
		expect(JSON.stringify(sandbox().callbacks)).toBe(before);
	});

	test('with another type of login informs ECGrid', async () => {
		await publish(await again(sandbox(), await published({}), { authentication: 'none' }));
		expect(sandbox().callbacks).toMatchObject([{ httpAuthType: 'None' }]);
		expect(sandbox().callbacks).toHaveLength(1);
	});

	test('with another API key gives ECGrid the login derived from it', async () => {
		const node = await published({});
		const before = sandbox().callbacks[0]!.password;
		sandbox().setApiKey('key-after-rotation');
		await publish(await again(sandbox(), node, {}));
		expect(sandbox().callbacks).toHaveLength(1);
		expect(sandbox().callbacks[0]!.password).not.toBe(before);
	});

	test.each([
		['429', { retryAfter: 60, times: 99 }],
		['500', { status: 500, times: 99 }],
		['401', { status: 401, times: 9 }],
		['a cut connection', { cut: true, times: 99 }],
	])('that encounters %s fails and forgets nothing', async (_, fault) => {
		const node = await published();
		const stored = savedBy(node);
		sandbox().fault(UPDATE, fault);
		await expect(node.hook('checkExists')).rejects.toMatchObject({ name: 'NodeApiError' });
		expect(savedBy(node)).toEqual(stored);
		expect(sandbox().callbacks).toHaveLength(2);
	});
});

describe('taking over existing callbacks at ECGrid (create)', () => {
	const orphan = (event: string, fields: object = {}) =>
		sandbox().addCallback({ url: `${WEBHOOK}?event=${event}`, event, ...fields });

	test('takes over a callback with exactly this URL, with a new login', async () => {
		const { callbackId } = orphan('Parcel', { httpAuthType: 'Basic', username: 'old', password: 'old' });
		const node = await trigger(sandbox());
		await publish(node);
		expect(sandbox().callbacks).toMatchObject([
			{ callbackId, httpAuthType: 'Basic', password: expect.stringMatching(PASSWORD_RULE) },
		]);
		expect(JSON.stringify(node.staticData())).toContain(String(callbackId));
	});

	test('keeps the oldest of several with this URL', async () => {
		const { callbackId } = orphan('Parcel');
		orphan('Parcel', { status: 'Suspended' });
		orphan('Parcel');
		await publish(await trigger(sandbox()));
		expect(sandbox().callbacks).toMatchObject([{ callbackId, event: 'Parcel', status: 'Active' }]);
	});

	test('deletes a leftover of an event that is no longer chosen', async () => {
		orphan('User');
		await publish(await trigger(sandbox()));
		expect(sandbox().callbacks.map(({ event }) => event)).toEqual(['Parcel']);
	});

	test('replaces one with another scope', async () => {
		orphan('Parcel', { mailboxId: 30041 });
		await publish(await trigger(sandbox()));
		expect(sandbox().callbacks).toHaveLength(1);
		expect(sandbox().callbacks[0]).not.toHaveProperty('mailboxId');
	});

	test('finds it beyond the first page of ECGrid’s list, too', async () => {
		for (let index = 0; index < 501; index++) {
			sandbox().addCallback({ url: `https://other.example.com/${index}`, event: 'Parcel' });
		}
		const { callbackId } = orphan('Parcel');
		await publish(await trigger(sandbox()));
		expect(sandbox().callbacks).toHaveLength(502);
		expect(sandbox().callbacks.at(-1)).toMatchObject({ callbackId, httpAuthType: 'Basic' });
	});

	test("neither changes nor deletes other people's callbacks", async () => {
		const foreign = [
			'https://someone.example.com/hook?event=Parcel',
			WEBHOOK,
			`${WEBHOOK}2?event=Parcel`,
			`${WEBHOOK}/y?event=Parcel`,
			`${TEST_WEBHOOK}2?event=Parcel`,
			'https://n8n.example.com.evil.example/webhook/${WEBHOOK_PATH}?event=Parcel',
		].map((url) => sandbox().addCallback({ url, event: 'Parcel' }));
		const before = JSON.stringify(foreign);
		const node = await trigger(sandbox());
		await publish(node);
		expect(sandbox().callbacks).toHaveLength(foreign.length + 1);
		await node.hook('delete');
		expect(JSON.stringify(sandbox().callbacks)).toBe(before);
	});
});

describe('a workflow that was copied, imported or restored elsewhere', () => {
	test.each([
		['another workflow', { workflowId: 'workflow-2' }],
		['another node', { nodeId: 'node-2' }],
	])("in %s never touches the original's callbacks", async (_, identity) => {
		const original = await trigger(sandbox());
		await publish(original);
		const before = JSON.stringify(sandbox().callbacks);
		const copy = await again(
			sandbox(),
			original,
			{},
			{ ...identity, webhookBaseUrl: 'https://copy.example.com/webhook' },
		);

		expect(await copy.hook('checkExists')).toBe(false);
		await copy.hook('create');
		expect(JSON.stringify(sandbox().callbacks.slice(0, 1))).toBe(before);
		expect(sandbox().callbacks).toHaveLength(2);

		await copy.hook('delete');
		expect(JSON.stringify(sandbox().callbacks)).toBe(before);
	});

	test('deletes nothing if unpublished before it was ever published', async () => {
		const original = await trigger(sandbox());
		await publish(original);
		sandbox().clearRequests();
		const copy = await again(
			sandbox(),
			original,
			{},
			{
				workflowId: 'workflow-2',
				webhookBaseUrl: 'https://copy.example.com/webhook',
			},
		);
		await copy.hook('delete');
		expect(bodiesOf(sandbox(), DELETE)).toEqual([]);
	});

	test.each<[string, unknown]>([
		['nonsense', 'nonsense'],
		['null', null],
		['no records', [null, 5, 'x', {}]],
		['records without an owner', [{ callbackId: 1, url: `${WEBHOOK}?event=Parcel`, event: 'Parcel' }]],
	])('with static data that is %s registers as if there were none', async (_, callbacks) => {
		const staticData = { 'node:ecGridTrigger': { callbacks } } as unknown as IDataObject;
		const node = await trigger(sandbox(), {}, { staticData });
		await publish(node);
		expect(eventsOf()).toEqual(['Parcel']);
	});
});

describe('listening for a test event', () => {
	test('registers the test URL, cleans up and leaves the production registration alone', async () => {
		const production = await trigger(sandbox());
		await publish(production);
		const before = JSON.stringify(sandbox().callbacks);

		const listening = await trigger(sandbox());
		expect(await listening.hook('checkExists', 'manual', true)).toBe(false);
		await listening.hook('create', 'manual', true);
		expect(sandbox().callbacks.map(({ url }) => url)).toEqual([
			`${WEBHOOK}?event=Parcel`,
			`${TEST_WEBHOOK}?event=Parcel`,
		]);

		await listening.hook('delete', 'manual', true);
		expect(JSON.stringify(sandbox().callbacks)).toBe(before);
		expect(await production.hook('checkExists')).toBe(true);
	});

	test("neither sees nor changes n8n's stored production registration", async () => {
		const production = await trigger(sandbox());
		await publish(production);
		const before = JSON.stringify(sandbox().callbacks);
		const listening = await again(sandbox(), production);
		expect(await listening.hook('checkExists', 'manual', true)).toBe(false);
		await listening.hook('create', 'manual', true);
		expect(savedBy(listening)).toMatchObject(savedBy(production));
		await listening.hook('delete', 'manual', true);
		expect(listening.log).toEqual([]);
		expect(JSON.stringify(sandbox().callbacks)).toBe(before);
		expect(savedBy(listening)).toMatchObject(savedBy(production));
	});

	test('cleans up even if n8n has forgotten the registration', async () => {
		await (await trigger(sandbox())).hook('create', 'manual', true);
		await (await trigger(sandbox())).hook('delete', 'manual', true);
		expect(sandbox().callbacks).toEqual([]);
	});

	const leaveTestCallback = async () => {
		await (await trigger(sandbox())).hook('create', 'manual', true);
		sandbox().fault(DELETE, { status: 403, errorCode: 'AccessDenied', message: 'Not now' });
		await (await trigger(sandbox())).hook('delete', 'manual', true);
		sandbox().clearFaults();
		expect(sandbox().callbacks.map(({ url }) => url)).toEqual([`${TEST_WEBHOOK}?event=Parcel`]);
	};

	test.each(['the same', 'another'])(
		'publishing in %s process deletes what it left behind',
		async (which) => {
			await leaveTestCallback();
			if (which === 'another') restartProcess();
			await publish(await trigger(sandbox()));
			expect(sandbox().callbacks.map(({ url }) => url)).toEqual([`${WEBHOOK}?event=Parcel`]);
		},
	);

	test('unpublishing deletes what it left behind', async () => {
		const production = await trigger(sandbox());
		await leaveTestCallback();
		await production.hook('delete');
		expect(sandbox().callbacks).toEqual([]);
	});

	test('if n8n has one address for tests and for the published workflow, publishing keeps its callbacks', async () => {
		const webhookTestBaseUrl = 'https://n8n.example.com/webhook';
		const listening = await trigger(sandbox(), {}, { webhookTestBaseUrl });
		await listening.hook('create', 'manual', true);
		await listening.hook('delete', 'manual', true);
		const production = await trigger(sandbox());
		await publish(production);
		await publish(await again(sandbox(), production, { events: ['Parcel', 'User'] }));
		expect(sandbox().callbacks.map(({ event }) => event)).toEqual(['Parcel', 'User']);
	});

	// With several mains, the one that is asked to stop listening, or whose time is up, needn't be the one that began.
	test('a test that another process began doesn’t end the published workflow', async () => {
		const production = await trigger(sandbox());
		await publish(production);
		const [callback] = sandbox().callbacks;
		const began = await trigger(sandbox(), {}, { process: new N8nProcess() });
		expect(await began.hook('checkExists', 'manual', true)).toBe(false);
		await began.hook('create', 'manual', true);
		expect(sandbox().callbacks).toHaveLength(2);

		const ended = await again(sandbox(), began);
		await ended.hook('delete', 'update', true);
		expect(sandbox().callbacks).toEqual([callback]);
		expect(ended.log).toEqual([]);

		expect(await (await again(sandbox(), production)).hook('checkExists')).toBe(true);
	});

	// N8N_EDITOR_BASE_URL is the host of the test URL, N8N_WEBHOOK_URL that of the other.
	test('a test URL that ECGrid can’t call doesn’t end the published workflow', async () => {
		const production = await trigger(sandbox());
		await publish(production);
		const listening = await trigger(
			sandbox(),
			{},
			{ webhookTestBaseUrl: 'http://localhost:5678/webhook-test' },
		);
		await expect(listening.hook('checkExists', 'manual', true)).rejects.toThrow('calls only HTTPS addresses');
		await listening.hook('delete', 'update', true);
		expect(listening.log).toEqual([]);
		expect(await (await again(sandbox(), production)).hook('checkExists')).toBe(true);
	});

	test('publishing leaves the callback alone that n8n is listening for', async () => {
		await (await trigger(sandbox())).hook('create', 'manual', true);
		await publish(await trigger(sandbox()));
		expect(sandbox().callbacks.map(({ url }) => url)).toEqual([
			`${TEST_WEBHOOK}?event=Parcel`,
			`${WEBHOOK}?event=Parcel`,
		]);
	});
});
