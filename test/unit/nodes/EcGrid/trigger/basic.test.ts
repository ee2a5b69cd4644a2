import { basicLogin } from '../../../../../nodes/EcGrid/trigger/basic';
import { cpuMilliseconds, LINEAR_MS } from '../../../cpuTime';

const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each([
	['webhook_user', 's3cr3t!'],
	['user', 'colon:in:password'],
	['user', ''],
	['', 'word'],
	['üser', 'pässwörd €'],
	['a b', ' c '],
])('reads user name %j and password %j', (username, password) => {
	expect(basicLogin(`Basic ${base64(`${username}:${password}`)}`)).toEqual({ username, password });
});

test.each(['Basic', 'basic', 'BASIC', 'bAsIc'])('accepts the scheme %s', (scheme) => {
	expect(basicLogin(`${scheme} ${base64('a:b')}`)).toEqual({ username: 'a', password: 'b' });
});

test('skips extra spaces after the scheme', () => {
	expect(basicLogin(`Basic   ${base64('a:b')}  `)).toEqual({ username: 'a', password: 'b' });
});

test.each([
	[undefined],
	[''],
	['Basic'],
	['Basic '],
	[`Basic${base64('a:b')}`],
	['Basic !!!not-base64!!!'],
	[`Basic ${base64('a:b')} extra`],
	[`Basic ${base64('a:b')}, Basic ${base64('c:d')}`],
	[`Basic ${base64('no colon')}`],
	[`Bearer ${base64('a:b')}`],
	[`Digest username="a", response="b"`],
	[base64('a:b')],
	['a:b'],
	['Basic a:b'],
])('%j contains no login', (header) => expect(basicLogin(header)).toBeUndefined());

const length = 1_000_000;

/** Node accepts 16 kB of headers unless `--max-http-header-size` changes that. */
describe('reads a header of a million characters in linear time', () => {
	test.each([
		[' ', '!'],
		['=', '!'],
		['A', '!'],
		['A=', ''],
		['A ', '!'],
		['=\t', ''],
		['Basic ', '!'],
		['A'.repeat(10) + '='.repeat(10) + ' '.repeat(10), '!'],
	])('of %j and %j', (part, end) => {
		const began = cpuMilliseconds();
		for (const header of [
			`Basic ${part.repeat(length / part.length)}${end}`,
			part.repeat(length / part.length),
		]) {
			expect(basicLogin(header)).toBeUndefined();
		}
		expect(cpuMilliseconds() - began).toBeLessThan(LINEAR_MS);
	});
});
