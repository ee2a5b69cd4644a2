import { full, quick } from '../quick';

// The figures in docs/reliability.md come from a full run.

/** How n8n ends before it starts again. */
export const restarts = full(['as usual', 'by force'], ['by force']);

/** How many deliveries are in flight when n8n is killed, and after which fraction of them, one round each. */
export const inFlight = full(200, 60);
export const killedAfter = full([0.05, 0.2, 0.4, 0.6, 0.8], [0.3]);

/** Milliseconds between ECGrid's response to a create and the end of n8n, one round each. */
export const killDelays = full([0, 5, 20, 50, 100, 250], [0]);

/** Deliveries of a burst, all different, and how many at once. */
export const distinct = full(2000, 100);
export const atOnce = 50;

/** Deliveries of a burst that arrive several times at the same moment. */
export const repeated = full(500, 50);
export const copies = 4;

/** Deliveries to n8n with its default expression engine. */
export const withDefaultEngine = full(200, 20);

/** Parcels that arrive while n8n is away. */
export const missed = full(50, 5);

/** Events that ECGrid gave up, and those of other callbacks in between. */
export const backlog = full(10_000, 200);
export const othersBetween = full(50_000, 900);

/**
 * Events being caught up when n8n is killed: several times the 100 executions that a trigger has in flight.
 */
export const backlogAtKill = full(1_000, 300);

/** Random sequences of each model; `npm test` runs 100 of each. */
export const modelRuns = Number(process.env.ECGRID_MODEL_RUNS ?? full(2000, 20));

/** Milliseconds after some polls at which n8n is killed while parcels arrive, one round each. */
export const pollsKilledAfter = full([0, 150, 300, 600, 900, 1_200, 1_500, 1_800], [300]);

/** ECGrid's response to the creation of a missing callback while n8n starts. */
export const refusalsAtStart = full(['503', '429', 'a gateway’s 404'], ['503']);

/**
 * The publication paths on which n8n starts while ECGrid refuses; the kills of the quick run use the new one.
 */
export const pathsAtStart = full(['new', 'old'], ['old']);

/**
 * Tests in one of several settings, such as n8n's two publication paths: all tests of a file, or in the quick run those
 * whose turn it is, so that each runs in one setting.
 */
export function testsIn(setting: number, settings: number): (name: string, run: () => Promise<void>) => void {
	let turn = setting;
	return (name, run) => {
		if (!quick || turn++ % settings === 0) test(name, run);
	};
}

/** Orders that arrive at once, and after which fraction of their acknowledgments n8n is killed, one round each. */
export const ordersAtOnce = full(500, 8);
export const ordersKilledAfter = full([0.1, 0.5, 0.9], [0.4]);
