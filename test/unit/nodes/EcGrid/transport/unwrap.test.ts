import { unwrap } from '../../../../../nodes/EcGrid/transport/unwrap';
import type { HttpResponse, Failure, ApiRequest } from '../../../../../nodes/EcGrid/transport/api';
import { saysNotFound } from '../../../../../nodes/EcGrid/transport/failure';

const read: ApiRequest = { method: 'POST', path: '/v2/callbacks/queue-list', body: {}, idempotent: true };
const create: ApiRequest = { method: 'POST', path: '/v2/callbacks/create', body: {}, idempotent: false };

const answer = (statusCode: number, body: unknown, headers: HttpResponse['headers'] = {}): HttpResponse => ({
	statusCode,
	headers,
	body,
});

const failureOf = (given: HttpResponse, request = read): Failure => {
	const result = unwrap(given, request);
	if (result.failure) return result.failure;
	throw new Error(`Taken for a success: ${JSON.stringify(result)}`);
};

const envelope = (errorCode: string, message: string) => ({ success: false, data: null, errorCode, message });

describe('successes', () => {
	test.each([
		['an object', { callbackId: 1 }],
		['a list', [1, 2]],
		['true', true],
		['a number', 987654322],
		['0', 0],
		['a text', '2026-01-31'],
		['an empty text', ''],
		['null', null],
	])('unwraps %s', (_, data) => {
		expect(unwrap(answer(200, { success: true, data }), read)).toStrictEqual({ data });
	});

	test.each([
		['empty', { errorCode: '', message: '' }],
		['null', { errorCode: null, message: null }],
		['absent', {}],
	])('code and message may be %s', (_, rest) => {
		expect(unwrap(answer(200, { success: true, data: 1, ...rest }), read)).toEqual({ data: 1 });
	});

	test.each([200, 201, 202])('status %d is a success', (status) => {
		expect(unwrap(answer(status, { success: true, data: 1 }), create)).toEqual({ data: 1 });
	});

	test('keeps the total number of rows and the sent time next to the data', () => {
		const headers = { date: 'Wed, 21 Oct 2015 07:28:00 GMT' };
		expect(unwrap(answer(200, { success: true, data: [1], totalRecords: 5 }, headers), read)).toStrictEqual({
			data: [1],
			total: 5,
			respondedAt: Date.UTC(2015, 9, 21, 7, 28),
		});
	});

	test('data may be missing', () => {
		expect(unwrap(answer(200, { success: true, message: 'Password changed' }), read)).toEqual({
			data: undefined,
		});
	});

	test('parses JSON that arrives as text', () => {
		expect(unwrap(answer(200, '{"success":true,"data":7}'), read)).toEqual({ data: 7 });
	});

	test('reads an envelope whose names differ in case', () => {
		expect(unwrap(answer(200, { Success: true, Data: 7 }), read)).toEqual({ data: 7 });
	});
});

test.each([204, 205])('%d is a success without data', (status) => {
	for (const body of ['', undefined, null]) {
		expect(unwrap(answer(status, body), create)).toEqual({ data: undefined });
	}
});

describe('refusals in ECGrid’s envelope', () => {
	test.each([
		'Parcel 123 was not found',
		'No such parcel',
		"The parcel doesn't exist",
		'Parcel 123 cannot be found',
		'Unknown parcel',
	])("says once that an object isn't there: “%s”", (said) => {
		const { message, description } = failureOf(answer(404, envelope('ObjectNotFound', said)));
		expect(message).toBe(said);
		expect(description).toMatch(/^Check the ID\..*\(ObjectNotFound, HTTP 404\)/);
	});

	test("says that an object isn't there if ECGrid's words don't", () => {
		const { message } = failureOf(answer(404, envelope('ObjectNotFound', 'Parcel 123')));
		expect(message).toBe("ECGrid can't find the object (ObjectNotFound, HTTP 404): Parcel 123");
	});

	test.each([
		[400, 'InvalidParameter'],
		[400, 'DuplicateObject'],
		[401, 'InvalidAPIKey'],
		[401, 'InvalidSession'],
		[403, 'AccessDenied'],
		[404, 'ObjectNotFound'],
		[429, 'RateLimitExceeded'],
		[500, 'InternalError'],
		[418, 'SomethingNew'],
	])('%d %s is reported with the code, the status, ECGrid’s words and what to do', (status, errorCode) => {
		const failure = failureOf(answer(status, envelope(errorCode, 'mailboxId: must be positive.')));
		expect(failure).toMatchObject({ status, errorCode });
		expect(failure.message).toContain(errorCode);
		expect(failure.message).toContain(`HTTP ${status}`);
		expect(failure.message).toContain('mailboxId: must be positive');
		expect(failure.message).not.toMatch(/\.$/);
		expect(failure.description).toMatch(/\.$/);
	});

	test('explains every documented code in its own words', () => {
		const codes = [
			'InvalidParameter',
			'DuplicateObject',
			'InvalidAPIKey',
			'InvalidSession',
			'AccessDenied',
			'ObjectNotFound',
			'RateLimitExceeded',
			'InternalError',
		];
		const said = codes.map((code) => failureOf(answer(400, envelope(code, ''))).message.replace(code, ''));
		expect(new Set(said).size).toBe(codes.length);
		expect(said).not.toContainEqual(expect.stringContaining('ECGrid refused the request'));
	});

	test.each([200, 201])('success false with status %d is a failure', (status) => {
		const failure = failureOf(answer(status, envelope('AccessDenied', 'No right to do this')));
		expect(failure).toMatchObject({ status, errorCode: 'AccessDenied' });
		expect(failure.message).toContain('No right to do this');
	});

	test('success false is a failure even with data', () => {
		expect(failureOf(answer(200, { success: false, data: { callbackId: 1 } }))).toMatchObject({
			status: 200,
		});
	});

	test("data false means that it wasn't done", () => {
		expect(failureOf(answer(200, { success: true, data: false }))).toMatchObject({ status: 200 });
	});

	test('success true with an error status is a failure', () => {
		expect(failureOf(answer(403, { success: true, data: 1 }))).toMatchObject({ status: 403 });
	});

	test('reads names in any case', () => {
		const failure = failureOf(answer(400, { Success: false, ErrorCode: 'InvalidParameter', Message: 'url' }));
		expect(failure).toMatchObject({ errorCode: 'InvalidParameter' });
		expect(failure.message).toContain('url');
	});
});

describe('responses without an envelope', () => {
	test("reports problem JSON with its detail, title and trace; its title isn't an ECGrid code", () => {
		const failure = failureOf(
			answer(400, { title: 'Bad Request', detail: 'The url is not valid.', traceId: '00-abc-01' }),
		);
		expect(failure).toMatchObject({ status: 400, errorCode: undefined });
		expect(failure.message).toContain('(Bad Request, HTTP 400): The url is not valid');
		expect(failure.description).toContain('00-abc-01');
	});

	test.each([
		{ title: 'Not Found', status: 404, type: 'https://tools.ietf.org/html/rfc9110#section-15.5.5' },
		{ title: 'ObjectNotFound', status: 404 },
		{ title: 'ObjectNotFound', detail: 'No such callback', success: false },
		{ success: false, message: 'ObjectNotFound' },
		{ errorCode: '', title: 'ObjectNotFound' },
		{ errorCode: 'RouteNotFound', message: 'no route matched' },
		{ error: { errorCode: 'ObjectNotFound' } },
		'ObjectNotFound',
		'<html>ObjectNotFound</html>',
		'',
		null,
		[{ errorCode: 'ObjectNotFound' }],
	])("404 with %j from a gateway doesn't mean that ECGrid knows no such object", (body) => {
		const failure = failureOf(answer(404, body));
		expect(saysNotFound(failure)).toBe(false);
		expect(failure.message).not.toContain("ECGrid can't find the object");
		expect(failure.description).toContain('Base URL');
	});

	test.each([
		[404, envelope('ObjectNotFound', 'x')],
		[404, { ErrorCode: 'ObjectNotFound' }],
		[404, envelope('CallbackNotFound', 'x')],
		[200, envelope('ObjectNotFound', 'x')],
		[400, envelope('ObjectNotFound', 'x')],
	])('%d with %j does', (status, body) => {
		expect(saysNotFound(failureOf(answer(status, body)))).toBe(true);
	});

	test.each(['constructor', '__proto__', 'toString'])('treats the code %s like any other', (code) => {
		const failure = failureOf(answer(400, envelope(code, 'x')));
		expect(failure.message).toBe(`ECGrid refused a value (${code}, HTTP 400): x`);
		expect(failure.description).not.toContain('undefined');
	});

	test('reports problem JSON with only a title', () => {
		expect(failureOf(answer(403, { title: 'Forbidden' })).message).toContain('Forbidden');
	});

	test.each([
		[400, /^A proxy, firewall or gateway between n8n and ECGrid refused/],
		[401, /^A proxy, firewall or gateway between n8n and ECGrid refused/],
		[403, /^A proxy, firewall or gateway between n8n and ECGrid refused/],
		[404, /^A web page came instead of ECGrid's answer/],
		[407, /^A proxy between n8n and ECGrid asks for a login/],
		[408, /in time/],
		[413, /too big/],
		[429, /too many requests/],
		[500, /couldn't complete/],
		[502, /gateway/],
		[503, /unavailable/],
		[504, /gateway/],
		[520, /^A gateway on the way/],
		[599, /refused the request/],
	])('explains %d with an HTML page by its status, without the HTML', (status, words) => {
		const failure = failureOf(answer(status, '<html><body><h1>Oops</h1></body></html>'));
		expect(failure.message).toMatch(words);
		expect(failure.message).toContain(`HTTP ${status}`);
		expect(failure.message).not.toContain('<');
	});

	test.each<[number, unknown]>([
		[400, { message: 'Bad request' }],
		[401, ''],
		[401, { statusCode: 401, message: 'Access denied due to missing subscription key' }],
		[403, { title: 'Forbidden' }],
		[403, 'Forbidden'],
		[429, ''],
		[500, ''],
		[503, ''],
		[405, ''],
	])('says that %d with %j may come from ECGrid or a gateway', (status, body) => {
		expect(failureOf(answer(status, body)).message).toMatch(
			/^ECGrid, or (a (firewall or )?gateway|something) on the way, /,
		);
	});

	test('403 without a body means denied, without naming who denied it', () => {
		expect(failureOf(answer(403, '')).message).toBe(
			'ECGrid, or a firewall or gateway on the way, denied access (HTTP 403)',
		);
	});

	test.each([400, 401, 403])('%d in ECGrid’s own format comes from ECGrid, whatever its code', (status) => {
		for (const body of [
			envelope('', 'x'),
			{ title: 'No', traceId: '00-abc-01' },
			{ errorCode: 'AccessDenied' },
		]) {
			expect(failureOf(answer(status, body)).message).toMatch(/^ECGrid (refused|doesn't|denied)/);
		}
	});

	test.each([401, 403])(
		'for %d without an ECGrid code, says what to do about the key and the network',
		(status) => {
			expect(failureOf(answer(status, '')).description).toMatch(/API key.*whoever runs the proxy/s);
			expect(failureOf(answer(status, '<html>')).description).not.toMatch(/API key in/);
		},
	);

	describe('invalid fields', () => {
		const title = 'One or more validation errors occurred.';
		const saidOf = (errors: unknown) =>
			failureOf(answer(400, { title, status: 400, errors, traceId: '00-abc-01' })).message;

		test.each<[unknown, string]>([
			[{ Url: ['The Url field is required.'] }, 'Url: The Url field is required'],
			[{ Url: ['No.', 'Too long.'], Event: ['Unknown.'] }, 'Url: No. Too long. Event: Unknown'],
			[{ '$.mailboxId': ['Not a number.'] }, 'mailboxId: Not a number'],
			[{ '': ['A body is required.'] }, 'A body is required'],
			[{ Url: 'Required' }, 'Url: Required'],
			[[{ field: 'url', message: 'Required' }], 'url: Required'],
			[['Required'], 'Required'],
			[[{ propertyName: 'Url', errorMessage: 'Required' }], 'Url: Required'],
		])('shows %j by field', (errors, said) => {
			expect(saidOf(errors)).toBe(`ECGrid refused a value (${title}, HTTP 400): ${title} ${said}`);
		});

		test.each([null, 'x', 7, {}, [], { Url: null }, { Url: [] }, [null], [[['x']]]])(
			"%j isn't a list of fields and doesn't crash",
			(errors) => expect(saidOf(errors)).toContain('One or more validation errors occurred'),
		);

		test('shows them in ECGrid’s envelope too', () => {
			const body = { ...envelope('InvalidParameter', 'Not valid.'), errors: { url: ['Required'] } };
			expect(failureOf(answer(400, body)).message).toContain('Not valid. url: Required');
			expect(failureOf(answer(400, { ...body, message: '' })).message).toMatch(/: url: Required$/);
		});

		test('cuts a million of them', () => {
			const errors = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`f${index}`, ['No']]));
			expect(saidOf(errors).length).toBeLessThan(1_500);
		});
	});

	describe('an oversized request', () => {
		const upload: ApiRequest = {
			...create,
			upload: { length: 68_266_668, open: async () => await Promise.reject(new Error('not here')) },
		};

		test.each([
			[413, ''],
			[413, '<html><h1>413 Request Entity Too Large</h1></html>'],
			[413, envelope('', 'Too big')],
			[404, '<html>HTTP Error 404.13 - Not Found</html>'],
			[
				404,
				'<html>The request filtering module denies a request that exceeds the request content length.</html>',
			],
			[400, 'Request body too large. The max request body size is 30000000 bytes.'],
			[400, { title: 'Bad Request', detail: 'Request body too large.' }],
		])('is reported with its size: %d with %j', (status, body) => {
			const failure = failureOf(answer(status, body), upload);
			expect(failure.message).toMatch(/^The request of 68\.3 MB is too big/);
			expect(failure.description).toMatch(/Send a smaller file/);
			expect(failure.description).not.toContain('Base URL');
		});

		test('is a possible reason for a 404 without an ECGrid code', () => {
			for (const body of ['<html>404 - File or directory not found.</html>', '', { title: 'Not Found' }]) {
				const failure = failureOf(answer(404, body), upload);
				expect(failure.message).toContain('or the request of 68.3 MB is too big');
				expect(failure.description).toMatch(/Try a small file.*Base URL/s);
				expect(saysNotFound(failure)).toBe(false);
			}
		});

		test("isn't the reason for a 404 of a small request or from ECGrid itself", () => {
			expect(failureOf(answer(404, '<html>'), create).message).not.toContain('too big');
			expect(failureOf(answer(404, envelope('ObjectNotFound', 'x')), upload).message).not.toContain(
				'too big',
			);
		});
	});

	test.each([403, 407, 502, 503])("%d from a proxy that didn't connect: nothing was sent", (status) => {
		const failure = failureOf(
			{ ...answer(status, envelope('AccessDenied', 'x')), isFromProxy: true },
			create,
		);
		expect(failure.message).toMatch(/^A proxy between n8n and ECGrid/);
		expect(failure.message).toContain(`HTTP ${status}`);
		expect(failure).toMatchObject({ notSent: true, retryReason: status >= 500 ? 'notSent' : undefined });
		expect(failure.errorCode).toBeUndefined();
		expect(failure.outcomeUnknown).toBeFalsy();
	});

	test('passes on the plain text of an error (row E1)', () => {
		expect(failureOf(answer(400, 'The request body is too long')).message).toContain(
			'The request body is too long',
		);
	});

	test.each([400, 404, 500])('explains %d with an empty body', (status) => {
		expect(failureOf(answer(status, '')).message).toContain(`HTTP ${status}`);
	});

	test.each([
		['nothing', ''],
		['undefined', undefined],
		['broken JSON', '{"success": tr'],
		["JSON that isn't an object", '[]'],
		['a list', []],
		['an object without success', { data: { callbackId: 1 } }],
		["a success that isn't a boolean", { success: 'yes' }],
	])("200 with %s isn't an ECGrid response", (_, body) => {
		const failure = failureOf(answer(200, body));
		expect(failure.message).toContain("isn't from ECGrid");
		expect(failure.description).toContain('Base URL');
	});

	test('says of a web page that ECGrid may be down, or the address wrong', () => {
		const failure = failureOf(answer(200, '<html>Down for maintenance</html>'));
		expect(failure.message).toBe("A web page came instead of ECGrid's answer");
		expect(failure.description).toMatch(/down for maintenance.*later.*Base URL.*HTTP 200/);
	});
});

describe('redirects', () => {
	test.each([301, 302, 303, 307, 308])(
		"%d is an error that names the target, and isn't followed",
		(status) => {
			const failure = failureOf(answer(status, '', { location: 'https://evil.example/login?key=1' }));
			expect(failure.status).toBe(status);
			expect(failure.message).toContain('redirect');
			expect(failure.message).toContain('https://evil.example');
			expect(failure.message).not.toContain('key=1');
			expect(failure.description).toContain('Base URL');
		},
	);

	test.each([{}, { location: '' }, { location: '/login' }, { location: 'http://' }])(
		'a redirect with %j is an error too',
		(headers) => expect(failureOf(answer(302, '', headers)).message).toContain('redirect'),
	);

	test('says that a redirect names no address', () => {
		expect(failureOf(answer(302, '')).message).toContain('to an address that it does not name');
	});

	test.each([300, 304, 305, 306, 399])("%d leads nowhere: it isn't an ECGrid response", (status) => {
		for (const body of ['', { success: true, data: 1 }]) {
			const failure = failureOf(answer(status, body));
			expect(failure.message).toBe("The response isn't from ECGrid");
			expect(failure.description).toContain(`HTTP ${status}`);
			expect(failure.message).not.toContain('redirect');
		}
	});

	test('a redirect is an error even with a valid envelope', () => {
		expect(failureOf(answer(302, { success: true, data: 1 }))).toMatchObject({ status: 302 });
	});
});

describe('whether the request was done', () => {
	test.each([
		[500, envelope('InternalError', 'x')],
		[501, ''],
		[502, '<html>'],
		[503, ''],
		[504, ''],
		[408, ''],
		[425, ''],
		[520, '<html>'],
		[524, '<html>'],
		[530, '<html>'],
		[200, '<html>'],
	])('after %d to a create, the outcome is unknown, and the message says so', (status, body) => {
		const failure = failureOf(answer(status, body), create);
		expect(failure.outcomeUnknown).toBe(true);
		expect(failure.message).toMatch(/isn't known whether/);
		expect(failure.description).toMatch(/check whether it was carried out/);
	});

	test.each([400, 401, 403, 404, 413, 429])('%d to a create was a refusal', (status) => {
		const failure = failureOf(answer(status, ''), create);
		expect(failure.outcomeUnknown).toBeFalsy();
		expect(failure.message).not.toMatch(/not known/);
	});

	test("a repeatable request isn't called unknown", () => {
		expect(failureOf(answer(500, ''), read).message).not.toMatch(/not known/);
	});
});

describe('which failures a retry can fix', () => {
	test.each<[number, unknown, string | undefined]>([
		[429, '', 'rateLimited'],
		[200, { success: false, errorCode: 'RateLimitExceeded' }, 'rateLimited'],
		[400, envelope('RateLimitExceeded', 'x'), 'rateLimited'],
		[503, envelope('RateLimitExceeded', 'x'), 'serverError'],
		[500, '', 'serverError'],
		[502, '<html>', 'serverError'],
		[503, '', 'serverError'],
		[504, '', 'serverError'],
		...[408, 425, 520, 521, 522, 523, 524, 530].map((status): [number, unknown, string] => [
			status,
			'<html>',
			'serverError',
		]),
		[407, '', undefined],
		[200, { success: false, errorCode: 'InternalError' }, 'serverError'],
		[501, '', undefined],
		[400, envelope('InvalidParameter', 'x'), undefined],
		[401, '', undefined],
		[403, '', undefined],
		[404, envelope('ObjectNotFound', 'x'), undefined],
		[404, '<html>', undefined],
		[302, '', undefined],
		[200, '<html>', undefined],
	])('%d with %j: %s', (status, body, retryReason) => {
		expect(failureOf(answer(status, body)).retryReason).toBe(retryReason);
	});
});

describe('how long ECGrid asks n8n to wait', () => {
	const asked = (value: unknown) => failureOf(answer(429, '', { 'retry-after': value })).retryAfterMs;

	test.each([
		['120', 120_000],
		[7, 7_000],
		['0.25', 250],
		[' 120 ', 120_000],
		['0', 0],
	])('%j is in seconds', (value, milliseconds) => expect(asked(value)).toBe(milliseconds));

	test('a date is a point in time', () => {
		const wait = asked(new Date(Date.now() + 60_000).toUTCString());
		expect(wait).toBeGreaterThan(58_000);
		expect(wait).toBeLessThanOrEqual(60_000);
	});

	test("reads a date by the clock of the response, not n8n's", () => {
		const headers = { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT', date: 'Wed, 21 Oct 2015 07:28:00 GMT' };
		expect(failureOf(answer(429, '', headers)).retryAfterMs).toBe(30_000);
	});

	test('a past date means no wait', () => expect(asked('Wed, 21 Oct 2015 07:28:00 GMT')).toBe(0));

	test.each([undefined, '', 'soon', 'NaN', '5x', 'x5x'])('%j means nothing', (value) =>
		expect(asked(value)).toBeUndefined(),
	);

	test('is reported', () => {
		expect(failureOf(answer(429, '', { 'retry-after': '90' })).description).toContain('wait 90 seconds');
	});
});

test('reads an error from a message that is 20,000 objects deep', () => {
	const deep = JSON.parse(`${'{"description":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
	const { message } = failureOf(answer(400, { success: false, errorCode: 'X', message: deep }));
	expect(message).toContain('X, HTTP 400');
});
