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
