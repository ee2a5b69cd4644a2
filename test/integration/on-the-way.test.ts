import type { Socket } from 'node:net';

import type { INodeParameters } from 'n8n-workflow';

import { noise, stored, useStorage } from './files';
import { errorOf, execute, outputOf } from './n8n';
import { servers, trusted } from './on-the-way';
import { bodiesOf, cleanSandbox } from './setup';

const CREATE = 'POST /v2/callbacks/create';
const UPLOAD = 'POST /v2/parcels/upload';
const sandbox = cleanSandbox();
const { tcp, unused, https, proxy } = servers();
trusted();
useStorage('filesystem');

beforeEach(() => {
	// Pauses between tries pass at once; time-outs come soon.
	const { setTimeout } = globalThis;
	jest
		.spyOn(globalThis, 'setTimeout')
		.mockImplementation(((work: () => void, ms = 0) =>
			setTimeout(work, ms >= 30_000 ? 400 : Math.min(ms, 5))) as typeof setTimeout);
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
	describe('no secure connection is made: nothing was sent, and it says so', () => {
		test.each<[string, (socket: Socket) => void, RegExp, boolean]>([
			[
				'what answers speaks plain HTTP',
				(socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
				/does not speak HTTPS/,
				false,
			],
			[
				'the connection is cut in the middle of the handshake',
				(socket) => socket.once('data', () => socket.resetAndDestroy()),
				/cut before it was secure/,
				true,
			],
			[
				'the connection is closed in the middle of the handshake',
				(socket) => socket.once('data', () => socket.end()),
				/cut before it was secure/,
				true,
			],
			['the handshake is not answered', () => {}, /no connection was made in time/, true],
		])('%s', async (_case, serve, why, isTriedAgain) => {
			const error = errorOf(await run(parameters, `https://localhost:${await tcp(serve)}`));
			expect(error.message).toMatch(why);
			expect(error.message).not.toMatch(/not known/);
			expect(error.description).toContain('Nothing was sent.');
			if (isTriedAgain) expect(error.description).toContain('Tried 3 times');
			else expect(error.description).not.toContain('Tried');
		});
	});

	describe('a proxy does not connect: it is named, and nothing was sent', () => {
		const page = `<html>${'blocked '.repeat(20)}</html>`;
		test.each<[string, string, RegExp, boolean]>([
			['403', '', /did not make the connection \(HTTP 403\)/, false],
			['403', page, /did not make the connection \(HTTP 403\)/, false],
			['403 with a page that n8n does not read to its end', 'x'.repeat(200_000), /\(HTTP 403\)/, false],
			['407', '', /asks for a login \(HTTP 407\)/, false],
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

		test.each<[string, string | undefined]>([
			['it closes the connection', ''],
			['what it answers is no HTTP', 'nonsense'],
		])('%s', async (_case, answer) => {
			process.env.HTTPS_PROXY = (await proxy(() => answer ?? '')).url;
			const error = errorOf(await run(parameters, 'https://rest.ecgrid.example'));
			expect(error.message).not.toMatch(/not known/);
			expect(error.description).toContain('Nothing was sent.');
		});
	});

	test('nothing listens where the proxy should be: nothing was sent, and it is tried again', async () => {
		process.env.HTTPS_PROXY = `http://127.0.0.1:${await unused()}`;
		const error = errorOf(await run(parameters, 'https://rest.ecgrid.example'));
		expect(error.description).toMatch(/Nothing was sent\..*Tried 3 times\./);
	});

	test('goes past the proxy to a host that NO_PROXY names', async () => {
		const { url, connected } = await proxy(() => 'HTTP/1.1 403 No\r\n\r\n');
		Object.assign(process.env, { HTTPS_PROXY: url, NO_PROXY: 'localhost' });
		expect(outputOf(await run(parameters, await https(sandbox().url)))).toHaveLength(1);
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

	test('is sent once when the secure connection is cut after the request, and not known to be done', async () => {
		let requests = 0;
		const baseUrl = await https(sandbox().url, (request) => {
			requests++;
			request.resume().on('end', () => request.socket.destroy());
			return true;
		});
		const error = errorOf(await run(parameters, baseUrl));
		expect(error.message).toMatch(/not known whether ECGrid did what was asked/);
		expect(error.description).not.toContain('Nothing was sent');
		expect(requests).toBe(1);
	});
});

test('a web page of a firewall on a connection that was made is not taken for ECGrid’s word about the key', async () => {
	for (const status of [400, 401, 403]) {
		sandbox().fault(CREATE, { status, body: '<html><h1>Blocked</h1></html>' });
		const error = errorOf(await run(create, await https(sandbox().url)));
		expect(error.message).toMatch(/^A proxy, a firewall or a gateway between n8n and ECGrid refused/);
		expect(error.message).toContain(`HTTP ${status}`);
		expect(error.description).not.toContain('current API key');
	}
	expect(bodiesOf(sandbox(), CREATE)).toHaveLength(3);
});

test('a server that takes a big upload for too big is told so, with the size', async () => {
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

test('an update of which the first try was answered 503, and no other found a connection, may have been done', async () => {
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
	expect(error.description).toContain('An earlier try may have reached ECGrid');
});
