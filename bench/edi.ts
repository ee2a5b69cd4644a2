import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../local-n8n/run';
import { codecIn } from './codec';
import type { Bench, Progress } from './bench';
import { edifactFile, x12File } from './ediFiles';
import { compared, downloadAnd, parseInCode, read, withEdiLab } from './ediInN8n';
import type { Row } from './result';
import { inTurn } from './rounds';

const SMALL_BYTES = 10_000_000;
const BIG_BYTES = 100_000_000;
const ROUNDS = 5;
const BIG_ROUNDS = 3;

interface Measured {
	milliseconds: number;
	segments: number;
	peakBytes: number;
}

/** Reads a file in a fresh process. */
async function readAlone(
	reader: string,
	file: string,
	codec: string,
	heapMegabytes = 4096,
): Promise<Measured> {
	const script = join(__dirname, 'readEdi.cjs');
	return JSON.parse(
		await run(process.execPath, [`--max-old-space-size=${heapMegabytes}`, script, reader, file, codec], {
			cwd: __dirname,
		}),
	);
}

/** Reads a file with this package and its peers in turn; all must find the same segments. */
async function rowsFor(
	standard: string,
	file: string,
	codec: string,
	peers: string[],
	targets: [number, number],
	progress: Progress,
): Promise<{ rows: Row[]; milliseconds: number[] }> {
	const readers = ['own', ...peers];
	const measured = Object.fromEntries(readers.map((name) => [name, [] as Measured[]]));
	const measure = async (name: string) => {
		const result = await readAlone(name, file, codec);
		const first = measured.own![0] ?? result;
		if (result.segments !== first.segments)
			throw new Error(`${name} finds ${result.segments} segments, this package ${first.segments}`);
		measured[name]!.push(result);
		return result.milliseconds;
	};
	const times = await inTurn(
		ROUNDS,
		Object.fromEntries(readers.map((name) => [name, async () => await measure(name)])),
		progress,
	);
	const speeds = (name: string) => times[name]!.map((milliseconds) => SMALL_BYTES / 1000 / milliseconds);
	const peaks = (name: string) => measured[name]!.map(({ peakBytes }) => peakBytes / 1e6);
	const [atLeast, atMost] = targets;
	return {
		milliseconds: times.own!,
		rows: [
			{
				what: `${standard}, 10 MB to the tree`,
				unit: 'MB/s',
				values: speeds('own'),
				target: { atLeast },
				peers: peers.map((name) => ({ name, values: speeds(name), target: { atLeast: 1 } })),
			},
			{
				what: `${standard}, 10 MB: the most memory of the process`,
				unit: 'MB',
				values: peaks('own'),
				target: { atMost },
				peers: peers.map((name) => ({ name, values: peaks(name) })),
			},
		],
	};
}

async function measure(folder: string, progress: Progress): Promise<Row[]> {
	const codec = await codecIn(folder);
	const kinds = [
		{
			standard: 'X12',
			make: x12File,
			peers: ['node-x12', 'x12-parser'],
			targets: [15, 200] as [number, number],
		},
		{ standard: 'EDIFACT', make: edifactFile, peers: ['edifact'], targets: [10, 200] as [number, number] },
	];
	const rows: Row[] = [];
	for (const { standard, make, peers, targets } of kinds) {
		const [small, big] = ['small', 'big'].map((name) => join(folder, `${standard}-${name}.edi`));
		writeFileSync(small!, make(SMALL_BYTES));
		writeFileSync(big!, make(BIG_BYTES));
		const { rows: of, milliseconds } = await rowsFor(standard, small!, codec, peers, targets, progress);
		const bigTimes: number[] = [];
		for (let round = 0; round < BIG_ROUNDS; round++) {
			progress(`${standard}, 100 MB, round ${round + 1} of ${BIG_ROUNDS}`);
			bigTimes.push((await readAlone('own', big!, codec)).milliseconds);
		}
		const usual = [...milliseconds].sort((left, right) => left - right)[Math.floor(ROUNDS / 2)]!;
		rows.push(...of, {
			what: `${standard}, 100 MB: the time, as a multiple of that for 10 MB`,
			unit: '×',
			values: bigTimes.map((time) => time / usual),
			target: { atMost: 11 },
		});
	}
	return rows;
}

const SEGMENTS_IN_CODE = `return transactions.map(({ segments }) => ({
	json: { segments: segments.map(({ tag, elements }) => [tag, ...elements.map(({ value }) => value)]) },
}));`;

/** Turns files into items in a real n8n. */
const rowsInN8n = async (progress: Progress): Promise<Row[]> =>
	await withEdiLab(async (lab) => {
		const rows = await compared(
			lab,
			{
				what: 'Download and Read of 10 MB of X12, one item for each message',
				own: read,
				peer: ['Code node with node-x12', (each) => parseInCode(each, SEGMENTS_IN_CODE)],
				content: x12File(SMALL_BYTES),
				warmUp: x12File(SMALL_BYTES / 10),
				rounds: BIG_ROUNDS,
			},
			progress,
		);
		progress('in n8n, 100 MB');
		const big = await downloadAnd(lab, read(lab, { includeDocument: false }), x12File(BIG_BYTES));
		return [
			...rows,
			{
				what: 'in n8n: the same with 100 MB, without documents, and without a setting of the heap',
				unit: 's',
				values: [big.seconds],
			},
			{ what: 'in n8n: the most memory that 100 MB add', unit: 'MB', values: [big.added / 1e6] },
		];
	});

export const edi: Bench = {
	name: 'edi',
	what: "The EDI node's reader, and node-x12 1.7.1, x12-parser 1.3.0 and edifact 1.2.12. Each reads a file of orders with twelve lines in a fresh process of Node.js and keeps what it returns; all must find the same segments. This package also checks the envelope and keeps what it takes to write the same bytes again; the others don't. Then in a real n8n, with files on disk: Download and Read, beside Download and a Code node with node-x12. n8n's heap has the size that Node.js gives it on this machine; the Code node runs in n8n's task runner.",
	run: async (progress) => {
		const folder = mkdtempSync(join(tmpdir(), 'bench-edi-'));
		try {
			return [...(await measure(folder, progress)), ...(await rowsInN8n(progress))];
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	},
};
