import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installN8n } from '../local-n8n/install';
import { installPackage, packPackage } from '../local-n8n/package';
import { run } from '../local-n8n/run';
import type { Bench, Progress } from './bench';
import { Caller } from './caller';
import { allRan } from './deliveries';
import type { DeliveryCode } from './deliveryCode';
import { event } from './event';
import { withLab, type BenchLab } from './lab';
import { ecGridTrigger, webhookNode, type Receiver } from './receivers';
import { REST, rest } from './rest';
import type { Row } from './result';

const COUNT = 10_000;
/**
 * Deliveries before the first measurement, so that n8n makes its one-time allocations, and deliveries per
 * batch.
 */
const BATCH = 500;
const AT_ONCE = 10;

/** In bytes. */
interface Memory {
	/** Of n8n's process. */
	process: number;
	/** Objects and buffers that n8n keeps. */
	held: number;
}

async function memoryOf({ probe }: BenchLab): Promise<Memory> {
	await rest();
	const { rss, heapUsed, external } = await probe.held();
	return { process: rss, held: heapUsed + external };
}

/** Returns how much the memory of an n8n grows while it runs all these deliveries. */
async function growthOf(lab: BenchLab, receiver: Receiver, progress: Progress): Promise<Memory> {
	const { workflow, url, login: headers } = receiver;
	const caller = new Caller(lab.n8n.ca);
	let delivered = 0;
	const deliver = async () => {
		const bodies = Array.from({ length: BATCH }, event);
		await caller.call({ url, headers, bodies, atOnce: AT_ONCE, expect: 200 });
		delivered += BATCH;
		progress(`${workflow.name}, ${delivered} of ${BATCH + COUNT} deliveries`);
	};
	try {
		await deliver();
		await allRan(lab, receiver, delivered);
		const before = await memoryOf(lab);
		while (delivered < BATCH + COUNT) await deliver();
		await allRan(lab, receiver, delivered);
		const after = await memoryOf(lab);
		return { process: after.process - before.process, held: after.held - before.held };
	} finally {
		await caller.close();
	}
}

/** Each has its own n8n. They run concurrently because their speed isn't measured. */
const inN8n = async (progress: Progress): Promise<Row[]> =>
	await withLab(
		async (ownLab) =>
			await withLab(async (peerLab) => {
				const [own, peer] = await Promise.all([
					growthOf(ownLab, await ecGridTrigger(ownLab), progress),
					growthOf(peerLab, await webhookNode(peerLab), progress),
				]);
				const rows = (what: string, of: (memory: Memory) => number): Row[] => [
					{
						what,
						unit: 'MB',
						values: [of(own) / 1e6],
						peers: [{ name: 'Webhook node', values: [of(peer) / 1e6] }],
					},
					{
						what: `${what}, more than the Webhook node`,
						unit: 'MB',
						values: [(of(own) - of(peer)) / 1e6],
						target: { atMost: 20 },
					},
				];
				const times = `${COUNT.toLocaleString('en-US')} deliveries`;
				return [
					...rows(`${times}: growth of n8n's process`, (memory) => memory.process),
					...rows(`${times}: growth of what n8n holds`, (memory) => memory.held),
				];
			}),
	);

/** Runs the delivery code without n8n, in a separate process: see `deliveryCode.ts`. */
async function alone(progress: Progress): Promise<Row[]> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-'));
	try {
		const { node, dir } = await installN8n();
		await installPackage(process.env.ECGRID_TARBALL ?? (await packPackage(folder)), folder);
		const built = join(folder, '.n8n/nodes/node_modules/n8n-nodes-ecgrid');
		const args = ['--expose-gc', '--import', 'tsx', join(__dirname, 'deliveryCode.ts'), built];
		const said = await run(node, args, {
			cwd: __dirname,
			env: { ...process.env, NODE_PATH: join(dir, 'node_modules') },
			onTick: () => progress('1,000,000 deliveries through the code alone'),
		});
		const { held, perSecond } = JSON.parse(said) as DeliveryCode;
		const megabytes = (bytes: number) => ({ unit: 'MB', values: [bytes / 1e6] });
		return [
			...Object.entries(held).map(([count, bytes]) => ({
				what: `the code alone, after ${Number(count).toLocaleString('en-US')}: what it holds`,
				...megabytes(bytes),
			})),
			{
				what: 'the code alone: more after 1,000,000 than after 100,000',
				...megabytes(held[1_000_000]! - held[100_000]!),
				target: { atMost: 1 },
			},
			{ what: 'the code alone: deliveries per second', unit: '/s', values: [perSecond] },
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

export const memory: Bench = {
	name: 'memory',
	what: `How much more memory n8n has after ${COUNT.toLocaleString('en-US')} deliveries, all different, than after ${BATCH}, each time after a rest of ${REST} s and a garbage collection: ECGrid Trigger in one n8n, the Webhook node with Basic Auth in another. Every delivery has run, and n8n keeps all executions. Then 1,000,000 deliveries through the trigger's code without n8n, with every thousandth repeated, and a stranger's deliveries beside them.`,
	run: async (progress) => [...(await inN8n(progress)), ...(await alone(progress))],
};
