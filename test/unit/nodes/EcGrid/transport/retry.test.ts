import type { ApiRequest, Failure } from '../../../../../nodes/EcGrid/transport/api';
import { retryDelayMs } from '../../../../../nodes/EcGrid/transport/retry';

const read: ApiRequest = { method: 'POST', path: '/v2/x', idempotent: true };
const create: ApiRequest = { ...read, idempotent: false };
const failure = (retryReason?: Failure['retryReason'], retryAfterMs?: number): Failure => ({
	message: 'no',
	description: '',
	retryReason,
	retryAfterMs,
});
const pause = (
	request: ApiRequest,
	retryReason?: Failure['retryReason'],
	history = { tries: 1, elapsedMs: 0 },
	retryAfterMs?: number,
) => retryDelayMs(failure(retryReason, retryAfterMs), request, history);

describe('which requests are retried', () => {
	test.each<[string, Failure['retryReason'], boolean, boolean]>([
		['refused for the moment', 'rateLimited', true, true],
		['never reached', 'notSent', true, true],
		['serverError', 'serverError', true, false],
		['for good', undefined, false, false],
	])('%s', (_, retryReason, ofRead, ofCreate) => {
		expect(pause(read, retryReason) !== undefined).toBe(ofRead);
		expect(pause(create, retryReason) !== undefined).toBe(ofCreate);
	});

	test.each(['notSent', 'serverError'] as const)('%s: three tries in total', (retryReason) => {
		expect(pause(read, retryReason, { tries: 2, elapsedMs: 0 })).toBeDefined();
		expect(pause(read, retryReason, { tries: 3, elapsedMs: 0 })).toBeUndefined();
	});

	test('rate-limited requests: until retryBudgetMs is used up', () => {
		expect(pause(read, 'rateLimited', { tries: 99, elapsedMs: 200_000 })).toBeDefined();
		expect(pause(read, 'rateLimited', { tries: 99, elapsedMs: 299_999 })).toBeUndefined();
		expect(pause({ ...read, retryBudgetMs: 0 }, 'rateLimited')).toBeUndefined();
		expect(pause({ ...read, retryBudgetMs: 0 }, 'serverError')).toBeUndefined();
	});
});

describe('the pause', () => {
	const pauses = (tries: number) =>
		Array.from({ length: 200 }, () => pause(read, 'rateLimited', { tries, elapsedMs: 0 })!);

	test.each([
		[1, 1_000],
		[2, 2_000],
		[3, 4_000],
		[9, 30_000],
	])('after try %d is at most %d ms and at least half of it, and varies', (tries, longest) => {
		const all = pauses(tries);
		expect(Math.max(...all)).toBeLessThanOrEqual(longest);
		expect(Math.min(...all)).toBeGreaterThanOrEqual(longest / 2);
		expect(new Set(all).size).toBeGreaterThan(100);
	});

	test.each([500, 1_000, 7_000])('is as long as ECGrid asks: %d milliseconds', (retryAfterMs) => {
		expect(pause(read, 'rateLimited', { tries: 1, elapsedMs: 0 }, retryAfterMs)).toBe(retryAfterMs);
	});

	test("isn't skipped if ECGrid asks for none or its clock is behind", () => {
		expect(pause(read, 'rateLimited', { tries: 1, elapsedMs: 0 }, 0)).toBeGreaterThanOrEqual(500);
	});

	test('may last up to retryBudgetMs, five minutes, and no longer', () => {
		expect(pause(read, 'rateLimited', { tries: 1, elapsedMs: 0 }, 300_000)).toBe(300_000);
		expect(pause(read, 'rateLimited', { tries: 1, elapsedMs: 0 }, 300_001)).toBeUndefined();
	});
});
