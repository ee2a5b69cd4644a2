import { basicLogin } from '../../../../../nodes/EcGrid/trigger/basic';

const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each([
	['webhook_user', 's3cr3t!'],
	['user', 'colon:in:password'],
	['user', ''],
	['', 'word'],
	['üser', 'pässwörd €'],
	['a b', ' c '],
])('user name %j and password %j are read', (username, password) => {
	expect(basicLogin(`Basic ${base64(`${username}:${password}`)}`)).toEqual({ username, password });
});

test.each(['Basic', 'basic', 'BASIC', 'bAsIc'])('the scheme may be written %s', (scheme) => {
	expect(basicLogin(`${scheme} ${base64('a:b')}`)).toEqual({ username: 'a', password: 'b' });
});

test('more than one blank after the scheme is read over', () => {
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
])('%j holds no login', (header) => expect(basicLogin(header)).toBeUndefined());

test('a huge header is read in no time', () => {
	const started = performance.now();
	expect(basicLogin(`Basic ${' '.repeat(100_000)}!`)).toBeUndefined();
	expect(basicLogin(`Basic ${'='.repeat(100_000)}!`)).toBeUndefined();
	expect(performance.now() - started).toBeLessThan(500);
});
