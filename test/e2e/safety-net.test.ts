import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Execution, WorkflowContent } from '../../local-n8n/api';
import { waitFor } from '../../local-n8n/wait';
import type { ParcelRecord } from '../../sandbox';
import { everyTwoSeconds, useLab } from './lab';

const MINUTE = 60_000;
const LIST = '/v2/parcels/pending-inbox-list';

// An ECGrid that retries immediately hits the moment in which n8n answers but isn't ready.
const lab = useLab({}, { retry: { attempts: 60_000, intervalMs: 10 } });

const shipped = JSON.parse(
	readFileSync(join(__dirname, '../../examples/push-with-safety-net.json'), 'utf8'),
) as WorkflowContent;

/** The example as shipped, except for the Inbox Trigger's schedule. */
const published = async () => {
	const { id } = await lab.importWorkflow({
		...shipped,
		nodes: shipped.nodes.map((node) =>
			node.parameters.pollTimes
				? { ...node, parameters: { ...node.parameters, pollTimes: { item: everyTwoSeconds } } }
				: node,
		),
	});
	expect(await lab.api.publish(id)).toMatchObject({ status: 'published' });
	return id;
};

const arrives = (fileName: string, minutesAgo = 0, more: { fire: boolean } = { fire: true }): ParcelRecord =>
	lab.sandbox.addParcel(
		{ fileName, content: `content of ${fileName}`, created: new Date(Date.now() - minutesAgo * MINUTE) },
		more,
	);

async function untilPolled(times: number) {
	const polls = () => lab.requestsTo(LIST).filter(({ status }) => status === 200).length;
	const before = polls();
	await waitFor(`${times} polls`, () => polls() >= before + times || undefined, { timeoutMs: 60_000 });
}

const fileOf = ({ parcelId, fileName }: ParcelRecord) =>
	join(lab.n8n.userFolder, '.n8n-files', `${parcelId}-${fileName}`);

const startedBy = (execution: Execution) =>
	execution.output('A parcel still waits').length > 0 ? 'the net' : 'ECGrid’s call';

afterEach(() => {
	(lab.sandbox.parcels as ParcelRecord[]).length = 0;
});

test('a parcel that ECGrid announces is saved and confirmed by that call, and the net takes nothing', async () => {
	const id = await published();
	const parcel = arrives('pushed.edi');
	await untilPolled(3);
	const executions = await lab.api.waitForExecutions(id, 1);
	expect(executions.map(startedBy)).toEqual(['ECGrid’s call']);
	expect(executions[0]!.error?.message).toBeUndefined();
	expect(readFileSync(fileOf(parcel), 'utf8')).toBe('content of pushed.edi');
	expect(parcel.status).toBe('InBoxTransferred');
});

/**
 * Adds a parcel while n8n starts until n8n swallows the event of one: the moment in which it does so is
 * short.
 */
async function swallowed(): Promise<ParcelRecord> {
	for (let round = 1; round <= 8; round++) {
		await lab.n8n.stop();
		// Slightly less than half an hour: not due when n8n is up again.
		const parcel = arrives(`swallowed-${round}.edi`, 27);
		const [occurrence] = lab.sandbox.occurrences.slice(-1);
		await lab.n8n.restart();
		await lab.api.login();
		const delivery = await waitFor(
			'the event to be delivered',
			() =>
				lab.sandbox.deliveries.find(
					({ callbackEventId, status }) => callbackEventId === occurrence!.callbackEventId && status === 200,
				),
			{ timeoutMs: MINUTE },
		);
		if (delivery.responseBody.includes('n8n is starting up')) {
			expect(occurrence).toMatchObject({ status: 'Delivered' });
			return parcel;
		}
	}
	throw new Error('n8n swallowed no event');
}

test('an event that n8n swallows during its start arrives once through the net, when its time comes', async () => {
	const id = await published();
	const parcel = await swallowed();
	const executionsOf = async () =>
		(await lab.api.waitForExecutions(id, 0)).filter((execution) =>
			execution.output('Download').some(({ parcelId }) => parcelId === parcel.parcelId),
		);
	await untilPolled(1);
	expect(await executionsOf()).toEqual([]);

	await waitFor('the parcel to be confirmed', () => parcel.status === 'InBoxTransferred' || undefined, {
		timeoutMs: 4 * MINUTE,
	});
	expect(readFileSync(fileOf(parcel), 'utf8')).toBe(`content of ${parcel.fileName}`);
	await untilPolled(3);
	const executions = await executionsOf();
	expect(executions.map(startedBy)).toEqual(['the net']);
	expect(executions[0]!.error?.message).toBeUndefined();
});

test("ECGrid announces a parcel that the net has taken: it isn't saved again", async () => {
	const parcel = arrives('late.edi', 40, { fire: false });
	const id = await published();
	await lab.api.waitForExecutions(id, 1, { timeoutMs: MINUTE });
	const { parcelId: objectId, mailboxId, fileName } = parcel;
	lab.sandbox.fire('Parcel', { objectId, mailboxId, fileName, callBackEvent: 'InBox' });
	const executions = await lab.api.waitForExecutions(id, 2);
	expect(executions.map(startedBy)).toEqual(['ECGrid’s call', 'the net']);
	expect(executions[0]!.error?.message).toBeUndefined();
	expect(lab.requestsTo('/v2/parcels/download')).toHaveLength(1);
	expect(lab.requestsTo('/v2/parcels/confirm')).toHaveLength(1);
});

test('a parcel that was downloaded and not saved is in the inbox with another status: the net saves it', async () => {
	const parcel = arrives('downloaded.edi', 40, { fire: false });
	const { parcelId, mailboxId, fileName, bytes, created } = parcel;
	const data = [{ parcelId, mailboxId, fileName, bytes, created, status: 'InBoxTransferred' }];
	parcel.status = 'InBoxTransferred';
	lab.sandbox.fault(`POST ${LIST}`, { body: JSON.stringify({ success: true, data }) });
	const id = await published();
	const [execution] = await lab.api.waitForExecutions(id, 1, { timeoutMs: MINUTE });
	expect(execution!.error?.message).toBeUndefined();
	expect(readFileSync(fileOf(parcel), 'utf8')).toBe('content of downloaded.edi');
	expect(lab.requestsTo('/v2/parcels/confirm')).toHaveLength(1);
});

test("the net takes two parcels, one with a broken file: the other is saved and confirmed, and the execution names the one that isn't", async () => {
	const [broken, whole] = ['broken.edi', 'whole.edi'].map((name) => arrives(name, 40, { fire: false }));
	broken!.bytes += 1;
	const id = await published();
	const [execution] = await lab.api.waitForExecutions(id, 1, { timeoutMs: MINUTE });
	expect(execution!.status).toBe('error');
	expect(execution!.error!.message).toMatch(new RegExp(`^Parcel ${broken!.parcelId}: `));
	expect(execution!.error!.message).not.toContain(String(whole!.parcelId));
	expect(existsSync(fileOf(whole!))).toBe(true);
	expect([broken, whole].map((parcel) => parcel!.status)).toEqual(['InBoxReady', 'InBoxTransferred']);
});
