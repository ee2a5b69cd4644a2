import type { IHttpRequestOptions } from 'n8n-workflow';

import type { ApiContext, ApiRequest } from '../../../../../nodes/EcGrid/transport/api';
import type { EcGridError } from '../../../../../nodes/EcGrid/transport/failure';
import { ConcurrencyLimiter } from '../../../../../nodes/EcGrid/transport/concurrencyLimiter';
import { send } from '../../../../../nodes/EcGrid/transport/send';

const request: ApiRequest = { method: 'POST', path: '/v2/x', body: {}, idempotent: true, retryBudgetMs: 0 };

/** An n8n whose helper answers with the results of a function and records its arguments. */
function n8nThat(answer: () => unknown, signal?: AbortSignal) {
	const asked: IHttpRequestOptions[] = [];
	const context = {
		getNode: () => ({ name: 'ECGrid' }),
		getCredentials: async () => ({ apiKey: 'key-5f1c9a' }),
		getExecutionCancelSignal: () => signal,
		helpers: {
			httpRequestWithAuthentication: async (_: string, options: IHttpRequestOptions) => {
				asked.push(options);
				return answer();
			},
		},
	} as unknown as ApiContext;
	return { context, asked };
}

const nothingCame = () => {
	throw Object.assign(new Error('timeout'), { code: 'ECONNABORTED' });
};

const failureOf = async (context: ApiContext, sent = request): Promise<EcGridError> =>
	await send(context, sent).then(
		() => Promise.reject(new Error('Taken for a success')),
		(error: EcGridError) => error,
	);

test.each<[string, Partial<ApiRequest>, number]>([
	['an answer', {}, 30_000],
	['the first byte of a file', { receive: async () => ({ data: {} }) }, 120_000],
	['a request with its own time-out', { timeoutMs: 5_000 }, 5_000],
	['a file with its own time-out', { timeoutMs: 60_000, receive: async () => ({ data: {} }) }, 60_000],
])('waits the given number of milliseconds for %s', async (_, more, milliseconds) => {
	const { context, asked } = n8nThat(nothingCame);
	await expect(send(context, { ...request, ...more })).rejects.toThrow("didn't answer");
	expect(asked.map(({ timeout }) => timeout)).toEqual([milliseconds]);
});

describe('a request that times out', () => {
	const brokenOff = async (socket: object | null) => {
		const { context } = n8nThat(() => undefined);
		const helpers = {
			httpRequestWithAuthentication: async function (this: ApiContext) {
				const signal = this.getExecutionCancelSignal!()!;
				await new Promise((resolve) => signal.addEventListener('abort', resolve));
				throw Object.assign(new Error('canceled'), {
					code: 'ERR_CANCELED',
					request: { protocol: 'https:', socket },
				});
			},
		};
		return await failureOf(Object.assign(context, { helpers }) as unknown as ApiContext, {
			...request,
			timeoutMs: 10,
		});
	};

	test.each([
		[
			'no secure connection',
			{ encrypted: true, secureConnecting: true },
			"ECGrid can't be reached: the connection timed out",
		],
		[
			'no response from a proxy',
			null,
			'A proxy between n8n and ECGrid did not make the connection: it timed out',
		],
	])("wasn't sent if it had %s yet", async (_, socket, message) => {
		const error = await brokenOff(socket);
		expect(error.message).toBe(message);
		expect(error.description).toMatch(/Nothing was sent\.$/);
	});

	test('may have been done if it had a secure connection', async () => {
		const error = await brokenOff({ encrypted: true, secureConnecting: false });
		expect(error.message).toBe("ECGrid didn't answer: the request timed out");
		expect(error.mayBeDone).toBe(true);
	});
});

test('stopping an execution skips the pause before the next try', async () => {
	const over = new AbortController();
	const busy = { statusCode: 503, headers: { 'retry-after': '60' }, body: '' };
	const { context, asked } = n8nThat(() => busy, over.signal);
	const began = performance.now();
	setTimeout(() => over.abort(), 20);
	await expect(send(context, { ...request, retryBudgetMs: 300_000 })).rejects.toThrow('stopped');
	expect(performance.now() - began).toBeLessThan(1_000);
	expect(asked).toHaveLength(1);
});

describe('a delete whose first try may have been done', () => {
	const remove: ApiRequest = { method: 'DELETE', path: '/v2/callbacks', body: {}, idempotent: true };
	const lostThen = (body: unknown) => {
		const answers = [
			{ statusCode: 503, headers: {}, body: '' },
			{ statusCode: 404, headers: {}, body },
		];
		return n8nThat(() => answers.shift()).context;
	};

	test("was done if ECGrid then says that the object doesn't exist", async () => {
		const gone = { success: false, data: null, errorCode: 'ObjectNotFound', message: 'No callback 7' };
		await expect(send(lostThen(gone), remove)).resolves.toBe(true);
	});

	test('of an update there is no such word: what is not there was not updated', async () => {
		const gone = { success: false, data: null, errorCode: 'ObjectNotFound', message: 'No callback 7' };
		await expect(send(lostThen(gone), { ...remove, method: 'POST' })).rejects.toThrow('No callback 7');
	});

	test.each([{ title: 'Not Found' }, { title: 'ObjectNotFound' }, { errorCode: 'RouteNotFound' }, '<html>'])(
		"isn't considered done if a gateway answers 404 with %j",
		async (body) => {
			await expect(send(lostThen(body), remove)).rejects.toThrow('HTTP 404');
		},
	);
});

test('a pause that ECGrid asks for precedes the next queued request', async () => {
	const over = new AbortController();
	const limited = { statusCode: 429, headers: { 'retry-after': '60' }, body: '' };
	const { context, asked } = n8nThat(() => limited, over.signal);
	const limiter = new ConcurrencyLimiter(over.signal);
	limiter.limit = 1;
	const patient = { ...request, retryBudgetMs: 300_000 };
	const both = Promise.allSettled([send(context, patient, { limiter }), send(context, patient, { limiter })]);
	await new Promise((resolve) => setTimeout(resolve, 20));
	expect(asked).toHaveLength(1);
	over.abort();
	expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

const envelope = (errorCode: string, message: string) => ({ success: false, data: null, errorCode, message });

describe('an error that repeats part of a response', () => {
	const told = async (statusCode: number, body: unknown, headers = {}) => {
		const error = await failureOf(n8nThat(() => ({ statusCode, headers, body })).context);
		return `${error.message} ${error.description} ${error.errorCode}`;
	};

	test.each([
		['its message', envelope('InvalidParameter', 'key-5f1c9a')],
		['its code', envelope('key-5f1c9a', 'x')],
		['plain text', 'key-5f1c9a'],
		['a title', { title: 'key-5f1c9a' }],
		['a trace', { title: 'x', traceId: 'key-5f1c9a' }],
		['a field', { errors: { 'key-5f1c9a': ['x'] } }],
		['the problem with a field', { errors: { url: ['key-5f1c9a.'] } }],
		...[90, 290, 990, 1_000, 1_080, 1_490].flatMap((length): Array<[string, object | string]> => {
			const text = `${'x'.repeat(length)}key-5f1c9a`;
			return [
				[`a message after ${length} characters`, envelope('InvalidParameter', text)],
				[`a message ${length} characters before its end`, envelope('X', `${'x'.repeat(9_999)}${text}`)],
				[`plain text after ${length} characters`, text],
				[`a code after ${length} characters`, envelope(text, 'x')],
			];
		}),
	])('contains no secret: %s', async (_, body) => {
		expect(await told(400, body)).not.toContain('key-');
		const unsuccessful = typeof body === 'object' ? { success: false, ...body } : body;
		expect(await told(200, unsuccessful)).not.toContain('key-');
	});

	test.each(['key-5f1c9a.', 'key-5f1c9a. ', '...key-5f1c9a...'])(
		'contains no secret that ends like a sentence: %j',
		async (apiKey) => {
			const { context } = n8nThat(() => ({
				statusCode: 400,
				headers: {},
				body: envelope('InvalidParameter', `Not a key: ${apiKey}`),
			}));
			const error = await failureOf(Object.assign(context, { getCredentials: async () => ({ apiKey }) }));
			expect(error.message).not.toContain('key-');
		},
	);

	test('says that nothing was sent, and after how many tries, whatever is secret', async () => {
		const { context } = n8nThat(() => {
			throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' });
		});
		const error = await failureOf(
			Object.assign(context, { getCredentials: () => Promise.reject(new Error('cannot decrypt')) }),
		);
		expect(error.description).toMatch(/Nothing was sent\.$/);
	});

	test('contains no secret from the address of a redirect', async () => {
		expect(await told(302, '', { location: 'https://key-5f1c9a.example/' })).not.toContain('key-');
	});

	test.each([
		['a message', envelope('InvalidParameter', 'x'.repeat(3_000_000))],
		['a code', envelope('x'.repeat(3_000_000), 'x')],
		['a trace', { title: 'x', traceId: 'x'.repeat(3_000_000) }],
		['a title', { title: 'x'.repeat(3_000_000) }],
		['plain text', 'x'.repeat(3_000_000)],
	])('is short even if %s of 3 MB arrived', async (_, body) => {
		expect((await told(400, body)).length).toBeLessThan(2_500);
	});

	test('states the outcome of the request after a message of 3 MB', async () => {
		const { context } = n8nThat(() => ({ statusCode: 500, headers: {}, body: 'x'.repeat(3_000_000) }));
		const error = await failureOf(context, { ...request, idempotent: false });
		expect(error.message).toMatch(
			/^ECGrid, or a gateway on the way, couldn't complete.*isn't known whether ECGrid carried out/,
		);
		expect(error.outcomeUnknown).toBe(true);
	});

	test.each(['. ', '.', ' ', '\n', ' .x', '.\u00a0'])(
		'takes little time: a million characters of %j',
		async (part) => {
			const began = process.cpuUsage().user;
			await told(400, envelope('InvalidParameter', `${part.repeat(1_000_000 / part.length)}x`));
			await told(400, `${part.repeat(1_000_000 / part.length)}x`);
			expect((process.cpuUsage().user - began) / 1_000).toBeLessThan(2_000);
		},
	);
});

describe("if secrets can't be removed from a failure", () => {
	const failing = (statusCode: number, body: unknown) => {
		const { context } = n8nThat(() => ({ statusCode, headers: {}, body }));
		return Object.assign(context, {
			getCredentials: () => Promise.reject(new Error('cannot decrypt key-5f1c9a')),
		});
	};

	test.each([
		[400, 'InvalidParameter', 'InvalidParameter'],
		[404, 'ObjectNotFound', 'ObjectNotFound'],
		[418, 'key-5f1c9a', 'Unknown'],
	])("reports HTTP %d and the meaning of its code, and nobody else's words", async (status, code, shown) => {
		const error = await failureOf(failing(status, envelope(code, 'The password is key-5f1c9a')));
		expect(error).toMatchObject({ name: 'NodeApiError', status, errorCode: shown });
		expect(error.message).toContain(`HTTP ${status}`);
		expect(JSON.stringify([error.message, error.description, error])).not.toMatch(/key-|decrypt/);
	});

	test('still says that the outcome is unknown', async () => {
		const sent = { ...request, idempotent: false, howToVerify: 'Look there.' };
		const error = await failureOf(failing(500, 'key-5f1c9a'), sent);
		expect(error).toMatchObject({ outcomeUnknown: true, retryReason: 'serverError', status: 500 });
		expect(error.message).toMatch(/isn't known whether ECGrid carried out/);
		expect(error.description).toContain('Look there.');
	});
});

describe('whether anything was sent before giving up', () => {
	const refuse = () => {
		throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' });
	};
	const busy = { statusCode: 503, headers: {}, body: '' };
	const failing = async (...tries: Array<() => unknown>) => {
		const { context } = n8nThat(() => tries.shift()!());
		const sent = send(context, { ...request, retryBudgetMs: 60_000 });
		return (await sent.catch((error: unknown) => error)) as EcGridError;
	};

	beforeEach(() => {
		const { setTimeout } = globalThis;
		jest
			.spyOn(globalThis, 'setTimeout')
			.mockImplementation(((work: () => void) => setTimeout(work, 1)) as typeof setTimeout);
	});
	afterEach(() => jest.restoreAllMocks());

	test('nothing, if no try got a connection', async () => {
		const error = await failing(refuse, refuse, refuse);
		expect(error.description).toMatch(/Nothing was sent\. Tried 3 times\.$/);
		expect(error.mayBeDone).toBe(false);
	});

	test('something was, but nothing done, when the first try was refused', async () => {
		const limited = { statusCode: 429, headers: { 'retry-after': '0' }, body: '' };
		const error = await failing(() => limited, ...Array<() => unknown>(9).fill(refuse));
		expect(error.description).toContain(
			'An earlier attempt was sent, but refused or cut off, so nothing was done.',
		);
		expect(error.mayBeDone).toBe(false);
	});

	test.each([
		['was answered 503', () => busy],
		['was not answered', nothingCame],
	])('it may have been done, if an earlier try %s', async (_, first) => {
		const error = await failing(first, refuse, refuse);
		expect(error.message).toContain("can't be reached");
		expect(error.description).not.toContain('Nothing was sent');
		expect(error.description).toMatch(
			/An earlier attempt may have reached ECGrid, which may have carried out the request/,
		);
		expect(error.mayBeDone).toBe(true);
	});

	test("an execution stopped after a try that may have reached ECGrid doesn't say that nothing was sent", async () => {
		const over = new AbortController();
		const tries = [
			() => busy,
			() => {
				over.abort();
				throw Object.assign(new Error('canceled'), {
					code: 'ERR_CANCELED',
					request: { protocol: 'https:', socket: null },
				});
			},
		];
		const { context } = n8nThat(() => tries.shift()!(), over.signal);
		await expect(send(context, { ...request, retryBudgetMs: 60_000 })).rejects.toMatchObject({
			message: 'The execution was stopped',
			description: expect.not.stringContaining('Nothing was sent'),
		});
	});
});
