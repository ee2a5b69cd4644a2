import { DateTime, Duration, Interval } from 'luxon';
import { UserError } from 'n8n-workflow';

import { binaryFile } from '../../../../../nodes/EcGrid/fields/binaryFile';
import { choice, choices } from '../../../../../nodes/EcGrid/fields/choice';
import { dateTime } from '../../../../../nodes/EcGrid/fields/dateTime';
import { httpsUrl, intId, longId, required, text } from '../../../../../nodes/EcGrid/fields/parsers';
import { trueOrFalse } from '../../../../../nodes/EcGrid/fields/trueOrFalse';
import { wholeNumber } from '../../../../../nodes/EcGrid/fields/wholeNumber';

const refusalOf = (work: () => unknown): string => {
	try {
		work();
	} catch (error) {
		expect(error).toBeInstanceOf(UserError);
		return (error as Error).message;
	}
	throw new Error('Nothing was refused');
};

const locator = (value: unknown) => ({ __rl: true, mode: 'id', value });
const empty = [undefined, null, ''];

describe('an ID', () => {
	test.each([
		[12345, 12345],
		['12345', 12345],
		[' 12345 ', 12345],
		['007', 7],
		[1, 1],
		[2147483647, 2147483647],
		[locator('30001'), 30001],
		[locator(30001), 30001],
		[{ __rl: true, mode: 'list', value: 30001, cachedResultName: 'Albany Freight' }, 30001],
		[12345n, 12345],
		[locator(30001n), 30001],
	])('sends %p as the number %d', (value, id) => expect(intId(value, 'Mailbox')).toBe(id));

	test.each([...empty, ...empty.map(locator)])('omits %j', (value) =>
		expect(intId(value, 'Mailbox')).toBeUndefined(),
	);

	test.each([
		'abc',
		'12a',
		'a12',
		'-5',
		'+5',
		-5,
		'1.5',
		1.5,
		'1e3',
		1e21,
		'0x10',
		'12 345',
		'12,345',
		'１２３',
		'   ',
		NaN,
		Infinity,
		true,
		[],
		[1],
		['12345'],
		[1, 2],
		{},
		{ id: 12345 },
		{ value: 12345 },
		{ mode: 'id', value: 12345 },
		new Date(),
		locator('abc'),
		locator({}),
		locator([5]),
		locator(locator(5)),
		locator('   '),
	])('%j is refused by name', (value) => {
		expect(refusalOf(() => intId(value, 'Mailbox'))).toMatch(/^“Mailbox” must be an ID of digits only/);
	});

	test.each([0, '0', '000', locator(0), 0n])(
		'refuses %p because 0 has a different meaning in ECGrid',
		(value) => {
			expect(refusalOf(() => intId(value, 'Mailbox'))).toMatch(/^“Mailbox” must not be 0/);
		},
	);

	test.each([2147483648, '2147483648', '9007199254740993', '99999999999999999999', 2147483648n])(
		'refuses %p because it exceeds 32 bits',
		(value) => {
			const refusal = refusalOf(() => intId(value, 'Mailbox'));
			expect(refusal).toMatch(/^“Mailbox” is too big/);
			expect(refusal).toContain(String(value));
		},
	);
});

describe('a 64-bit ID', () => {
	test.each([
		[2147483648, 2147483648],
		['9007199254740991', 9007199254740991],
		[9007199254740991n, 9007199254740991],
	])('sends %p as the number %d', (value, id) => expect(longId(value, 'Parcel ID')).toBe(id));

	test.each(['9007199254740992', '9007199254740993', '18446744073709551615', 9007199254740993n])(
		'%p is refused instead of being rounded',
		(value) => expect(refusalOf(() => longId(value, 'Parcel ID'))).toMatch(/^“Parcel ID” is too big/),
	);
});

describe('text', () => {
	test.each([
		['s3cr3t!', 's3cr3t!'],
		[' blanks stay ', ' blanks stay '],
		['ünï©ode', 'ünï©ode'],
		[1234, '1234'],
		[0, '0'],
		[false, 'false'],
		[12345678901234567890n, '12345678901234567890'],
		[12.25, '12.25'],
		[9007199254740991, '9007199254740991'],
	])('%p is sent as %j', (value, sent) => expect(text(value, 'Password')).toBe(sent));

	test.each(empty)('omits %j', (value) => expect(text(value, 'Password')).toBeUndefined());

	test.each([NaN, Infinity, 1e21, 12345678901234567890, 1e-7])(
		'refuses the number %d, whose digits differ from the input',
		(value) =>
			expect(refusalOf(() => text(value, 'Note'))).toBe(
				"“Note” must be text, because n8n can't store this number exactly. Enter it as text.",
			),
	);

	test.each([
		[new Date(), 'a date'],
		[DateTime.fromISO('2026-05-07T12:30:00Z'), 'a date'],
		[Duration.fromObject({ days: 7 }), 'a span of time'],
		[Interval.after(DateTime.fromISO('2026-05-07'), { days: 7 }), 'a span of time'],
		['Invalid DateTime', 'a date'],
		[[], 'a list'],
		[[5], 'a list'],
		[{}, 'an object'],
		[{ isLuxonDateTime: true }, 'an object'],
	])('%p is refused, and called what it is', (value, kind) =>
		expect(refusalOf(() => text(value, 'Note'))).toContain(`“Note” must be text, not ${kind}.`),
	);

	test.each([{ password: 's3cr3t!' }, ['s3cr3t!']])('%j is refused by name, without its content', (value) => {
		const refusal = refusalOf(() => text(value, 'Password'));
		expect(refusal).toMatch(/^“Password” must be text/);
		expect(refusal).not.toContain('s3cr3t!');
	});
});

describe('a required field', () => {
	test.each(empty)('%j is refused by name, saying what to do', (value) => {
		expect(refusalOf(() => required(text)(value, 'Username'))).toMatch(/^“Username” is empty\. .+/);
	});

	test('a locator without a value is empty too', () => {
		expect(refusalOf(() => required(intId)(locator(''), 'Mailbox'))).toMatch(/^“Mailbox” is empty/);
	});

	test('accepts a value', () => expect(required(intId)('5', 'Mailbox')).toBe(5));
});

describe('an HTTPS address', () => {
	test.each([
		'https://app.example.com/webhooks/ecgrid',
		'https://app.example.com:8443/a?b=c',
		'HTTPS://app.example.com/x',
		'https://app.example.com/ü',
	])('sends %s exactly as entered', (value) => expect(httpsUrl(value, 'URL')).toBe(value));

	test('trims surrounding spaces', () => {
		expect(httpsUrl(' https://app.example.com/x\n', 'URL')).toBe('https://app.example.com/x');
	});

	test.each([
		'http://app.example.com/x',
		'app.example.com',
		'//app.example.com',
		'ftp://app.example.com',
		'javascript:alert(1)',
		'https://',
		'https:// app.example.com',
		'   ',
		'url',
		42,
	])('refuses %j, names the field and shows an example', (value) => {
		const refusal = refusalOf(() => httpsUrl(value, 'URL'));
		expect(refusal).toMatch(/^“URL” must be an HTTPS address, such as https:\/\//);
	});

	test.each([
		'https:app.example.com/x',
		'https:\\\\app.example.com\\x',
		'https:///app.example.com/x',
		'https://app.example.com\\x',
		'https://app\u200b.example.com/x',
		'https://app..example.com',
		'https://.example.com',
		'https://app.example.com:0/x',
		'https://app.example.com/%zz',
	])('refuses %j: another parser reads it as a different address, or as none', (value) =>
		expect(refusalOf(() => httpsUrl(value, 'URL'))).toMatch(
			/^“URL” is ambiguous: not every program reads it the same way\. Write it like https:\/\//,
		),
	);

	test.each([
		'https://app.example.com/%20a?x=%C3%BC',
		'https://münchen.example/x',
		'https://app.example.com./x',
	])('%s is an ordinary one, also after many', (value) => {
		for (let times = 0; times < 20_000; times++) expect(httpsUrl(value, 'URL') === value).toBe(true);
	});

	test.each(['https://app.example.com/a b', 'https://app.exa\nmple.com/x', 'https://app.example.com/\u0001'])(
		'refuses %j: a space or line break in it would be sent or dropped',
		(value) =>
			expect(refusalOf(() => httpsUrl(value, 'URL'))).toMatch(
				/^“URL” must not contain spaces or line breaks/,
			),
	);

	test.each([
		'https://robin:s3cr3t@app.example.com/x',
		'https://robin@app.example.com/x',
		'http://robin:s3cr3t@app.example.com/x',
	])("refuses a login in %s and doesn't repeat it", (value) => {
		const refusal = refusalOf(() => httpsUrl(value, 'URL'));
		expect(refusal).not.toContain('robin');
		expect(refusal).not.toContain('s3cr3t');
	});

	test.each([
		['https//robin:s3cr3t@app.example.com/x', '•••@app.example.com'],
		['//robin:s3cr3t@app.example.com', '•••@app.example.com'],
		['robin:s3cr3t@app.example.com', '•••@app.example.com'],
		['s3cr3t:@app.example.com', '•••@app.example.com'],
		['ftp://robin:s3cr3t@app.example.com', '•••@app.example.com'],
		['http://robin:7#s3cr3t@app.example.com', '•••@app.example.com'],
		['http://robin:s3/cr3t@app.example.com/x', '•••@app.example.com'],
		[`https//robin:${'s3cr3t/'.repeat(30)}@app.example.com`, '•••@app.example.com'],
		['app.example.com/s3cr3t?token=s3cr3t#s3cr3t', 'app.example.com'],
		['https//app.example.com?token=s3cr3t', 'https//app.example.com'],
		['http:\\\\app.example.com\\s3cr3t', 'http:\\\\app.example.com'],
	])('repeats only the host of the mistyped address %j', (value, host) =>
		expect(refusalOf(() => httpsUrl(value, 'URL'))).toContain(`, not “${host}”. ECGrid calls nothing else.`),
	);
});

describe("doesn't repeat a value from the wrong field", () => {
	const key = '1c0ffee5-5eed-4bad-8ace-0123456789ab';
	test.each([
		[key, '“•••”'],
		[key.replaceAll('-', ''), '“•••”'],
		[`X-API-Key: ${key}`, '“X-API-Key: •••”'],
		['https://robin:s3cr3t@app.example.com', '“•••@app.example.com”'],
		[`https://robin:${'s3cr3t/'.repeat(30)}@app.example.com`, '“•••@app.example.com”'],
		['Basic cm9iaW46czNjcjN0', '“Basic •••”'],
		['1234567890123456789012345678901234567890x-', '“•••”'],
		['1234567890-1234567890-1234567890', '“1234567890-1234567890-1234567890”'],
		['2026-05-07T12:30:00.000+15:00', '“2026-05-07T12:30:00.000+15:00”'],
	])('%s', (value, repeated) => {
		for (const read of [
			intId,
			dateTime,
			wholeNumber(1),
			choice(['Parcel']),
			choices(['Parcel']),
			trueOrFalse,
		]) {
			expect(refusalOf(() => read(value, 'Field'))).toContain(`, not ${repeated}.`);
		}
		expect(refusalOf(() => binaryFile(value, 'Field'))).toContain(`“Field” is ${repeated}, but`);
	});
});
