import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { createGzip, deflateSync, gzipSync } from 'node:zlib';

import type { INodeExecutionData } from 'n8n-workflow';

import { bytesOf, filesOnDisk, giveUpSoon, noise, oddServer, useStorage } from './files';
import { errorOf, execute, outputOf, outputsOf, type Credentials } from './n8n';
import { cleanSandbox, credentialsFor } from './setup';

const DOWNLOAD = 'POST /v2/parcels/download';
const sandbox = cleanSandbox();
const odd = oddServer();

type Options = Partial<Parameters<typeof execute>[0]>;

const download = async (
	credentials: Credentials,
	{ parameters, ...options }: Options = {},
	items?: Parameters<typeof execute>[1],
) =>
	await execute(
		{
			credentials,
			...options,
			parameters: { resource: 'parcel', operation: 'download', parcelId: '7', ...parameters },
		},
		items,
	);

const parcelWith = (content: string | Buffer, fileName = 'order.edi') =>
	String(sandbox().addParcel({ fileName, content }, { fire: false }).parcelId);

const downloaded = async (parcelId: string, parameters: Options['parameters'] = {}) => {
	const [item] = outputOf(
		await download(credentialsFor(sandbox()), { parameters: { parcelId, ...parameters } }),
	);
	return item!;
};

const json = (
	response: ServerResponse,
	body: string | Buffer,
	headers: Record<string, string> = {},
	status = 200,
) => response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);

const answer = (data: object, envelope: object = {}) => JSON.stringify({ success: true, data, ...envelope });
const base64 = (content: string | Buffer) => Buffer.from(content as string).toString('base64');
const file = { parcelId: 7, fileName: 'a.edi', content: base64('ISA*00*'), bytes: 7 };

/** The output for a response that the sandbox wouldn't send. */
async function forAnswer(
	body: string | Buffer,
	headers?: Record<string, string>,
): Promise<INodeExecutionData> {
	odd.answer((_, response) => json(response, body, headers));
	const run = await download(odd.credentials());
	expect(run.data.resultData.error).toBeUndefined();
	return outputOf(run)[0]!;
}

async function failureOf(body: string | Buffer, headers?: Record<string, string>, status?: number) {
	odd.answer((_, response) => json(response, body, headers, status));
	return errorOf(await download(odd.credentials()));
}

const isa =
	'ISA*00*          *00*          *ZZ*ACME           *ZZ*PARTNER        *260507*1230*U*00401*000000001*0*P*>~';

describe.each(['default', 'filesystem'] as const)('with files kept in n8n’s storage “%s”', (mode) => {
	useStorage(mode);

	test.each<[string, Buffer]>([
		['a purchase order', Buffer.from(isa)],
		['every possible byte', Buffer.from(Array.from({ length: 1_024 }, (_, at) => at % 256))],
		['one byte', Buffer.from('x')],
		['two bytes', Buffer.from('xy')],
		['some megabytes', noise(3_000_001)],
	])('%s arrives unchanged', async (_, content) => {
		const parcelId = parcelWith(content);
		const { json, binary, pairedItem } = await downloaded(parcelId);
		expect((await bytesOf(binary!.data)).equals(content)).toBe(true);
		expect(json).toMatchObject({ parcelId: Number(parcelId), fileName: 'order.edi', bytes: content.length });
		expect(binary!.data).toMatchObject({
			fileName: 'order.edi',
			fileExtension: 'edi',
			bytes: content.length,
		});
		expect(pairedItem).toEqual({ item: 0 });
	});

	test('a file that contains the API key arrives unchanged', async () => {
		const content = `${isa} ${sandbox().apiKey} ~`;
		const { binary } = await downloaded(parcelWith(content));
		expect((await bytesOf(binary!.data)).toString()).toBe(content);
	});

	test('an empty file arrives as an empty file', async () => {
		const { json, binary } = await downloaded(parcelWith(''));
		expect(json).toMatchObject({ bytes: 0, mediaType: 'application/octet-stream' });
		expect((await bytesOf(binary!.data)).length).toBe(0);
	});

	test.each<[string, object]>([
		['content null', { content: null, bytes: 0 }],
		['content null and size 0', { content: null, bytes: undefined, size: 0 }],
		['content “” and no size', { content: '', bytes: undefined }],
		['content null, and bytes as text', { content: null, bytes: '0' }],
	])('a parcel of zero bytes arrives as an empty file, with %s', async (_, odd) => {
		const { json, binary } = await forAnswer(answer({ ...file, ...odd }));
		expect(json).toEqual({
			parcelId: 7,
			fileName: 'a.edi',
			bytes: 0,
			standard: null,
			messageTypes: [],
			mediaType: 'application/octet-stream',
		});
		expect(binary!.data).toMatchObject({ fileName: 'a.edi', bytes: 0 });
		expect((await bytesOf(binary!.data)).length).toBe(0);
	});

	test('50 MB arrive unchanged', async () => {
		const content = noise(50_000_000);
		const { json, binary } = await downloaded(parcelWith(content));
		expect(json.bytes).toBe(50_000_000);
		expect((await bytesOf(binary!.data)).equals(content)).toBe(true);
	}, 60_000);

	test('many arrive concurrently, each with its own file', async () => {
		const ids = Array.from({ length: 20 }, (_, at) => parcelWith(noise(50_000 + at), `${at}.edi`));
		const run = await download(
			credentialsFor(sandbox()),
			{ parameters: { parcelId: '={{ $json.id }}' } },
			ids.map((id) => ({ id })),
		);
		const items = outputOf(run);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_, item) => ({ item })));
		for (const [at, { json, binary }] of items.entries()) {
			expect(json).toMatchObject({ parcelId: Number(ids[at]), fileName: `${at}.edi`, bytes: 50_000 + at });
			expect((await bytesOf(binary!.data)).equals(noise(50_000 + at))).toBe(true);
		}
	});

	test("doesn't hand out a file that turns out to be a failure", async () => {
		const long = base64(noise(300_000));
		const error = await failureOf(
			`{"data":{"content":"${long}"},"success":false,"errorCode":"AccessDenied","message":"Not yours"}`,
		);
		expect(error.message).toBe('ECGrid denied access (AccessDenied, HTTP 200): Not yours');
		if (mode === 'filesystem') expect(filesOnDisk()).toEqual([]);
	});

	test('retries a connection that is cut midway and leaves no partial file', async () => {
		const content = noise(400_000);
		const whole = answer({ ...file, content: base64(content), bytes: content.length });
		odd.answer(
			(_, response) => {
				response.writeHead(200, { 'Content-Length': whole.length });
				response.write(whole.slice(0, 200_000), () => response.destroy());
			},
			(_, response) => json(response, whole),
		);
		const [item] = outputOf(await download(odd.credentials()));
		expect((await bytesOf(item!.binary!.data)).equals(content)).toBe(true);
		expect(odd.requests).toHaveLength(2);
		if (mode === 'filesystem') expect(filesOnDisk()).toHaveLength(2); // the file and n8n's note on it
	});
});

describe('a download', () => {
	useStorage('filesystem');

	test('requests only the parcel and confirms nothing', async () => {
		const parcelId = parcelWith('x');
		await downloaded(parcelId);
		expect(sandbox().requests.map(({ endpoint, body }) => [endpoint, body])).toEqual([
			[DOWNLOAD, { parcelId: Number(parcelId) }],
		]);
		expect(sandbox().parcels.find((parcel) => parcel.parcelId === Number(parcelId))!.status).toBe(
			'InBoxReady',
		);
	});

	test.each([
		[isa, 'application/EDI-X12'],
		["UNA:+.? 'UNB+UNOA:1+S+R+260507:1230+1'", 'application/EDIFACT'],
		['Hello', 'application/octet-stream'],
		[`${isa}${'x'.repeat(100_000)}`, 'application/EDI-X12'],
	])('sets the media type: %.12s…', async (content, mediaType) => {
		const { json, binary } = await downloaded(parcelWith(content));
		expect([json.mediaType, binary!.data!.mimeType]).toEqual([mediaType, mediaType]);
	});

	test('puts the file in the named field', async () => {
		const { binary } = await downloaded(parcelWith('x'), { binaryPropertyName: 'order' });
		expect(Object.keys(binary!)).toEqual(['order']);
	});

	test.each([
		['../../etc/passwd', 'passwd'],
		['C:\\windows\\system32\\order.edi', 'order.edi'],
		['/etc/passwd', 'passwd'],
		['order\u0000\u202e\r\n.edi', 'order.edi'],
		['..', 'parcel-7'],
		['CON', '_CON'],
		['nul.edi', '_nul.edi'],
		['a:b.edi', 'a_b.edi'],
		['order.edi. ', 'order.edi'],
		[`${'ü'.repeat(300)}.edi`, `${'ü'.repeat(93)}.edi`],
		['folder/', 'parcel-7'],
		['   ', 'parcel-7'],
		['Überweisung 1.edi', 'Überweisung 1.edi'],
	])('makes a file name safe: %j', async (fileName, safe) => {
		const { json, binary } = await forAnswer(answer({ ...file, fileName }));
		expect([json.fileName, binary!.data!.fileName, binary!.data!.directory]).toEqual([
			fileName,
			safe,
			undefined,
		]);
	});

	test('finds a name that follows the file, too', async () => {
		const { content, ...rest } = { ...file, content: base64(noise(1_000)), bytes: 1_000 };
		const { json, binary } = await forAnswer(answer({ content, ...rest, fileName: 'late.x12' }));
		expect([json.fileName, binary!.data!.fileName, binary!.data!.fileExtension]).toEqual([
			'late.x12',
			'late.x12',
			'x12',
		]);
	});

	test('names a file without a name after its parcel', async () => {
		const { json, binary } = await forAnswer(answer({ content: file.content }));
		expect(json).toEqual({
			parcelId: 7,
			bytes: 7,
			standard: 'X12',
			messageTypes: [],
			mediaType: 'application/EDI-X12',
		});
		expect(binary!.data!.fileName).toBe('parcel-7');
	});

	test.each<[string, object]>([
		['size instead of bytes', { ...file, bytes: undefined, size: 7 }],
		['neither', { ...file, bytes: undefined }],
		['0, which stands for “not set”', { ...file, bytes: 0 }],
		['an encoding that is Base64', { ...file, contentEncoding: 'base64' }],
		['the same in capitals', { ...file, contentEncoding: 'BASE64' }],
		['capitals', { ParcelId: 7, FileName: 'a.edi', Content: file.content, Bytes: 7 }],
	])('supports other readings of the page: %s', async (_, data) => {
		expect((await forAnswer(answer(data))).json).toMatchObject({ parcelId: 7, fileName: 'a.edi', bytes: 7 });
	});

	test.each([
		['gzip', gzipSync],
		['deflate', deflateSync],
	])('unpacks a response in %s', async (encoding, pack) => {
		const content = noise(200_000);
		const body = pack(answer({ ...file, content: base64(content), bytes: content.length }));
		const { binary } = await forAnswer(body, { 'Content-Encoding': encoding });
		expect((await bytesOf(binary!.data)).equals(content)).toBe(true);
	});

	test('waits for a slow file', async () => {
		odd.answer(async (_, response) => {
			response.writeHead(200);
			for (const letter of answer(file)) {
				response.write(letter);
				await new Promise((resolve) => setTimeout(resolve, 5));
			}
			response.end();
		});
		expect(outputOf(await download(odd.credentials()))[0]!.json.bytes).toBe(7);
	});
});

describe('a download that fails', () => {
	useStorage('filesystem');
	const long = { ...file, content: base64(noise(300_000)), bytes: 300_000 };

	test.each<[string, string, string]>([
		[
			'no content',
			answer({ parcelId: 7, fileName: 'a.edi', bytes: 7 }),
			"ECGrid's response contains no file",
		],
		[
			'no content and no bytes',
			answer({ parcelId: 7, fileName: 'a.edi', bytes: 0 }),
			"ECGrid's response contains no file",
		],
		['content null', answer({ ...file, content: null }), "ECGrid's response contains no file"],
		[
			'content null and no size',
			answer({ ...file, content: null, bytes: null }),
			"ECGrid's response contains no file",
		],
		['data null', answer(null as never), "ECGrid's response contains no file"],
		['bad Base64', answer({ ...file, content: '<xml>' }), 'ECGrid sent a file that is not valid Base64'],
		[
			'bad Base64 at the end',
			answer({ ...long, content: `${long.content}*` }),
			'ECGrid sent a file that is not valid Base64',
		],
		[
			'another encoding',
			answer({ ...long, contentEncoding: 'hex' }),
			"ECGrid sent the file in an encoding that this node doesn't support: hex",
		],
		[
			'an encoding that is Base64 only in part',
			answer({ ...long, contentEncoding: 'gzip+base64' }),
			"ECGrid sent the file in an encoding that this node doesn't support: gzip+base64",
		],
		['no envelope', '<html>Sign in</html>', "A web page came instead of ECGrid's answer"],
		['an endless page', 'x'.repeat(300_000), "The response isn't from ECGrid"],
		[
			'success: false',
			answer(null as never, { success: false, errorCode: 'ObjectNotFound', message: 'No such' }),
			'No such',
		],
	])("says so and isn't repeated: %s", async (_, body, message) => {
		const error = await failureOf(body);
		expect(error.message).toBe(message);
		expect(odd.requests).toHaveLength(1);
		expect(filesOnDisk()).toEqual([]);
	});

	test.each<[number, string, string]>([
		[
			404,
			'{"success":false,"data":null,"errorCode":"ObjectNotFound","message":"Parcel 7 was not found"}',
			'Parcel 7 was not found',
		],
		[
			401,
			'{"success":false,"data":null,"errorCode":"InvalidAPIKey","message":"key-of-odd-server is bad"}',
			"ECGrid doesn't accept the API key (InvalidAPIKey, HTTP 401): ••• is bad",
		],
		[
			400,
			'{"title":"Bad","detail":"no parcelId"}',
			'ECGrid, or a gateway on the way, refused the request (Bad, HTTP 400): no parcelId',
		],
		[
			413,
			'Too big',
			'The request of 1 kB is too big for ECGrid, or for a proxy or gateway on the way (HTTP 413): Too big',
		],
	])('reports HTTP %i like any other request', async (status, body, message) => {
		expect((await failureOf(body, {}, status)).message).toBe(message);
		expect(odd.requests).toHaveLength(1);
	});

	test('reports a compressed failure', async () => {
		const body = gzipSync('{"success":false,"errorCode":"AccessDenied","message":"No"}');
		const error = await failureOf(body, { 'Content-Encoding': 'gzip' }, 403);
		expect(error.message).toBe('ECGrid denied access (AccessDenied, HTTP 403): No');
	});

	test('follows no redirect', async () => {
		const error = await failureOf('', { Location: 'https://elsewhere.example.com/x' }, 302);
		expect(error.message).toContain("redirect to https://elsewhere.example.com. The node doesn't follow it");
		expect(error.description).toContain('HTTP 302');
		expect(odd.requests).toHaveLength(1);
	});

	test('is tried three times if a part is missing, and says what arrived', async () => {
		const error = await failureOf(answer({ ...long, bytes: 300_001 }));
		expect(error.message).toBe('The file from ECGrid is incomplete: received 300000 of 300001 bytes');
		expect(error.description).toContain('Tried 3 times.');
		expect(odd.requests).toHaveLength(3);
		expect(filesOnDisk()).toEqual([]);
	}, 15_000);

	test('is retried if a compressed response is cut', async () => {
		odd.answer(
			(_, response) => {
				response.writeHead(200, { 'Content-Encoding': 'gzip' });
				const gzip = createGzip();
				gzip.pipe(response);
				gzip.write(answer(long).slice(0, 200_000));
				gzip.flush(() => setTimeout(() => response.destroy(), 50));
			},
			(_, response) =>
				json(response, answer({ success: false }, { success: false, errorCode: 'AccessDenied' })),
		);
		const error = errorOf(await download(odd.credentials()));
		expect(error.message).toContain('ECGrid denied access');
		expect(odd.requests).toHaveLength(2);
	});

	test.each([
		['429', (response: ServerResponse) => json(response, '{"success":false}', { 'Retry-After': '0' }, 429)],
		[
			'500',
			(response: ServerResponse) => json(response, '{"success":false,"errorCode":"InternalError"}', {}, 500),
		],
		['a cut connection', (response: ServerResponse) => response.destroy()],
	])('is retried after %s', async (_, fail) => {
		odd.answer(
			(_, response) => fail(response),
			(_, response) => json(response, answer({}, { success: false, errorCode: 'AccessDenied' })),
		);
		await download(odd.credentials());
		expect(odd.requests).toHaveLength(2);
	});

	test('is given up and retried if data stops arriving', async () => {
		giveUpSoon();
		odd.answer(
			(_, response) => void response.write(answer(long).slice(0, 200_000)),
			(_, response) => json(response, answer(file)),
		);
		const run = await download(odd.credentials());
		expect(outputOf(run)[0]!.json.bytes).toBe(7);
		expect(odd.requests).toHaveLength(2);
		expect(odd.requests[0]!.socket.destroyed).toBe(true);
		expect(filesOnDisk()).toHaveLength(2);
	});

	test('becomes an error item, and the others continue', async () => {
		const ids = [parcelWith('one'), '1', parcelWith('three')];
		const run = await download(
			credentialsFor(sandbox()),
			{ parameters: { parcelId: '={{ $json.id }}' }, onError: 'continueErrorOutput' },
			ids.map((id) => ({ id })),
		);
		const [good, bad] = outputsOf(run);
		expect(good!.map(({ parcelId }) => String(parcelId))).toEqual([ids[0], ids[2]]);
		expect(bad).toMatchObject([{ details: { errorCode: 'ObjectNotFound', httpStatus: 404 } }]);
	});

	test('keeps neither the key nor the request', async () => {
		odd.answer((_, response) => response.destroy());
		const error = errorOf(await download(odd.credentials()));
		expect(inspect(error, { depth: 12, showHidden: true })).not.toContain('key-of-odd-server');
	}, 15_000);
});
