import { call } from './client';
import { sandboxWith } from './setup';

const CREATE = 'POST /v2/callbacks/create';
const ME = 'GET /v2/users/me';
const hook = { url: 'https://example.com/hook', event: 'Parcel' };

const get = (url: string, key: string) =>
	fetch(`${url}/v2/users/me`, { headers: { 'X-API-Key': key }, redirect: 'manual' });

test('returns status codes in sequence, each with its envelope, and then succeeds', async () => {
	const sandbox = await sandboxWith();
	sandbox.fault(ME, { status: 503 }, { status: 429, retryAfter: 7 }, { status: 500, times: 2 });
	sandbox.fault(ME, { status: 403, message: 'Not you' }, { status: 409, errorCode: 'Odd' });
	const answers = [];
	for (let n = 0; n < 7; n++) answers.push(await call(sandbox, ME));
	expect(answers).toMatchObject([
		{ status: 503, success: false, data: null, errorCode: '' },
		{ status: 429, errorCode: 'RateLimitExceeded' },
		{ status: 500, errorCode: 'InternalError' },
		{ status: 500, errorCode: 'InternalError' },
		{ status: 403, errorCode: 'AccessDenied', message: 'Not you' },
		{ status: 409, errorCode: 'Odd' },
		{ status: 200, success: true },
	]);
	expect(answers[1]!.headers.get('retry-after')).toBe('7');
	expect(answers[0]!.headers.has('retry-after')).toBe(false);
	expect(sandbox.requests.map(({ status }) => status)).toEqual([503, 429, 500, 500, 403, 409, 200]);
});

test("a fault for one endpoint leaves the others alone, one for all doesn't", async () => {
	const sandbox = await sandboxWith();
	sandbox.fault(CREATE, { status: 500 });
	expect(await call(sandbox, ME)).toMatchObject({ status: 200 });
	expect(await call(sandbox, CREATE, hook)).toMatchObject({ status: 500 });
	sandbox.fault('*', { status: 502, times: Infinity });
	expect(await call(sandbox, ME)).toMatchObject({ status: 502 });
	expect(await call(sandbox, CREATE, hook)).toMatchObject({ status: 502 });
	sandbox.clearFaults();
	expect(await call(sandbox, ME)).toMatchObject({ status: 200 });
});

test.each([
	[{ status: 500 }, 0],
	[{ status: 500, afterWork: true }, 1],
	[{ body: '{', afterWork: true }, 1],
	[{ delayMs: 1 }, 1],
])('after %j, the number of callbacks is %i', async (fault, count) => {
	const sandbox = await sandboxWith();
	sandbox.fault(CREATE, fault);
	await call(sandbox, CREATE, hook).catch(() => undefined);
	expect(sandbox.callbacks).toHaveLength(count);
});

test.each([
	[false, 0],
	[true, 1],
])('cuts a connection with afterWork %s', async (afterWork, count) => {
	const sandbox = await sandboxWith();
	sandbox.fault(CREATE, { cut: true, afterWork });
	await expect(call(sandbox, CREATE, hook)).rejects.toThrow('fetch failed');
	expect(sandbox.callbacks).toHaveLength(count);
	expect(sandbox.requests).toMatchObject([{ endpoint: CREATE, body: hook, status: 0 }]);
	expect(await call(sandbox, ME)).toMatchObject({ status: 200 });
});

test.each([false, true])('delays a response with afterWork %s', async (afterWork) => {
	const sandbox = await sandboxWith();
	sandbox.fault(CREATE, { delayMs: 300, afterWork });
	const started = performance.now();
	const answer = call(sandbox, CREATE, hook).then((result) => ({
		...result,
		after: performance.now() - started,
	}));
	const arrived = () => (afterWork ? sandbox.callbacks : sandbox.requests).length > 0;
	while (!arrived()) await new Promise((resolve) => setTimeout(resolve, 5));
	expect(sandbox.callbacks).toHaveLength(afterWork ? 1 : 0);
	const { status, after } = await answer;
	expect(status).toBe(200);
	expect(after).toBeGreaterThanOrEqual(298);
	expect(sandbox.callbacks).toHaveLength(1);
});

test.each([
	['{"success": tr', '{"success": tr'],
	['', ''],
	['<html>Bad gateway</html>', '<html>Bad gateway</html>'],
])('responds with the text %j', async (body, text) => {
	const sandbox = await sandboxWith();
	sandbox.fault(ME, { body }, { body, status: 502 });
	const [first, second] = [await get(sandbox.url, sandbox.apiKey), await get(sandbox.url, sandbox.apiKey)];
	expect([first.status, await first.text()]).toEqual([200, text]);
	expect([second.status, await second.text()]).toEqual([502, text]);
});

test('sends a refusal with status 200', async () => {
	const sandbox = await sandboxWith();
	sandbox.fault(ME, { success: false, errorCode: 'AccessDenied', message: 'No' }, { success: false });
	expect(await call(sandbox, ME)).toMatchObject({
		status: 200,
		success: false,
		errorCode: 'AccessDenied',
		message: 'No',
	});
	expect(await call(sandbox, ME)).toMatchObject({ status: 200, success: false, errorCode: 'InternalError' });
});

test('redirects to another location', async () => {
	const sandbox = await sandboxWith();
	sandbox.fault(
		ME,
		{ redirect: 'https://elsewhere.example/' },
		{ redirect: '/v2/auth/version', status: 307 },
	);
	const first = await get(sandbox.url, sandbox.apiKey);
	expect([first.status, first.headers.get('location')]).toEqual([302, 'https://elsewhere.example/']);
	expect((await get(sandbox.url, sandbox.apiKey)).status).toBe(307);
});

test('Retry-After can be a date and implies 429', async () => {
	const sandbox = await sandboxWith();
	sandbox.fault(ME, { retryAfter: new Date('2026-11-23T22:00:00Z') });
	const answer = await call(sandbox, ME);
	expect(answer.status).toBe(429);
	expect(answer.headers.get('retry-after')).toBe('Mon, 23 Nov 2026 22:00:00 GMT');
});

test('rejects a fault for an unknown endpoint', async () => {
	const sandbox = await sandboxWith();
	expect(() => sandbox.fault('POST /v2/callback/create', { status: 500 })).toThrow(
		'there is no POST /v2/callback/create',
	);
});

test('applies a fault before it checks the key', async () => {
	const sandbox = await sandboxWith();
	sandbox.fault(ME, { status: 503 });
	expect(await call(sandbox, ME, undefined, { 'X-API-Key': 'wrong' })).toMatchObject({ status: 503 });
});

test('the rate limit allows a burst and then a fixed rate per second', async () => {
	const sandbox = await sandboxWith({ rateLimit: { perSecond: 1, burst: 5 } });
	const burst = await Promise.all(Array.from({ length: 10 }, () => call(sandbox, ME)));
	const refused = burst.filter(({ status }) => status === 429);
	expect(refused).toHaveLength(5);
	expect(refused[0]).toMatchObject({ success: false, errorCode: 'RateLimitExceeded' });
	expect(refused[0]!.headers.get('retry-after')).toBe('1');
	await new Promise((resolve) => setTimeout(resolve, 1020));
	expect(await call(sandbox, ME)).toMatchObject({ status: 200 });
});

test('adds the latency to every request', async () => {
	const sandbox = await sandboxWith({ latencyMs: 60 });
	const started = performance.now();
	await call(sandbox, ME);
	expect(performance.now() - started).toBeGreaterThanOrEqual(58);
});
