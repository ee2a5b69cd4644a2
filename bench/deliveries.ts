import type { Bench } from './bench';
import { event } from './event';
import { LEGACY, type BenchLab } from './lab';
import type { Receiver } from './receivers';
import { received, type Receiving } from './receiving';

/** The expected number of executions of each workflow so far. */
const delivered = new WeakMap<Receiver, number>();

const call: Receiving['call'] = async (caller, lab, receiver, { calls, atOnce }) => {
	const { url, login: headers } = receiver;
	const bodies = Array.from({ length: calls }, event);
	const result = await caller.call({ url, headers, bodies, atOnce, expect: 200 });
	const count = (delivered.get(receiver) ?? 0) + calls;
	delivered.set(receiver, count);
	await allRan(lab, receiver, count);
	return result;
};

/** Throws unless every delivery ran once and succeeded. */
export async function allRan(lab: BenchLab, { workflow }: Receiver, count: number) {
	const counts = await lab.settled(workflow);
	if (counts.success === count && Object.keys(counts).length === 1) return;
	throw new Error(
		`“${workflow.name}” should have run ${count} times, but its executions are: ${JSON.stringify(counts)}`,
	);
}

const bound = { atLeast: 0.95 };
const costBound = { atMost: 1 / bound.atLeast };
const processorTargets = { '(a)': costBound, '(a) with a credential': costBound };

export const deliveries: Bench = {
	name: 'deliveries',
	what: `ECGrid Trigger with Basic authentication, (a) an empty community trigger made for this, which is the limit, and (b) the Webhook node with Basic Auth. Each delivery contains the login, starts a workflow of one node that does nothing, and gets a 200 once n8n has stored the execution. In the end, every execution has run.

(a) with a credential is (a) with an ECGrid API credential that it doesn't use. Before each execution, n8n asks its database whether the workflow may use the credential, so no trigger with a credential gets nearer to (a) than this.

Calls per second vary by 15 % from round to round on a virtual machine. n8n's processor time for each call, of all its threads, until its execution is stored, varies less. Read by thread, for 4,000 deliveries to each, 10 at once, it says where the difference is. Of 14.4 ms for a delivery to ECGrid Trigger, n8n takes 1.2 ms (8 %) for the check of the credential, with its queries and the garbage that they leave. ECGrid Trigger itself adds 0.4 ms (3 %): by a profile of the main thread, 0.3 ms for the code of this package, more than half of it to check the login, and 0.1 ms for parameters that (a) doesn't have. (a), a node of version 1, has n8n evaluate an expression that only the first version of its Webhook node needs, 0.3 ms, which ECGrid Trigger, of version 2, doesn't.`,
	run: async (progress) => [
		...(await received(
			{
				what: 'default engine',
				env: { N8N_EXPRESSION_ENGINE: '' },
				rounds: 4,
				load: [
					{ atOnce: 1, calls: 12 },
					{ atOnce: 10, calls: 30 },
					{ atOnce: 50, calls: 50 },
				],
				targets: { '(a)': bound, '(a) with a credential': bound },
				processorTargets,
				call,
			},
			progress,
		)),
		...(await received(
			{
				what: 'legacy engine',
				env: LEGACY,
				rounds: 8,
				load: [
					{ atOnce: 1, calls: 100 },
					{ atOnce: 10, calls: 400 },
					{ atOnce: 50, calls: 600 },
				],
				targets: { '(a)': bound, '(a) with a credential': bound, '(b)': bound },
				processorTargets,
				call,
			},
			progress,
		)),
	],
};
