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

describe('whether anything was sent, when it is given up', () => {
	const refuse = () => {
		throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' });
	};
	const busy = { statusCode: 503, headers: {}, body: '' };
	const failing = async (...tries: Array<() => unknown>) => {
		const { context } = n8nThat(() => tries.shift()!());
		const sent = send(context, { ...request, patience: 60_000 });
		return (await sent.catch((error: unknown) => error)) as EcGridError;
	};

	beforeEach(() => {
		const { setTimeout } = globalThis;
		jest
			.spyOn(globalThis, 'setTimeout')
			.mockImplementation(((work: () => void) => setTimeout(work, 1)) as typeof setTimeout);
	});
	afterEach(() => jest.restoreAllMocks());

	test('nothing was, when no try found a connection', async () => {
		const error = await failing(refuse, refuse, refuse);
		expect(error.description).toMatch(/Nothing was sent\. Tried 3 times\.$/);
		expect(error.mayBeDone).toBe(false);
	});

	test.each([
		['was answered 503', () => busy],
		['was not answered', nothingCame],
	])('it may have been done, when an earlier try %s', async (_, first) => {
		const error = await failing(first, refuse, refuse);
		expect(error.message).toContain('could not be reached');
		expect(error.description).not.toContain('Nothing was sent');
		expect(error.description).toMatch(
			/An earlier try may have reached ECGrid, so it may have done what was asked/,
		);
		expect(error.mayBeDone).toBe(true);
	});

	test('an execution that was stopped after a try that may have reached ECGrid does not say that nothing was sent', async () => {
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
		await expect(send(context, { ...request, patience: 60_000 })).rejects.toMatchObject({
			message: 'The execution was stopped',
			description: expect.not.stringContaining('Nothing was sent'),
		});
	});
});
