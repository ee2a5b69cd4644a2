import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { run } from '../local-n8n/run';
import { withDocument } from '../nodes/Edi/documents/withDocument';
import { readFile } from '../nodes/Edi/file/readFile';
import { messagesOf } from '../nodes/Edi/json/messageJson';
import { codecIn } from './codec';
import type { Bench, Progress } from './bench';
import { x12Orders } from './ediFiles';
import { compared, parseInCode, read, withEdiLab } from './ediInN8n';
import type { Row } from './result';
import { inTurn } from './rounds';

const ORDERS = 1_000;
const LINES = 100;
const ROUNDS = 5;
const ROUNDS_IN_N8N = 3;
const PEER = 'node-x12';

interface Measured {
	milliseconds: number;
	peakBytes: number;
	/** Of the ten fields of each order. */
	digest: string;
}

/** Reads or writes the orders in a fresh process. */
const alone = async (work: string, subject: string, file: string, codec: string): Promise<Measured> =>
	JSON.parse(
		await run(process.execPath, [join(__dirname, 'documents.cjs'), work, subject, file, codec], {
			cwd: __dirname,
		}),
	);

/** Measures this package and node-x12 in turn; both must find, or write, the same ten fields. */
async function rowsFor(
	work: 'read' | 'write',
	what: string,
	file: string,
	codec: string,
	progress: Progress,
): Promise<Row[]> {
	const measured: Record<string, Measured[]> = { own: [], [PEER]: [] };
	const measure = (subject: string) => async () => {
		const result = await alone(work, subject, file, codec);
		const { digest } = measured.own![0] ?? result;
		if (result.digest !== digest) throw new Error(`${subject} has other orders than this package: ${what}`);
		measured[subject]!.push(result);
		return result.milliseconds;
	};
	const times = await inTurn<string>(ROUNDS, { own: measure('own'), [PEER]: measure(PEER) }, progress);
	const seconds = (subject: string) => times[subject]!.map((milliseconds) => milliseconds / 1000);
	const peaks = (subject: string) => measured[subject]!.map(({ peakBytes }) => peakBytes / 1e6);
	return [
		{
			what,
			unit: 's',
			values: seconds('own'),
			peers: [{ name: PEER, values: seconds(PEER), ...(work === 'read' && { target: { atMost: 1 } }) }],
		},
		{
			what: `${what}: the most memory of the process`,
			unit: 'MB',
			values: peaks('own'),
			peers: [{ name: PEER, values: peaks(PEER) }],
		},
	];
}

/** The ten fields in a Code node. */
const TEN_FIELDS_IN_CODE = `return transactions.map(({ segments }) => {
	const first = (tag, qualifier) =>
		segments.find((each) => each.tag === tag && (!qualifier || each.valueOf(1) === qualifier));
	const [beginning, shipTo] = [first('BEG'), first('N1', 'ST')];
	const lines = segments.filter(({ tag }) => tag === 'PO1').map((line) => ({
		number: line.valueOf(1), quantity: line.valueOf(2), unit: line.valueOf(3), price: line.valueOf(4), gtin: line.valueOf(7),
	}));
	return { json: {
		number: beginning.valueOf(3), date: beginning.valueOf(5), department: first('REF', 'DP').valueOf(2),
		name: shipTo.valueOf(2), code: shipTo.valueOf(4), lines,
	} };
});`;

const inN8n = async (content: Buffer, progress: Progress): Promise<Row[]> =>
	await withEdiLab(
		async (lab) =>
			await compared(
				lab,
				{
					what: 'Download and Read of the orders, as documents without segments',
					own: (each) => read(each, { includeSegments: false }),
					peer: ['Code node with node-x12, ten fields', (each) => parseInCode(each, TEN_FIELDS_IN_CODE)],
					content,
					warmUp: x12Orders(ORDERS / 10, LINES),
					rounds: ROUNDS_IN_N8N,
				},
				progress,
			),
	);

export const documents: Bench = {
	name: 'documents',
	what: `${ORDERS.toLocaleString('en-US')} X12 purchase orders of ${LINES} lines, read to documents and written from them, and what node-x12 1.7.1 does with them: it parses the file and picks ten fields of each order, and it writes the same orders from the documents. Each in a fresh process of Node.js that keeps what it returns; both must have the same ten fields. This package also checks the envelope, lists what a document has no field for, checks lengths and codes, and reads back what it wrote. Then in a real n8n, as in “edi”.`,
	run: async (progress) => {
		const folder = mkdtempSync(join(tmpdir(), 'bench-documents-'));
		try {
			const content = x12Orders(ORDERS, LINES);
			const [file, json] = ['orders.edi', 'documents.json'].map((name) => join(folder, name)) as [
				string,
				string,
			];
			writeFileSync(file, content);
			const codec = await codecIn(folder);
			const read = messagesOf(readFile(content)).map(withDocument);
			writeFileSync(json, JSON.stringify(read.map(({ document }) => document)));
			const megabytes = (content.length / 1e6).toFixed(1);
			return [
				...(await rowsFor('read', `${megabytes} MB to documents`, file, codec, progress)),
				...(await rowsFor('write', 'documents to a file', json, codec, progress)),
				...(await inN8n(content, progress)),
			];
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	},
};
