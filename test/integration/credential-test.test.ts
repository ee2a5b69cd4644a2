import { CredentialTestContext } from 'n8n-core';
import type {
	ICredentialTestFunctions,
	INodeCredentialTestResult,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { nodeOfPackage } from './n8n';
import { servers } from './on-the-way';
import { cleanSandbox } from './setup';

const ME = 'GET /v2/users/me';
const sandbox = cleanSandbox();
const { tcp, https, proxy } = servers();

afterEach(() => {
	delete process.env.HTTPS_PROXY;
});

/** Clicks *Test*, as n8n does. */
async function press(
	data: Partial<Record<'apiKey' | 'baseUrl', string>> = {},
): Promise<INodeCredentialTestResult> {
	const { methods, description } = await nodeOfPackage('ecGrid');
	const { testedBy } = description.credentials![0]!;
	const context = new CredentialTestContext({} as IWorkflowExecuteAdditionalData) as ICredentialTestFunctions;
	const { apiKey, url } = sandbox();
	const credential = { id: '1', name: 'ECGrid', type: 'ecGridApi', data: { apiKey, baseUrl: url, ...data } };
	return await methods!.credentialTest![testedBy as string]!.call(context, credential);
}

const refusal = async (data?: Parameters<typeof press>[0]) => {
	const { status, message } = await press(data);
	expect(status).toBe('Error');
	expect(message).toMatch(/^[A-Z].*[.)]$/s);
	expect(message).not.toContain(sandbox().apiKey);
	return message;
};

test('accepts a valid key after asking ECGrid who owns it', async () => {
	expect(await press()).toEqual({ status: 'OK', message: 'ECGrid accepts the API key.' });
	const [request] = sandbox().requests;
	expect(request).toMatchObject({ method: 'GET', path: '/v2/users/me' });
	expect(request!.rawHeaders).toContain('X-API-Key');
});

test.each(['{"Success":true,"Data":{"UserId":1}}', '{"SUCCESS":true,"data":{"userId":1}}'])(
	'ignores letter case: %s',
	async (body) => {
		sandbox().fault(ME, { body });
		expect((await press()).status).toBe('OK');
	},
);

test.each<[string, object, RegExp]>([
	[
		'a wrong key',
		{ status: 401, errorCode: 'InvalidAPIKey' },
		/doesn't accept the API key.*Enter the current/,
	],
	['success false', { success: false, errorCode: 'AccessDenied', message: 'No' }, /denied access.*AuthLevel/],
	['Success false', { body: '{"Success":false,"Message":"No"}' }, /ECGrid refused the request.*No/],
	['a page of a firewall', { status: 403, body: '<html>' }, /^A proxy, firewall or gateway/],
	['a login page', { body: '<html>Wi-Fi</html>' }, /^A web page came instead.*maintenance.*Base URL/],
	['no page', { status: 404, body: '<html>' }, /^A web page came instead.*Base URL/],
	['another service', { body: '{"ok":true}' }, /isn't from ECGrid.*Base URL/],
	['success without data', { body: '{"success":true,"data":null}' }, /doesn't answer like ECGrid.*Base URL/],
	['nothing', { status: 204, body: '' }, /doesn't answer like ECGrid.*Base URL/],
	['a redirect', { redirect: 'https://elsewhere.example/' }, /redirect.*elsewhere.*doesn't follow it/],
	['too many requests', { status: 429, retryAfter: 7 }, /too many requests.*wait 7 seconds/],
	['an outage', { status: 503 }, /temporarily unavailable/],
	['a cut connection', { cut: true }, /didn't answer: the connection was closed/],
])('%s is said in a sentence', async (_, fault, words) => {
	sandbox().fault(ME, fault);
	expect(await refusal()).toMatch(words);
	expect(sandbox().requests).toHaveLength(1);
});

test("doesn't show a key that ECGrid repeats", async () => {
	sandbox().fault(ME, { status: 400, message: `Bad key ${sandbox().apiKey}` });
	expect(await refusal()).toContain('Bad key •••');
});

test.each([
	['an http address', 'http://0.0.0.0:9', /must start with https:\/\//],
	['an address with a path', 'https://rest.ecgrid.io/v2', /without a path/],
	['an address with a login', 'https://someone:secret@rest.ecgrid.io', /user name or password/],
	["a text that isn't a web address", 'rest.ecgrid.io', /not a web address/],
])('refuses %s before anything is sent', async (_, baseUrl, words) => {
	const message = await refusal({ baseUrl });
	expect(message).toMatch(words);
	expect(message).not.toContain('secret');
});

test('refuses an empty key before anything is sent', async () => {
	expect((await press({ apiKey: ' ' })).message).toMatch(/API Key of the ECGrid API credential is empty/);
	expect(sandbox().requests).toHaveLength(0);
});

describe('explains a failed connection in a sentence', () => {
	test('an unknown host name', async () => {
		expect(await refusal({ baseUrl: 'https://nowhere.invalid' })).toMatch(
			/can't be reached: (the host name is unknown|looking up the host name failed)\. Check the Base URL/,
		);
	});

	test('nothing listens', async () => {
		expect(await refusal({ baseUrl: 'http://127.0.0.1:9' })).toMatch(/the connection was refused/);
	});

	test('a self-signed certificate', async () => {
		expect(await refusal({ baseUrl: await https(sandbox().url) })).toMatch(
			/certificate is self-signed\..*NODE_EXTRA_CA_CERTS/,
		);
		expect(sandbox().requests).toHaveLength(0);
	});

	test("a port that doesn't speak HTTPS", async () => {
		const port = await tcp((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 No\r\n\r\n')));
		expect(await refusal({ baseUrl: `https://localhost:${port}` })).toMatch(/doesn't use HTTPS/);
	});

	test.each(['204 No Content', '202 Accepted', '302 Found', '401 No', '403 Forbidden', '503 Down'])(
		'a proxy that answers %s instead of connecting',
		async (status) => {
			const body = status.startsWith('204') ? '' : '{"success":true,"data":{"userId":7}}';
			const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\n`;
			process.env.HTTPS_PROXY = (
				await proxy(() => `${head}content-length: ${body.length}\r\n\r\n${body}`)
			).url;
			expect(await refusal({ baseUrl: 'https://rest.ecgrid.example' })).toMatch(
				/^A proxy between n8n and ECGrid did not make the connection \(HTTP \d{3}\)\./,
			);
		},
	);

	test.each([
		['is not running', 'http://127.0.0.1:9', /the connection was refused\./],
		['has an unknown name', 'http://no-such-proxy.invalid:3128', /the host name (is unknown|failed)/],
	])('a proxy that %s', async (_, url, why) => {
		process.env.HTTPS_PROXY = url;
		const said = await refusal({ baseUrl: 'https://rest.ecgrid.example' });
		expect(said).toMatch(/^A proxy between n8n and ECGrid can't be reached: .*HTTPS_PROXY/);
		expect(said).toMatch(why);
	});

	test('a proxy that requires a login', async () => {
		process.env.HTTPS_PROXY = (await proxy(() => 'HTTP/1.1 407 No\r\ncontent-length: 0\r\n\r\n')).url;
		expect(await refusal({ baseUrl: 'https://rest.ecgrid.example' })).toMatch(
			/^A proxy between n8n and ECGrid asks for a login \(HTTP 407\)\..*HTTPS_PROXY/,
		);
	});
});
