import type { Progress } from './bench';
import { Caller, type Calls } from './caller';
import { withLab, type BenchLab } from './lab';
import { processorMs } from './processorTime';
import { emptyTrigger, ecGridTrigger, webhookNode, type Receiver } from './receivers';
import { percentile, type Row, type Target } from './result';
import { orderIn } from './rounds';

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
	/** For the ratio of n8n's processor time for each call. */
	processorTargets?: Partial<Record<Subject, Target>>;
	/** Makes the calls and checks their results. */
	call(
		caller: Caller,
		lab: BenchLab,
		receiver: Receiver,
		load: { atOnce: number; calls: number },
	): Promise<Calls>;
}

/** The results of a set of calls, and what they cost n8n. */
interface Measured extends Calls {
	/** From the first call until every execution is stored. */
	processorMsPerCall: number;
}

/**
 * Calls all subjects in turn and measures calls per second, n8n's processor time for each, and milliseconds to
 * the response.
 */
export async function received(
	{ what, env, rounds, load, targets, processorTargets, call }: Receiving,
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

				const measured = async (name: Subject, each: Receiving['load'][number]): Promise<Measured> => {
					const pid = lab.n8n.process.pid!;
					const before = processorMs(pid);
					const calls = await call(caller, lab, receivers.get(name)!, each);
					return { ...calls, processorMsPerCall: (processorMs(pid) - before) / each.calls };
				};
				const rows: Row[] = [];
				for (const each of load) {
					const results = new Map<Subject, Measured[]>(names.map((name) => [name, []]));
					for (let round = 0; round < rounds; round++) {
						for (const name of orderIn(round, names)) {
							progress(`${what}, ${each.atOnce} at once, round ${round + 1} of ${rounds}, ${name}`);
							results.get(name)!.push(await measured(name, each));
						}
					}
					rows.push(...rowsOf(`${what}, ${each.atOnce} at once`, results, targets, processorTargets));
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
	results: Map<Subject, Measured[]>,
	targets: Receiving['targets'],
	processorTargets: Receiving['processorTargets'],
): Row[] {
	const row = (
		measure: string,
		unit: string,
		of: (calls: Measured) => number,
		aims: Partial<Record<Subject, Target>> = {},
	) => ({
		what: `${what}: ${measure}`,
		unit,
		values: results.get('own')!.map(of),
		peers: names.slice(1).map((name) => ({ name, values: results.get(name)!.map(of), target: aims[name] })),
	});
	return [
		row('calls per second', '/s', ({ latencies, seconds }) => latencies.length / seconds, targets),
		row(
			"n8n's processor time for each call",
			'ms',
			({ processorMsPerCall }) => processorMsPerCall,
			processorTargets,
		),
		...[50, 95, 99].map((p) => row(`p${p} to the answer`, 'ms', ({ latencies }) => percentile(latencies, p))),
	];
}
