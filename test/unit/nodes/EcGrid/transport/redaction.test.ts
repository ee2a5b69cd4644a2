import { redactionOf } from '../../../../../nodes/EcGrid/transport/redaction';
import { full } from '../../../../quick';
import { cpuMilliseconds, LINEAR_MS } from '../../../cpuTime';

const LENGTH = full(1_000_000, 250_000);

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
	['in another case', (secret) => secret.replace(/[a-z]/g, (letter) => letter.toUpperCase())],
	['in JSON', inner],
	['in JSON in JSON', (secret) => inner(inner(secret))],
	['in JSON in JSON in JSON', (secret) => inner(inner(inner(secret)))],
	['in JSON with slashes escaped', (secret) => inner(secret).replaceAll('/', '\\/')],
	['in JSON as .NET writes it', (secret) => unicode(secret)],
	[
		'in the same in uppercase',
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
	test.each(SPELLINGS)('is redacted %s', (_, spell) => {
		const redact = redactionOf([secret]);
		expect(redact(`Bad value "${spell(secret)}" for it`)).toMatch(/^Bad value "•+" for it$/);
	});
});

test('redacts a secret completely if it contains another', () => {
	expect(redactionOf(['abcd', 'abcdefgh'])('x abcdefgh y')).toBe('x ••• y');
});

test('also redacts a secret without its final period, which the end of an error drops', () => {
	expect(redactionOf(['Passw0rd. '])('ECGrid said: too weak: Passw0rd')).toBe('ECGrid said: too weak: •••');
});

test('redacts a very short secret only as a separate word', () => {
	expect(redactionOf(['a1'])('a1, "a1", a12, ba1')).toBe('•••, "•••", a12, ba1');
	expect(redactionOf(['abc', 'wxyz'])('abc, abcd, wxyz, wxyza')).toBe('•••, abcd, •••, •••a');
});

test('changes nothing else', () => {
	expect(redactionOf([])('x')).toBe('x');
	expect(redactionOf([''])('x')).toBe('x');
	expect(redactionOf(['a.c+d'])('abc+d')).toBe('abc+d');
});

test.each([
	['backslashes', '\\'.repeat(12) + 'x', '\\'.repeat(LENGTH / 5)],
	['quotes', '"'.repeat(12) + 'x', '\\"'.repeat(LENGTH / 2)],
	['the secret without its end', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', 'a'.repeat(LENGTH)],
	['percent signs', '%%%%%%%%x', '%25'.repeat(0.3 * LENGTH)],
])('takes no time for up to a million hostile characters: %s', (_, secret, text) => {
	const redact = redactionOf([secret]);
	const began = cpuMilliseconds();
	redact(text);
	expect(cpuMilliseconds() - began).toBeLessThan(LINEAR_MS);
});

const PASSWORD = 'Tr0ub4dor-and-3';
const base64 = (text: string, encoding?: 'latin1') => Buffer.from(text, encoding).toString('base64');

test.each([
	['without the space at its end', `${PASSWORD} `, `${PASSWORD}.`],
	['in Base64', PASSWORD, base64(PASSWORD)],
	['in Base64 for a URL', '>>>???>>>', Buffer.from('>>>???>>>').toString('base64url')],
	['in Base64 in a URL', '>>>???>>>', encodeURIComponent(base64('>>>???>>>'))],
	['in Base64 in JSON with slashes escaped', '>>>???>>>', base64('>>>???>>>').replaceAll('/', '\\/')],
	['in Base64 of Latin-1', 'Tr0ub4dör', base64('Tr0ub4dör', 'latin1')],
	['as UTF-8 read as Latin-1', 'Tr0ub4dör€', Buffer.from('Tr0ub4dör€').toString('latin1')],
	[
		'all of it as \\u escapes',
		PASSWORD,
		PASSWORD.replace(/./g, (each) => `\\u00${each.charCodeAt(0).toString(16)}`),
	],
	['as \\x escapes', 'Tr0ub+4dor', 'Tr0ub\\x2b4dor'],
	['in a URL in a URL', 'Tr0ub+4dor', 'Tr0ub%252B4dor'],
	[
		'in a URL in a URL in a URL',
		'Tr0üb"4dor',
		encodeURIComponent(encodeURIComponent(encodeURIComponent('Tr0üb"4dor'))),
	],
	['in a URL in JSON in HTML', 'Tr0üb"4dor', html(inner(encodeURIComponent('Tr0üb"4dor')))],
	['in HTML in HTML', 'Tr0ub"4dor', 'Tr0ub&amp;quot;4dor'],
	['in a URL in Latin-1', 'Tr0ub4dör', 'Tr0ub4d%F6r'],
	['decomposed', 'Tr0ub4dör', 'Tr0ub4dör'.normalize('NFD')],
	['composed', 'Tr0ub4dör한'.normalize('NFD'), 'Tr0ub4dör한'],
	['with a line break in JSON', 'Tr0ub\n4dor\t1', 'Tr0ub\\n4dor\\t1'],
	['with an emoji in JSON', 'Tr0ub😀4dor', unicode('Tr0ub😀4dor')],
	['with an emoji in a URL', 'Tr0ub😀4dor', encodeURIComponent('Tr0ub😀4dor')],
	['with an emoji in HTML', 'Tr0ub😀4dor', 'Tr0ub&#x1F600;4dor'],
	['after what makes an escape of it', '1abcdefg', '%41abcdefg'],
	['after a backslash', 'u0041bcd', '\\u0041bcd'],
	['repeatedly', 'abab', 'abababab'],
])('redacts a secret %s', (_, secret, spelled) => {
	const clean = redactionOf([secret])(`Bad password ${spelled} given`);
	expect(clean).toMatch(/^Bad password (%4|\\)?•••\.? given$/);
});

describe('redacts a login in Base64', () => {
	const login = 'webhook_user:a>>?b>>ö?';
	const redact = redactionOf(['a>>?b>>ö?'], [login]);

	test.each([
		['unchanged', base64(login)],
		['without padding', base64(login).replace(/=+$/, '')],
		['for a URL', Buffer.from(login).toString('base64url')],
		['of Latin-1', base64(login, 'latin1')],
	])('%s', (_, encoded) => {
		expect(redact(`Authorization: Basic ${encoded}, more`)).toBe('Authorization: Basic •••, more');
	});

	test.each(['', 'a', 'ab', 'abc'])('after %j', (before) => {
		const encoded = base64(`${before}${login}${before}`);
		const clean = redact(`[${encoded}]`);
		expect(clean).toContain('•••');
		expect(Buffer.from(clean, 'base64').toString('latin1')).not.toMatch(/b>>|hook/);
	});

	test('whatever the length of the password', () => {
		expect(redactionOf(['x'], ['webhook_user:x'])(base64('webhook_user:x'))).toBe('•••');
	});
});

test.each([
	['x', 'y', 'e•••eQ=='],
	['xy', '', 'eH•••'],
])(
	'in Base64, what also stands for a part of the secret is blotted out with it: after %j',
	(before, after, clean) => {
		expect(redactionOf(['hunter22'])(base64(`${before}hunter22${after}`))).toBe(clean);
	},
);

test('a secret that needs no blot leaves no trace', () => {
	const text = 'Nothing “secret” \\u0041 %41 &amp; C:\\temp\\new';
	expect(redactionOf(['hunter22', '5f1c9a7e'])(text)).toBe(text);
});

describe('any secret can be redacted in little time', () => {
	const pairs = (count: number) => '\\"'.repeat(count);
	const times = (text: string, length = LENGTH) => text.repeat(Math.ceil(length / text.length));

	test.each([
		['a password of 100,000 letters', 'a'.repeat(100_000), times('a')],
		['a password of 100,000 letters and another', `${'a'.repeat(100_000)}b`, times('a')],
		['a password of 5,000 punctuation marks', '!'.repeat(5_000), times('!')],
		['a password of a million letters', times('ab'), times('ab')],
		['a password of a million percent signs', times('%25'), times('%25')],
		['quotes and backslashes', `${pairs(9)}x`, `${times(`${'\\'.repeat(7)}"`)}y`],
		['quotes and backslashes in JSON in JSON', `${pairs(20)}x`, times(inner(inner(pairs(20))))],
		['a password of backslashes', `${'\\'.repeat(2_000)}x`, times('\\')],
		['only backslashes', '\\'.repeat(2_000), times('\\')],
		['escapes that never end', 's3cr3t-key', times('\\u00')],
		['escapes within escapes', 's3cr3t-key', `%${times('25')}`],
		['entities within entities', 's3cr3t-key', `&${times('amp;')}`],
		['entities that never end', 's3cr3t-key', times('&#0')],
		["numbers that aren't characters", 's3cr3t-key', times('&#x110000;&#99999999;\\ud800%f4%bf%bf%bf')],
		['marks', 'üüüüüüüü', `u${times('\u0308')}`],
		['Chinese', '密码密码密码', times('密码')],
		['halves of characters', '😀😀😀😀', times('\ud83d')],
	])('%s', (_, secret, text) => {
		const began = cpuMilliseconds();
		const redact = redactionOf(['the-api-key', secret]);
		expect(redact(`${text} the-api-key`)).not.toContain('the-api-key');
		expect(redact(JSON.stringify(secret))).not.toContain(secret);
		expect(cpuMilliseconds() - began).toBeLessThan(LINEAR_MS);
	});
});
