import type { ApiContext, ApiRequest } from '../../../../../nodes/EcGrid/transport/api';
import {
	messageOf,
	outputRedactionFor,
	redactionFor,
	withOneReadOfKey,
} from '../../../../../nodes/EcGrid/transport/secrets';

describe('the secrets of a request', () => {
	const context = { getCredentials: async () => ({ apiKey: ' key-5f1c9a\n' }) } as unknown as ApiContext;
	const clean = async (request: Partial<ApiRequest>, text: string) =>
		(await redactionFor(context, { method: 'POST', path: '/v2/x', idempotent: true, ...request }))(text);

	test.each([
		['the API key', {}, 'key-5f1c9a'],
		['a password', { body: { password: 'hunter22' } }, 'hunter22'],
		['a new password', { body: { newPassword: 'hunter22' } }, 'hunter22'],
		['the current password', { body: { currentPassword: 'hunter22' } }, 'hunter22'],
		['another key', { body: { apiKey: 'hunter22' } }, 'hunter22'],
		['a token', { query: { token: 'hunter22' } }, 'hunter22'],
		['an abbreviated password', { body: { ftpPass: 'hunter22' } }, 'hunter22'],
		['another abbreviated password', { body: { as2: { keyPwd: 'hunter22' } } }, 'hunter22'],
		['a private key', { body: { ssh: { privateKey: 'hunter22' } } }, 'hunter22'],
		['credentials', { body: { credentials: { user: 'hunter22' } } }, 'hunter22'],
		['a list of tokens', { body: { tokens: ['hunter22'] } }, 'hunter22'],
		['a secret that is an object', { body: { a: [{ secret: { b: { c: 'hunter22' } } }] } }, 'hunter22'],
		['declared secrets', { secrets: ['hunter22'], body: { pin: 'hunter22' } }, 'hunter22'],
		[
			'a login as a header contains it',
			{ body: { username: 'robin', password: 'hunter22' } },
			Buffer.from('robin:hunter22').toString('base64'),
		],
	])('%s', async (_, request, secret) => {
		expect(await clean(request, `No: ${secret}.`)).toBe('No: •••.');
	});

	test.each([[{}], [{ apiKey: null }], [{ apiKey: 0 }]])('where the credential is %j', async (credential) => {
		const keyless = { getCredentials: async () => credential } as unknown as ApiContext;
		const request: ApiRequest = {
			method: 'POST',
			path: '/v2/x',
			idempotent: true,
			body: { password: 'hunter22' },
		};
		expect((await redactionFor(keyless, request))('No: hunter22.')).toBe('No: •••.');
		expect(await outputRedactionFor(keyless)({ status: 'Active', password: 'hunter22' }, request)).toEqual({
			status: 'Active',
			password: '•••',
		});
	});

	test('what only sounds like one is no secret', async () => {
		expect(await clean({ body: { passive: 'always', compassion: 'much' } }, 'always much')).toBe(
			'always much',
		);
	});

	test('what is no text is no secret', async () => {
		expect(await clean({ body: { password: 1234, token: null, secret: { a: 1 } } as never }, '1234')).toBe(
			'1234',
		);
	});
});

describe('the output of a request', () => {
	const request: ApiRequest = {
		method: 'POST',
		path: '/v2/x',
		idempotent: false,
		body: { username: 'robin', password: 'hunter22' },
	};
	const contextWith = (getCredentials: jest.Mock) => ({ getCredentials }) as unknown as ApiContext;
	const key = () => jest.fn(async () => ({ apiKey: 'key-5f1c9a' }));

	test('contains no key or password at any depth', async () => {
		const clean = outputRedactionFor(contextWith(key()));
		const output = { id: 1, password: 'hunter22', a: [{ 'X-API-Key': 'key-5f1c9a', hunter22: null }] };
		expect(await clean(output, request)).toEqual({
			id: 1,
			password: '•••',
			a: [{ 'X-API-Key': '•••', '•••': null }],
		});
	});

	test.each(['back', 'status', 'Password'])(
		'keeps its field names, even if the password is %j',
		async (password) => {
			const output = { callbackId: 7, statusCode: 3, Password: 1, password: 2 };
			const clean = outputRedactionFor(contextWith(key()));
			expect(await clean(output, { ...request, body: { password } })).toEqual(output);
		},
	);

	test('is the same object if it contains no secret', async () => {
		const output = { id: 1, list: [{ name: 'hunter' }], none: null, yes: true };
		expect(await outputRedactionFor(contextWith(key()))(output, request)).toBe(output);
	});

	test('reads the key once per run', async () => {
		const asking = key();
		const clean = outputRedactionFor(contextWith(asking));
		for (const each of [undefined, request, request]) await clean({ a: 'key-5f1c9a' }, each);
		expect(asking).toHaveBeenCalledTimes(1);
	});

	test("keeps its IDs and no text if the key can't be read", async () => {
		const asking = jest.fn(async () => Promise.reject(new Error('cannot decrypt')));
		const clean = outputRedactionFor(contextWith(asking));
		const leftOut = expect.stringMatching(/^\(left out/);
		expect(await clean({ callbackId: 7, status: 'Active' }, request)).toEqual({
			callbackId: 7,
			status: leftOut,
		});
	});

	test('is cut at a depth of 20,000 levels', async () => {
		const deep = JSON.parse(`${'['.repeat(20_000)}"key-5f1c9a"${']'.repeat(20_000)}`);
		expect(JSON.stringify(await outputRedactionFor(contextWith(key()))(deep))).not.toContain('key-5f1c9a');
	});
});

describe('the messages and outputs of a run', () => {
	const contextWith = (getCredentials: jest.Mock) =>
		({ getCredentials, getNode: () => ({ name: 'ECGrid', parameters: {} }) }) as unknown as ApiContext;
	const refusal = new Error('Not key-5f1c9a');

	test('read the API key once', async () => {
		const asking = jest.fn(async () => ({ apiKey: 'key-5f1c9a' }));
		const context = withOneReadOfKey(contextWith(asking));
		const messages = await Promise.all([messageOf(context, refusal), messageOf(context, refusal)]);
		expect([...messages, await outputRedactionFor(context)('key-5f1c9a')]).toEqual([
			'Not •••',
			'Not •••',
			'•••',
		]);
		expect(asking).toHaveBeenCalledTimes(1);
	});

	test('read the API key again if that failed', async () => {
		const asking = jest.fn(async () => ({ apiKey: 'key-5f1c9a' }));
		const context = withOneReadOfKey(contextWith(asking));
		asking.mockRejectedValueOnce(new Error('down'));
		await messageOf(context, refusal);
		expect(await messageOf(context, refusal)).toBe('Not •••');
	});
});
