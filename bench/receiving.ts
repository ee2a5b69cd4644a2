import type { Progress } from './bench';
import { Caller, type Calls } from './caller';
import { withLab, type BenchLab } from './lab';
import { emptyTrigger, ecGridTrigger, webhookNode, type Receiver } from './receivers';
import { percentile, type Row, type Target } from './result';
import { rotated } from './rounds';

/** The subjects, by their names in the results. */
const subjects = {
	own: ecGridTrigger,
	'(a)': (lab: BenchLab) => emptyTrigger(lab),
	'(a) with a credential': (lab: BenchLab) => emptyTrigger(lab, lab.credential),
	'(b)': webhookNode,
};
type Subject = keyof typeof subjects;
const names = Object.keys(subjects) as Subject[];

/** An n8n in which the subjects receive calls: how many in each round, and how many concurrently. */
export interface Receiving {
	/** For the reader. */
	what: string;
	env: Record<string, string>;
	rounds: number;
	load: Array<{ atOnce: number; calls: number }>;
	/** For the ratio of rates. */
	targets: Partial<Record<Subject, Target>>;
	/** Makes the calls and checks their results. */
	call(
		caller: Caller,
		lab: BenchLab,
		receiver: Receiver,
		load: { atOnce: number; calls: number },
	): Promise<Calls>;
}

/** Calls all subjects in turn and measures calls per second and milliseconds to the response. */
export async function received(
	{ what, env, rounds, load, targets, call }: Receiving,
	progress: Progress,
): Promise<Row[]> {
	return await withLab(
		async (lab) => {
			const caller = new Caller(lab.n8n.ca);
			try {
				const receivers = new Map<Subject, Receiver>();
				for (const name of names) receivers.set(name, await subjects[name](lab));
				for (const receiver of receivers.values())
					await call(caller, lab, receiver, { calls: 20, atOnce: 10 });

				const rows: Row[] = [];
				for (const each of load) {
					const results = new Map<Subject, Calls[]>(names.map((name) => [name, []]));
					for (let round = 0; round < rounds; round++) {
						for (const name of rotated(names, round)) {
							progress(`${what}, ${each.atOnce} at once, round ${round + 1} of ${rounds}, ${name}`);
							results.get(name)!.push(await call(caller, lab, receivers.get(name)!, each));
						}
					}
					rows.push(...rowsOf(`${what}, ${each.atOnce} at once`, results, targets));
				}
				return rows;
			} finally {
				await caller.close();
			}
		},
		{ env },
	);
}

function rowsOf(
	what: string,
	results: Map<Subject, Calls[]>,
	targets: Partial<Record<Subject, Target>>,
): Row[] {
	const row = (
		measure: string,
		unit: string,
		of: (calls: Calls) => number,
		aims: Partial<Record<Subject, Target>> = {},
	) => ({
		what: `${what}: ${measure}`,
		unit,
		values: results.get('own')!.map(of),
		peers: names.slice(1).map((name) => ({ name, values: results.get(name)!.map(of), target: aims[name] })),
	});
	return [
		row('calls per second', '/s', ({ latencies, seconds }) => latencies.length / seconds, targets),
		...[50, 95, 99].map((p) => row(`p${p} to the answer`, 'ms', ({ latencies }) => percentile(latencies, p))),
	];
}
