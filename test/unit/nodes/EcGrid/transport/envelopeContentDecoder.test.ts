import fc from 'fast-check';

import type { BrokenFile } from '../../../../../nodes/EcGrid/transport/brokenFile';
import { EnvelopeContentDecoder } from '../../../../../nodes/EcGrid/transport/envelopeContentDecoder';

async function* chunksOf(bytes: Buffer, sizes: number[]): AsyncGenerator<Buffer> {
	for (let at = 0, turn = 0; at < bytes.length; turn++) {
		const size = sizes[turn % sizes.length]!;
		yield bytes.subarray(at, at + size);
		at += size;
	}
}

async function split(text: string | Buffer, sizes = [1]) {
	const answer = new EnvelopeContentDecoder(chunksOf(Buffer.from(text as string), sizes));
	const pieces: Buffer[] = [];
	for await (const piece of answer.file()) pieces.push(piece);
	return { answer, file: Buffer.concat(pieces), envelope: answer.envelope };
}

const answerWith = (content: string) =>
	`{"success":true,"data":{"parcelId":1,"content":${content},"bytes":3}}`;
const brokenBy = async (text: string, sizes?: number[]) =>
	await split(text, sizes).then(
		() => undefined,
		(error) => error as BrokenFile,
	);

/** The escapes that a JSON writer may use in Base64. */
const escapes: Array<(letter: string) => string> = [
	(letter) => letter,
	(letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
	(letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
	(letter) => (letter === '/' ? '\\/' : letter),
	(letter) => `\\r\\n${letter}`,
	(letter) => ` ${letter}`,
];

describe('a response with a file', () => {
	const anything = fc.record({
		content: fc.uint8Array({ maxLength: 300 }),
		fileName: fc.string({ unit: 'binary' }),
		ways: fc.array(fc.nat(escapes.length - 1), { minLength: 1, maxLength: 40 }),
		sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
		keys: fc.shuffledSubarray(['parcelId', 'fileName', 'content', 'more', 'list', 'bytes'], { minLength: 6 }),
		spelling: fc.constantFrom('content', 'Content', 'CONTENT'),
		isLate: fc.boolean(),
		space: fc.constantFrom('', ' ', '\r\n\t'),
		extra: fc.jsonValue(),
	});

	test('is parsed in any order, with any escapes and chunks', async () => {
		await fc.assert(
			fc.asyncProperty(anything, async (given) => {
				const { content, fileName, ways, sizes, keys, spelling, isLate, space, extra } = given;
				const base64 = Buffer.from(content).toString('base64');
				const written = [...base64].map((letter, at) => escapes[ways[at % ways.length]!]!(letter)).join('');
				const values: Record<string, string> = {
					parcelId: '987654321',
					fileName: JSON.stringify(fileName),
					content: `"${written}"`,
					more: JSON.stringify({ content: 'not this', data: { content: 'nor "content":"this"' }, extra }),
					list: JSON.stringify(['content', { content: 'nor this' }]),
					bytes: String(content.length),
				};
				const fields = keys.map(
					(key) => `"${key === 'content' ? spelling : key}"${space}:${space}${values[key]}`,
				);
				const parts = [
					`"success"${space}:true`,
					`"content":"not at the top"`,
					`"data":${space}{${fields.join(`${space},${space}`)}}`,
				];
				if (isLate) parts.reverse();
				const text = `${space}{${parts.join(',')}}${space}`;

				const { file, envelope, answer } = await split(text, sizes);
				expect(file.equals(Buffer.from(content))).toBe(true);
				expect(answer.bytes).toBe(content.length);
				const whole = JSON.parse(text);
				whole.data[spelling] = '';
				expect(JSON.parse(envelope)).toEqual(whole);
			}),
			{ numRuns: 1_000 },
		);
	});

	test.each([
		[
			'another object has a content, too',
			'{"meta":{"content":"no"},"data":{"content":"QUJD"},"more":{"content":"no"}}',
		],
		['there is a second content', '{"data":{"content":"QUJD","content":"REVG"},"data":{"content":"no"}}'],
	])('is read from the first content of “data”, where %s', async (_, text) => {
		const { file, envelope } = await split(text, [3]);
		expect({ file: file.toString(), envelope }).toEqual({ file: 'ABC', envelope: text.replace('QUJD', '') });
	});

	test('that ends early is incomplete, wherever it ends', async () => {
		const text = answerWith('"QUJDREVG"');
		for (let end = text.indexOf('"QUJ') + 1; end < text.length; end++) {
			const broken = await brokenBy(text.slice(0, end), [7]);
			expect(broken?.failure).toMatchObject({
				retryReason: 'serverError',
				message: expect.stringContaining('incomplete'),
			});
		}
	});

	test.each([
		['a letter that is none of it', '"QUJ*"'],
		['an umlaut', '"QUJä"'],
		['a missing letter', '"QUJDRE"'],
		['missing padding', '"QQ"'],
		['too much padding', '"Q==="'],
		['more after the padding', '"QQ==QUJD"'],
		['padding in the middle', '"QQ=QUJDR"'],
		['an escaped quote', '"QUJ\\"QUJDR"'],
		['a meaningless escape', '"QUJ\\x"'],
		['an escape that stands for another letter', '"QUJ\\u00e4"'],
		['a backslash', '"QUJ\\\\"'],
	])('is refused for %s', async (_, content) => {
		for (const sizes of [[1], [3], [1_000]]) {
			const broken = await brokenBy(answerWith(content), sizes);
			expect(broken?.failure).toMatchObject({
				message: expect.stringContaining('Base64'),
				retryReason: undefined,
			});
		}
	});

	test('is returned in pieces while the rest is still arriving', async () => {
		let came = 0;
		const source = async function* () {
			yield Buffer.from(answerWith('').split('"bytes"')[0]!.replace(/,$/, '"'));
			for (; came < 1_000; came++) yield Buffer.from('QUJD'.repeat(1_000));
			yield Buffer.from('"}}');
		};
		let first: number | undefined;
		for await (const piece of new EnvelopeContentDecoder(source()).file()) {
			if (piece.length > 0) first ??= came;
		}
		expect(first).toBe(0);
		expect(came).toBe(1_000);
	});

	test('exposes its other fields before the file ends', async () => {
		const source = chunksOf(
			Buffer.from('{"success":true,"data":{"fileName":"ä.edi","content":"QUJDREVG'),
			[1_000],
		);
		const answer = new EnvelopeContentDecoder(source);
		await answer.file().next();
		expect(JSON.parse(answer.envelopeSoFar)).toEqual({
			success: true,
			data: { fileName: 'ä.edi', content: '' },
		});
	});
});

describe('a response without a file', () => {
	test.each([
		['null', answerWith('null')],
		['a number', answerWith('7')],
		['an object', answerWith('{"content":"QUJD"}')],
		[
			'a failure',
			'{"success":false,"data":null,"errorCode":"ObjectNotFound","message":"\\"content\\":\\"x"}',
		],
		['data in a list', '{"success":true,"data":[{"content":"QUJD"}]}'],
		['a content at the top', '{"success":true,"content":"QUJD","data":{}}'],
		['a content further down', '{"success":true,"data":{"a":{"content":"QUJD"},"b":["content"]}}'],
		['a web page', '<html><body class="a">"data": {"content": "x"</body></html>'],
		['half an envelope', '{"success":true,"da'],
		['nothing', ''],
	])('is kept unchanged: %s', async (_, text) => {
		const { file, envelope } = await split(text, [3]);
		expect({ file: file.length, envelope }).toEqual({ file: 0, envelope: text });
	});

	test('loses its byte order mark', async () => {
		expect((await split('\uFEFF{"a":"ö"}')).envelope).toBe('{"a":"ö"}');
	});

	test("isn't read beyond about 64 kB", async () => {
		let read = 0;
		const endless = async function* () {
			for (;;) {
				read += 10_000;
				yield Buffer.alloc(10_000, 'x');
			}
		};
		const answer = new EnvelopeContentDecoder(endless());
		expect(await answer.file().next()).toMatchObject({ done: true });
		expect(read).toBeLessThan(80_000);
		expect(answer.envelope.length).toBe(read);
	});
});
