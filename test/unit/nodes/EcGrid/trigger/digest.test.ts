import { checkDigest, digestChallenge, digestParameters } from '../../../../../nodes/EcGrid/trigger/digest';
import { leastCpuMilliseconds } from '../../../cpuTime';
import { digestHeader, headerOf, nonceIn, parametersFor, responseTo } from './digest-client';

const REALM = 'n8n ECGrid Trigger';
const NONCE_KEY = 'nonce-key';
const login = { username: 'n8n-abc', password: 'Ec1-secret' };
const MINUTE = 60_000;

const freshNonce = () => nonceIn(digestChallenge(REALM, NONCE_KEY, false));
const request = (changes: object = {}) => ({ ...login, realm: REALM, nonce: freshNonce(), ...changes });
const verdict = (
	header: string | undefined,
	{ method = 'POST', logins = [login], key = NONCE_KEY as string | string[] } = {},
) => checkDigest(header, method, REALM, [key].flat(), logins).verdict;

beforeEach(() => {
	jest.useFakeTimers({ now: new Date('2026-05-07T12:30:00Z') });
});
afterEach(() => {
	jest.useRealTimers();
});

test.each([
	['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
	['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
])("the tests' client reproduces the example of RFC 7616 with %s", (algorithm, response) => {
	expect(
		responseTo({
			username: 'Mufasa',
			password: 'Circle of Life',
			realm: 'http-auth@example.org',
			method: 'GET',
			uri: '/dir/index.html',
			nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
			nc: '00000001',
			cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
			algorithm,
		}),
	).toBe(response);
});

test("the RFC's own example doesn't log in: its nonce wasn't created here", () => {
	const example = { ...login, realm: REALM, nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v' };
	expect(verdict(digestHeader(example))).toBe('stale');
});

describe('the challenge', () => {
	test('is a single MD5 challenge with qop=auth, which every client can answer', () => {
		const challenge = digestChallenge(REALM, NONCE_KEY, false);
		expect(challenge).toMatch(
			/^Digest realm="n8n ECGrid Trigger", qop="auth", algorithm=MD5, nonce="[^"]+", charset=UTF-8$/,
		);
		expect(challenge).toMatch(/^[\x20-\x7e]*$/);
	});

	test('has a new nonce each time', () => {
		const nonces = Array.from({ length: 200 }, freshNonce);
		expect(new Set(nonces).size).toBe(200);
	});

	test('says stale=true on request', () => {
		expect(digestChallenge(REALM, NONCE_KEY, true)).toContain(', stale=true');
	});
});

describe('a caller who knows the login', () => {
	test.each(['SHA-256', 'MD5', 'sha-256', 'md5'])('is let in with %s', (algorithm) => {
		expect(verdict(digestHeader(request({ algorithm })))).toBe('accepted');
	});

	test('is let in without an algorithm, which means MD5', () => {
		expect(verdict(headerOf(without('algorithm', { algorithm: 'MD5' })))).toBe('accepted');
	});

	test.each([
		['path was rewritten by a proxy', { uri: '/somewhere/else' }],
		['path is a full URL', { uri: 'https://n8n.example.com/webhook/x/ecgrid?event=Parcel' }],
		['counter is higher', { nc: '0000002a' }],
		['counter has capital letters', { nc: '0000002A' }],
		['cnonce is short', { cnonce: 'x' }],
		['cnonce is long', { cnonce: 'x'.repeat(2_000) }],
		['cnonce has odd characters', { cnonce: 'a,b=c d;{}' }],
	])('is let in if the %s', (_, changes) => {
		expect(verdict(digestHeader(request(changes)))).toBe('accepted');
	});

	test.each([
		['quotes around everything', (p: Record<string, string>) => quoteAll(p)],
		['parameters in another order', (p) => Object.fromEntries(Object.entries(p).reverse())],
		['names in uppercase', (p) => mapKeys(p, (name) => name.toUpperCase())],
		['an unknown parameter', (p) => ({ ...p, foo: '"bar"', opaque: '""' })],
		['the response in uppercase', (p) => ({ ...p, response: p.response!.toUpperCase() })],
		['needless escapes', (p) => ({ ...p, nc: '"\\0000\\0001"' })],
	] as Array<[string, (parameters: Record<string, string>) => Record<string, string>]>)(
		'is let in with %s',
		(_, written) => {
			expect(verdict(headerOf(written(parametersFor(request()))))).toBe('accepted');
		},
	);

	test.each([',', ' , ', ',\t', ',  '])('is let in with %j between the parameters', (separator) => {
		expect(verdict(headerOf(parametersFor(request()), separator))).toBe('accepted');
	});

	test('is let in with spaces around the equals signs and any spelling of the scheme', () => {
		const header = digestHeader(request());
		expect(verdict(header.replace(/(\w)=("|a|S|0)/g, '$1 = $2'))).toBe('accepted');
		expect(verdict(header.replace('Digest', 'DIGEST  '))).toBe('accepted');
	});

	test('is let in again with the same nonce: no record of the first time is kept', () => {
		const nonce = freshNonce();
		for (const nc of ['00000001', '00000002', '00000001']) {
			expect(verdict(digestHeader(request({ nonce, nc })))).toBe('accepted');
		}
	});

	test('is let in by any process with the same nonce key, and no other', () => {
		const header = digestHeader(request());
		expect(verdict(header, { key: NONCE_KEY })).toBe('accepted');
		expect(verdict(header, { key: ['another-key', NONCE_KEY] })).toBe('accepted');
	});

	test('but answers the challenge of a process with another key is told to answer a new one', () => {
		const header = digestHeader(request());
		expect(verdict(header, { key: 'another-key' })).toBe('stale');
		expect(verdict(digestHeader(request({ password: 'guess' })), { key: 'another-key' })).toBe('refused');
	});

	test('is let in with either login while there are two', () => {
		const former = { username: 'n8n-old', password: 'Ec1-old' };
		const logins = [login, former];
		expect(verdict(digestHeader(request()), { logins })).toBe('accepted');
		expect(verdict(digestHeader(request(former)), { logins })).toBe('accepted');
	});
});

describe("a caller who doesn't know the login", () => {
	test.each([
		['another user name', { username: 'n8n-abd' }],
		['another password', { password: 'Ec1-secreT' }],
		['user name and password exchanged', { username: login.password, password: login.username }],
		['an empty login', { username: '', password: '' }],
		['another realm', { realm: 'n8n' }],
		['no realm', { realm: '' }],
		['qop=auth-int', { qop: 'auth-int' }],
		['another algorithm', { algorithm: 'SHA-512-256' }],
		['a session algorithm', { algorithm: 'MD5-sess' }],
		['an algorithm with a name that every object has', { algorithm: 'constructor' }],
		["a counter that isn't a number", { nc: '0000000g' }],
		['a counter that is too short', { nc: '1' }],
		['a counter that is too long', { nc: '000000001' }],
		['no counter', { nc: '' }],
		['an empty cnonce', { cnonce: '' }],
	])('stays out with %s', (_, changes) => {
		expect(verdict(digestHeader(request(changes)))).toBe('refused');
	});

	test('stays out if nobody may be let in', () => {
		expect(verdict(digestHeader(request()), { logins: [] })).toBe('refused');
	});

	test('stays out with a header for another method', () => {
		const header = digestHeader(request());
		expect(verdict(header, { method: 'GET' })).toBe('refused');
		expect(verdict(digestHeader(request({ method: 'GET' })))).toBe('refused');
	});

	test.each(['nonce', 'uri', 'nc', 'cnonce', 'response', 'realm', 'qop'])(
		'stays out without a %s',
		(name) => {
			expect(verdict(headerOf(without(name)))).toBe('refused');
		},
	);

	test.each(['nonce', 'uri', 'nc', 'cnonce', 'qop', 'realm', 'algorithm'])(
		'stays out if the %s was changed after hashing',
		(name) => {
			const parameters = parametersFor(request());
			const changed: Record<string, string> = { nc: '00000002', qop: 'auth-int', algorithm: 'MD5' };
			expect(verdict(headerOf({ ...parameters, [name]: changed[name] ?? '"x"' }))).toBe('refused');
		},
	);

	test.each(['username', 'nonce', 'uri', 'nc', 'cnonce', 'response', 'realm', 'qop', 'algorithm'])(
		'stays out if the %s is repeated, even with the same value',
		(name) => {
			const parameters = parametersFor(request());
			expect(verdict(`${headerOf(parameters)}, ${name}=${parameters[name]}`)).toBe('refused');
			expect(verdict(`${headerOf(parameters)}, ${name.toUpperCase()}="x"`)).toBe('refused');
		},
	);

	test.each([
		[undefined],
		[''],
		['Digest'],
		['Digest '],
		['Digest ,,,,'],
		['Digest username'],
		['Digest username='],
		['Digest username="'],
		['Digest "="'],
		['Digest \\'],
		['Basic bjhuLWFiYzpFYzEtc2VjcmV0'],
	])('stays out with %j', (header) => expect(verdict(header)).toBe('refused'));

	test.each<[string, (header: string) => string]>([
		['text before the parameters', (header) => header.replace('Digest ', 'Digest x ')],
		['text between them', (header) => header.replace(', nonce', ' x, nonce')],
		['a space instead of a comma', (header) => header.replace(', nonce', ' nonce')],
		['text after them', (header) => `${header}, x`],
		['another login after them', (header) => `${header}, Basic YTpi`],
		['an open quote after them', (header) => `${header}, x="`],
		['an escape at the end', (header) => `${header}, x="\\`],
		['a parameter without a value', (header) => `${header}, x=`],
		['a parameter without a name', (header) => `${header}, ="x"`],
	])('stays out with %s: unexpected text makes the header unreadable', (_, change) => {
		const header = digestHeader(request());
		expect(verdict(header)).toBe('accepted');
		expect(digestParameters(change(header))).toBeUndefined();
		expect(verdict(change(header))).toBe('refused');
	});

	test('stays out with the right parameters under another scheme', () => {
		const header = digestHeader(request());
		expect(verdict(header.replace('Digest', 'Bearer'))).toBe('refused');
		expect(verdict(header.replace('Digest ', 'Digest'))).toBe('refused');
		expect(verdict(` ${header}`)).toBe('refused');
	});
});

describe('a nonce', () => {
	test('is valid for five minutes and no longer', () => {
		const header = digestHeader(request());
		jest.advanceTimersByTime(5 * MINUTE);
		expect(verdict(header)).toBe('accepted');
		jest.advanceTimersByTime(1);
		expect(verdict(header)).toBe('stale');
	});

	test.each([6 * MINUTE, 24 * 60 * MINUTE, 400 * 24 * 60 * MINUTE])(
		'in a captured header lets nobody in %d ms later',
		(later) => {
			const header = digestHeader(request());
			jest.advanceTimersByTime(later);
			expect(verdict(header)).toBe('stale');
		},
	);

	test('that expired is called stale only to a caller who knows the login', () => {
		const nonce = freshNonce();
		jest.advanceTimersByTime(6 * MINUTE);
		expect(verdict(digestHeader(request({ nonce, password: 'guess' })))).toBe('refused');
		expect(verdict(digestHeader(request({ nonce })))).toBe('stale');
	});

	test('from a process whose clock is a few minutes ahead is valid too, for no longer than others', () => {
		const header = digestHeader(request());
		jest.setSystemTime(Date.now() - 5 * MINUTE);
		expect(verdict(header)).toBe('accepted');
		jest.setSystemTime(Date.now() - 1);
		expect(verdict(header)).toBe('stale');
		jest.setSystemTime(Date.now() + 10 * MINUTE + 2);
		expect(verdict(header)).toBe('stale');
	});

	test.each<[string, (nonce: string) => string]>([
		['made with another key', () => nonceIn(digestChallenge(REALM, 'guess', false))],
		['with a later time', (nonce) => nonce.replace(/^[^.]+/, (Date.now() + MINUTE).toString(36))],
		['with another random part', (nonce) => nonce.replace(/\.[^.]+\./, '.AAAAAAAAAAAAAAAA.')],
		['without a signature', (nonce) => nonce.slice(0, nonce.lastIndexOf('.') + 1)],
		['with half a signature', (nonce) => nonce.slice(0, -10)],
		['with more after the signature', (nonce) => `${nonce}A`],
		['in capitals', (nonce) => nonce.toUpperCase()],
		['of dots', () => '...'],
		['of one character', () => 'x'],
		['of 10,000 characters', () => 'x'.repeat(10_000)],
		['with an invalid time', (nonce) => nonce.replace(/^[^.]+/, '!')],
	])('%s lets nobody in, and only a caller who knows the login is told to use a new one', (_, forged) => {
		const nonce = forged(freshNonce());
		expect(verdict(digestHeader(request({ nonce })))).toBe('stale');
		expect(verdict(digestHeader(request({ nonce, password: 'guess' })))).toBe('refused');
	});

	test('of the challenge after an expiry is valid immediately', () => {
		jest.advanceTimersByTime(60 * MINUTE);
		const nonce = nonceIn(digestChallenge(REALM, NONCE_KEY, true));
		expect(verdict(digestHeader(request({ nonce, algorithm: 'MD5' })))).toBe('accepted');
	});
});

describe('the parameters', () => {
	test('are read as the RFC writes them', () => {
		const header =
			'Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=MD5, nc=00000001, qop=auth, userhash=false, username*=UTF-8\'\'J%C3%A4s';
		expect(Object.fromEntries(digestParameters(header)!)).toEqual({
			username: 'Mufasa',
			realm: 'http-auth@example.org',
			uri: '/dir/index.html',
			algorithm: 'MD5',
			nc: '00000001',
			qop: 'auth',
			userhash: 'false',
			'username*': "UTF-8''J%C3%A4s",
		});
	});

	test('may contain quotes, backslashes, commas and equals signs', () => {
		const parameters = digestParameters('Digest uri="/a\\"b\\\\c,d=e", realm="nonce=1, nonce=2", nc=1');
		expect(parameters?.get('uri')).toBe('/a"b\\c,d=e');
		expect(parameters?.get('realm')).toBe('nonce=1, nonce=2');
		expect(parameters?.has('nonce')).toBe(false);
	});

	test('treat a name that every object has as an ordinary name', () => {
		const parameters = digestParameters('Digest __proto__="x", constructor="y", toString="z"');
		expect(parameters?.get('constructor')).toBe('y');
		expect(({} as Record<string, unknown>).x).toBeUndefined();
	});
});

/** Node accepts 16 kB of headers unless `--max-http-header-size` changes that. */
describe.each([16_000, 1_000_000])('quickly refuses a header of %d characters', (length) => {
	test.each([
		['letters', 'a', ''],
		['quotes', '"', ''],
		['backslashes', '\\', ''],
		['open parameters', 'a="', ''],
		['escapes', 'a="\\"', ''],
		['equals signs', 'a=', ''],
		['equals signs, and a quote', 'a=', '"'],
		['equals signs, and a word', 'a=', ' b'],
		['names and spaces, and a quote', 'a ', '"'],
		['commas', ',a', ''],
		['empty parameters', 'a="",', ''],
		['parameters of one value', '=a,', ''],
		['blanks', ' ', ''],
		['spaces, and a name', ' ', 'a'],
		['names and spaces', 'a ', ''],
		['tabs before equals', 'a\t\t\t\t=', ''],
		['commas only', ',', '"'],
	])('of %s', (_, part, end) => {
		const header = `Digest ${part.repeat(length / part.length)}${end}`;
		const least = leastCpuMilliseconds(() => expect(verdict(header)).toBe('refused'));
		expect(least).toBeLessThan(length > 16_000 ? 500 : 50);
	});

	test('of parameters that all have different names', () => {
		const parameters = Array.from({ length: length / 10 }, (_, index) => `a${index}="x"`);
		const header = `Digest ${parameters.join(', ')}`;
		const least = leastCpuMilliseconds(() => expect(verdict(header)).toBe('refused'));
		expect(least).toBeLessThan(length > 16_000 ? 1_000 : 50);
	});
});

function without(name: string, changes: object = {}): Record<string, string> {
	const parameters = parametersFor(request(changes));
	delete parameters[name];
	return parameters;
}

const quoteAll = (parameters: Record<string, string>) =>
	Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => [name, value.startsWith('"') ? value : `"${value}"`]),
	);

const mapKeys = (parameters: Record<string, string>, change: (name: string) => string) =>
	Object.fromEntries(Object.entries(parameters).map(([name, value]) => [change(name), value]));
