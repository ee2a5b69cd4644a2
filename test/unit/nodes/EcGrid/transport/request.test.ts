import type { IHttpRequestOptions } from 'n8n-workflow';

import type { ApiContext, ApiRequest } from '../../../../../nodes/EcGrid/transport/api';
import type { EcGridError } from '../../../../../nodes/EcGrid/transport/failure';
import { Pace } from '../../../../../nodes/EcGrid/transport/pace';
import { send } from '../../../../../nodes/EcGrid/transport/request';

const request: ApiRequest = { method: 'POST', path: '/v2/x', body: {}, repeatable: true, patience: 0 };

/** An n8n whose helper answers with what a function gives, and what the helper was asked. */
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

test.each<[string, Partial<ApiRequest>, number]>([
	['an answer', {}, 30_000],
	['the first byte of a file', { receive: async () => ({ data: {} }) }, 120_000],
	['what says how long', { timeout: 5_000 }, 5_000],
	['a file that says how long', { timeout: 60_000, receive: async () => ({ data: {} }) }, 60_000],
])('%s is waited for so many milliseconds', async (_, more, milliseconds) => {
	const { context, asked } = n8nThat(nothingCame);
	await expect(send(context, { ...request, ...more })).rejects.toThrow('did not answer');
	expect(asked.map(({ timeout }) => timeout)).toEqual([milliseconds]);
});

test('a person who stops an execution does not wait for the pause before the next try', async () => {
	const over = new AbortController();
	const busy = { statusCode: 503, headers: { 'retry-after': '60' }, body: '' };
	const { context, asked } = n8nThat(() => busy, over.signal);
	const began = performance.now();
	setTimeout(() => over.abort(), 20);
	await expect(send(context, { ...request, patience: 300_000 })).rejects.toThrow('stopped');
	expect(performance.now() - began).toBeLessThan(1_000);
	expect(asked).toHaveLength(1);
});

describe('a delete whose first try may have been done', () => {
	const remove: ApiRequest = { method: 'DELETE', path: '/v2/callbacks', body: {}, repeatable: true };
	const lostThen = (body: unknown) => {
		const answers = [
			{ statusCode: 503, headers: {}, body: '' },
			{ statusCode: 404, headers: {}, body },
		];
		return n8nThat(() => answers.shift()).context;
	};

	test('was done, when ECGrid then says that there is no such object', async () => {
		const gone = { success: false, data: null, errorCode: 'ObjectNotFound', message: 'No callback 7' };
		await expect(send(lostThen(gone), remove)).resolves.toBe(true);
	});

	test.each([{ title: 'Not Found' }, { title: 'ObjectNotFound' }, { errorCode: 'RouteNotFound' }, '<html>'])(
		'is not taken for done when a gateway answers 404 with %j',
		async (body) => {
			await expect(send(lostThen(body), remove)).rejects.toThrow('HTTP 404');
		},
	);
});

test('a pause that ECGrid asks for comes before the next request that waits for its turn', async () => {
	const over = new AbortController();
	const limited = { statusCode: 429, headers: { 'retry-after': '60' }, body: '' };
	const { context, asked } = n8nThat(() => limited, over.signal);
	const pace = new Pace(over.signal);
	pace.width = 1;
	const patient = { ...request, patience: 300_000 };
	const both = Promise.allSettled([send(context, patient, { pace }), send(context, patient, { pace })]);
	await new Promise((resolve) => setTimeout(resolve, 20));
	expect(asked).toHaveLength(1);
	over.abort();
	expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

const failureOf = async (context: ApiContext, sent = request): Promise<EcGridError> =>
	await send(context, sent).then(
		() => Promise.reject(new Error('Taken for a success')),
		(error: EcGridError) => error,
	);

const envelope = (errorCode: string, message: string) => ({ success: false, data: null, errorCode, message });

describe('what an error repeats of the answer', () => {
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
		...[90, 290, 990, 1_000, 1_080, 1_490].flatMap((length): Array<[string, object | string]> => {
			const text = `${'x'.repeat(length)}key-5f1c9a`;
			return [
				[`a message after ${length} characters`, envelope('InvalidParameter', text)],
				[`a message ${length} characters before its end`, envelope('X', `${'x'.repeat(9_999)}${text}`)],
				[`plain text after ${length} characters`, text],
				[`a code after ${length} characters`, envelope(text, 'x')],
			];
		}),
	])('holds no secret: %s', async (_, body) => {
		expect(await told(400, body)).not.toContain('key-');
		const unsuccessful = typeof body === 'object' ? { success: false, ...body } : body;
		expect(await told(200, unsuccessful)).not.toContain('key-');
	});

	test('holds none of the address of a redirect', async () => {
		expect(await told(302, '', { location: 'https://key-5f1c9a.example/' })).not.toContain('key-');
	});

	test.each([
		['a message', envelope('InvalidParameter', 'x'.repeat(3_000_000))],
		['a code', envelope('x'.repeat(3_000_000), 'x')],
		['a trace', { title: 'x', traceId: 'x'.repeat(3_000_000) }],
		['a title', { title: 'x'.repeat(3_000_000) }],
		['plain text', 'x'.repeat(3_000_000)],
	])('is short, although %s of 3 MB came', async (_, body) => {
		expect((await told(400, body)).length).toBeLessThan(2_500);
	});

	test('says how it stands with the request after a message of 3 MB', async () => {
		const { context } = n8nThat(() => ({ statusCode: 500, headers: {}, body: 'x'.repeat(3_000_000) }));
		const error = await failureOf(context, { ...request, repeatable: false });
		expect(error.message).toMatch(/^ECGrid could not complete the request.*not known whether ECGrid did/);
		expect(error.outcomeUnknown).toBe(true);
	});

	test.each(['. ', '.', ' ', '\n', ' .x', '.\u00a0'])(
		'costs little time: a million characters of %j',
		async (part) => {
			const began = process.cpuUsage().user;
			await told(400, envelope('InvalidParameter', `${part.repeat(1_000_000 / part.length)}x`));
			await told(400, `${part.repeat(1_000_000 / part.length)}x`);
			expect((process.cpuUsage().user - began) / 1_000).toBeLessThan(2_000);
		},
	);
});

describe('when secrets cannot be taken out of a failure', () => {
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
	])(
		'HTTP %d and what is known of its code are told, and no word of anybody else',
		async (status, code, shown) => {
			const error = await failureOf(failing(status, envelope(code, 'The password is key-5f1c9a')));
			expect(error).toMatchObject({ name: 'NodeApiError', status, errorCode: shown });
			expect(error.message).toContain(`HTTP ${status}`);
			expect(JSON.stringify([error.message, error.description, error])).not.toMatch(/key-|decrypt/);
		},
	);

	test('it is still told that the outcome is unknown', async () => {
		const sent = { ...request, repeatable: false, check: 'Look there.' };
		const error = await failureOf(failing(500, 'key-5f1c9a'), sent);
		expect(error).toMatchObject({ outcomeUnknown: true, passing: 'faltering', status: 500 });
		expect(error.message).toMatch(/not known whether ECGrid did/);
		expect(error.description).toContain('Look there.');
	});
});
