import type { Bench } from './bench';
import { withLab } from './lab';
import { inTurn } from './rounds';
import { gettingWorkflow, parcelsIn, type Getter, type Got } from './sending';

const COUNT = 1_000;
const LATENCY = 50;
const ROUNDS = 5;

/** Throws unless the output has one item for each parcel, in order. */
export function allCame({ execution, parcelIds }: Got, expected: number[]) {
	if (execution.status !== 'success')
		throw new Error(`The execution ended as ${execution.status}: ${execution.error?.message}`);
	const wrong = expected.findIndex((id, index) => parcelIds[index] !== id);
	if (wrong >= 0 || parcelIds.length !== expected.length)
		throw new Error(`${parcelIds.length} items came out, and item ${wrong} is parcel ${parcelIds[wrong]}`);
}

export const items: Bench = {
	name: 'items',
	what: `Parcel → Get for ${COUNT} items, if ECGrid takes ${LATENCY} ms to answer: how long the node works. Beside it, a bare pool of 32 over the same helper of n8n, and n8n's HTTP Request node with its defaults.`,
	run: async (progress) =>
		await withLab(
			async (lab) => {
				const [ids, expected] = parcelsIn(lab, COUNT);
				const getting = async (getter: Getter) => {
					const get = await gettingWorkflow(lab, getter, COUNT, ids);
					return async () => {
						const got = await get();
						allCame(got, expected);
						return got.seconds;
					};
				};
				const subjects = {
					own: await getting('ecGrid'),
					pool: await getting('barePool'),
					http: await getting('httpRequest'),
				};
				await inTurn(1, subjects, () => progress('warming up'));
				const { own, pool, http } = await inTurn(ROUNDS, subjects, progress);
				return [
					{
						what: `${COUNT} items at ${LATENCY} ms`,
						unit: 's',
						values: own,
						peers: [
							{ name: 'bare pool', values: pool, target: { atMost: 1.15 } },
							{ name: 'HTTP Request', values: http, target: { atMost: 1 } },
						],
					},
				];
			},
			{ sandbox: { latencyMs: LATENCY } },
		),
};
