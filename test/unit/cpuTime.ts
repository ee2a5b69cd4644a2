/**
 * The CPU time in milliseconds that this process has used so far; other processes may occupy the processor.
 */
export const cpuMilliseconds = () => process.cpuUsage().user / 1_000;

/**
 * The maximum linear time, in milliseconds, for some millions of characters on a slow machine. Quadratic time
 * takes minutes.
 */
export const LINEAR_MS = 10_000;
