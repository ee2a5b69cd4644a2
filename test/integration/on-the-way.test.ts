import type { Socket } from 'node:net';

import type { INodeParameters } from 'n8n-workflow';

import { noise, stored, useStorage } from './files';
import { errorOf, execute, outputOf } from './n8n';
import { servers, trusted } from './on-the-way';
import { bodiesOf, cleanSandbox } from './setup';

const CREATE = 'POST /v2/callbacks/create';
const UPLOAD = 'POST /v2/parcels/upload';
const sandbox = cleanSandbox();
const { tcp, unused, https, httpsWithWire, proxy } = servers();
trusted();
useStorage('filesystem');

/** Milliseconds that stand in for a time-out: few only where a test waits for one. */
let timeoutMs: number;
const SOON_MS = 400;
const silent = () => {};

beforeEach(() => {
	timeoutMs = 10_000;
	// Pauses between retries pass immediately.
	const { setTimeout } = globalThis;
	jest
		.spyOn(globalThis, 'setTimeout')
		.mockImplementation(((work: () => void, ms = 0) =>
			setTimeout(work, ms >= 30_000 ? timeoutMs : Math.min(ms, 5))) as typeof setTimeout);
});
afterEach(() => {
	delete process.env.HTTPS_PROXY;
	delete process.env.NO_PROXY;
	(globalThis.setTimeout as unknown as jest.SpyInstance).mockRestore();
});

const create: INodeParameters = {
	resource: 'callback',
	operation: 'create',
	url: 'https://app.example.com/x',
	event: 'Parcel',
};
const upload: INodeParameters = {
	resource: 'parcel',
	operation: 'upload',
	input: 'text',
	content: 'ISA',
	fileName: 'a.edi',
	additionalFields: { ecGridIdFrom: '820001', ecGridIdTo: '820002' },
};
const uploadFile: INodeParameters = { ...upload, input: 'file', binaryPropertyName: 'data' };
const run = async (parameters: INodeParameters, baseUrl: string) =>
	await execute({
		credentials: { apiKey: sandbox().apiKey, baseUrl },
		parameters,
		binary: parameters.input === 'file' ? { data: await stored(noise(200_000), 'a.edi') } : undefined,
	});

const operations: Array<[string, INodeParameters]> = [
	['Callback → Create', create],
	['Parcel → Upload of text', upload],
	['Parcel → Upload of a file that n8n keeps on disk', uploadFile],
];

describe.each(operations)('%s', (_, parameters) => {
	test.each(['http://user:se#cret@127.0.0.1:3128', 'http://:3128'])(
		"HTTPS_PROXY is %s, which n8n can't read: nothing was sent, and the error says so",
		async (address) => {
			process.env.HTTPS_PROXY = address;
			const { message, description } = errorOf(await run(parameters, 'https://rest.ecgrid.example'));
			expect(message).toBe("The address of n8n's proxy isn't valid");
			expect(description).toMatch(/HTTPS_PROXY.*Nothing was sent\.$/);
		},
	);

	test("n8n can't decrypt the credential: nothing was sent, and the error says so", async () => {
		const credentials = new Proxy(
			{ apiKey: 'key', baseUrl: sandbox().url },
			{
				ownKeys: () => {
					throw new Error('Credentials could not be decrypted');
				},
			},
		);
		const binary = parameters.input === 'file' ? { data: await stored(noise(200_000), 'a.edi') } : undefined;
		const { message, description } = errorOf(await execute({ credentials, parameters, binary }));
		expect(message).toBe("n8n can't read the ECGrid API credential");
		expect(description).toMatch(/N8N_ENCRYPTION_KEY.*Nothing was sent\.$/);
		expect(sandbox().requests).toEqual([]);
	});
});

describe.each(operations)('%s', (_, parameters) => {
	describe('no secure connection is made: nothing was sent, and the error says so', () => {
		test.each<[string, (socket: Socket) => void, RegExp, boolean]>([
			[
				'the server speaks plain HTTP',
				(socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
				/doesn't use HTTPS/,
				false,
			],
			[
				'the connection is cut during the handshake',
				(socket) => socket.once('data', () => socket.resetAndDestroy()),
				/closed before it was secure/,
				true,
			],
			[
				'the connection is closed during the handshake',
				(socket) => socket.once('data', () => socket.end()),
				/closed before it was secure/,
				true,
			],
			['the handshake is not answered', silent, /the connection timed out/, true],
		])('%s', async (_case, serve, why, isTriedAgain) => {
			if (serve === silent) timeoutMs = SOON_MS;
			const error = errorOf(await run(parameters, `https://localhost:${await tcp(serve)}`));
			expect(error.message).toMatch(why);
			expect(error.message).not.toMatch(/not known/);
			expect(error.description).toContain('Nothing was sent.');
			if (isTriedAgain) expect(error.description).toContain('Tried 3 times');
			else expect(error.description).not.toContain('Tried');
		});
	});

	describe("a proxy doesn't connect: the error names it, and nothing was sent", () => {
		const page = `<html>${'blocked '.repeat(20)}</html>`;
		test.each<[string, string, RegExp, boolean]>([
			['403', '', /did not make the connection \(HTTP 403\)/, false],
			['403', page, /did not make the connection \(HTTP 403\)/, false],
			["403 with a page that n8n doesn't read to its end", 'x'.repeat(200_000), /\(HTTP 403\)/, false],
			['407', '', /asks for a login \(HTTP 407\)/, false],
			...['201', '202', '204', '205', '299', '302', '304'].map(
				(status): [string, string, RegExp, boolean] => [
					status,
					status.startsWith('20') && status < '204' ? '{"success":true,"data":9}' : '',
					/did not make the connection \(HTTP \d+\)/,
					false,
				],
			),
			['600', '', /did not make the connection \(HTTP 600\)/, true],
			['502', page, /did not make the connection \(HTTP 502\)/, true],
			['503', '', /did not make the connection \(HTTP 503\)/, true],
			[
				'504',
				'{"success":false,"errorCode":"InvalidAPIKey"}',
				/did not make the connection \(HTTP 504\)/,
				true,
			],
		])('%s', async (status, body, why, isTriedAgain) => {
			const head = `HTTP/1.1 ${status.slice(0, 3)} No\r\ncontent-length: ${body.length}\r\n\r\n`;
			const { url, connected } = await proxy(() => head + body);
			process.env.HTTPS_PROXY = url;
			const error = errorOf(await run(parameters, 'https://rest.ecgrid.example'));
			expect(error.message).toMatch(/^A proxy between n8n and ECGrid /);
			expect(error.message).toMatch(why);
			expect(error.description).toMatch(/Nothing was sent\./);
			expect(error.description).not.toMatch(/API key/);
			expect(connected).toHaveLength(isTriedAgain ? 3 : 1);
		});

		test.each<[string, () => Promise<string>, RegExp]>([
			['it closes the connection', async () => (await proxy(() => '')).url, /did not make the connection: /],
			['what it answers is no HTTP', async () => (await proxy(() => 'nonsense')).url, /did not make the/],
			['it is silent', async () => `http://127.0.0.1:${await tcp(silent)}`, /it timed out$/],
			[
				'it cuts the connection',
				async () =>
					`http://127.0.0.1:${await tcp((socket) => socket.once('data', () => socket.resetAndDestroy()))}`,
				/it closed the connection$/,
			],
			["it isn't running", async () => 'http://127.0.0.1:9', /reached: the connection was refused$/],
			[
				'its name is unknown',
				async () => 'http://no-such-proxy.invalid:3128',
				/reached: (the host name is unknown|looking up the host name failed)$/,
			],
		])('%s', async (name, url, why) => {
			if (name === 'it is silent') timeoutMs = SOON_MS;
			process.env.HTTPS_PROXY = await url();
			const error = errorOf(await run(parameters, 'https://rest.ecgrid.example'));
			expect(error.message).toMatch(/^A proxy between n8n and ECGrid /);
			expect(error.message).toMatch(why);
			expect(error.description).toMatch(/HTTPS_PROXY.*Nothing was sent\. Tried 3 times\.$/);
		});
	});

	test("nothing listens at the proxy's address: nothing was sent, and the request is retried", async () => {
		process.env.HTTPS_PROXY = `http://127.0.0.1:${await unused()}`;
		const error = errorOf(await run(parameters, 'https://rest.ecgrid.example'));
		expect(error.description).toMatch(/Nothing was sent\..*Tried 3 times\./);
	});

	test('bypasses the proxy for a host that NO_PROXY names', async () => {
		const { url, connected } = await proxy(() => 'HTTP/1.1 403 No\r\n\r\n');
		Object.assign(process.env, { HTTPS_PROXY: url, NO_PROXY: 'localhost' });
		const result = await run(parameters, await https(sandbox().url));
		expect(result.data.resultData.error).toBeUndefined();
		expect(outputOf(result)).toHaveLength(1);
		expect(connected).toEqual([]);
	});

	test('goes through a proxy that connects', async () => {
		const { url, connected } = await proxy(() => 'HTTP/1.1 200 OK\r\n\r\n');
		process.env.HTTPS_PROXY = url;
		const baseUrl = await https(sandbox().url);
		const output = outputOf(await run(parameters, baseUrl));
		expect(output).toHaveLength(1);
		expect(connected).toHaveLength(1);
	});

	test("is sent once if the secure connection is cut after the request, and isn't known to be done", async () => {
		let requests = 0;
		const baseUrl = await https(sandbox().url, (request) => {
			requests++;
			request.resume().on('end', () => request.socket.destroy());
			return true;
		});
		const error = errorOf(await run(parameters, baseUrl));
		expect(error.message).toMatch(/isn't known whether ECGrid carried out the request/);
		expect(error.description).not.toContain('Nothing was sent');
		expect(requests).toBe(1);
	});

	test('is sent once when something on the way writes plain text into the secure connection after the request', async () => {
		let requests = 0;
		const { baseUrl, inject } = await httpsWithWire(sandbox().url, (request) => {
			requests++;
			request.resume().on('end', () => inject('HTTP/1.1 403 Forbidden\r\n\r\n'));
			return true;
		});
		const error = errorOf(await run(parameters, baseUrl));
		expect(error.message).toMatch(/isn't known whether ECGrid carried out the request/);
		expect(error.description).not.toContain('Nothing was sent');
		expect(requests).toBe(1);
	});
});

test("a proxy that answers in place of ECGrid doesn't confirm a parcel", async () => {
	const confirm = { resource: 'parcel', operation: 'confirm', parcelId: '7' };
	for (const status of ['204 No Content', '202 Accepted']) {
		const { url, connected } = await proxy(() => `HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`);
		process.env.HTTPS_PROXY = url;
		const error = errorOf(await run(confirm, 'https://rest.ecgrid.example'));
		expect(error.message).toMatch(/^A proxy between n8n and ECGrid did not make the connection/);
		expect(error.description).toContain('Nothing was sent.');
		expect(connected).toHaveLength(1);
	}
});

test("a parcel whose confirm a proxy blocked isn't considered confirmed by its status", async () => {
	const parcel = sandbox().addParcel({ fileName: 'a.edi', content: 'ISA' });
	parcel.status = 'InBoxTransferred';
	const { parcelId } = parcel;
	const baseUrl = await https(sandbox().url);
	let asked = 0;
	process.env.HTTPS_PROXY = (
		await proxy(() => (asked++ === 0 ? 'HTTP/1.1 407 No\r\n\r\n' : 'HTTP/1.1 200 OK\r\n\r\n'))
	).url;
	const error = errorOf(await run({ resource: 'parcel', operation: 'confirm', parcelId }, baseUrl));
	expect(error.message).toContain('HTTP 407');
	expect(sandbox().requests).toEqual([]);
});

test.each([201, 202, 203, 206])(
	'an ECGrid response with status %d is a success, big or small',
	async (status) => {
		const { parcelId } = sandbox().addParcel({ fileName: 'a.edi', content: 'ISA*'.repeat(50_000) });
		const baseUrl = await https(sandbox().url, undefined, status);
		expect(outputOf(await run(upload, baseUrl))).toMatchObject([{ json: { parcelId: expect.any(Number) } }]);
		const list = { resource: 'parcel', operation: 'getPending', returnAll: true };
		const waiting = outputOf(await run(list, sandbox().url));
		expect(waiting.length).toBeGreaterThan(0);
		expect(outputOf(await run(list, baseUrl))).toEqual(waiting);
		const download = { resource: 'parcel', operation: 'download', parcelId, binaryPropertyName: 'data' };
		expect(outputOf(await run(download, baseUrl))).toMatchObject([{ json: { bytes: 200_000 } }]);
	},
);

test("a firewall's web page on an established connection doesn't count as ECGrid’s word about the key", async () => {
	for (const status of [400, 401, 403]) {
		sandbox().fault(CREATE, { status, body: '<html><h1>Blocked</h1></html>' });
		const error = errorOf(await run(create, await https(sandbox().url)));
		expect(error.message).toMatch(/^A proxy, firewall or gateway between n8n and ECGrid refused/);
		expect(error.message).toContain(`HTTP ${status}`);
		expect(error.description).not.toContain('current API key');
	}
	expect(bodiesOf(sandbox(), CREATE)).toHaveLength(3);
});

test('reports an upload that a server refuses as too big, with the size', async () => {
	for (const fault of [
		{ status: 413 },
		{ status: 404, body: '<html>HTTP Error 404.13 - Not Found</html>' },
	]) {
		sandbox().fault(UPLOAD, fault);
		const error = errorOf(await run(uploadFile, sandbox().url));
		expect(error.message).toMatch(/^The request of 267 kB is too big/);
		expect(error.description).not.toContain('Base URL');
	}
});

test('an update whose first try got 503 and whose others got no connection may have been done', async () => {
	const { callbackId } = sandbox().addCallback({ url: 'https://app.example.com/', event: 'Parcel' });
	let isUp = true;
	const baseUrl = await https(sandbox().url, ({ socket }) => {
		if (isUp) socket.write('HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
		isUp = false;
		return true;
	});
	const { url } = await proxy(() => (isUp ? 'HTTP/1.1 200 OK\r\n\r\n' : 'HTTP/1.1 503 Down\r\n\r\n'));
	process.env.HTTPS_PROXY = url;
	const parameters = {
		resource: 'callback',
		operation: 'update',
		callbackId,
		updateFields: { status: 'Active' },
	};
	const error = errorOf(await run(parameters, baseUrl));
	expect(error.message).toMatch(/^A proxy/);
	expect(error.description).not.toContain('Nothing was sent');
	expect(error.description).toContain('An earlier attempt may have reached ECGrid');
});

test("an upload that was refused once and then got no connection isn't reported as not sent", async () => {
	let requests = 0;
	const baseUrl = await https(sandbox().url, ({ socket }) => {
		requests++;
		socket.write('HTTP/1.1 429 Slow\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
		return true;
	});
	const { url } = await proxy(() =>
		requests === 0 ? 'HTTP/1.1 200 OK\r\n\r\n' : 'HTTP/1.1 503 Down\r\n\r\n',
	);
	process.env.HTTPS_PROXY = url;
	const error = errorOf(await run(upload, baseUrl));
	expect(error.message).toMatch(/^A proxy/);
	expect(error.description).not.toContain('Nothing was sent');
	expect(error.description).toContain(
		'An earlier attempt was sent, but refused or cut off, so nothing was done.',
	);
	expect(requests).toBe(1);
});
