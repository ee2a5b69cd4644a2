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

describe('base URLs that may be used', () => {
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
	])('%j stands for %s', (baseUrl, origin) => expect(originOf(baseUrl)).toBe(origin));
});

describe('base URLs that are refused', () => {
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
	])('%j is refused, naming the field and a good value', (baseUrl, reason) => {
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
	])('the refusal of %s does not repeat the secret in it', (baseUrl) =>
		expect(problemOf(() => originOf(baseUrl)).message).not.toContain('s3cr3t'),
	);
});

describe('signing a request', () => {
	const sign = async (request: Partial<IHttpRequestOptions>, credentials: object = {}) =>
		await authenticate(
			{ apiKey: KEY, baseUrl: 'https://rest.ecgrid.io', ...credentials },
			{ url: '/v2/users/me', ...request },
		);

	test('the key goes into a header spelled exactly X-API-Key', async () => {
		const { headers } = await sign({ headers: { Accept: 'application/json' } });
		expect(headers).toEqual({ Accept: 'application/json', 'X-API-Key': KEY });
	});

	test('the request goes to the base URL, and no redirect is followed', async () => {
		expect(await sign({ disableFollowRedirect: false, baseURL: 'https://elsewhere.example' })).toMatchObject({
			baseURL: 'https://rest.ecgrid.io',
			url: '/v2/users/me',
			disableFollowRedirect: true,
		});
	});

	test('the caller’s request is left as it was', async () => {
		const request: IHttpRequestOptions = { url: '/v2/users/me', headers: { Accept: 'x' } };
		await sign(request);
		expect(request).toEqual({ url: '/v2/users/me', headers: { Accept: 'x' } });
	});

	test('blanks around a pasted key are dropped', async () => {
		const { headers } = await sign({}, { apiKey: ` ${KEY}\n` });
		expect(headers).toMatchObject({ 'X-API-Key': KEY });
	});

	test.each(['', '   ', undefined, null])('an empty key (%j) is refused by name', async (apiKey) => {
		await expect(sign({}, { apiKey })).rejects.toThrow(/API Key of the ECGrid API credential is empty/);
	});

	test.each(['two words', 'key\r\nX-Evil: 1', 'kéy', 'key\u0000', 'schlüssel'])(
		'a key that cannot be one (%j) is refused without repeating it',
		async (apiKey) => {
			const problem = await sign({}, { apiKey }).then(String, (error: Error) => error.message);
			expect(problem).toContain('API Key of the ECGrid API credential');
			expect(problem).not.toContain(apiKey);
		},
	);

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
	])('the key is not put into a request to %s', async (url) => {
		await expect(sign({ url })).rejects.toThrow(/sent to https:\/\/rest\.ecgrid\.io only/);
	});

	test.each([
		'/v2/users/me',
		'v2/users/me',
		'https://rest.ecgrid.io/v2/users/me',
		'https://REST.ecgrid.io:443/v2',
	])('a request to %s gets it', async (url) =>
		expect((await sign({ url })).headers).toMatchObject({ 'X-API-Key': KEY }),
	);

	test('nothing is signed for a base URL that is refused', async () => {
		await expect(sign({}, { baseUrl: 'http://rest.ecgrid.io' })).rejects.toThrow(CredentialProblem);
	});
});
