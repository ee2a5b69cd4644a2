import type { ApiRequest } from '../../../../../nodes/EcGrid/transport/api';
import type { Failure } from '../../../../../nodes/EcGrid/transport/failure';
import { pauseBeforeNextTry } from '../../../../../nodes/EcGrid/transport/retry';

const read: ApiRequest = { method: 'POST', path: '/v2/x', repeatable: true };
const create: ApiRequest = { ...read, repeatable: false };
const failure = (passing?: Failure['passing'], retryAfter?: number): Failure => ({
	message: 'no',
	description: '',
	passing,
	retryAfter,
});
const pause = (
	request: ApiRequest,
	passing?: Failure['passing'],
	history = { tries: 1, spent: 0 },
	retryAfter?: number,
) => pauseBeforeNextTry(failure(passing, retryAfter), request, history);

describe('what is tried again', () => {
	test.each<[string, Failure['passing'], boolean, boolean]>([
		['refused for the moment', 'limited', true, true],
		['never reached', 'unreached', true, true],
		['faltering', 'faltering', true, false],
		['for good', undefined, false, false],
	])('%s', (_, passing, ofRead, ofCreate) => {
		expect(pause(read, passing) !== undefined).toBe(ofRead);
		expect(pause(create, passing) !== undefined).toBe(ofCreate);
	});

	test.each(['unreached', 'faltering'] as const)('%s: three tries in all', (passing) => {
		expect(pause(read, passing, { tries: 2, spent: 0 })).toBeDefined();
		expect(pause(read, passing, { tries: 3, spent: 0 })).toBeUndefined();
	});

	test('what is limited: as often as patience lasts', () => {
		expect(pause(read, 'limited', { tries: 99, spent: 200_000 })).toBeDefined();
		expect(pause(read, 'limited', { tries: 99, spent: 299_999 })).toBeUndefined();
		expect(pause({ ...read, patience: 0 }, 'limited')).toBeUndefined();
		expect(pause({ ...read, patience: 0 }, 'faltering')).toBeUndefined();
	});
});

describe('the pause', () => {
	const pauses = (tries: number) =>
		Array.from({ length: 200 }, () => pause(read, 'limited', { tries, spent: 0 })!);

	test.each([
		[1, 1_000],
		[2, 2_000],
		[3, 4_000],
		[9, 30_000],
	])('after try %d is %d ms at most and half of it at least, never the same', (tries, longest) => {
		const all = pauses(tries);
		expect(Math.max(...all)).toBeLessThanOrEqual(longest);
		expect(Math.min(...all)).toBeGreaterThanOrEqual(longest / 2);
		expect(new Set(all).size).toBeGreaterThan(100);
	});

	test.each([500, 1_000, 7_000])('is what ECGrid asks for: %d milliseconds', (retryAfter) => {
		expect(pause(read, 'limited', { tries: 1, spent: 0 }, retryAfter)).toBe(retryAfter);
	});

	test('is not skipped because ECGrid asks for none, or its clock is behind', () => {
		expect(pause(read, 'limited', { tries: 1, spent: 0 }, 0)).toBeGreaterThanOrEqual(500);
	});

	test('may be as long as patience lasts, five minutes, and no longer', () => {
		expect(pause(read, 'limited', { tries: 1, spent: 0 }, 300_000)).toBe(300_000);
		expect(pause(read, 'limited', { tries: 1, spent: 0 }, 300_001)).toBeUndefined();
	});
});
