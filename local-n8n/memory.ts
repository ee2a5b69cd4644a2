import { readFileSync, writeFileSync } from 'node:fs';

/** A figure that Linux has of a process, in bytes. */
const figureOf = (pid: number, figure: 'VmRSS' | 'VmHWM') => {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`${figure}:\\s+(\\d+) kB`).exec(status)![1]) * 1024;
};

/** The most memory that a process takes from the system while some work goes on, beyond what it has before, in bytes. */
export async function peakDuring<T>(
	pid: number,
	work: () => Promise<T>,
): Promise<{ result: T; added: number }> {
	// The mark of the highest is set back to what is taken now.
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
	const before = figureOf(pid, 'VmRSS');
	const result = await work();
	return { result, added: figureOf(pid, 'VmHWM') - before };
}
