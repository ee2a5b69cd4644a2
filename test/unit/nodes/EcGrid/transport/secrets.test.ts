import type { ApiContext, ApiRequest } from '../../../../../nodes/EcGrid/transport/api';
import { redactionFor, redactionOf, withoutLogins } from '../../../../../nodes/EcGrid/transport/secrets';

const html = (text: string) => text.replace(/[^a-z0-9]/gi, (found) => `&#${found.codePointAt(0)};`);
const inner = (text: string) => JSON.stringify(text).slice(1, -1);
const unicode = (text: string) =>
	text.replace(/[^a-z0-9]/gi, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
const utf8 = (text: string) =>
	text.replace(/[^a-z0-9]/gi, (found) =>
		[...Buffer.from(found)].map((byte) => `%${byte.toString(16)}`).join(''),
	);

const SPELLINGS: Array<[string, (secret: string) => string]> = [
	['in plain', (secret) => secret],
	['in other letters', (secret) => secret.replace(/[a-z]/g, (letter) => letter.toUpperCase())],
	['in JSON', inner],
	['in JSON in JSON', (secret) => inner(inner(secret))],
	['in JSON in JSON in JSON', (secret) => inner(inner(inner(secret)))],
	['in JSON with slashes escaped', (secret) => inner(secret).replaceAll('/', '\\/')],
	['in JSON as .NET writes it', (secret) => unicode(secret)],
	[
		'in the same in capitals',
		(secret) => unicode(secret).replace(/\\u..../g, (found) => `\\u${found.slice(2).toUpperCase()}`),
	],
	['in that in JSON', (secret) => inner(unicode(secret))],
	['in a URL', encodeURIComponent],
	['in a URL, all of it encoded', utf8],
	['in a form', (secret) => new URLSearchParams({ a: secret }).toString().slice(2)],
	['in HTML', html],
	[
		'in HTML by name',
		(secret) =>
			secret
				.replaceAll('&', '&amp;')
				.replaceAll('<', '&lt;')
				.replaceAll('>', '&gt;')
				.replaceAll('"', '&quot;')
				.replaceAll("'", '&apos;'),
	],
];

const SECRETS = [
	's3cr3t-key',
	'a"b\\c/d',
	'ü&ß <x> "y"',
	"it's+100%",
	'\\\\\\\\',
	'\\"\\"',
	'päß*(wörd)[1]{2}^$|?.',
	'k €y',
];

describe.each(SECRETS)('the secret %s', (secret) => {
	test.each(SPELLINGS)('is blotted out %s', (_, spell) => {
		const redact = redactionOf([secret]);
		expect(redact(`Bad value "${spell(secret)}" for it`)).toMatch(/^Bad value "•+" for it$/);
	});
});

test('a secret within a longer one is not left over', () => {
	expect(redactionOf(['abcd', 'abcdefgh'])('x abcdefgh y')).toBe('x ••• y');
});

test('a very short one goes only where it stands alone', () => {
	expect(redactionOf(['a1'])('a1, "a1", a12, ba1')).toBe('•••, "•••", a12, ba1');
});

test('nothing else is touched', () => {
	expect(redactionOf([])('x')).toBe('x');
	expect(redactionOf([''])('x')).toBe('x');
	expect(redactionOf(['a.c+d'])('abc+d')).toBe('abc+d');
});

test.each([
	['backslashes', '\\'.repeat(12) + 'x', '\\'.repeat(200_000)],
	['quotes', '"'.repeat(12) + 'x', '\\"'.repeat(500_000)],
	['the secret but for its end', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', 'a'.repeat(1_000_000)],
	['percent signs', '%%%%%%%%x', '%25'.repeat(300_000)],
])('up to a million hostile characters take no time: %s', (_, secret, text) => {
	const redact = redactionOf([secret]);
	const began = performance.now();
	redact(text);
	expect(performance.now() - began).toBeLessThan(1_000);
});

describe('the secrets of a request', () => {
	const context = { getCredentials: async () => ({ apiKey: ' key-5f1c9a\n' }) } as unknown as ApiContext;
	const clean = async (request: Partial<ApiRequest>, text: string) =>
		(await redactionFor(context, { method: 'POST', path: '/v2/x', repeatable: true, ...request }))(text);

	test.each([
		['the API key', {}, 'key-5f1c9a'],
		['a password', { body: { password: 'hunter22' } }, 'hunter22'],
		['a new password', { body: { newPassword: 'hunter22' } }, 'hunter22'],
		['the present password', { body: { currentPassword: 'hunter22' } }, 'hunter22'],
		['another key', { body: { apiKey: 'hunter22' } }, 'hunter22'],
		['a token', { query: { token: 'hunter22' } }, 'hunter22'],
		['what is declared as secret', { secrets: ['hunter22'], body: { pin: 'hunter22' } }, 'hunter22'],
		[
			'a login as a header carries it',
			{ body: { username: 'robin', password: 'hunter22' } },
			Buffer.from('robin:hunter22').toString('base64'),
		],
	])('%s', async (_, request, secret) => {
		expect(await clean(request, `No: ${secret}.`)).toBe('No: •••.');
	});

	test('what is no text is no secret', async () => {
		expect(await clean({ body: { password: 1234, token: null, secret: { a: 1 } } as never }, '1234')).toBe(
			'1234',
		);
	});
});

describe('what a receiver repeats of its request', () => {
	const basic = Buffer.from('ecgrid:hunter22').toString('base64');
	test.each([
		[`Authorization: Basic ${basic}`, 'Authorization: Basic •••'],
		[`{"authorization":"basic ${basic}"}`, '{"authorization":"basic •••"}'],
		['Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc-_', 'Bearer •••'],
		[
			`Digest username="e", response="${'0af'.repeat(12)}", qop=auth`,
			'Digest username="e", response="•••", qop=auth',
		],
		[`"Digest response=\\"${'0af'.repeat(12)}\\""`, '"Digest response=\\"•••\\""'],
	])('%s', (text, expected) => expect(withoutLogins(text)).toBe(expected));

	test.each(['OK', 'Basic authentication required', 'basic training', '{"response":"0af"}'])(
		'%s stays',
		(text) => expect(withoutLogins(text)).toBe(text),
	);

	test.each(['basic ', 'basic', 'Bearer ', 'a ', '=', 'response="', 'response=\\'])(
		'a million characters of %j take no time',
		(part) => {
			const text = part.repeat(1_000_000 / part.length);
			const began = performance.now();
			withoutLogins(text);
			withoutLogins(`basic${' '.repeat(1_000_000)}`);
			expect(performance.now() - began).toBeLessThan(1_000);
		},
	);
});
