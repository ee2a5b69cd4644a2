import { inspect } from 'node:util';

import type { INodeParameters } from 'n8n-workflow';

import { errorOf, execute, outputOf, type Credentials } from './n8n';
import { byId, createCallback, credentialsFor, cleanSandbox } from './setup';

const sandbox = cleanSandbox();
const login = { username: 'webhook_user', password: 's3cr3t!' };

/**
 * The editor stops at an empty required field. The node itself must stop if an expression returns nothing.
 */
const nothing = '={{ $json.nope }}';

const cases: Array<[string, INodeParameters, RegExp]> = [
	['an http URL', { url: 'http://app.example.com/x' }, /^“URL” must be an HTTPS address/],

	['a URL without https://', { url: 'app.example.com/x' }, /^“URL” must be an HTTPS address/],
	['a URL with a login in it', { url: 'https://a:b@app.example.com' }, /^“URL” must not contain a login/],
	['no URL', { url: nothing }, /^“URL” is empty/],

	[
		'a user name with a colon, with Basic',
		{ httpAuthType: 'Basic', username: 'a:b', password: 'x' },
		/^“Username” must not contain a colon/,
	],
	['no event', { event: nothing }, /^“Event” is empty/],
	[
		'Basic without a password',
		{ httpAuthType: 'Basic', ...login, password: nothing },
		/^“Password” is empty/,
	],
	[
		'Basic without a user name',
		{ httpAuthType: 'Basic', ...login, username: nothing },
		/^“Username” is empty/,
	],
	[
		'Digest without a password',
		{ httpAuthType: 'Digest', ...login, password: nothing },
		/^“Password” is empty/,
	],
	[
		'Digest without a user name',
		{ httpAuthType: 'Digest', ...login, username: nothing },
		/^“Username” is empty/,
	],
	...['abc', '12a', '-5', '1.5', '1 2'].map((value): [string, INodeParameters, RegExp] => [
		`the mailbox ${value}`,
		{ additionalFields: { mailboxId: byId(value) } },
		/^“Mailbox” must be an ID of digits only/,
	]),
	['the mailbox 0', { additionalFields: { mailboxId: byId('0') } }, /^“Mailbox” must not be 0/],
	[
		'the mailbox 2147483648',
		{ additionalFields: { mailboxId: byId('2147483648') } },
		/^“Mailbox” is too big/,
	],
	[
		'the network abc',
		{ additionalFields: { networkId: byId('abc') } },
		/^“Network” must be an ID of digits only/,
	],
	['a nonexistent operation', { operation: 'explode' }, /no operation “explode”/],
	['a nonexistent resource', { resource: 'spaceship' }, /spaceship/],
];

test.each(cases)('refuses %s, names the field and sends nothing', async (_, parameters, message) => {
	const error = errorOf(await createCallback(sandbox(), parameters));
	expect(error.message).toMatch(message);
	expect(sandbox().requests).toHaveLength(0);
});

test.each(cases.filter(([, { operation, resource }]) => !operation && !resource))(
	'%s: the error names the item and says what to do',
	async (_, parameters) => {
		const error = errorOf(await createCallback(sandbox(), parameters));
		expect(error).toMatchObject({
			name: 'NodeOperationError',
			context: { itemIndex: 0 },
			description: 'Nothing was sent to ECGrid.',
		});
		expect(error.message).toMatch(/\. .+\.$|, such as /);
	},
);

test.each<[string, INodeParameters]>([
	['URL', { url: '' }],
	['Event', { event: '' }],
	['Password', { httpAuthType: 'Basic', ...login, password: '' }],
	['Username', { httpAuthType: 'Digest', ...login, username: '' }],
])('n8n itself refuses an empty %s and names the field', async (label, parameters) => {
	await expect(createCallback(sandbox(), parameters)).rejects.toThrow(`Parameter "${label}" is required`);
	expect(sandbox().requests).toHaveLength(0);
});

test("doesn't require fields that aren't shown", async () => {
	await createCallback(sandbox(), { httpAuthType: 'None', username: '', password: '' });
	expect(sandbox().callbacks).toHaveLength(1);
});

test.each(['abc', '={{ "" }}', '0', '-1', '1.5', '2147483648'])(
	'Callback → Delete refuses the ID %j, names the field and sends nothing',
	async (callbackId) => {
		const run = await execute({
			credentials: credentialsFor(sandbox()),
			parameters: { resource: 'callback', operation: 'delete', callbackId },
		});
		expect(errorOf(run).message).toMatch(/^“Callback ID” (must|is)/);
		expect(sandbox().requests).toHaveLength(0);
	},
);

describe.each(['AQIDBAUGBwgJCgsM/DQ4PEBESExQV+Fhc=', 'ecg.live.4f9a27bcd81e.77aa', 'ab12cd34'])(
	'the API key %s, entered into a field by mistake, is nowhere in the results of a run',
	(apiKey) => {
		test.each<[string, INodeParameters]>([
			['Parcel ID', { resource: 'parcel', operation: 'get', parcelId: apiKey }],
			['URL', { resource: 'callback', operation: 'create', url: apiKey, event: 'Parcel' }],
			['Event', { resource: 'callback', operation: 'create', url: 'https://app.example.com', event: apiKey }],
			['Input Binary Field', { resource: 'parcel', operation: 'upload', binaryPropertyName: apiKey }],
			['Created From', { resource: 'parcel', operation: 'getInbox', filters: { beginDate: apiKey } }],
			['operation', { resource: 'parcel', operation: apiKey }],
		])('%s', async (_, parameters) => {
			for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
				const credentials = { ...credentialsFor(sandbox()), apiKey };
				const run = await execute({ credentials, parameters, onError });
				expect(sandbox().requests).toEqual([]);
				expect(inspect(run.data.resultData, { depth: Infinity, showHidden: true })).not.toContain(apiKey);
			}
		});
	},
);

test('for all refused items of a run, reads the API key once to redact it', async () => {
	const { apiKey, baseUrl } = credentialsFor(sandbox());
	let reads = 0;
	const credentials = {
		get apiKey() {
			reads++;
			return apiKey;
		},
		baseUrl,
	};
	const run = await execute(
		{
			credentials,
			parameters: { resource: 'parcel', operation: 'get', parcelId: '={{ $json.id }}' },
			onError: 'continueRegularOutput',
		},
		[{ id: apiKey }, { id: 'abc' }, { id: apiKey }],
	);
	expect(outputOf(run).map(({ json }) => json.error)).toEqual([
		expect.stringContaining('•••'),
		expect.stringContaining('“abc”'),
		expect.stringContaining('•••'),
	]);
	expect(sandbox().requests).toEqual([]);
	expect(reads).toBe(1);
});

describe('an unsafe credential', () => {
	const port = () => new URL(sandbox().url).port;
	test.each<[string, () => Partial<Credentials>, RegExp]>([
		['an empty key', () => ({ apiKey: '' }), /API Key .* is empty/],
		['a key of spaces', () => ({ apiKey: '  ' }), /API Key .* is empty/],
		['an http base URL', () => ({ baseUrl: 'http://rest.ecgrid.io' }), /Base URL .* https:\/\//],
		[
			'an http base URL of the local network',
			() => ({ baseUrl: 'http://192.168.1.2' }),
			/Base URL .* https:/,
		],
		[
			'an http base URL of a network behind 127.0.0.1 (6to4)',
			() => ({ baseUrl: 'http://[2002:7f00:1::1]' }),
			/Base URL .* https:/,
		],
		[
			'an http URL with a disguised host',
			() => ({ baseUrl: `http://127.0.0.1:${port()}@evil.example` }),
			/Base URL/,
		],
		['a base URL with a path', () => ({ baseUrl: `${sandbox().url}/v2` }), /Base URL .* path/],
		['a base URL with a query', () => ({ baseUrl: `${sandbox().url}?x=1` }), /Base URL .* query/],
		[
			'a base URL with a login',
			() => ({ baseUrl: `http://a:b@127.0.0.1:${port()}` }),
			/Base URL .* user name or password/,
		],
		['no base URL', () => ({ baseUrl: '' }), /Base URL/],
		['an invalid base URL', () => ({ baseUrl: 'ECGrid' }), /Base URL/],
	])('refuses %s, names the field and sends nothing', async (_, change, message) => {
		const credentials = { ...credentialsFor(sandbox()), ...change() };
		const error = errorOf(await createCallback(sandbox(), {}, undefined, { credentials }));
		expect(error.message).toMatch(message);
		expect(error.description).toBe('Nothing was sent.');
		expect(sandbox().requests).toHaveLength(0);
	});
});
