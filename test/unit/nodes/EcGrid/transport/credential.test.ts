import { UserError, type IHttpRequestOptions } from 'n8n-workflow';

import { authenticate, CredentialProblem, originOf } from '../../../../../nodes/EcGrid/transport/credential';

const KEY = 'key-5f1c9a';
const problemOf = (work: () => unknown): Error => {
	try {
		work();
	} catch (error) {
		return error as Error;
	}
	throw new Error('Nothing was thrown');
};

describe('accepted base URLs', () => {
	test.each([
		['https://rest.ecgrid.io', 'https://rest.ecgrid.io'],
		['https://rest.ecgrid.io/', 'https://rest.ecgrid.io'],
		['  https://rest.ecgrid.io \n', 'https://rest.ecgrid.io'],
		['HTTPS://REST.ECGRID.IO', 'https://rest.ecgrid.io'],
		['https://rest.ecgrid.io:443', 'https://rest.ecgrid.io'],
		['https://rest.ecgrid.io:8443', 'https://rest.ecgrid.io:8443'],
		['https://10.1.2.3', 'https://10.1.2.3'],
		['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
		['http://localhost:4010/', 'http://localhost:4010'],
		['http://[::1]:4010', 'http://[::1]:4010'],
	])('%j means %s', (baseUrl, origin) => expect(originOf(baseUrl)).toBe(origin));
});

describe('refused base URLs', () => {
	test.each([
		['http://rest.ecgrid.io', 'https://'],
		['http://10.0.0.1', 'https://'],
		['http://192.168.1.20:8080', 'https://'],
		['http://localhost.example.com', 'https://'],
		['http://127.0.0.1.example.com', 'https://'],
		['http://127.0.0.1@rest.ecgrid.io', 'https://'],
		['https://user@rest.ecgrid.io', 'user name or password'],
		['https://user:word@rest.ecgrid.io', 'user name or password'],
		['https://:word@rest.ecgrid.io', 'user name or password'],
		['https://rest.ecgrid.io/v2', 'without a path or query'],
		['https://rest.ecgrid.io/v2/', 'without a path or query'],
		['https://rest.ecgrid.io?x=1', 'without a path or query'],
		['https://rest.ecgrid.io/#top', 'without a path or query'],
		['rest.ecgrid.io', 'not a web address'],
		['localhost:4010', 'not a web address'],
		['ftp://rest.ecgrid.io', 'not a web address'],
		['file:///etc/passwd', 'not a web address'],
		['', 'not a web address'],
		['   ', 'not a web address'],
		[undefined, 'not a web address'],
		[null, 'not a web address'],
		[42, 'not a web address'],
	])('refuses %j, names the field and shows a valid value', (baseUrl, reason) => {
		const problem = problemOf(() => originOf(baseUrl));
		expect(problem).toBeInstanceOf(CredentialProblem);
		expect(problem).toBeInstanceOf(UserError);
		expect(problem.message).toContain('Base URL of the ECGrid API credential');
		expect(problem.message).toContain(reason);
		expect(problem.message).toContain('https://rest.ecgrid.io');
	});

	test.each([
		'https://robin:s3cr3t@rest.ecgrid.io',
		'https://rest.ecgrid.io/?apikey=s3cr3t',
		'http://x:s3cr3t@rest.ecgrid.io',
	])("the refusal of %s doesn't repeat the secret in it", (baseUrl) =>
		expect(problemOf(() => originOf(baseUrl)).message).not.toContain('s3cr3t'),
	);
});

describe('signing a request', () => {
	const sign = async (request: object, credentials: object = {}) =>
		await authenticate({ apiKey: KEY, baseUrl: 'https://rest.ecgrid.io', ...credentials }, {
			url: '/v2/users/me',
			...request,
		} as IHttpRequestOptions);

	test('puts the key in a header spelled exactly X-API-Key', async () => {
		const { headers } = await sign({ headers: { Accept: 'application/json' } });
		expect(headers).toEqual({ Accept: 'application/json', 'X-API-Key': KEY });
	});

	test('sends the request to the base URL and follows no redirect', async () => {
		expect(await sign({ disableFollowRedirect: false, maxRedirects: 5 })).toMatchObject({
			url: 'https://rest.ecgrid.io/v2/users/me',
			baseURL: undefined,
			disableFollowRedirect: true,
			maxRedirects: 0,
		});
	});

	test('the older kind of request, of n8n’s HTTP Request node, follows no redirect either', async () => {
		const signed = await sign({
			url: undefined,
			uri: 'https://rest.ecgrid.io/v2/users/me',
			followRedirect: true,
			followAllRedirects: true,
			maxRedirects: 21,
		});
		expect(signed).toMatchObject({
			url: 'https://rest.ecgrid.io/v2/users/me',
			uri: 'https://rest.ecgrid.io/v2/users/me',
			headers: { 'X-API-Key': KEY },
			followRedirect: false,
			followAllRedirects: false,
			maxRedirects: 0,
		});
	});

	test('leaves the caller’s request unchanged', async () => {
		const request: IHttpRequestOptions = { url: '/v2/users/me', headers: { Accept: 'x' } };
		await sign(request);
		expect(request).toEqual({ url: '/v2/users/me', headers: { Accept: 'x' } });
	});

	test('trims spaces around a pasted key', async () => {
		const { headers } = await sign({}, { apiKey: ` ${KEY}\n` });
		expect(headers).toMatchObject({ 'X-API-Key': KEY });
	});

	test.each(['', '   ', undefined, null])('refuses an empty key (%j) and names the field', async (apiKey) => {
		await expect(sign({}, { apiKey })).rejects.toThrow(/API Key of the ECGrid API credential is empty/);
	});

	test.each(['two words', 'key\r\nX-Evil: 1', 'kéy', 'key\u0000', 'schlüssel'])(
		'refuses an impossible key (%j) without repeating it',
		async (apiKey) => {
			const problem = await sign({}, { apiKey }).then(String, (error: Error) => error.message);
			expect(problem).toContain('API Key of the ECGrid API credential');
			expect(problem).not.toContain(apiKey);
		},
	);

	const elsewhere = [
		'https://evil.example/v2/users/me',
		'http://rest.ecgrid.io/v2/users/me',
		'https://rest.ecgrid.io:444/v2/users/me',
		'//evil.example/v2',
		'\\\\evil.example/v2',
		'/\\evil.example/v2',
		'https:\\\\evil.example/v2',
		'https:/evil.example/..//evil.example',
		'https:evil.example@evil.example',
		' https://evil.example',
		'\u0000https://evil.example',
		'ht\ntps://evil.example',
		'HTTPS://EVIL.EXAMPLE/v2',
		'https://rest.ecgrid.io@evil.example/',
		'https://rest.ecgrid.io%40evil.example/',
		'https://rest.ecgrid.io\\@evil.example/',
		'https://rest.ecgrid.io.evil.example/',
		'https://rest.ecgrid.io./v2/users/me',
		'https://rest.ecgrid.io。evil.example/',
		'blob:https://rest.ecgrid.io/v2/users/me',
		'file:///etc/passwd',
		'data:,rest.ecgrid.io',
		'https://',
		'',
		null,
		new URL('https://evil.example/v2'),
		{ href: 'https://rest.ecgrid.io/', toString: () => 'https://evil.example/' },
	];

	// Some spellings of another host aren't a URL, or are one of ECGrid's own, to a standard-compliant parser.
	test.each(elsewhere)('no request with the url %s sends the key to another host', async (url) => {
		const where = await sign({ url }).then(
			(signed) => new URL(signed.url).host,
			(error: Error) => error.message,
		);
		expect(where).toMatch(/^rest\.ecgrid\.io$|sent to https:\/\/rest\.ecgrid\.io only/);
	});

	test.each(elsewhere)('neither does one with the uri %s', async (uri) => {
		const where = await sign({ url: undefined, uri }).then(
			(signed) => [signed.url, (signed as unknown as { uri: string }).uri].map((url) => new URL(url).host),
			(error: Error) => [error.message],
		);
		for (const host of where) {
			expect(host).toMatch(/^rest\.ecgrid\.io$|sent to https:\/\/rest\.ecgrid\.io only/);
		}
	});

	test.each([
		'https://evil.example/v2/users/me',
		'http://rest.ecgrid.io/v2/users/me',
		'https://rest.ecgrid.io:444/v2/users/me',
		'//evil.example/v2',
		'\\\\evil.example/v2',
		'/\\evil.example/v2',
		' https://evil.example',
		'https://rest.ecgrid.io@evil.example/',
		'https://rest.ecgrid.io.evil.example/',
		'blob:https://rest.ecgrid.io/v2/users/me',
	])("doesn't put the key in a request to %s", async (url) => {
		const refusal = /sent to https:\/\/rest\.ecgrid\.io only/;
		await expect(sign({ url })).rejects.toThrow(refusal);
		await expect(sign({ url: undefined, uri: url })).rejects.toThrow(refusal);
		await expect(sign({ url: undefined, uri: { toString: () => url } })).rejects.toThrow(refusal);
	});

	test('sends a request with two addresses to the checked one', async () => {
		const both = { url: 'https://rest.ecgrid.io/v2/users/me', uri: 'https://evil.example/' };
		expect(await sign(both)).toMatchObject({ url: both.url, uri: both.url });
	});

	test('reads an address only once if it differs the second time', async () => {
		const spellings = ['https://rest.ecgrid.io/v2', 'https://evil.example/'];
		const uri = { toString: () => spellings.shift() };
		expect(await sign({ url: undefined, uri })).toMatchObject({ uri: 'https://rest.ecgrid.io/v2' });
	});

	test.each([{}, { url: undefined, uri: undefined }, { url: '' }, { url: '', uri: 'https://evil.example' }])(
		"doesn't put the key in a request without a destination (%j)",
		async (request) => {
			await expect(sign({ url: undefined, ...request })).rejects.toThrow(/an unknown address/);
		},
	);

	test.each([
		'https://robin:s3cr3t@app.example.com/x',
		'https://robin:7/s3cr3t@app.example.com/x',
		'https://robin:7#s3cr3t@app.example.com/x',
		'robin:s3cr3t@app.example.com/x',
		's3cr3t:robin@app.example.com/x',
	])("doesn't repeat the login in the mistyped URL %s", async (url) => {
		for (const request of [{ url }, { url: '/v2/users/me', baseURL: url }]) {
			const problem = await sign(request).then(String, (error: Error) => error.message);
			expect(problem).toContain('sent to https://rest.ecgrid.io only, not to ');
			expect(problem).not.toMatch(/robin|s3cr3t/);
		}
	});

	test.each([
		'https://evil.example',
		'//evil.example',
		'https://rest.ecgrid.io/v2',
		'http://rest.ecgrid.io',
		'https://',
	])('refuses the base URL %s of a request instead of ignoring it', async (baseURL) => {
		await expect(sign({ baseURL })).rejects.toThrow(/sent to https:\/\/rest\.ecgrid\.io only/);
	});

	test.each([
		'evil.example',
		' evil.example ',
		'rest.ecgrid.io.evil.example',
		'rest.ecgrid.io, evil.example',
	])(
		'refuses a header with the host %j: a network in front of several hosts would pass the key on',
		async (host) => {
			await expect(sign({ headers: { hOST: host } })).rejects.toThrow(/"Host" header/);
		},
	);

	test('a header with ECGrid’s own host does no harm', async () => {
		expect((await sign({ headers: { Host: 'REST.ecgrid.io' } })).headers).toMatchObject({ 'X-API-Key': KEY });
	});

	test.each([
		{ rejectUnauthorized: false },
		{ agentOptions: { rejectUnauthorized: false } },
		{ skipSslCertificateValidation: true },
	])("doesn't send the key with %j: any server could answer", async (options) => {
		await expect(sign(options)).rejects.toThrow(/Ignore SSL Issues/);
		const sandbox = { baseUrl: 'https://localhost:4010' };
		expect((await sign(options, sandbox)).headers).toMatchObject({ 'X-API-Key': KEY });
	});

	test.each([
		{ agentOptions: { ca: '-----BEGIN CERTIFICATE-----' } },
		{ agentOptions: { servername: 'evil.example' } },
		{ agentOptions: { checkServerIdentity: () => undefined } },
		{ agentOptions: { rejectUnauthorized: 0 } },
		{ rejectUnauthorized: 0 },
	])("doesn't send the key with %p: the request decides which server is ECGrid", async (options) => {
		await expect(sign(options as never)).rejects.toThrow(/NODE_EXTRA_CA_CERTS|Ignore SSL Issues/);
	});

	test('the caller’s own certificate does no harm', async () => {
		const agentOptions = { cert: 'c', key: 'k', passphrase: 'p', ca: undefined };
		expect((await sign({ agentOptions } as never)).headers).toMatchObject({ 'X-API-Key': KEY });
	});

	test.each(['TRACE', 'trace'])(
		"doesn't send the key with %s: the response would repeat it",
		async (method) => {
			await expect(sign({ method: method as never })).rejects.toThrow(/TRACE method/);
		},
	);

	test('gives a proxy the key only inside HTTPS', async () => {
		const proxy = 'http://proxy.example:3128';
		expect((await sign({ proxy })).headers).toMatchObject({ 'X-API-Key': KEY });
		await expect(sign({ proxy }, { baseUrl: 'http://127.0.0.1:4010' })).rejects.toThrow(/proxy/);
	});

	test("a refusal doesn't repeat a login from the refused URL", async () => {
		const problem = await sign({ url: 'https://robin:s3cr3t@evil.example/?key=s3cr3t' }).catch(String);
		expect(problem).toContain('evil.example');
		expect(problem).not.toContain('s3cr3t');
	});

	test.each([
		'/v2/users/me',
		'v2/users/me',
		'https://rest.ecgrid.io/v2/users/me',
		'https://REST.ecgrid.io:443/v2/users/me',
		new URL('https://rest.ecgrid.io/v2/users/me'),
	])('a request to %s gets the key', async (url) => {
		const there = { url: 'https://rest.ecgrid.io/v2/users/me', headers: { 'X-API-Key': KEY } };
		expect(await sign({ url })).toMatchObject(there);
		expect(await sign({ url: undefined, uri: url })).toMatchObject(there);
	});

	test('keeps the query and the encoded values of a path', async () => {
		const { url } = await sign({ url: '/v2/files/a%2Fb%20c?x=1&y=%26' });
		expect(url).toBe('https://rest.ecgrid.io/v2/files/a%2Fb%20c?x=1&y=%26');
	});

	test('signs nothing for a refused base URL', async () => {
		await expect(sign({}, { baseUrl: 'http://rest.ecgrid.io' })).rejects.toThrow(CredentialProblem);
	});
});
