import { join } from 'node:path';

import type { WorkflowNode } from '../local-n8n/api';
import { peakDuring, withChildren } from '../local-n8n/memory';
import type { Progress } from './bench';
import { timedExecution } from './execution';
import { withLab, type BenchLab } from './lab';
import type { Row } from './result';
import { rest } from './rest';
import { orderIn } from './rounds';

/** What n8n does with a parcel after Download. */
export interface InN8n {
	seconds: number;
	/** What the work added to the memory of n8n and of its task runner, in bytes. */
	added: number;
}

/** The EDI node's Read, with these options. */
export const read = (lab: BenchLab, options = {}): WorkflowNode =>
	lab.nodeOf('n8n-nodes-ecgrid.edi', { options }, { name: 'Read' });

/** What a person builds without the EDI node: node-x12 parses the file, and this code makes items of its transaction sets. */
export const parseInCode = (lab: BenchLab, items: string): WorkflowNode =>
	lab.nodeOf(
		'n8n-nodes-base.code',
		{
			jsCode: `const { X12Parser } = require('node-x12');
const bytes = await this.helpers.getBinaryDataBuffer(0, 'data');
const { functionalGroups } = new X12Parser(true).parse(bytes.toString('latin1'));
const transactions = functionalGroups.flatMap((group) => group.transactions);
${items}`,
		},
		{ name: 'Read', typeVersion: 2 },
	);

/** A real n8n with files on disk. Its Code node finds node-x12 among this repository's packages. */
export const withEdiLab = async <T>(work: (lab: BenchLab) => Promise<T>): Promise<T> =>
	await withLab(work, {
		env: {
			N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
			NODE_PATH: join(__dirname, '../node_modules'),
			NODE_FUNCTION_ALLOW_EXTERNAL: 'node-x12',
		},
	});

/** Downloads a parcel with this content and turns it into items. */
export async function downloadAnd(lab: BenchLab, node: WorkflowNode, content: Buffer): Promise<InN8n> {
	const { parcelId } = lab.sandbox.addParcel({ fileName: 'big.edi', content }, { fire: false });
	const { id } = await lab.chain(
		'read',
		lab.nodeOf('n8n-nodes-base.manualTrigger', {}, { name: 'Start' }),
		lab.nodeOf(
			'n8n-nodes-ecgrid.ecGrid',
			{ resource: 'parcel', operation: 'download', parcelId: String(parcelId) },
			{ name: 'Download' },
		),
		node,
	);
	await rest();
	const processes = withChildren(lab.n8n.process.pid!);
	const { result, added } = await peakDuring(processes, async () => await timedExecution(lab, id, 600_000));
	if (result.status !== 'success') throw new Error(`The execution ended with ${result.status}`);
	for (const parcel of lab.sandbox.parcels) parcel.content = Buffer.alloc(0);
	return { seconds: result.seconds, added };
}

interface Comparison {
	/** What the first row says: what is done. */
	what: string;
	/** The EDI node, and by its name what is compared with it. */
	own: (lab: BenchLab) => WorkflowNode;
	peer: [name: string, node: (lab: BenchLab) => WorkflowNode];
	content: Buffer;
	/** A smaller file of the same kind, so that each has run once. */
	warmUp: Buffer;
	rounds: number;
}

/** Compares in n8n how long two nodes take, and how much memory they add. */
export async function compared(
	lab: BenchLab,
	{ what, own, peer: [name, peer], content, warmUp, rounds }: Comparison,
	progress: Progress,
): Promise<Row[]> {
	const subjects = [own, peer].map((node) => ({ node, measured: [] as InN8n[] }));
	for (const { node } of subjects) await downloadAnd(lab, node(lab), warmUp);
	for (let round = 0; round < rounds; round++) {
		for (const { node, measured } of orderIn(round, subjects)) {
			progress(`in n8n, round ${round + 1} of ${rounds}, ${node === own ? 'own' : name}`);
			measured.push(await downloadAnd(lab, node(lab), content));
		}
	}
	const row = (text: string, unit: string, of: (each: InN8n) => number): Row => {
		const [values, beside] = subjects.map(({ measured }) => measured.map(of));
		return { what: text, unit, values: values!, peers: [{ name, values: beside! }] };
	};
	return [
		row(`in n8n: ${what}`, 's', ({ seconds }) => seconds),
		row(
			'in n8n: the most memory that this adds to n8n and its task runner',
			'MB',
			({ added }) => added / 1e6,
		),
	];
}
