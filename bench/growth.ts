import type { Bench } from './bench';
import { allCame } from './items';
import { withLab } from './lab';
import type { Row } from './result';
import { gettingWorkflow, parcelsIn } from './sending';
import { peakDuring } from '../local-n8n/memory';

const COUNTS = [10, 100, 1_000, 10_000];
const ROUNDS = 3;

export const growth: Bench = {
	name: 'growth',
	what: "Parcel → Get for increasing numbers of items, with an ECGrid that answers immediately: the node's working time and n8n's peak memory during the whole execution, both per item. Flat means that an item among 10,000 costs no more than one among 1,000. Below that, the fixed cost of an execution shows.",
	run: async (progress) =>
		await withLab(async (lab) => {
			const measured: Array<{ count: number; times: number[]; memory: number[] }> = [];
			const warmUp = await gettingWorkflow(lab, 'ecGrid', 1_000, parcelsIn(lab, 0)[0]);
			for (let run = 0; run < 3; run++) await warmUp();
			for (const count of COUNTS) {
				const [ids, expected] = parcelsIn(lab, count);
				const get = await gettingWorkflow(lab, 'ecGrid', count, ids);
				const [times, memory]: [number[], number[]] = [[], []];
				for (let round = 0; round < ROUNDS; round++) {
					progress(`${count} items, round ${round + 1} of ${ROUNDS}`);
					lab.sandbox.clearRequests();
					await lab.probe.held();
					const { result, added } = await peakDuring(lab.n8n.process.pid!, get);
					allCame(result, expected);
					times.push((result.seconds * 1000) / count);
					memory.push(added / 1000 / count);
				}
				measured.push({ count, times, memory });
			}
			const [among1000] = measured.slice(-2);
			const rowsOf = (what: string, unit: string, figure: 'times' | 'memory') =>
				measured.map((each): Row => ({
					what: `${each.count.toLocaleString('en-US')} items: ${what}`,
					unit,
					values: each[figure],
					peers:
						each === measured.at(-1)
							? [{ name: 'among 1,000', values: among1000![figure], target: { atMost: 1.1 } }]
							: undefined,
				}));
			return [...rowsOf('time for each', 'ms', 'times'), ...rowsOf('memory for each', 'kB', 'memory')];
		}),
};
