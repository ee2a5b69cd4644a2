import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';

import type { INodeParameters } from 'n8n-workflow';

import { errorOf, execute, outputOf } from './n8n';
import { bodiesOf, createCallback, credentialsFor, cleanSandbox } from './setup';

const CREATE = 'POST /v2/callbacks/create';
const DELETE = 'DELETE /v2/callbacks';
const PASSWORD = 's3cr3t!-of-the-webhook';
const withLogin: INodeParameters = { httpAuthType: 'Basic', username: 'webhook_user', password: PASSWORD };
const sandbox = cleanSandbox();

const deleteCallback = async (callbackId: unknown, options: object = {}) =>
	await execute({
		credentials: credentialsFor(sandbox()),
		...options,
		parameters: { resource: 'callback', operation: 'delete', callbackId: callbackId as string },
	});

describe("shows ECGrid's refusal with code, status and words", () => {
	test.each([
		[400, 'InvalidParameter', 'url: must be an HTTPS URL'],
		[400, 'DuplicateObject', 'This callback exists'],
		[401, 'InvalidAPIKey', 'The API key is not valid'],
		[401, 'InvalidSession', 'The session is over'],
		[403, 'AccessDenied', 'AuthLevel too low'],
		[404, 'ObjectNotFound', 'Mailbox 12345 was not found'],
		[418, 'BrandNewCode', 'Nobody knows'],
	])('%d %s', async (status, errorCode, message) => {
		sandbox().fault(CREATE, { status, errorCode, message });
		const error = errorOf(await createCallback(sandbox(), {}));
		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: String(status),
			context: { itemIndex: 0 },
		});
		expect(`${error.message} ${error.description}`).toContain(errorCode);
		expect(error.message).toContain(message);
		expect(error.description).toBeTruthy();
		expect(sandbox().requests).toHaveLength(1);
	});

	test("a key that isn't accepted", async () => {
		const credentials = { ...credentialsFor(sandbox()), apiKey: 'wrong' };
		const error = errorOf(await createCallback(sandbox(), {}, undefined, { credentials }));
		expect(error.message).toMatch(/InvalidAPIKey, HTTP 401/);
		expect(error.description).toMatch(/credential/);
	});

	test('success false with status 200 is a failure', async () => {
		sandbox().fault(CREATE, { success: false, errorCode: 'AccessDenied', message: 'Not for you' });
		const run = await createCallback(sandbox(), {});
		expect(outputOf(run)).toEqual([]);
		expect(errorOf(run).message).toMatch(/AccessDenied.*Not for you/);
	});
});

describe('a create with an unknown outcome is sent once, and the message says so', () => {
	test.each([
		['500', { status: 500 }],
		['503', { status: 503 }],
		['504 with HTML', { status: 504, body: '<html>Gateway time-out</html>' }],
		['a connection cut before the work', { cut: true }],
		['a connection cut after the work', { cut: true, afterWork: true }],
		["a response that isn't JSON", { body: '<html>Hotel Wi-Fi</html>' }],
		['an empty response', { body: '' }],
	])('%s', async (_, fault) => {
		sandbox().fault(CREATE, fault);
		const error = errorOf(await createCallback(sandbox(), {}));
		expect(error.message).toMatch(/isn't known whether ECGrid carried out the request/);
		expect(error.description).toMatch(/check whether it was carried out/);
		expect(bodiesOf(sandbox(), CREATE)).toHaveLength(1);
	});
});

test('reports an ECGrid that is down as unreachable, with nothing sent', async () => {
	const credentials = { ...credentialsFor(sandbox()), baseUrl: 'http://127.0.0.1:9' };
	const error = errorOf(await createCallback(sandbox(), {}, undefined, { credentials }));
	expect(error.message).toMatch(/can't be reached/);
	expect(error.message).not.toMatch(/not known/);
});

describe('a redirect', () => {
	let elsewhere: Server;
	let received: Array<{ url?: string; headers: IncomingHttpHeaders }>;
	let address: string;

	beforeEach(async () => {
		received = [];
		elsewhere = createServer(({ url, headers }, response) => {
			received.push({ url, headers });
			response.end('{"success":true,"data":{"callbackId":1}}');
		});
		await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
		address = `http://localhost:${(elsewhere.address() as AddressInfo).port}`;
	});

	afterEach(async () => {
		elsewhere.closeAllConnections();
		await once(elsewhere.close(), 'close');
	});

	test.each([301, 302, 303, 307, 308])("%d is an error, and the key doesn't follow it", async (status) => {
		sandbox().fault(CREATE, { redirect: `${address}/stolen`, status });
		const error = errorOf(await createCallback(sandbox(), {}));
		expect(error.message).toMatch(/redirect/);
		expect(error.message).toContain(address);
		expect(received).toEqual([]);
	});

	test.each([301, 302, 307, 308])('%d to another path on the same host is an error too', async (status) => {
		sandbox().fault(CREATE, { redirect: '/v2/users/me', status });
		expect(errorOf(await createCallback(sandbox(), {})).message).toMatch(/redirect/);
		expect(sandbox().requests).toHaveLength(1);
	});

	test("a DELETE doesn't follow one either", async () => {
		sandbox().fault(DELETE, { redirect: `${address}/stolen`, status: 307, times: 5 });
		expect(errorOf(await deleteCallback('7001')).message).toMatch(/redirect/);
		expect(received).toEqual([]);
	});
});

describe('a failed run leaves no key, password or Authorization header behind', () => {
	const faults: Array<[string, object]> = [
		['400', { status: 400 }],
		['401', { status: 401 }],
		['500', { status: 500 }],
		['success false', { success: false }],
		['a cut connection', { cut: true }],
		['no JSON', { body: '<html>' }],
		['a redirect', { redirect: 'http://127.0.0.1:9/' }],
		['a response that repeats them', { status: 400, message: `Bad ${PASSWORD} sandbox-key-5f1c9a` }],
		[
			'problem JSON that repeats them',
			{ status: 400, body: `{"title":"sandbox-key-5f1c9a","detail":"${PASSWORD}"}` },
		],
	];

	test.each(faults)('%s', async (_, fault) => {
		sandbox().fault(CREATE, fault);
		const run = await createCallback(sandbox(), withLogin);
		const { error, runData } = run.data.resultData;
		for (const text of [
			inspect(error, { depth: 20, showHidden: true }),
			inspect(runData, { depth: 20, showHidden: true }),
			JSON.stringify(run.data.resultData),
		]) {
			expect(text).not.toContain(sandbox().apiKey);
			expect(text).not.toContain(PASSWORD);
			expect(text).not.toMatch(/authorization/i);
		}
	});

	test('error items of “continue on fail” contain none either', async () => {
		sandbox().fault(CREATE, { status: 400, message: `Bad ${PASSWORD} sandbox-key-5f1c9a` });
		const run = await createCallback(sandbox(), withLogin, undefined, { onError: 'continueRegularOutput' });
		const text = inspect(run.data.resultData, { depth: 20, showHidden: true });
		expect(text).not.toContain(sandbox().apiKey);
		expect(text).not.toContain(PASSWORD);
	});

	test("bad input doesn't reveal any either", async () => {
		const run = await createCallback(sandbox(), { ...withLogin, url: 'http://app.example.com' });
		const text = inspect(run.data.resultData, { depth: 20, showHidden: true });
		expect(text).not.toContain(sandbox().apiKey);
		expect(text).not.toContain(PASSWORD);
	});

	test('a successful run contains none', async () => {
		const run = await createCallback(sandbox(), withLogin);
		const text = JSON.stringify(run.data.resultData);
		expect(text).not.toContain(sandbox().apiKey);
		expect(text).not.toContain(PASSWORD);
	});
});

describe("doesn't show a secret that ECGrid repeats", () => {
	const tricky = 'a"b\\c/d & ü';
	const spellings: Array<[string, string]> = [
		['in plain', tricky],
		['in JSON', JSON.stringify(tricky)],
		['in JSON in JSON', JSON.stringify(JSON.stringify(tricky))],
		['as .NET escapes it', 'a\\u0022b\\\\c/d \\u0026 \\u00FC'],
		['in a URL', encodeURIComponent(tricky)],
		['as a header contains it', Buffer.from(`webhook_user:${tricky}`).toString('base64')],
	];

	test.each(spellings)('a password %s', async (_, spelled) => {
		for (const fault of [
			{ status: 400, message: spelled },
			{ status: 400, body: `No: ${spelled}` },
		]) {
			sandbox().fault(CREATE, fault);
			const run = await createCallback(sandbox(), { ...withLogin, password: tricky });
			expect(errorOf(run).message).toContain('HTTP 400');
			const text = inspect(run.data.resultData.error, { depth: 20, showHidden: true });
			for (const part of [spelled.slice(-9), 'a"b', 'a\\"b', 'b\\c']) expect(text).not.toContain(part);
		}
	});

	test.each([290, 990])('the API key where the text is cut after %d characters', async (length) => {
		const message = `${'x'.repeat(length)}${sandbox().apiKey}`;
		for (const fault of [
			{ status: 400, message },
			{ status: 400, body: message },
		]) {
			sandbox().fault(CREATE, fault);
			const error = errorOf(await createCallback(sandbox(), withLogin));
			expect(error.message).toContain('xxx');
			expect(error.message).not.toContain(sandbox().apiKey.slice(0, 5));
		}
	});
});

test("Callback → Test doesn't reveal the login that a receiver repeats", async () => {
	const basic = Buffer.from(`webhook_user:${PASSWORD}`).toString('base64');
	const data = { callbackId: 7001, httpStatus: 200, responseBody: `{"authorization":"Basic ${basic}"}` };
	sandbox().fault('POST /v2/callbacks/test', { body: JSON.stringify({ success: true, data }) });
	const run = await execute({
		credentials: credentialsFor(sandbox()),
		parameters: { resource: 'callback', operation: 'test', callbackId: '7001' },
	});
	expect(outputOf(run)).toEqual([
		{ json: { ...data, responseBody: '{"authorization":"Basic •••"}' }, pairedItem: { item: 0 } },
	]);
});

describe('Callback → Delete', () => {
	test.each([
		['a number', (id: number) => id],
		['text', (id: number) => String(id)],
		['text with spaces', (id: number) => ` ${id} `],
	])('deletes the callback whose ID is %s, with the ID in the body', async (_, entered) => {
		const { callbackId } = sandbox().addCallback({ url: 'https://app.example.com/', event: 'Parcel' });
		expect(outputOf(await deleteCallback(entered(callbackId)))).toEqual([
			{ json: { success: true, deleted: true, callbackId }, pairedItem: { item: 0 } },
		]);
		expect(sandbox().requests).toMatchObject([
			{ method: 'DELETE', path: '/v2/callbacks', body: { callbackId } },
		]);
		expect(sandbox().callbacks).toEqual([]);
	});

	test("says that a callback doesn't exist", async () => {
		expect(errorOf(await deleteCallback('9999'))).toMatchObject({
			message: expect.stringMatching(/^Callback 9999/),
			description: expect.stringContaining('ObjectNotFound'),
		});
	});

	test('fails if answered with data false', async () => {
		sandbox().fault(DELETE, { body: '{"success":true,"data":false}' });
		const run = await deleteCallback('7001');
		expect(outputOf(run)).toEqual([]);
		expect(errorOf(run).name).toBe('NodeApiError');
	});

	test('succeeds if answered with a message and no data', async () => {
		sandbox().fault(DELETE, { body: '{"success":true,"data":null,"message":"Deleted"}' });
		expect(outputOf(await deleteCallback('7001'))).toMatchObject([
			{ json: { success: true, deleted: true, callbackId: 7001 } },
		]);
	});
});
