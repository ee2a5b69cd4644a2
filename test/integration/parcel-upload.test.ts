import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';

import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

import { giveUpSoon, noise, oddServer, stored, useStorage } from './files';
import { errorOf, execute, outputOf, outputsOf, type Credentials } from './n8n';
import { byId, cleanSandbox, credentialsFor } from './setup';

const UPLOAD = 'POST /v2/parcels/upload';
const sandbox = cleanSandbox();
const odd = oddServer();

type Options = Partial<Parameters<typeof execute>[0]>;

/** Two ECGrid IDs that may exchange parcels, in a form that requires nothing of the content. */
const FROM = '820001';
const TO = '820002';

const upload = async (
	credentials: Credentials,
	{ parameters, ...options }: Options = {},
	items?: Parameters<typeof execute>[1],
) =>
	await execute(
		{
			credentials,
			...options,
			parameters: {
				resource: 'parcel',
				operation: 'upload',
				input: 'file',
				binaryPropertyName: 'data',
				additionalFields: { ecGridIdFrom: FROM, ecGridIdTo: TO },
				...parameters,
			},
		},
		items,
	);

const uploadText = async (content: string, parameters: Options['parameters'] = {}) =>
	await upload(credentialsFor(sandbox()), {
		parameters: { input: 'text', content, fileName: 'a.edi', ...parameters },
	});

const uploadFile = async (data: IBinaryData, parameters: Options['parameters'] = {}) =>
	await upload(credentialsFor(sandbox()), { binary: { data }, parameters });

const bodySent = () => sandbox().requests[0]!.body as Record<string, unknown>;
const contentSent = () => Buffer.from(String(bodySent().content), 'base64');
const parcelSent = () => sandbox().parcels.findLast(({ direction }) => direction === 'OutBox')!;

describe.each(['default', 'filesystem'] as const)('with files kept in n8n’s storage “%s”', (mode) => {
	useStorage(mode);

	test.each<[string, Buffer]>([
		['every possible byte', Buffer.from(Array.from({ length: 1_024 }, (_, at) => at % 256))],
		['one byte', Buffer.from('x')],
		['two bytes', Buffer.from('xy')],
		['three bytes', Buffer.from('xyz')],
		["a length that isn't a multiple of the piece size", noise(98_304 * 3 + 1)],
	])('%s is sent unchanged', async (_, content) => {
		const run = await uploadFile(await stored(content, 'order.edi'));
		expect(contentSent().equals(content)).toBe(true);
		expect(bodySent()).toEqual({
			fileName: 'order.edi',
			bytes: content.length,
			ecGridIdFrom: Number(FROM),
			ecGridIdTo: Number(TO),
			content: content.toString('base64'),
		});
		const { headers } = sandbox().requests[0]!;
		expect(headers['content-type']).toContain('application/json');
		expect(Number(headers['content-length'])).toBe(JSON.stringify(bodySent()).length);
		const { parcelId } = parcelSent();
		expect(outputOf(run)).toMatchObject([
			{ json: { parcelId, fileName: 'order.edi', bytes: content.length }, pairedItem: { item: 0 } },
		]);
	});

	test('50 MB are sent unchanged', async () => {
		const content = noise(50_000_000);
		const run = await uploadFile(await stored(content, 'big.edi'));
		expect(outputOf(run)[0]!.json).toMatchObject({ fileName: 'big.edi', bytes: 50_000_000 });
		expect(parcelSent().content.equals(content)).toBe(true);
	}, 60_000);

	test('refuses an empty file, names the field and sends nothing', async () => {
		const error = errorOf(await uploadFile(await stored(Buffer.alloc(0), 'empty.edi')));
		expect(error.message).toBe('The file “empty.edi” is empty (0 bytes).');
		expect(sandbox().requests).toEqual([]);
	});

	test('notices an empty file when its turn comes, after sending earlier items', async () => {
		const binary = {
			full: await stored(Buffer.from('hello'), 'full.edi'),
			empty: await stored(Buffer.alloc(0), 'empty.edi'),
		};
		const run = await upload(
			credentialsFor(sandbox()),
			{ binary, parameters: { binaryPropertyName: '={{ $json.field }}' } },
			[{ field: 'full' }, { field: 'empty' }],
		);
		expect(errorOf(run).message).toBe('The file “empty.edi” is empty (0 bytes). [item 1]');
		expect(contentSent().toString()).toBe('hello');
		expect(sandbox().requests).toHaveLength(1);
	});

	test('an expression may return the file itself, as far as n8n allows', async () => {
		const data = await stored(Buffer.from('hello'), 'a.edi');
		const run = await uploadFile(data, { binaryPropertyName: '={{ $binary.data }}' });
		if (mode === 'filesystem') expect(contentSent().toString()).toBe('hello');
		else {
			expect(errorOf(run).message).toBe(
				"“Input Binary Field” must be the name of a field, such as data. Expressions can't read files that n8n keeps in memory.",
			);
		}
	});

	test('retries a temporary refusal, with the whole file', async () => {
		const content = noise(1_000_000);
		sandbox().fault(UPLOAD, { retryAfter: 0, times: 2 });
		await uploadFile(await stored(content, 'a.edi'));
		expect(sandbox().requests.map(({ status }) => status)).toEqual([429, 429, 200]);
		expect(parcelSent().content.equals(content)).toBe(true);
	});

	test('retries a refused connection', async () => {
		const port = await freePort();
		const data = await stored(Buffer.from('hello'), 'a.edi');
		const credentials = { apiKey: 'k', baseUrl: `http://127.0.0.1:${port}` };
		const got: Buffer[] = [];
		const server = createServer(async (request, response) => {
			for await (const chunk of request) got.push(chunk as Buffer);
			response.end('{"success":true,"data":77}');
		});
		setTimeout(() => server.listen(port, '127.0.0.1'), 300);
		const run = await upload(credentials, { binary: { data } });
		server.close();
		expect(outputOf(run)[0]!.json).toEqual({ parcelId: 77, fileName: 'a.edi', bytes: 5 });
		expect(JSON.parse(Buffer.concat(got).toString())).toMatchObject({ content: 'aGVsbG8=' });
	}, 15_000);

	test.each([
		['HTTP 500', { status: 500 }],
		['HTTP 503', { status: 503 }],
		['a cut connection', { cut: true }],
		['a cut connection after the work', { cut: true, afterWork: true }],
	])("doesn't retry %s: it is unknown whether the file was sent", async (_, fault) => {
		sandbox().fault(UPLOAD, { ...fault, times: 5 });
		const error = errorOf(await uploadFile(await stored(noise(300_000), 'a.edi')));
		expect(error.message).toContain("It isn't known whether ECGrid carried out the request");
		expect(error.description).toContain('Before you run this again');
		expect(sandbox().requests).toHaveLength(1);
	});

	test("doesn't retry a connection that is cut during the transfer, and the outcome is known", async () => {
		odd.answer((request, response) => request.once('data', () => response.destroy()));
		const data = await stored(noise(20_000_000), 'a.edi');
		const error = errorOf(await upload(odd.credentials(), { binary: { data } }));
		expect(error.message).toContain("ECGrid didn't answer: the connection was closed");
		expect(odd.requests).toHaveLength(1);
		if (mode === 'default') return;
		expect(error.message).not.toContain('not known');
		expect(error.description).toContain('The file was sent only in part, so ECGrid accepted nothing of it.');
	});

	test('an error keeps neither the key nor the file', async () => {
		odd.answer((_, response) => response.destroy());
		const data = await stored(Buffer.from('hello'.repeat(20)), 'a.edi');
		const error = errorOf(await upload(odd.credentials(), { binary: { data } }));
		const seen = inspect(error, { depth: 12, showHidden: true });
		expect(seen).not.toContain('key-of-odd-server');
		expect(seen).not.toContain('hellohello');
		expect(seen).not.toContain('aGVsbG9oZWxsb');
	});
});

describe("a file on disk that differs from n8n's data about it", () => {
	useStorage('filesystem');

	const changed = async (change: (content: Buffer) => Buffer) => {
		const content = noise(300_000);
		const data = await stored(content, 'a.edi');
		writeFileSync(Container.get(BinaryDataService).getPath(data.id!), change(content));
		const took: boolean[] = [];
		odd.answer((request, response) => {
			request.resume();
			request.on('close', () => took.push(request.complete));
			request.on('end', () => response.end('{"success":true,"data":1}'));
		});
		const error = errorOf(await upload(odd.credentials(), { binary: { data } }));
		await new Promise((resolve) => setTimeout(resolve, 50));
		return { error, took };
	};

	test.each<[string, (content: Buffer) => Buffer]>([
		['fewer', (content) => content.subarray(1)],
		['more', (content) => Buffer.concat([content, content])],
	])('never reaches ECGrid complete: %s bytes', async (how, change) => {
		const { error, took } = await changed(change);
		expect(error.message).toBe(`The file in n8n has ${how} bytes than the 300000 that n8n reports`);
		expect(error.description).toContain('ECGrid accepted nothing');
		expect(took).toEqual([false]);
	});

	test('is sent unchanged, however many bytes the storage reads at once', async () => {
		const content = noise(100_000);
		const data = await stored(content, 'a.edi');
		for (const size of [1_000, 49_153]) {
			const pieces = Array.from({ length: Math.ceil(content.length / size) }, (_, at) =>
				content.subarray(at * size, (at + 1) * size),
			);
			const read = jest.spyOn(Container.get(BinaryDataService), 'getAsStream');
			read.mockResolvedValue(Readable.from(pieces));
			await uploadFile(data);
			read.mockRestore();
			expect(parcelSent().content.equals(content)).toBe(true);
		}
	});

	test('that no longer exists', async () => {
		const data = await stored(Buffer.from('hello'), 'a.edi');
		await Container.get(BinaryDataService).deleteManyByBinaryDataId([data.id!]);
		const error = errorOf(await uploadFile(data));
		expect(error.message).toContain("n8n couldn't read the file");
		expect(sandbox().requests).toEqual([]);
	});
});

describe('a file in transit', () => {
	useStorage('filesystem');

	test('that nobody accepts any longer is given up and not retried', async () => {
		giveUpSoon();
		odd.answer((request) => void request.pause());
		const error = errorOf(
			await upload(odd.credentials(), { binary: { data: await stored(noise(20_000_000), 'a.edi') } }),
		);
		expect(error.message).toBe("ECGrid didn't answer: the request timed out");
		expect(error.description).toContain('The file was sent only in part');
		expect(odd.requests).toHaveLength(1);
		expect(odd.requests[0]!.complete).toBe(false);
	});
});

describe('text', () => {
	test('is sent in UTF-8', async () => {
		await uploadText('Grüße €\r\n');
		expect(contentSent().toString()).toBe('Grüße €\r\n');
		expect(bodySent()).toMatchObject({ fileName: 'a.edi', bytes: 13 });
	});

	const edifact = (word: string, text: string) =>
		`UNB+${word}:3+S+R+260507:1230+1'FTX+AAI+++${text}'UNZ+0+1'`;
	const bytesOfText = () => contentSent().toString('latin1').split('+++')[1]!.split("'")[0];
	const inSet = (encoding: string) => ({
		additionalFields: { ecGridIdFrom: FROM, ecGridIdTo: TO, encoding },
	});

	test.each([
		['UNOC', 'Grüße', 'Gr\xfc\xdfe'],
		['UNOD', 'Łódź', '\xa3\xf3d\xbc'],
		['UNOL', '5 €', '5 \xa4'],
		['UNOB', 'Strasse', 'Strasse'],
		['UNOY', 'ü', '\xc3\xbc'],
	])('in EDIFACT is sent in the character set that UNB names: %s', async (word, written, bytes) => {
		const run = await uploadText(edifact(word, written));
		expect(bytesOfText()).toBe(bytes);
		expect(bodySent().bytes).toBe(contentSent().length);
		expect(outputOf(run)[0]!.json.bytes).toBe(contentSent().length);
	});

	test('is sent in the chosen encoding', async () => {
		await uploadText(edifact('UNOY', 'Grüße'), inSet('ISO 8859-1'));
		expect(bytesOfText()).toBe('Gr\xfc\xdfe');
	});

	test('with “as the content says” is sent as without a choice', async () => {
		await uploadText(edifact('UNOC', 'ü'), inSet('auto'));
		expect(bytesOfText()).toBe('\xfc');
	});

	test.each([
		[
			'UNOC, and has no euro sign',
			edifact('UNOC', '5 €'),
			{},
			/^“Content” has “€” \(U\+20AC\) as character \d+ \(line 1\), which ISO 8859-1 doesn't have/,
		],
		['UNOA, and no umlaut', edifact('UNOA', 'ü'), {}, /“ü” \(U\+00FC\).* which ASCII doesn.t have/],
		[
			'UNOX',
			edifact('UNOX', 'ü'),
			{},
			/^“Content” is in UNOX, according to UNB, and this node can't write that character set/,
		],
		['a chosen one', 'ISA Ж', inSet('ISO 8859-1'), /“Ж” \(U\+0416\) as character 5/],
	])(
		"that doesn't fit its character set is refused before any item is sent: %s",
		async (_, content, more, message) => {
			const run = await upload(
				credentialsFor(sandbox()),
				{ parameters: { input: 'text', content: '={{ $json.content }}', fileName: 'a.edi', ...more } },
				[{ content: 'fits' }, { content }],
			);
			expect(errorOf(run).message).toMatch(message);
			expect(errorOf(run).message).toContain('Encoding');
			expect(sandbox().requests).toEqual([]);
		},
	);

	test('a file from n8n is sent unchanged, whatever Encoding remains from a text', async () => {
		const data: IBinaryData = {
			mimeType: 'text/plain',
			fileName: 'a.edi',
			data: Buffer.from('€').toString('base64'),
		};
		await uploadFile(data, inSet('ISO 8859-1'));
		expect(contentSent().toString()).toBe('€');
	});

	test('becomes Base64 only when sent, one item after another', async () => {
		const toBase64 = jest.spyOn(Buffer.prototype, 'toString');
		sandbox().fault(UPLOAD, { status: 400 });
		await upload(
			credentialsFor(sandbox()),
			{ parameters: { input: 'text', content: '={{ $json.content }}', fileName: 'a.edi' } },
			Array.from({ length: 5 }, (_, at) => ({ content: `${at}`.repeat(2_000) })),
		);
		const long = toBase64.mock.calls.filter(
			([encoding], at) => encoding === 'base64' && (toBase64.mock.contexts[at] as Buffer).length >= 2_000,
		);
		toBase64.mockRestore();
		expect(sandbox().requests).toHaveLength(1);
		expect(long).toHaveLength(1);
	});

	test('requires a name', async () => {
		const error = errorOf(await uploadText('x', { fileName: '={{ "" }}' }));
		expect(error.message).toBe('“File Name” is empty. Fill it in.');
		expect(sandbox().requests).toEqual([]);
	});

	test('is not empty', async () => {
		expect(errorOf(await uploadText('={{ "" }}')).message).toBe('“Content” is empty. Fill it in.');
	});

	test('with an ISA segment needs no ECGrid IDs', async () => {
		const isa = `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*ZZ*HARBORLINE     *01*004129871      *260507*1230*U*00401*000000001*0*P*>~`;
		expect(outputOf(await uploadText(isa, { additionalFields: {} }))).toHaveLength(1);
		expect(Object.keys(bodySent()).sort()).toEqual(['bytes', 'content', 'fileName']);
	});
});

describe('upload fields', () => {
	useStorage('filesystem');

	test('a given name takes precedence', async () => {
		await uploadFile(await stored(Buffer.from('x'), 'a.edi'), { fileName: 'b.edi' });
		expect(bodySent().fileName).toBe('b.edi');
	});

	test('a file without a name requires one, before any item is sent', async () => {
		const named = await stored(Buffer.from('x'), 'a.edi');
		const run = await upload(
			credentialsFor(sandbox()),
			{
				binary: { named, nameless: await stored(Buffer.from('x')) },
				parameters: { binaryPropertyName: '={{ $json.field }}' },
			},
			[{ field: 'named' }, { field: 'nameless' }],
		);
		expect(errorOf(run).message).toContain('“File Name” is empty, and the file has no name of its own.');
		expect(sandbox().requests).toEqual([]);
	});

	test('a file without a name requires one', async () => {
		const error = errorOf(await uploadFile(await stored(Buffer.from('x'))));
		expect(error.message).toBe('“File Name” is empty, and the file has no name of its own. Fill it in.');
		expect(sandbox().requests).toEqual([]);
	});

	test('the mailbox is sent', async () => {
		await uploadFile(await stored(Buffer.from('x'), 'a.edi'), {
			additionalFields: { ecGridIdFrom: FROM, ecGridIdTo: TO, mailboxId: byId('30001') },
		});
		expect(bodySent().mailboxId).toBe(30_001);
	});

	test('names a missing binary field and the existing ones before any item is sent', async () => {
		const data = await stored(Buffer.from('x'), 'a.edi');
		const run = await upload(
			credentialsFor(sandbox()),
			{ binary: { data, scan: data }, parameters: { binaryPropertyName: '={{ $json.field }}' } },
			[{ field: 'data' }, { field: 'nope' }],
		);
		expect(errorOf(run).message).toBe(
			'“Input Binary Field” is “nope”, but the item has no file in that field. Its files are in: data, scan. [item 1]',
		);
		expect(sandbox().requests).toEqual([]);
	});

	test('says that an item has no files', async () => {
		expect(errorOf(await upload(credentialsFor(sandbox()))).message).toBe(
			'“Input Binary Field” is “data”, but the item has no file in that field. It has no files at all. Connect this node to one that outputs the file, such as Parcel → Download. EDI → Read passes it on with its option Include File.',
		);
	});

	test('turns an invalid item into an error item and sends the others one after another', async () => {
		const data = await stored(Buffer.from('x'), 'a.edi');
		const run = await upload(
			credentialsFor(sandbox()),
			{
				binary: { data },
				parameters: { binaryPropertyName: '={{ $json.field }}' },
				onError: 'continueErrorOutput',
			},
			[{ field: 'data' }, { field: 'nope' }, { field: 'data' }],
		);
		const [good, bad] = outputsOf(run);
		expect(good).toHaveLength(2);
		expect(bad).toMatchObject([{ error: expect.stringContaining('nope') }]);
		expect(sandbox().requests).toHaveLength(2);
	});
});

describe('sends nothing but files of the item', () => {
	useStorage('filesystem');

	const secret = async () => await stored(Buffer.from('of another workflow'), 'secret.edi');
	const made = { mimeType: 'text/plain', fileName: 'forged.edi', data: 'Zm9yZ2Vk' };
	const combined = { settings: { binaryMode: 'combined' as const } };

	const refusalOf = async (json: object, options?: Options) => {
		const run = await upload(credentialsFor(sandbox()), options, [json as never]);
		expect(sandbox().requests).toEqual([]);
		return errorOf(run).message;
	};

	test.each<[string, Options]>([
		['', {}],
		[', even if n8n keeps files among the JSON', combined],
	])('JSON that looks like a file of n8n’s storage%s', async (_, options) => {
		expect(await refusalOf({ data: await secret() }, options)).toBe(
			'“Input Binary Field” is “data”, but the item has no file in that field. It has no files at all. Connect this node to one that outputs the file, such as Parcel → Download. EDI → Read passes it on with its option Include File.',
		);
	});

	test('JSON that looks like a file with its content', async () => {
		expect(await refusalOf({ data: made })).toMatch(/is “data”, but the item has no file in that field/);
	});

	test('JSON under “_files”, where n8n keeps no files among the JSON', async () => {
		expect(await refusalOf({ _files: { data: await secret() } })).toMatch(/It has no files at all/);
		expect(
			await refusalOf(
				{ _files: { data: await secret() } },
				{ parameters: { binaryPropertyName: '_files.data' } },
			),
		).toMatch(/It has no files at all/);
	});

	test.each([
		['that only looks like one', made],
		["from n8n’s storage that doesn't belong to the item", undefined],
	])('an object by expression, %s', async (_, object) => {
		const own = await stored(Buffer.from('own'), 'own.edi');
		expect(
			await refusalOf(
				{ file: object ?? (await secret()) },
				{ binary: { scan: own }, parameters: { binaryPropertyName: '={{ $json.file }}' } },
			),
		).toBe(
			"“Input Binary Field” is a file that the item doesn't contain. Its files are in: scan. Enter the name of one of these fields.",
		);
	});

	test('the name of something that every object has', async () => {
		const own = await stored(Buffer.from('own'), 'own.edi');
		for (const binaryPropertyName of ['constructor', '__proto__', 'toString']) {
			expect(await refusalOf({}, { binary: { scan: own }, parameters: { binaryPropertyName } })).toMatch(
				/no file in that field/,
			);
		}
	});

	test("an expression can't change the name or type of the item's file", async () => {
		const own = await stored(Buffer.from('own'), 'own.edi');
		await upload(credentialsFor(sandbox()), {
			binary: { own },
			parameters: { binaryPropertyName: '={{ { ...$binary.own, fileName: "other.edi" } }}' },
		});
		expect(bodySent().fileName).toBe('own.edi');
	});

	test.each(['my.file', '_files.my.file', '={{ $json._files["my.file"] }}'])(
		'but sends a file if n8n keeps files among the JSON: %s',
		async (binaryPropertyName) => {
			const data = await stored(Buffer.from('own'), 'own.edi');
			const run = await upload(
				credentialsFor(sandbox()),
				{ ...combined, parameters: { binaryPropertyName } },
				[{ _files: { note: 'no file', 'my.file': data } } as never],
			);
			expect(outputOf(run)).toMatchObject([{ json: { fileName: 'own.edi' } }]);
			expect(contentSent().toString()).toBe('own');
		},
	);

	test('names the existing files if n8n keeps files among the JSON', async () => {
		const data = await stored(Buffer.from('own'), 'own.edi');
		expect(
			await refusalOf(
				{ _files: { data, note: 'no file' } },
				{ ...combined, parameters: { binaryPropertyName: 'nope' } },
			),
		).toMatch(/Its files are in: data\./);
	});
});

describe('with files kept in memory', () => {
	useStorage('default');

	test('an object by expression that only looks like a file stands for no file of the item', async () => {
		const run = await upload(
			credentialsFor(sandbox()),
			{
				binary: { scan: await stored(Buffer.from('own'), 'own.edi') },
				parameters: { binaryPropertyName: '={{ $json.file }}' },
			},
			[{ file: { mimeType: 'text/plain', fileName: 'forged.edi', data: 'Zm9yZ2Vk' } } as never],
		);
		expect(errorOf(run).message).toContain("is a file that the item doesn't contain");
		expect(sandbox().requests).toEqual([]);
	});

	test('no name of a field is refused by name', async () => {
		const binary = { data: await stored(Buffer.from('own'), 'own.edi') };
		for (const binaryPropertyName of ['={{ "" }}', '={{ undefined }}']) {
			const run = await upload(credentialsFor(sandbox()), { binary, parameters: { binaryPropertyName } });
			expect(errorOf(run).message).toContain('“Input Binary Field” is empty');
		}
		expect(sandbox().requests).toEqual([]);
	});
});

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
