import { full } from '../quick';

/**
 * The CPU time in milliseconds that this process has used so far; other processes may occupy the processor.
 */
export const cpuMilliseconds = () => process.cpuUsage().user / 1_000;

/**
 * The CPU time in milliseconds of the fastest of three runs of the same work: the first one also compiles it, and
 * collecting garbage may fall into any.
 */
export const leastCpuMilliseconds = (work: () => void): number =>
	Math.min(
		...[1, 2, 3].map(() => {
			const began = cpuMilliseconds();
			work();
			return cpuMilliseconds() - began;
		}),
	);

/**
 * The maximum linear time, in milliseconds, for some millions of characters (for a quarter of them in a quick run) on a
 * slow machine. Quadratic time takes minutes.
 */
export const LINEAR_MS = full(10_000, 5_000);

export type Work = () => void | Promise<void>;

/**
 * Expects that four times as much work takes little more than four times as long; in quadratic time, it takes sixteen
 * times as long. Garbage collection and compilation lengthen some runs, so both are measured again, up to six times,
 * until the shortest run of each fits.
 */
export async function expectLinear(prepare: (size: number) => Work, size: number): Promise<void> {
	const [small, large] = [prepare(size), prepare(4 * size)];
	await small();
	let [one, four] = [Infinity, Infinity];
	const limit = () => 6 * one + 100;
	for (let round = 0; round < 6 && !(four < limit()); round++) {
		one = Math.min(one, await cpuOf(small));
		four = Math.min(four, await cpuOf(large));
	}
	expect(four).toBeLessThan(limit());
}

async function cpuOf(work: Work): Promise<number> {
	const began = cpuMilliseconds();
	await work();
	return cpuMilliseconds() - began;
}
