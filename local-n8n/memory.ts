import { readFileSync, writeFileSync } from 'node:fs';

/** Returns a Linux memory figure of a process, in bytes. */
const figureOf = (pid: number, figure: 'VmRSS' | 'VmHWM') => {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`${figure}:\\s+(\\d+) kB`).exec(status)![1]) * 1024;
};

/** Returns the peak memory that a process adds during some work, in bytes. */
export async function peakDuring<T>(
	pid: number,
	work: () => Promise<T>,
): Promise<{ result: T; added: number }> {
	// Resets the peak to the current usage.
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
	const before = figureOf(pid, 'VmRSS');
	const result = await work();
	return { result, added: figureOf(pid, 'VmHWM') - before };
}
