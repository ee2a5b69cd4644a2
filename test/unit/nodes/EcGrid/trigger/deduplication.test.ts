import {
	reserveOnceFree,
	forget,
	recordOf,
	recordCount,
	reserve,
	isProcessed,
} from '../../../../../nodes/EcGrid/trigger/deduplication';

const HOUR = 60 * 60_000;

let next = 1;
const key = () => `event-${next++}`;

/** Runs everything that waits only for promises. */
const turn = async () => await new Promise((resolve) => setImmediate(resolve));

/** Whether a promise has already settled. */
const isDone = async (promise: Promise<unknown>) => {
	let done = false;
	void promise.finally(() => (done = true));
	await turn();
	return done;
};

/** Whether an event was taken or is in flight. */
const wasSeen = (event: string) => {
	const { reserved, complete } = reserve([event]);
	complete(false);
	return reserved.size === 0;
};

/** A reservation that must not wait long. */
const reserveFree = async (keys: string[]) => (await reserveOnceFree(keys))!;

const take = async (...keys: string[]) => {
	const { reserved, complete } = await reserveFree(keys);
	complete(true);
	return [...reserved];
};

afterEach(() => {
	jest.restoreAllMocks();
});

describe('an event', () => {
	test("that was taken can't be reserved again", async () => {
		const event = key();
		expect(await take(event)).toEqual([event]);
		expect(await take(event)).toEqual([]);
	});

	test('that failed can be reserved again', async () => {
		const event = key();
		(await reserveFree([event])).complete(false);
		expect(wasSeen(event)).toBe(false);
		expect(await take(event)).toEqual([event]);
	});

	test('in flight delays a duplicate, which is dropped if the event is taken', async () => {
		const event = key();
		const first = await reserveFree([event]);
		const repeat = reserveFree([event]);
		expect(await isDone(repeat)).toBe(false);
		first.complete(true);
		expect([...(await repeat).reserved]).toEqual([]);
	});

	test('in flight delays a duplicate, which reserves the event if it fails', async () => {
		const event = key();
		const first = await reserveFree([event]);
		const repeat = reserveFree([event]);
		first.complete(false);
		expect([...(await repeat).reserved]).toEqual([event]);
	});

	test('is reserved by exactly one of many waiting duplicates when the first one fails', async () => {
		const event = key();
		const first = await reserveFree([event]);
		const repeats = Array.from({ length: 50 }, async () => {
			const { reserved, complete } = await reserveFree([event]);
			await turn();
			complete(true);
			return reserved.size;
		});
		first.complete(false);
		expect((await Promise.all(repeats)).reduce((sum, size) => sum + size)).toBe(1);
	});

	test('that keeps failing is reserved by one duplicate after another until one succeeds', async () => {
		const event = key();
		const order: number[] = [];
		const tries = Array.from({ length: 10 }, async (_, index) => {
			const { reserved, complete } = await reserveFree([event]);
			if (reserved.size > 0) order.push(index);
			await turn();
			complete(index === 4);
		});
		await Promise.all(tries);
		expect(order).toEqual([0, 1, 2, 3, 4]);
	});

	test('completes once: later results change nothing', async () => {
		const [taken, failed] = [key(), key()];
		const one = await reserveFree([taken]);
		one.complete(true);
		one.complete(false);
		expect(wasSeen(taken)).toBe(true);
		const other = await reserveFree([failed]);
		other.complete(false);
		const again = await reserveFree([failed]);
		other.complete(true);
		expect(await isDone(reserveFree([failed]))).toBe(false);
		again.complete(true);
	});
});

describe('deliveries with several events', () => {
	test('share the events that they have in common', async () => {
		const [a, b, c] = [key(), key(), key()];
		expect(await take(a, b)).toEqual([a, b]);
		expect(await take(b, c)).toEqual([c]);
	});

	test('reserve an event that they contain twice only once', async () => {
		const event = key();
		expect(await take(event, event)).toEqual([event]);
	});

	test('without distinguishable events reserve nothing and wait for nothing', async () => {
		const pending = await reserveFree([key()]);
		expect(await take()).toEqual([]);
		pending.complete(false);
	});

	test.each<[string, boolean, boolean]>([
		['both are stored', true, true],
		['the first fails', false, true],
		['the second fails', true, false],
		['both fail', false, false],
	])(
		'that overlap crosswise never deadlock: %s',
		async (_, one, two) => {
			const [a, b, c] = [key(), key(), key()];
			const work = async (keys: string[], taken: boolean) => {
				const { reserved, complete } = await reserveFree(keys);
				await turn();
				complete(taken);
				return reserved;
			};
			const results = [work([a, b], one), work([b, a, c], two), work([c, b], true), work([a, b, c], true)];
			const all = (await Promise.all(results)).flatMap((set) => [...set]);
			for (const event of [a, b, c]) expect(wasSeen(event) && all.includes(event)).toBe(true);
		},
		3_000,
	);

	test('in large numbers with random failures all end, and each event is taken exactly once', async () => {
		const events = Array.from({ length: 30 }, key);
		const taken = new Map<string, number>();
		let seed = 7;
		const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
		const deliver = async (keys: string[]) => {
			const { reserved, complete } = await reserveFree(keys);
			for (let wait = random(4); wait > 0; wait--) await turn();
			const stored = random(3) > 0;
			if (stored) for (const event of reserved) taken.set(event, (taken.get(event) ?? 0) + 1);
			complete(stored);
		};
		await Promise.all(
			Array.from({ length: 400 }, async () => {
				await deliver(Array.from({ length: 1 + random(6) }, () => events[random(30)]!));
			}),
		);
		for (const event of events) if (!wasSeen(event)) await deliver([event, event]);
		for (const count of taken.values()) expect(count).toBe(1);
	}, 5_000);
});

describe('an event that also arrives another way', () => {
	test("in flight isn't taken yet and can't be reserved", async () => {
		const event = key();
		const first = await reserveFree([event]);
		expect([isProcessed(event), wasSeen(event)]).toEqual([false, true]);
		expect([...reserve([event]).reserved]).toEqual([]);
		first.complete(true);
		expect(isProcessed(event)).toBe(true);
		expect([...reserve([event]).reserved]).toEqual([]);
	});

	test('reports whether it was a delivery, and when', async () => {
		const [delivery, row] = [key(), key()];
		const began = Date.now();
		await take(delivery);
		reserve([row], true).complete(true);
		expect(recordOf(delivery)).toMatchObject({ isListed: false });
		expect(recordOf(delivery)!.at).toBeGreaterThanOrEqual(began);
		expect(recordOf(row)).toMatchObject({ isListed: true });
		expect(recordOf(key())).toBeUndefined();
	});

	test('with all of its keys reserved at once makes a delivery wait, and drops it once stored', async () => {
		const [one, two] = [key(), key()];
		const { reserved, complete } = reserve([one, two]);
		expect([...reserved]).toEqual([one, two]);
		const delivery = reserveFree([two]);
		expect(await isDone(delivery)).toBe(false);
		complete(true);
		expect([...(await delivery).reserved]).toEqual([]);
		expect([isProcessed(one), isProcessed(two)]).toEqual([true, true]);
	});

	test("that n8n couldn't store is released and arrives with the delivery", async () => {
		const event = key();
		const { complete } = reserve([event]);
		const delivery = reserveFree([event]);
		complete(false);
		expect([...(await delivery).reserved]).toEqual([event]);
	});

	test('is forgotten if it was counted as taken too early', async () => {
		const event = key();
		reserve([event]).complete(true);
		forget(event);
		expect(isProcessed(event)).toBe(false);
		expect(await take(event)).toEqual([event]);
	});
});

describe('waiting for another delivery', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	test('ends after ten seconds with nothing reserved', async () => {
		const [event, other] = [key(), key()];
		const stuck = await reserveFree([event]);
		const waiting = reserveOnceFree([event, other]);
		let isOver = false;
		void waiting.then(() => (isOver = true));
		await jest.advanceTimersByTimeAsync(9_900);
		expect([isOver, wasSeen(other)]).toEqual([false, false]);
		await jest.advanceTimersByTimeAsync(200);
		expect(await waiting).toBeUndefined();
		expect(wasSeen(other)).toBe(false);
		stuck.complete(false);
		const { reserved, complete } = await reserveFree([event, other]);
		expect([...reserved]).toEqual([event, other]);
		complete(false);
	});

	test('ends for many at once, however many retries come and go', async () => {
		const event = key();
		const stuck = await reserveFree([event]);
		const waiting = Array.from({ length: 100 }, async () => await reserveOnceFree([event]));
		await jest.advanceTimersByTimeAsync(10_100);
		expect((await Promise.all(waiting)).every((outcome) => outcome === undefined)).toBe(true);
		stuck.complete(false);
		expect(wasSeen(event)).toBe(false);
	});
});

describe('memory', () => {
	test('expires after 24 hours', async () => {
		const event = key();
		const now = Date.now();
		const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
		await take(event);
		clock.mockReturnValue(now + 24 * HOUR);
		expect(await take(event)).toEqual([]);
		clock.mockReturnValue(now + 24 * HOUR + 1);
		expect(await take(event)).toEqual([event]);
	});

	test('holds 10,000 events and drops the oldest first', async () => {
		const events = Array.from({ length: 10_100 }, key);
		for (const event of events) await take(event);
		await take();
		expect(recordCount()).toBeLessThanOrEqual(10_001);
		expect(wasSeen(events[0]!)).toBe(false);
		expect(wasSeen(events.at(-10_000)!)).toBe(true);
		reserve([key()]).complete(true);
		expect(recordCount()).toBeLessThanOrEqual(10_001);
	});

	test('also counts one delivery with more events than the limit, even before it is stored', async () => {
		const events = Array.from({ length: 10_500 }, key);
		const { complete } = await reserveFree(events);
		await take(key());
		expect(recordCount()).toBeLessThanOrEqual(10_001);
		complete(true);
		expect(recordCount()).toBeLessThanOrEqual(10_001);
		expect([isProcessed(events[0]!), isProcessed(events.at(-1)!)]).toEqual([false, true]);
	});
});
