import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { WorkflowContent, WorkflowNode } from '../../local-n8n/api';
import { edifactFile, x12File } from '../../bench/ediFiles';
import { describeInBrowser, EditorOfTests } from './browser';
import { useLab, withEditor } from './lab';

const order = readFileSync(join(__dirname, '../../demo/850.edi'));

const node = (
	name: string,
	type: string,
	index: number,
	parameters: WorkflowNode['parameters'] = {},
): WorkflowNode => ({ id: name, name, type, typeVersion: 1, position: [220 * index, 0], parameters });

/** Nodes that run one after the other. */
const chain = (...nodes: WorkflowNode[]): WorkflowContent => ({
	name: nodes.map(({ name }) => name).join(', '),
	nodes,
	connections: Object.fromEntries(
		nodes
			.slice(1)
			.map(({ name }, index) => [nodes[index]!.name, { main: [[{ node: name, type: 'main', index: 0 }]] }]),
	),
});

const ecGrid = (name: string, index: number, parameters: WorkflowNode['parameters']) =>
	node(name, 'n8n-nodes-ecgrid.ecGrid', index, { resource: 'parcel', ...parameters });
const edi = (name: string, index: number, parameters: WorkflowNode['parameters'] = {}) =>
	node(name, 'n8n-nodes-ecgrid.edi', index, parameters);
const start = node('Start', 'n8n-nodes-base.manualTrigger', 0);

describe('a parcel is read, written and sent', () => {
	const lab = useLab({ N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' });

	test.each(['filesystem', 'default', 'database'])(
		'with the same bytes, with files in n8n’s storage “%s”',
		async (mode) => {
			if (mode !== 'filesystem') await lab.n8n.restart({ env: { N8N_DEFAULT_BINARY_DATA_MODE: mode } });
			const content = Buffer.concat([x12File(100_000), edifactFile(100_000)]);
			const { parcelId } = lab.sandbox.addParcel({ fileName: 'both.edi', content }, { fire: false });
			const { id } = await lab.importWorkflow(
				chain(
					start,
					ecGrid('Download', 1, { operation: 'download', parcelId: String(parcelId) }),
					edi('Read', 2, { itemFor: 'file' }),
					edi('Write', 3, { operation: 'write', from: 'segments', batch: 'interchange' }),
					ecGrid('Upload', 4, {
						operation: 'upload',
						additionalFields: { ecGridIdFrom: '820001', ecGridIdTo: '820005' },
					}),
				),
			);
			const execution = await lab.api.runManually(id, 'Start');
			expect(execution.error).toBeUndefined();
			expect(execution.output('Download')).toMatchObject([{ standard: 'X12', messageTypes: ['850'] }]);
			const sent = execution
				.output('Upload')
				.map(
					({ parcelId: uploaded }) => lab.sandbox.parcels.find((each) => each.parcelId === uploaded)!.content,
				);
			expect(sent).toHaveLength(2);
			expect(Buffer.concat(sent).equals(content)).toBe(true);
		},
	);
});

describeInBrowser('in the editor, a person', () => {
	const lab = useLab(withEditor);
	const editor = new EditorOfTests(lab);

	beforeAll(async () => await editor.open());
	afterAll(async () => await editor.close());

	editor.test('finds the EDI node by what is in the file', async () => {
		await editor.goto('/workflow/new');
		await editor.page.getByTestId('canvas-add-button').click();
		for (const word of ['EDI', 'X12', '850', 'ORDERS', 'purchase order', 'invoice', 'ASN']) {
			await editor.page.getByTestId('node-creator-search-bar').fill(word);
			const found = editor.page
				.getByTestId('item-iterator-item')
				.filter({ hasText: 'Read, show, split, write' });
			await expect(found.first().waitFor()).resolves.toBeUndefined();
		}
		await editor.picture('30 the EDI node in the list');
	});

	editor.test('runs it, and sees the order', async () => {
		const { parcelId } = lab.sandbox.addParcel({ fileName: '850.edi', content: order }, { fire: false });
		const { id } = await lab.importWorkflow(
			chain(
				start,
				ecGrid('Download', 1, { operation: 'download', parcelId: String(parcelId) }),
				edi('Read', 2),
			),
		);
		await editor.openNode(id, 'Read');
		await editor.field('itemFor').waitFor();
		await editor.picture('31 the EDI node before it runs');
		await editor.page.getByTestId('node-execute-button').click();
		await editor.page.getByTestId('ndv').getByText('PO-884213').first().waitFor();
		await editor.picture('32 the order');
	});

	editor.test('reads what a file is that is no EDI', async () => {
		const { id } = await lab.importWorkflow(
			chain(start, edi('Read', 1, { input: 'text', content: '%PDF-1.7' })),
		);
		await editor.openNode(id, 'Read');
		await editor.page.getByTestId('node-execute-button').click();
		await editor.page.locator('.node-error-view').getByText('It seems to be a PDF').first().waitFor();
		await editor.picture('33 a file that is no EDI');
	});

	editor.test('writes an invoice from a document, and sees it as a page', async () => {
		const invoice = {
			kind: 'invoice',
			number: 'INV-7',
			dates: { issued: '2026-06-01' },
			references: [{ type: 'order', value: 'PO-884213' }],
			parties: { seller: { name: 'Widget Works' } },
			lines: [
				{
					number: '1',
					description: 'Blue widget',
					quantity: { invoiced: 24, unit: 'EA' },
					price: { amount: 9.95 },
				},
			],
			totals: { gross: '238.80' },
		};
		const { id } = await lab.importWorkflow(
			chain(
				start,
				{
					...node('Invoice', 'n8n-nodes-base.set', 1, { mode: 'raw', jsonOutput: JSON.stringify(invoice) }),
					typeVersion: 3.4,
				},
				edi('Write', 2, { operation: 'write', senderId: 'WIDGET', receiverId: 'ACME' }),
				edi('Show', 3, { operation: 'show' }),
			),
		);
		await editor.openNode(id, 'Write');
		await editor.field('senderId').waitFor();
		await editor.page.getByTestId('node-execute-button').click();
		await editor.page.getByTestId('ndv').getByText('810').first().waitFor();
		await editor.picture('35 an invoice from a document');
		const execution = await lab.api.runManually(id, 'Start');
		expect(execution.output('Write')).toMatchObject([{ standard: 'X12', messageTypes: ['810'] }]);
		expect(execution.output('Show')).toMatchObject([
			{ kind: 'invoice', number: 'INV-7', valid: true, fileName: '810-INV-7.html' },
		]);
	});

	editor.test('acknowledges an order, and matches the acknowledgment with what was sent', async () => {
		const { parcelId } = lab.sandbox.addParcel({ fileName: '850.edi', content: order }, { fire: false });
		const sent = [{ groupType: 'PO', groupControlNumber: '4127', messageControlNumber: '0001' }];
		const { id } = await lab.importWorkflow(
			chain(
				start,
				ecGrid('Download', 1, { operation: 'download', parcelId: String(parcelId) }),
				edi('Acknowledge', 2, { operation: 'acknowledge' }),
				edi('Match', 3, { operation: 'matchAcknowledgments', sent: JSON.stringify(sent) }),
			),
		);
		await editor.openNode(id, 'Acknowledge');
		await editor.field('rejected').waitFor();
		await editor.page.getByTestId('node-execute-button').click();
		await editor.page.getByText('Node executed successfully').first().waitFor();
		await editor.picture('38 the acknowledgment of an order');
		await editor.openNode(id, 'Match');
		await editor.page.getByTestId('node-execute-button').click();
		await editor.page.getByText('Node executed successfully').first().waitFor();
		await editor.picture('39 what became of what was sent');
		const execution = await lab.api.runManually(id, 'Start');
		expect(execution.output('Acknowledge')).toMatchObject([
			{ acknowledgment: '997', status: 'accepted', receiver: { id: '9254110060' } },
		]);
		expect(execution.output('Match')).toMatchObject([{ status: 'accepted', sent: sent[0] }]);
	});

	editor.test('maps a field of an order before the node has run', async () => {
		const { id } = await lab.importWorkflow(
			chain(start, edi('Read', 1), { ...node('Fields', 'n8n-nodes-base.set', 2), typeVersion: 3.4 }),
		);
		await editor.openNode(id, 'Fields');
		const panel = editor.page.getByTestId('ndv-input-panel');
		const field = panel.locator('[data-value="{{ $json.document.dates.requestedDelivery }}"]');
		await panel.getByTestId('schema-preview-warning').hover();
		// The list has only the fields in sight.
		while ((await field.count()) === 0) {
			await editor.page.mouse.wheel(0, 300);
			await editor.page.waitForTimeout(50);
		}
		await field.dragTo(editor.page.getByTestId('assignment-collection-drop-area'), { steps: 10 });
		await editor.page.getByTestId('assignment-value').getByText('$json.document.dates').waitFor();
		await editor.picture('37 the fields of an order before it is read');
	});

	editor.test('is told which field of a document is wrong', async () => {
		const order = { kind: 'order', number: 'PO-1', dates: { issued: '2026-06-01' }, lines: [{ qty: 24 }] };
		const { id } = await lab.importWorkflow(
			chain(
				start,
				edi('Write', 1, { operation: 'write', json: JSON.stringify(order), senderId: 'A', receiverId: 'B' }),
			),
		);
		await editor.openNode(id, 'Write');
		await editor.page.getByTestId('node-execute-button').click();
		await editor.page
			.locator('.node-error-view')
			.getByText('lines[0].qty is no field of a document')
			.first()
			.waitFor();
		await editor.picture('36 a field that no document has');
	});

	editor.test('sees only the fields of the operation', async () => {
		const { id } = await lab.importWorkflow(chain(start, edi('Write', 1, { operation: 'write' })));
		await editor.openNode(id, 'Write');
		await editor.field('batch').waitFor();
		expect(await editor.field('itemFor').isVisible()).toBe(false);
		await editor.picture('34 Write');
	});
});
