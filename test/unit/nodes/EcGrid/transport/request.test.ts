import type { IHttpRequestOptions } from 'n8n-workflow';

import type { ApiContext, ApiRequest } from '../../../../../nodes/EcGrid/transport/api';
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
