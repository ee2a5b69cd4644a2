import { setTimeout as pause } from 'node:timers/promises';

import type { Failure } from '../../../../../nodes/EcGrid/transport/api';
import { ConcurrencyLimiter } from '../../../../../nodes/EcGrid/transport/concurrencyLimiter';

const LIMITED: Failure = { message: 'too many', description: '', status: 429, retryReason: 'rateLimited' };

/** Tries that end when the test decides. */
function tries(limiter: ConcurrencyLimiter) {
	const begun: string[] = [];
	const ends = new Map<string, (result: { failure?: Failure }) => void>();
	return {
		begun,
		start: (name: string, again = false) =>
			limiter.run(async () => {
				begun.push(name);
				return await new Promise<{ failure?: Failure }>((resolve) => ends.set(name, resolve));
			}, again),
		/** Ends all tries that are in flight. */
		end: async (failure?: Failure) => {
			for (const end of ends.values()) end({ failure });
			ends.clear();
			await pause(1);
		},
		inFlight: () => ends.size,
	};
}

const settle = () => pause(1);

describe('the width', () => {
	test('starts at 8, doubles after each clean round and stays at 64', async () => {
		const work = tries(new ConcurrencyLimiter());
		for (let index = 0; index < 500; index++) void work.start(String(index));
		await settle();
		const widths: number[] = [];
		for (let round = 0; round < 6; round++) {
			widths.push(work.inFlight());
			await work.end();
		}
		expect(widths).toEqual([8, 16, 32, 64, 64, 64]);
		expect(work.begun).toEqual([...work.begun].sort((a, b) => Number(a) - Number(b)));
	});

	test.each([
		['429', LIMITED],
		['503', { ...LIMITED, status: 503, retryReason: 'serverError' as const }],
	])('halves once for a whole round of %s', async (_, failure) => {
		const work = tries(new ConcurrencyLimiter());
		for (let index = 0; index < 100; index++) void work.start(String(index));
		await settle();
		await work.end(failure);
		expect(work.inFlight()).toBe(4);
		await work.end(failure);
		expect(work.inFlight()).toBe(2);
		await work.end(failure);
		await work.end(failure);
		await work.end(failure);
		expect(work.inFlight()).toBe(1);
	});

	test('grows by one per round after it was halved', async () => {
		const work = tries(new ConcurrencyLimiter());
		for (let index = 0; index < 100; index++) void work.start(String(index));
		await settle();
		await work.end();
		await work.end(LIMITED);
		const widths: number[] = [];
		for (let round = 0; round < 4; round++) {
			widths.push(work.inFlight());
			await work.end();
		}
		expect(widths).toEqual([8, 9, 10, 11]);
	});

	test("isn't narrowed by other failures", async () => {
		const work = tries(new ConcurrencyLimiter());
		for (let index = 0; index < 100; index++) void work.start(String(index));
		await settle();
		await work.end({ ...LIMITED, status: 500, retryReason: 'serverError' });
		expect(work.inFlight()).toBe(16);
	});
});

describe('a pause', () => {
	test('holds everything back until it ends', async () => {
		const limiter = new ConcurrencyLimiter();
		const work = tries(limiter);
		limiter.pause(60);
		void work.start('a');
		await pause(30);
		expect(work.begun).toEqual([]);
		await pause(60);
		expect(work.begun).toEqual(['a']);
	});

	test('can be extended while it lasts', async () => {
		const limiter = new ConcurrencyLimiter();
		const work = tries(limiter);
		limiter.pause(30);
		void work.start('a');
		limiter.pause(120);
		limiter.pause(10);
		await pause(70);
		expect(work.begun).toEqual([]);
		await pause(100);
		expect(work.begun).toEqual(['a']);
	});

	test('lets refused requests go first', async () => {
		const limiter = new ConcurrencyLimiter();
		const work = tries(limiter);
		limiter.pause(20);
		void work.start('first try 1');
		void work.start('first try 2');
		void work.start('again', true);
		await pause(50);
		expect(work.begun).toEqual(['again', 'first try 1', 'first try 2']);
	});

	test('ends when the execution is stopped', async () => {
		const stop = new AbortController();
		const limiter = new ConcurrencyLimiter(stop.signal);
		const work = tries(limiter);
		limiter.pause(60_000);
		void work.start('a');
		stop.abort();
		await pause(10);
		expect(work.begun).toEqual(['a']);
	});
});

test('a try that throws releases its place', async () => {
	const limiter = new ConcurrencyLimiter();
	const failing = () =>
		limiter.run(async () => {
			throw new Error('broken');
		}, false);
	const results = await Promise.allSettled(Array.from({ length: 50 }, failing));
	expect(results.every(({ status }) => status === 'rejected')).toBe(true);
});
