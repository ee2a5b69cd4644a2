import type { Bench } from './bench';
import { allCame } from './items';
import { withLab } from './lab';
import { inTurn } from './rounds';
import { gettingWorkflow, parcelsIn } from './sending';

const COUNT = 1_000;
const LIMIT = { perSecond: 50, burst: 50 };
const LATENCY = 20;
/** The minimum time in seconds that the API needs. */
const LEAST = (COUNT - LIMIT.burst) / LIMIT.perSecond;
const ROUNDS = 3;

export const limited: Bench = {
	name: 'limited',
	what: `Parcel → Get for ${COUNT} items, if ECGrid accepts ${LIMIT.perSecond} requests a second, ${LIMIT.burst} at once, answers 429 with Retry-After: 1 beyond that, and takes ${LATENCY} ms to answer. No client can be faster than ${LEAST} s. The HTTP Request node, with its defaults except “On Error: Continue”, is fast but doesn't get the refused items.`,
	run: async (progress) =>
		await withLab(
			async (lab) => {
				const [ids, expected] = parcelsIn(lab, COUNT);
				const own = await gettingWorkflow(lab, 'ecGrid', COUNT, ids);
				const http = await gettingWorkflow(lab, 'httpRequest', COUNT, ids, 'continueRegularOutput');
				const refused: number[] = [];
				const failures: number[] = [];
				/** Lets the bucket refill. */
				const rest = async () => await new Promise((resolve) => setTimeout(resolve, 1_100));
				const { seconds } = await inTurn(
					ROUNDS,
					{
						seconds: async () => {
							lab.sandbox.clearRequests();
							const got = await own();
							allCame(got, expected);
							refused.push(lab.sandbox.requests.filter(({ status }) => status === 429).length);
							await rest();
							return got.seconds;
						},
						http: async () => {
							const { parcelIds } = await http();
							failures.push(parcelIds.filter((id) => id === undefined).length);
							await rest();
							return 0;
						},
					},
					progress,
				);
				return [
					{
						what: `${COUNT} items at ${LIMIT.perSecond} a second: time`,
						unit: 's',
						values: seconds,
						target: { atMost: 1.2 * LEAST },
					},
					{
						what: 'items that failed',
						unit: '',
						values: seconds.map(() => 0),
						target: { atMost: 0 },
						peers: [{ name: 'HTTP Request', values: failures }],
					},
					{ what: 'requests that ECGrid refused on the way', unit: '', values: refused },
				];
			},
			{ sandbox: { latencyMs: LATENCY, rateLimit: LIMIT } },
		),
};
