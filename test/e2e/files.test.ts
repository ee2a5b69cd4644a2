import { randomBytes } from 'node:crypto';

import type { WorkflowContent, WorkflowNode } from '../../local-n8n/api';
import { peakDuring } from '../../local-n8n/memory';
import { useLab } from './lab';

const SIZE = 50_000_000;
/** The maximum that a 50 MB parcel may add to n8n's memory, in bytes, with n8n's files on disk. */
const MAY_ADD = 100_000_000;

/** Returns a file that starts with EDI and continues with bytes that never repeat. */
const fileOf = (size: number) =>
	Buffer.concat([Buffer.from("UNB+UNOA:1+ACME+PARTNER+260507:1230+1'"), randomBytes(size)]).subarray(0, size);

const node = (
	name: string,
	type: string,
	index: number,
	parameters: WorkflowNode['parameters'],
): WorkflowNode => ({ id: name, name, type, typeVersion: 1, position: [200 * index, 0], parameters });

const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });

/** Start → Download → Upload. */
const thereAndBack = (parcelId: number): WorkflowContent => ({
	name: 'A parcel there and back',
	nodes: [
		node('Start', 'n8n-nodes-base.manualTrigger', 0, {}),
		node('Download', 'n8n-nodes-ecgrid.ecGrid', 1, {
			resource: 'parcel',
			operation: 'download',
			parcelId: String(parcelId),
		}),
		node('Upload', 'n8n-nodes-ecgrid.ecGrid', 2, {
			resource: 'parcel',
			operation: 'upload',
			additionalFields: { ecGridIdFrom: '820001', ecGridIdTo: '820005' },
		}),
	],
	connections: { Start: to('Download'), Download: to('Upload') },
});

const lab = useLab({ N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' }, { readings: { emptyContentNull: true } });

async function run(content: Buffer) {
	const { parcelId } = lab.sandbox.addParcel({ fileName: 'big.edi', content }, { fire: false });
	const { id } = await lab.importWorkflow(thereAndBack(parcelId));
	const began = Date.now();
	const { result: execution, added } = await peakDuring(
		lab.n8n.process.pid!,
		async () => await lab.api.runManually(id, 'Start', { timeoutMs: 120_000 }),
	);
	const took = Date.now() - began;
	expect(execution.error).toBeUndefined();
	return { parcelId, execution, took, added };
}

test.each(['filesystem', 'default', 'database'])(
	'a 50 MB parcel arrives and leaves unchanged, and an empty one arrives, with files in n8n’s storage “%s”',
	async (mode) => {
		if (mode !== 'filesystem') await lab.n8n.restart({ env: { N8N_DEFAULT_BINARY_DATA_MODE: mode } });
		await run(fileOf(1_000_000));
		const empty = await lab.ecGridWorkflow({
			resource: 'parcel',
			operation: 'download',
			parcelId: String(
				lab.sandbox.addParcel({ fileName: 'empty.edi', content: '' }, { fire: false }).parcelId,
			),
		});
		expect((await lab.api.runManually(empty.id, 'Start')).output()).toMatchObject([
			{ fileName: 'empty.edi', bytes: 0 },
		]);

		const content = fileOf(SIZE);
		const { parcelId, execution, took, added } = await run(content);
		const all = [added];
		// V8 collects its garbage at random times: use the median of three.
		while (mode === 'filesystem' && all.length < 3) all.push((await run(content)).added);
		const middle = all.sort((left, right) => left - right)[Math.floor(all.length / 2)]!;

		expect(execution.output('Download')).toEqual([
			{
				parcelId,
				fileName: 'big.edi',
				bytes: SIZE,
				standard: 'EDIFACT',
				messageTypes: [],
				mediaType: 'application/EDIFACT',
			},
		]);
		const [sent] = execution.output('Upload');
		expect(sent).toMatchObject({ fileName: 'big.edi', bytes: SIZE });
		const parcel = lab.sandbox.parcels.find((each) => each.parcelId === sent!.parcelId)!;
		expect(parcel.content.equals(content)).toBe(true);

		const megabytes = all.map((bytes) => Math.round(bytes / 1e6)).join(', ');
		console.info(`50 MB there and back, “${mode}”: ${megabytes} MB more memory, ${took} ms`);
		if (mode === 'filesystem') expect(middle).toBeLessThan(MAY_ADD);
	},
);
