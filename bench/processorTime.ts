import { readFileSync } from 'node:fs';

/** The length of a clock tick in /proc (`getconf CLK_TCK`), which is 100 a second on every Linux. */
const MS_PER_TICK = 10;

/** Returns the processor time in milliseconds that all threads of a process took so far (proc_pid_stat(5)). */
export function processorMs(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The second field, the name in brackets, may contain spaces.
	const fromTheThird = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const [user, system] = fromTheThird.slice(11, 13).map(Number);
	return (user! + system!) * MS_PER_TICK;
}
