import { readFileSync, writeFileSync } from 'node:fs';

/** Returns a Linux memory figure of a process, in bytes. */
const figureOf = (pid: number, figure: 'VmRSS' | 'VmHWM') => {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`${figure}:\\s+(\\d+) kB`).exec(status)![1]) * 1024;
};

/** A process and those that it started, such as n8n and its task runner. */
export function withChildren(pid: number): number[] {
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
	return [
		pid,
		...children
			.split(' ')
			.filter(Boolean)
			.flatMap((child) => withChildren(Number(child))),
	];
}

/** Returns the peak memory that processes add during some work, in bytes. Of several, the sum of each one's peak. */
export async function peakDuring<T>(
	pid: number | number[],
	work: () => Promise<T>,
): Promise<{ result: T; added: number }> {
	const pids = [pid].flat();
	// Resets the peak to the current usage.
	for (const each of pids) writeFileSync(`/proc/${each}/clear_refs`, '5');
	const sum = (figure: Parameters<typeof figureOf>[1]) =>
		pids.reduce((total, each) => total + figureOf(each, figure), 0);
	const before = sum('VmRSS');
	const result = await work();
	return { result, added: sum('VmHWM') - before };
}
