import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Workflow, WorkflowContent } from '../../local-n8n/api';
import { waitFor } from '../../local-n8n/wait';
import type { ParcelRecord } from '../../sandbox';
import { addRows, clearRows, rowsOf, type Row } from '../../local-n8n/dataTables';
import { everyTwoSeconds, quickEngine, report, useReliabilityLab } from './lab';
import { ordersAtOnce, ordersKilledAfter } from './scale';

const MINUTE = 60_000;
const UPLOAD = '/v2/parcels/upload';

const lab = useReliabilityLab();

const example = (name: string): WorkflowContent =>
	JSON.parse(readFileSync(join(__dirname, '../../examples', `${name}.json`), 'utf8')) as WorkflowContent;

/** An example as shipped, except for how often it looks; set up and published. */
async function published(name: string, change = (text: string) => text): Promise<Workflow> {
	const content = example(name);
	const nodes = content.nodes.map((node) =>
		node.parameters.pollTimes
			? { ...node, parameters: { ...node.parameters, pollTimes: { item: everyTwoSeconds } } }
			: node,
	);
	const changed = JSON.parse(change(JSON.stringify({ ...content, nodes }))) as WorkflowContent;
	const workflow = await lab.importWorkflow(changed);
	expect(await lab.api.runManually(workflow.id, 'Set up')).toMatchObject({ status: 'success' });
	await lab.publish(workflow.id);
	return workflow;
}

/** An order with one line, and a number of its own. */
const order = (number: number): string => {
	const control = String(number).padStart(9, '0');
	return [
		`ISA*00*          *00*          *08*9254110060     *ZZ*HARBORLINE     *261123*0915*U*00401*${control}*0*P*>`,
		`GS*PO*9254110060*HARBORLINE*20261123*0915*${number}*X*004010`,
		'ST*850*0001',
		`BEG*00*SA*PO-${number}**20261123`,
		`PO1*1*${number}*EA*9.95**VN*SKU-${number}`,
		'CTT*1',
		'SE*5*0001',
		`GE*1*${number}`,
		`IEA*1*${control}`,
		'',
	].join('~');
};

afterEach(async () => {
	(lab.sandbox.parcels as ParcelRecord[]).length = 0;
	for (const table of ['EDI orders', 'EDI outgoing', 'EDI sent'])
		await clearRows(lab.api, table).catch(() => undefined);
});

const sentFiles = (): string[] =>
	lab.sandbox.parcels
		.filter(({ direction }) => direction === 'OutBox')
		.map(({ content }) => content.toString('latin1'));

const answered = (path: string): number => lab.requestsTo(path).filter(({ status }) => status === 200).length;

/**
 * Kills n8n as soon as enough is done, and starts it again. Half an hour later, the Inbox Trigger takes what still waits,
 * until all these parcels are confirmed.
 */
async function killedOnce(workflows: Workflow[], parcels: ParcelRecord[], isEnough: () => boolean) {
	await waitFor('enough before the kill', () => isEnough() || undefined, { timeoutMs: 300_000, everyMs: 10 });
	await lab.n8n.kill();
	const [{ last }] = (await lab.sql<{ last: number }>('SELECT max(id) AS last FROM execution_entity')) as [
		{ last: number },
	];
	await lab.n8n.restart({ env: quickEngine });
	await lab.api.login();
	const settled = async (after?: string) => {
		for (const workflow of workflows)
			await lab.settledExecutionsOf(workflow, 1, { after, timeoutMs: 300_000 });
	};
	for (const { nodes } of workflows)
		await lab.untilTaken({ nodes: nodes.filter(({ name }) => name === 'A parcel arrives') });
	await lab.sandbox.idle(120_000);
	// n8n may list one that it was killed in as running until its next start.
	await settled(String(last));
	// The Inbox Trigger trusts ECGrid's times only after a start.
	await lab.n8n.stop();
	const earlier = new Date(Date.now() - 31 * MINUTE).toISOString();
	for (const parcel of lab.sandbox.parcels) Object.assign(parcel, { created: earlier, modified: earlier });
	await lab.n8n.restart({ env: quickEngine });
	await lab.api.login();
	await waitFor(
		'each parcel to be confirmed',
		(saw) => {
			const waiting = parcels.filter(({ status }) => status !== 'InBoxTransferred');
			saw(`${waiting.length} wait`);
			return waiting.length === 0 || undefined;
		},
		{ timeoutMs: 300_000, everyMs: 500 },
	);
	await settled();
}

test.each(ordersKilledAfter)(
	`${ordersAtOnce} orders at once, n8n is killed after %d of them: each becomes one row and is acknowledged`,
	async (share) => {
		const workflow = await published('orders-in');
		const began = performance.now();
		const parcels = Array.from({ length: ordersAtOnce }, (_, index) =>
			lab.sandbox.addParcel({ fileName: `${index + 1}.edi`, content: order(index + 1) }),
		) as ParcelRecord[];
		await killedOnce([workflow], parcels, () => answered(UPLOAD) >= ordersAtOnce * share);
		const rows = await rowsOf(lab.api, 'EDI orders');
		const acknowledged = sentFiles().flatMap((file) => /AK1\*PO\*(\d+)/.exec(file)?.[1] ?? []);
		const numbers = Array.from({ length: ordersAtOnce }, (_, index) => String(index + 1));
		report(`orders in, killed after ${share}`, {
			orders: ordersAtOnce,
			rows: rows.length,
			acknowledgments: acknowledged.length,
			acknowledgedTwice: acknowledged.length - new Set(acknowledged).size,
			seconds: Math.round((performance.now() - began) / 1000),
		});
		expect(rows.map(({ number }) => number).sort()).toEqual(numbers.map((number) => `PO-${number}`).sort());
		expect([...new Set(acknowledged)].sort()).toEqual([...numbers].sort());
	},
);

test('n8n is killed while orders are answered and acknowledgments are matched: each order has one answer, each document its verdict', async () => {
	const count = 10;
	const numbers = Array.from({ length: count }, (_, index) => index + 1);
	const workflows = [
		await published('two-partners-one-workflow'),
		await published('acknowledgments-watched'),
	];
	await addRows(
		lab.api,
		'EDI sent',
		numbers.map((number) => ({
			key: `INV-${number}`,
			groupType: 'IN',
			groupControlNumber: String(number),
			messageControlNumber: '0001',
			type: '810',
			status: 'sent',
		})),
	);
	const functional = (number: number) =>
		order(1000 + number)
			.replace('GS*PO*', 'GS*FA*')
			.replace(/ST\*850.*SE\*5\*0001/, `ST*997*0001~AK1*IN*${number}~AK9*A*1*1*1~SE*4*0001`);
	const parcels = numbers.flatMap((number) =>
		[order(number), functional(number)].map(
			(content) => lab.sandbox.addParcel({ fileName: `${number}.edi`, content }) as ParcelRecord,
		),
	);
	await killedOnce(workflows, parcels, () => answered('/v2/parcels/confirm') >= count / 2);
	const keys = (await rowsOf(lab.api, 'EDI outgoing')).map(({ key }) => key);
	report('two partners and acknowledgments watched, killed', { orders: count, answers: keys.length });
	expect(new Set(keys).size).toBe(count);
	expect(keys).toHaveLength(count);
	const sent = await rowsOf(lab.api, 'EDI sent');
	expect(sent.map(({ status }) => status)).toEqual(Array(count).fill('accepted'));
});

const invoice = (number: number): Row => ({
	key: `INV-${number}`,
	document: JSON.stringify({
		kind: 'invoice',
		number: `INV-${number}`,
		dates: { issued: '2026-11-24' },
		lines: [
			{
				number: '1',
				quantity: { invoiced: '1', unit: 'EA' },
				price: { amount: '9.95' },
				ids: { supplier: 'SKU' },
			},
		],
		totals: { gross: '9.95' },
	}),
	standard: 'X12',
	version: '004010',
	senderQualifier: 'ZZ',
	senderId: 'HARBORLINE',
	receiverQualifier: '08',
	receiverId: '9254110060',
	status: 'ready',
});

test('n8n is killed while documents go out: afterwards, each was sent once', async () => {
	const count = 12;
	const workflow = await published('documents-out', (text) =>
		text.replaceAll("minus(15, 'minutes')", "minus(1, 'seconds')"),
	);
	await addRows(
		lab.api,
		'EDI outgoing',
		Array.from({ length: count }, (_, index) => invoice(index + 1)),
	);
	const start = async () => await lab.api.runManually(workflow.id, 'Every five minutes');
	const running = start().catch(() => 'killed');
	await waitFor('some to be uploaded', () => answered(UPLOAD) >= count / 3 || undefined, { everyMs: 1 });
	await lab.n8n.kill();
	await running;
	const sentAtKill = sentFiles().length;
	await lab.n8n.restart({ env: quickEngine });
	await lab.api.login();
	for (let round = 0; round < 3; round++) {
		await new Promise((resolve) => setTimeout(resolve, 1_100));
		expect((await start()).error?.message).toBeUndefined();
	}
	const rows = await rowsOf(lab.api, 'EDI outgoing');
	expect(rows.map(({ status }) => status)).toEqual(Array(count).fill('sent'));
	const numbers = sentFiles().flatMap((file) => /BIG\*\d+\*(INV-\d+)/.exec(file)?.[1] ?? []);
	report('documents out, killed', { documents: count, sentAtKill, sent: numbers.length });
	expect(numbers.sort()).toEqual(rows.map(({ key }) => key).sort());
	expect((await rowsOf(lab.api, 'EDI sent')).map(({ status }) => status)).toEqual(Array(count).fill('sent'));
});
