import type { Workflow } from '../local-n8n/api';
import { waitFor } from '../local-n8n/wait';
import type { Fault, RecordedRequest } from '../sandbox';
import type { Bench, Progress } from './bench';
import { withLab, type BenchLab } from './lab';
import { ecGridTriggerWorkflow, published } from './receivers';
import type { Row, Target } from './result';

const LATENCY = 300;
const EVENTS = ['Parcel', 'Interchange', 'Interconnect', 'User', 'Mailbox', 'Network'];
const ROUNDS = 3;

/**
 * Counts the sequential round trips. A request that starts before the previous one is answered doesn't add
 * one.
 */
function roundTrips(requests: RecordedRequest[]): number {
	let trips = 0;
	let answeredAt = -Infinity;
	for (const { at } of [...requests].sort((left, right) => left.at - right.at)) {
		if (at < answeredAt) continue;
		trips++;
		answeredAt = at + LATENCY;
	}
	return trips;
}

/** The search for missed events runs in the background, and publishing doesn't wait for it. */
const isPublishing = ({ path }: RecordedRequest) => path !== '/v2/callbacks/event-list';

/** Throws unless a callback is registered for each of the workflow's events. */
function allRegistered({ sandbox }: BenchLab, { nodes: [trigger] }: Workflow, events: string[]) {
	const registered = sandbox.callbacks.filter(
		({ url, status }) => url.includes(trigger!.webhookId!) && status === 'Active',
	);
	const found = registered.map(({ event }) => event).sort();
	if (found.join() !== [...events].sort().join())
		throw new Error(`Registered is: ${found.join() || 'nothing'}`);
}

const publishing = async (progress: Progress): Promise<Row[]> =>
	await withLab(
		async (lab) => {
			const rows: Row[] = [];
			for (const events of [EVENTS.slice(0, 1), EVENTS]) {
				const what = `publishing with ${events.length} ${events.length === 1 ? 'event' : 'events'}`;
				const measured: Array<{ requests: number; trips: number; seconds: number }> = [];
				for (let round = 0; round < ROUNDS; round++) {
					progress(`${what}, round ${round + 1} of ${ROUNDS}`);
					const workflow = await ecGridTriggerWorkflow(lab, events);
					lab.sandbox.clearRequests();
					const began = performance.now();
					await published(lab, workflow);
					const seconds = (performance.now() - began) / 1000;
					const requests = lab.sandbox.requests.filter(isPublishing);
					allRegistered(lab, workflow, events);
					measured.push({ requests: requests.length, trips: roundTrips(requests), seconds });
					await lab.api.unpublish(workflow.id);
				}
				const row = (
					figure: string,
					unit: string,
					of: (each: (typeof measured)[0]) => number,
					target?: Target,
				) => ({
					what: `${what}: ${figure}`,
					unit,
					values: measured.map(of),
					target,
				});
				rows.push(
					row('requests', '', ({ requests }) => requests),
					row('round trips', '', ({ trips }) => trips, { atMost: 2 }),
					row('time', 's', ({ seconds }) => seconds),
				);
			}
			return rows;
		},
		{ sandbox: { latencyMs: LATENCY } },
	);

const WORKFLOWS = 50;
const RESTARTS = 2;

/** ECGrid's behavior while n8n starts. */
const states: Record<string, Fault | undefined> = {
	well: undefined,
	'cuts every connection': { cut: true, times: Infinity },
	'answers 503': { status: 503, times: Infinity },
	'never answers': { delayMs: 3_600_000, times: Infinity },
};
type State = keyof typeof states;

const KEPT = 'at the start of n8n and keeps them as they are';

/**
 * Returns the seconds from the start of a stopped n8n until all its triggers have checked their callbacks.
 */
async function restart(
	{ n8n, sandbox }: BenchLab,
	state: State,
	env: Record<string, string>,
): Promise<number> {
	await n8n.stop();
	sandbox.clearRequests();
	const fault = states[state];
	if (fault) sandbox.fault('*', fault);
	const keptBefore = n8n.logs().split(KEPT).length;
	const began = performance.now();
	await n8n.restart({ env });
	await waitFor(
		`${WORKFLOWS} triggers to be up`,
		(saw) => {
			const checked = sandbox.requests.filter(
				({ path, status }) => path === '/v2/callbacks/update' && status === 200,
			).length;
			const kept = n8n.logs().split(KEPT).length - keptBefore;
			saw({ checked, kept });
			return checked + kept >= WORKFLOWS ? true : undefined;
		},
		{ timeoutMs: 400_000, everyMs: 50 },
	);
	const seconds = (performance.now() - began) / 1000;
	sandbox.clearFaults();
	const live = sandbox.callbacks.filter(({ status }) => status === 'Active').length;
	if (live !== WORKFLOWS) throw new Error(`ECGrid has ${live} callbacks instead of ${WORKFLOWS}`);
	return seconds;
}

const paths = {
	'': { N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true' },
	', old publication path': { N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' },
};

const restarting = async (progress: Progress): Promise<Row[]> =>
	await withLab(async (lab) => {
		for (let count = 1; count <= WORKFLOWS; count++) {
			progress(`publishing ${count} of ${WORKFLOWS} workflows`);
			await published(lab, await ecGridTriggerWorkflow(lab));
		}
		const rows: Row[] = [];
		for (const [path, env] of Object.entries(paths)) {
			const times: Record<State, number[]> = {};
			const stopping: number[] = [];
			for (let round = 0; round < RESTARTS; round++) {
				for (const state of Object.keys(states)) {
					progress(`restart ${round + 1} of ${RESTARTS}${path}, ECGrid ${state}`);
					(times[state] ??= []).push(await restart(lab, state, env));
				}
				// Triggers from the last state are still looking for missed events and get no response.
				const began = performance.now();
				await lab.n8n.stop();
				stopping.push((performance.now() - began) / 1000);
			}
			const what = `restart with ${WORKFLOWS} published workflows${path}`;
			rows.push({ what: `${what}, ECGrid is well`, unit: 's', values: times.well! });
			for (const state of Object.keys(states).filter((name) => name !== 'well')) {
				rows.push({
					what: `${what}, ECGrid ${state}: longer by`,
					unit: 's',
					values: times[state]!.map((seconds, round) => seconds - times.well![round]!),
					target: { atMost: 10 },
				});
			}
			rows.push({
				what: `stopping right after that${path}, while all of them wait for ECGrid`,
				unit: 's',
				values: stopping,
				target: { atMost: 10 },
			});
		}
		return rows;
	});

export const activation: Bench = {
	name: 'activation',
	what: `The requests to ECGrid when a trigger is published, if ECGrid takes ${LATENCY} ms to answer. And the time from the start of n8n's process until all triggers of ${WORKFLOWS} published workflows have checked their callbacks, with a healthy ECGrid and an unhealthy one. In the end, each callback exists exactly once.`,
	run: async (progress) => [...(await publishing(progress)), ...(await restarting(progress))],
};
