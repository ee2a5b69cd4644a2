import { servers } from '../integration/on-the-way';
import { useLab } from './lab';

const lab = useLab();
const { https } = servers();

describe('the Test button of the ECGrid API credential', () => {
	const press = async (data: Record<string, unknown> = {}) =>
		await lab.api.testCredential('ecGridApi', {
			apiKey: lab.sandbox.apiKey,
			baseUrl: lab.sandbox.url,
			...data,
		});

	test('accepts a valid key after asking ECGrid who owns it', async () => {
		expect(await press()).toMatchObject({ status: 'OK' });
		const [request] = lab.sandbox.requests;
		expect(request).toMatchObject({ method: 'GET', path: '/v2/users/me' });
		expect(request!.rawHeaders).toContain('X-API-Key');
	});

	test('refuses a wrong key and says what to do', async () => {
		const { status, message } = await press({ apiKey: 'wrong-key' });
		expect(status).toBe('Error');
		expect(message).toMatch(/doesn't accept the API key \(InvalidAPIKey, HTTP 401\)/);
		expect(message).not.toContain('wrong-key');
	});

	test('refuses a response with success: false, even with status 200', async () => {
		lab.sandbox.fault('GET /v2/users/me', { success: false, errorCode: 'InvalidAPIKey', message: 'Revoked' });
		expect(await press()).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/doesn't accept the API key.*Revoked/),
		});
	});

	test('accepts a response whose field names differ in case', async () => {
		lab.sandbox.fault('GET /v2/users/me', { body: '{"Success":true,"Data":{"UserId":1}}' });
		expect(await press()).toMatchObject({ status: 'OK' });
	});

	test('says in a sentence that a host name is unknown', async () => {
		expect(await press({ baseUrl: 'https://nowhere.invalid' })).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/can't be reached: .*host name .*Base URL/),
		});
	});

	test("says in a sentence that the server's certificate isn't trusted, and sends no key there", async () => {
		expect(await press({ baseUrl: await https(lab.sandbox.url) })).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/certificate is self-signed\..*NODE_EXTRA_CA_CERTS/),
		});
		expect(lab.sandbox.requests).toHaveLength(0);
	});

	test("refuses a redirect, which the key doesn't follow", async () => {
		lab.sandbox.fault('GET /v2/users/me', { redirect: `${lab.sandbox.url}/v2/networks/1201` });
		expect(await press()).toMatchObject({ status: 'Error', message: expect.stringMatching(/redirect/) });
		expect(lab.sandbox.requests).toHaveLength(1);
	});

	test.each([
		// The URL points to the sandbox, which would see a request.
		['an http address', () => lab.sandbox.url.replace('127.0.0.1', '0.0.0.0'), /must start with https:\/\//],
		['an address with a path', () => `${lab.sandbox.url}/v2`, /without a path/],
		[
			'an address with a login',
			() => lab.sandbox.url.replace('//', '//someone:secret@'),
			/user name or password/,
		],
		["a text that isn't a web address", () => 'rest.ecgrid.io', /not a web address/],
	])('refuses %s before anything is sent', async (_, baseUrl, message) => {
		const answer = await press({ baseUrl: baseUrl() });
		expect(answer).toEqual({ status: 'Error', message: expect.stringMatching(message) });
		expect(answer.message).not.toContain('secret');
		expect(lab.sandbox.requests).toHaveLength(0);
	});

	test('refuses an empty key before anything is sent', async () => {
		expect(await press({ apiKey: '' })).toMatchObject({ status: 'Error' });
		expect(lab.sandbox.requests).toHaveLength(0);
	});
});

describe.each([
	['ECGrid', 'n8n-nodes-ecgrid.ecGrid', 'parameters.additionalFields'],
	['ECGrid Trigger', 'n8n-nodes-ecgrid.ecGridTrigger', 'parameters.options'],
])('the pickers of the node %s', (_, type, folder) => {
	const search = async (methodName: string, field: string, filter?: string, paginationToken?: string) =>
		await lab.api.searchList({
			node: { type, typeVersion: 1, parameters: {}, credentials: { ecGridApi: lab.credential } },
			path: `${folder}.${field}`,
			methodName,
			filter,
			paginationToken,
		});

	test('list all 120 mailboxes, page by page', async () => {
		const first = await search('searchMailboxes', 'mailboxId');
		expect(first.results).toHaveLength(100);
		expect(first.results[0]).toEqual({ name: 'Albany Freight (30001)', value: 30001 });
		expect(first.paginationToken).toBeDefined();

		const second = await search('searchMailboxes', 'mailboxId', undefined, first.paginationToken);
		expect(second.results.at(-1)).toEqual({ name: 'Joplin Wholesale (30120)', value: 30120 });
		expect(second.results).toHaveLength(20);
		expect(second.paginationToken).toBeUndefined();
	});

	test('find a mailbox by part of its name, wherever it is in the list', async () => {
		const { results } = await search('searchMailboxes', 'mailboxId', 'joplin whole');
		expect(results).toEqual([{ name: 'Joplin Wholesale (30120)', value: 30120 }]);
	});

	test('find a network', async () => {
		const { results } = await search('searchNetworks', 'networkId', 'grocers');
		expect(results).toEqual([{ name: 'Northfield Grocers Cooperative (1202)', value: 1202 }]);
	});

	test('say why the list is empty if ECGrid refuses', async () => {
		lab.sandbox.fault('POST /v2/mailboxes/list', {
			status: 403,
			errorCode: 'AccessDenied',
			message: 'Not for you',
		});
		await expect(search('searchMailboxes', 'mailboxId')).rejects.toThrow(/AccessDenied.*Not for you/);
	});
});

test('n8n prints no key anywhere', () => {
	expect(lab.n8n.logs()).not.toContain(lab.sandbox.apiKey);
	expect(lab.n8n.logs()).not.toContain('wrong-key');
});
