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

export const deliveries: Bench = {
	name: 'deliveries',
	what: `ECGrid Trigger with Basic authentication, (a) an empty community trigger made for this, which is the bound, and (b) the Webhook node with Basic Auth. Each delivery carries the login, starts a workflow of one node that does nothing, and is answered 200 once n8n has stored the execution; every one has run in the end.

(a) with a credential is (a) to which an ECGrid API credential is given that it does not use: before each execution n8n asks its database whether the workflow may use the credential, so that no trigger with one comes nearer to (a) than this. A profile (\`node --cpu-prof\`, 1,700 deliveries, 10 at once) gives that check 0.2 ms of the 6 to 7 ms that a delivery takes n8n, reading the parameters that ECGrid Trigger has and (a) has not 0.1 ms, and the code of this package 0.1 ms.`,
	run: async (progress) => [
		...(await received(
			{
				what: 'default engine',
				env: { N8N_EXPRESSION_ENGINE: '' },
				rounds: 3,
				load: [
					{ atOnce: 1, calls: 12 },
					{ atOnce: 10, calls: 30 },
					{ atOnce: 50, calls: 50 },
				],
				targets: { '(a)': bound, '(a) with a credential': bound },
				call,
			},
			progress,
		)),
		...(await received(
			{
				what: 'legacy engine',
				env: LEGACY,
				rounds: 5,
				load: [
					{ atOnce: 1, calls: 100 },
					{ atOnce: 10, calls: 400 },
					{ atOnce: 50, calls: 600 },
				],
				targets: { '(a)': bound, '(a) with a credential': bound, '(b)': bound },
				call,
			},
			progress,
		)),
	],
};
