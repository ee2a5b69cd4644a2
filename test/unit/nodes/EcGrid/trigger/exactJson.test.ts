import fc from 'fast-check';
import { parsedExactly } from '../../../../../nodes/EcGrid/trigger/exactJson';
import { cpuMilliseconds } from '../../../cpuTime';

test.each([
	['{"id":9007199254740993}', { id: '9007199254740993' }],
	[
		'{"id" : 9007199254740993 , "b":[ 9223372036854775807,1]}',
		{ id: '9007199254740993', b: ['9223372036854775807', 1] },
	],
	['[-9007199254740993]', ['-9007199254740993']],
	['{"path":"C:\\\\","id":9007199254740993}', { path: 'C:\\', id: '9007199254740993' }],
	['{"said":"\\"","id":9007199254740993}', { said: '"', id: '9007199254740993' }],
	['9007199254740993', '9007199254740993'],
	['\uFEFF{"id":9007199254740993}', { id: '9007199254740993' }],
])("a whole number that JavaScript can't hold exactly becomes the text that was sent: %s", (json, value) =>
	expect(parsedExactly(json)).toEqual(value),
);

test.each([
	'{"id":9007199254740991}',
	'{"id":987654321,"text":"9007199254740993"}',
	'{"text":"say \\"9007199254740993\\", or \\\\","id":1}',
	'{"9007199254740993":1}',
	'[1234567890.1234567890123456789,1.2345678901234567e+30,1e-1234567890123456,0.9007199254740993]',
	'{"text":"\\\\\\\\","more":"\\\\\\""}',
])('everything else is parsed as JSON.parse does: %s', (json) =>
	expect(parsedExactly(json)).toEqual(JSON.parse(json)),
);

test.each(['{"id":9007199254740993', '{9007199254740993:1}', '[09007199254740993]', '"9007199254740993', ''])(
	"text that isn't JSON stays that way: %s",
	(text) => expect(() => parsedExactly(text)).toThrow(SyntaxError),
);

test('any JSON keeps everything except such numbers', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (value) => {
			const json = JSON.stringify({ value, long: '1234567890123456' });
			expect(parsedExactly(json)).toEqual(
				JSON.parse(json, (_, each: unknown) =>
					typeof each === 'number' && /^-?\d{16,}$/.test(String(each)) && !Number.isSafeInteger(each)
						? String(each)
						: each,
				),
			);
		}),
	);
});

test.each([
	['a number of 4 MB', `[${'7'.repeat(4_000_000)}]`],
	['a text of 4 MB of quotation marks', JSON.stringify(['"'.repeat(2_000_000), '1'.repeat(16)])],
	['a text of 4 MB of backslashes', JSON.stringify(['\\'.repeat(2_000_000), '1'.repeat(16)])],
	['4 MB of short texts', `[${'"",'.repeat(1_300_000)}1234567890123456789]`],
])("%s doesn't take long", (_, json) => {
	const began = cpuMilliseconds();
	parsedExactly(json);
	expect(cpuMilliseconds() - began).toBeLessThan(5_000);
});
