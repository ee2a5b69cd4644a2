import type { WorkflowContent, WorkflowNode } from '../../local-n8n/api';
import { testFile } from '../../sandbox/x12';
import { useLab } from './lab';

const lab = useLab();

const sender = { qualifier: 'ZZ', id: 'HARBORLINE' };
const recipient = { qualifier: '08', id: '9254110060' };
const file = testFile(sender, recipient, '850', new Date());

type Step = [name: string, resource: string, operation: string, parameters?: Record<string, unknown>];

/** Start, followed by ECGrid nodes in sequence. */
function chain(steps: Step[]): WorkflowContent {
	const nodes: WorkflowNode[] = [
		{
			id: '0',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		...steps.map(([name, resource, operation, parameters], index) => ({
			id: String(index + 1),
			name,
			type: 'n8n-nodes-ecgrid.ecGrid',
			typeVersion: 1,
			position: [200 * (index + 1), 0] as [number, number],
			parameters: { resource, operation, ...parameters },
		})),
	];
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map(({ name }, index) => [nodes[index]!.name, { main: [[{ node: name, type: 'main', index: 0 }]] }]),
	);
	return { name: 'Every operation', nodes, connections, settings: { executionOrder: 'v1' } };
}

async function run(steps: Step[]) {
	const { id } = await lab.importWorkflow(chain(steps));
	const execution = await lab.api.runManually(id, 'Start');
	expect(execution.error).toBeUndefined();
	return (name: string) => execution.output(name);
}

const sent = "={{ $('Upload').item.json.parcelId }}";

test('an outbound parcel: every operation', async () => {
	const output = await run([
		['Upload', 'parcel', 'upload', { input: 'text', content: file, fileName: 'PO.edi' }],
		['Get', 'parcel', 'get', { parcelId: sent }],
		['Tag', 'parcel', 'setMailbagControlId', { parcelId: sent, mailbagControlId: 'BATCH-7' }],
		['Find', 'parcel', 'findMailbagControlId', { mailbagControlId: 'BATCH-7' }],
		['Manifest', 'parcel', 'getManifest', { parcelId: sent }],
		['Note', 'parcel', 'addAcknowledgmentNote', { parcelId: sent, note: 'Called them' }],
		['Cancel', 'parcel', 'cancel', { parcelId: sent }],
		['Outbox', 'parcel', 'getOutbox', { returnAll: true, filters: { status: 'Cancelled' } }],
		['Update', 'parcel', 'update', { parcelId: sent, status: 'outboxRetry' }],
		['Send test', 'parcel', 'sendTestFile', { ecGridIdFrom: '820001', ecGridIdTo: '820003' }],
	]);
	const [{ parcelId } = {}] = output('Upload');
	const parcel = lab.sandbox.parcels.find((each) => each.parcelId === parcelId)!;
	expect(parcel).toMatchObject({
		fileName: 'PO.edi',
		bytes: file.length,
		status: 'outboxRetry',
		mailbagControlId: 'BATCH-7',
		notes: ['Called them'],
	});
	expect(parcel.content.toString()).toBe(file);
	expect(output('Get')).toMatchObject([{ parcelId, fileName: 'PO.edi', status: 'outboxPending' }]);
	expect(output('Tag')).toEqual([{ success: true, parcelId, mailbagControlId: 'BATCH-7' }]);
	expect(output('Find')).toMatchObject([{ parcelId }]);
	expect(output('Manifest')).toMatchObject([{ parcelId, documentType: '850', count: 1 }]);
	expect(output('Note')).toEqual([{ success: true, parcelId }]);
	expect(output('Cancel')).toEqual([{ success: true, parcelId }]);
	expect(output('Outbox')).toMatchObject([{ parcelId, status: 'Cancelled' }]);
	expect(output('Update')).toMatchObject([{ parcelId, status: 'outboxRetry' }]);
	const [{ parcelId: tested } = {}] = output('Send test');
	expect(lab.sandbox.parcels.find((each) => each.parcelId === tested)).toMatchObject({
		direction: 'OutBox',
		ecGridIdTo: 820003,
	});
});

test('an inbound parcel: every operation', async () => {
	const parcel = lab.sandbox.addParcel({ fileName: 'in.edi', content: file, mailboxId: 30002 });
	const { parcelId } = parcel;
	const mailboxId = { __rl: true, mode: 'id', value: '30002' };
	const output = await run([
		['Pending', 'parcel', 'getPending', { returnAll: true, filters: { mailboxId } }],
		['Download', 'parcel', 'download', { parcelId: '={{ $json.parcelId }}', binaryPropertyName: 'edi' }],
		['Confirm', 'parcel', 'confirm', { parcelId: '={{ $json.parcelId }}' }],
		['Inbox', 'parcel', 'getInbox', { limit: 10, filters: { mailboxId, status: 'InBoxTransferred' } }],
		['Reset', 'parcel', 'resetToInbox', { parcelId: '={{ $json.parcelId }}' }],
	]);
	expect(output('Pending')).toMatchObject([{ parcelId }]);
	expect(output('Download')).toEqual([
		{
			parcelId,
			fileName: 'in.edi',
			bytes: file.length,
			standard: 'X12',
			messageTypes: ['850'],
			mediaType: 'application/EDI-X12',
		},
	]);
	expect(output('Confirm')).toEqual([{ success: true, parcelId }]);
	expect(output('Inbox')).toMatchObject([{ parcelId, status: 'InBoxTransferred' }]);
	expect(output('Reset')).toEqual([{ success: true, parcelId }]);
	expect(parcel.status).toBe('InBoxReady');
});

test('a callback: every operation', async () => {
	const url = `${lab.n8n.url}/webhook/not-there`;
	const other = lab.sandbox.addCallback({ url, event: 'Parcel' });
	const [occurrence] = lab.sandbox.fire('Parcel', { objectId: 5 });
	await lab.sandbox.idle();
	const callbackId = "={{ $('Create').item.json.callbackId }}";
	const output = await run([
		['Create', 'callback', 'create', { url, event: 'Parcel', httpAuthType: 'None' }],
		['Update', 'callback', 'update', { callbackId, updateFields: { event: 'Mailbox', status: 'Suspended' } }],
		['Activate', 'callback', 'update', { callbackId, updateFields: { status: 'Active' } }],
		['Test', 'callback', 'test', { callbackId }],
		['Entry', 'callbackQueueEntry', 'get', { callbackId }],
		['Events', 'callbackEvent', 'getAll', { returnAll: true }],
		['Event', 'callbackEvent', 'get', { callbackEventId: '={{ $json.callbackEventId }}' }],
		['Delete', 'callback', 'delete', { callbackId }],
		['Entries', 'callbackQueueEntry', 'getAll', { returnAll: true }],
	]);
	const [{ callbackId: id } = {}] = output('Create');
	expect(output('Update')).toMatchObject([{ callbackId: id, event: 'Mailbox', status: 'Suspended', url }]);
	expect(output('Activate')).toMatchObject([{ callbackId: id, event: 'Mailbox', status: 'Active' }]);
	expect(output('Test')).toMatchObject([{ callbackId: id, httpStatus: 404 }]);
	expect(output('Entry')).toMatchObject([{ callbackId: id, url }]);
	const { callbackEventId } = occurrence!;
	expect(output('Events')).toMatchObject([{ callbackEventId, status: 'Failed', httpStatus: 404 }]);
	expect(output('Event')).toMatchObject([
		{ callbackEventId, payload: occurrence!.payload, attempts: occurrence!.attempts },
	]);
	expect(output('Delete')).toEqual([{ success: true, deleted: true, callbackId: id }]);
	expect(output('Entries')).toMatchObject([{ callbackId: other.callbackId }]);
	expect(lab.sandbox.callbacks).toEqual([other]);
});
