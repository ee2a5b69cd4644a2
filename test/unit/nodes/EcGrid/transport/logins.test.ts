import { withoutLogins, withoutLoginsIn } from '../../../../../nodes/EcGrid/transport/logins';
import { full } from '../../../../quick';
import { cpuMilliseconds, LINEAR_MS } from '../../../cpuTime';

describe('a request that a receiver repeats', () => {
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
		[`Basic ${Buffer.from('a:bcde').toString('base64')}`, 'Basic •••'],
		[`Basic ${Buffer.from('ecgrid:hunter').toString('base64')}, x`, 'Basic •••, x'],
		['{"scheme":"Bearer","parameter":"abcdefgh01234567"}', '{"scheme":"Bearer","parameter":"•••"}'],
		['Bearer abcdefghijklmnop', 'Bearer •••'],
	])('%s', (text, expected) => expect(withoutLogins(text)).toBe(expected));

	test.each([
		'OK',
		'Basic authentication required',
		'basic training',
		'{"response":"0af"}',
		'Bearer authentication required',
		'Bearer or another authentication-method',
		'Bearer realm authentication-required',
		`responses ${'0af'.repeat(12)}`,
		`released ${'0af'.repeat(12)}`,
		`the response is of release ${'0af'.repeat(12)}`,
	])('%s stays', (text) => expect(withoutLogins(text)).toBe(text));

	const LENGTH = full(1_000_000, 250_000);

	test.each(['basic ', 'basic', 'Bearer ', 'a ', '=', 'response="', 'response=\\'])(
		'takes no time for up to a million characters of %j',
		(part) => {
			const text = part.repeat(LENGTH / part.length);
			const began = cpuMilliseconds();
			withoutLogins(text);
			withoutLogins(`basic${' '.repeat(LENGTH)}`);
			expect(cpuMilliseconds() - began).toBeLessThan(LINEAR_MS);
		},
	);

	test.each([
		['a JSON-escaped space', `{"a":"Basic\\u0020${basic}"}`],
		['a percent-encoded space', `a=Basic%20${basic}`],
		['a plus for the space', `a=Basic+${basic}`],
		['a tab', `Authorization: Basic\t${basic}`],
		['a tab in JSON', `{"a":"Basic\\t${basic}"}`],
		['a line break after it in JSON', `{"a":"\\nauthorization: basic ${basic}\\r\\nHost: x"}`],
		['two fields', `{"scheme":"Basic","parameter":"${basic}"}`],
		['two fields, the other way round', `{"parameter":"${basic}","scheme":"Basic"}`],
		['a dash', `x-Basic-${basic}`],
		['no scheme', `{"login":"${basic}"}`],
	])('redacts a login with %s', (_, text) => {
		expect(withoutLogins(text)).toBe(text.replace(basic, '•••'));
	});

	test.each([
		['one of Latin-1', Buffer.from('webhook_user:Pässwört', 'latin1').toString('base64')],
		['one for a URL', Buffer.from('webhook_user:a>>?b>>?').toString('base64url')],
		['one without padding', Buffer.from('webhook_user:abcdefg').toString('base64').replace(/=+$/, '')],
	])('redacts %s', (_, encoded) => {
		expect(withoutLogins(`Authorization: Basic ${encoded}`)).toBe('Authorization: Basic •••');
	});

	test('redacts a login in a URL', () => {
		const encoded = Buffer.from('webhook_user:a>>?b>>?').toString('base64');
		expect(withoutLogins(`a=Basic%20${encodeURIComponent(encoded)}&b=1`)).toBe('a=Basic%20•••&b=1');
	});

	test.each(['a', 'a '.repeat(4), 'basic ', 'Bearer a1.', 'dXNlcjpwYXNz ', '\\n'])(
		'uses no stack and little time for up to 6 MB of %j',
		(part) => {
			const began = cpuMilliseconds();
			withoutLogins(`basic ${part.repeat((6 * LENGTH) / part.length)}`);
			expect(cpuMilliseconds() - began).toBeLessThan(LINEAR_MS);
		},
	);
});

describe('JSON that a receiver repeats', () => {
	const basic = Buffer.from('ecgrid:hunter22').toString('base64');
	test.each([
		['an object', { headers: { authorization: `Basic ${basic}` } }],
		['a list', [`Authorization: Basic ${basic}`]],
		['another field', { httpStatus: 200, responseHeaders: `x-echo: Basic ${basic}` }],
		['two fields', { scheme: 'Basic', parameter: basic }],
		['JSON in JSON', { body: JSON.stringify({ headers: { authorization: `Basic ${basic}` } }) }],
		['the name of a field', { [`Basic ${basic}`]: true }],
	])('%s', (_, data) => {
		expect(withoutLoginsIn(data)).toEqual(JSON.parse(JSON.stringify(data).replace(basic, '•••')));
	});

	test.each([undefined, null, true, 1.5, 'OK', '"', '\\', { a: [1, null, { b: 'Basic training\n"\\' }] }])(
		'leaves %j unchanged',
		(data) => expect(withoutLoginsIn(data)).toEqual(data),
	);

	test.each([
		{ callbackId: 14060517, httpStatus: 200 },
		[0.14060517, -14060517],
		{ callbackId: '14060517' },
		{ bearer: 1234567890123456 },
		{ bearer: 0.1234567890123456, basic: 1.140605171e21 },
	])("a number isn't a login: leaves %j unchanged", (data) => expect(withoutLoginsIn(data)).toEqual(data));

	test('cuts 20,000 levels', () => {
		const deep = JSON.parse(`${'['.repeat(20_000)}"Basic ${basic}"${']'.repeat(20_000)}`);
		expect(JSON.stringify(withoutLoginsIn(deep))).toMatch(/^\[+"\(left out/);
	});
});
