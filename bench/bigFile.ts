import { randomBytes } from 'node:crypto';
import { peakDuring } from '../local-n8n/memory';
import type { Bench } from './bench';
import { timedExecution } from './execution';
import { fileRoutes, type FileRoute } from './fileRoutes';
import { withLab, type BenchLab } from './lab';
import { REST, rest } from './rest';

const SIZE = 50_000_000;
const ROUNDS = 3;

/** Returns a file that starts with EDI and continues with bytes that never repeat. */
function fileOf(size: number): Buffer {
	const file = randomBytes(size);
	file.write("UNB+UNOA:1+ACME+PARTNER+260507:1230+1'");
	return file;
}

interface Carried {
	megabytes: number;
	seconds: number;
}

/** Transfers a file in both directions and checks that the received bytes match the sent bytes. */
async function carry(lab: BenchLab, route: FileRoute, size: number): Promise<Carried> {
	const { sandbox } = lab;
	const content = fileOf(size);
	const { parcelId } = sandbox.addParcel({ fileName: 'big.edi', content }, { fire: false });
	const start = lab.nodeOf('n8n-nodes-base.manualTrigger', {}, { name: 'Start' });
	const { id } = await lab.chain(route, start, ...(await fileRoutes[route](lab, parcelId)));
	const { result, added } = await peakDuring(lab.n8n.process.pid!, async () => await timedExecution(lab, id));

	const sent = sandbox.parcels.find((parcel) => parcel.parcelId > parcelId && parcel.direction === 'OutBox');
	if (result.status !== 'success' || sent?.fileName !== 'big.edi' || !sent.content.equals(content))
		throw new Error(
			`${route}: ${sent?.bytes ?? 'none'} of ${size} bytes arrived, and the execution ended with ${result.status}`,
		);
	sandbox.clearRequests();
	for (const parcel of sandbox.parcels) parcel.content = Buffer.alloc(0);
	return { megabytes: added / 1e6, seconds: result.seconds };
}

export const bigFile: Bench = {
	name: 'big file',
	what: `A parcel of ${SIZE / 1e6} MB, downloaded and uploaded again in one execution, with n8n keeping files on disk: the most memory that n8n's process takes from the system beyond what it had before, and the time from the start of the execution to its end. Beside it, what a person would build from n8n's own nodes: HTTP Request, Convert to File, Extract from File, HTTP Request. Before each run, n8n rests for ${REST} s, in which V8 returns memory that it doesn't need.`,
	run: async (progress) =>
		await withLab(
			async (lab) => {
				const carried: Record<FileRoute, Carried[]> = { own: [], 'HTTP Request': [] };
				const routes = Object.keys(carried) as FileRoute[];
				for (const route of routes) await carry(lab, route, 1_000_000);
				for (let round = 0; round < ROUNDS; round++) {
					for (const route of routes) {
						progress(`round ${round + 1} of ${ROUNDS}, ${route}`);
						await rest();
						carried[route].push(await carry(lab, route, SIZE));
					}
				}
				const valuesOf = (route: FileRoute, figure: keyof Carried) =>
					carried[route].map((each) => each[figure]);
				return [
					{
						what: 'memory added at the peak',
						unit: 'MB',
						values: valuesOf('own', 'megabytes'),
						target: { atMost: 100 },
						peers: [
							{
								name: 'HTTP Request',
								values: valuesOf('HTTP Request', 'megabytes'),
								target: { atMost: 0.5 },
							},
						],
					},
					{
						what: 'time',
						unit: 's',
						values: valuesOf('own', 'seconds'),
						peers: [{ name: 'HTTP Request', values: valuesOf('HTTP Request', 'seconds') }],
					},
				];
			},
			{ env: { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' } },
		),
};
