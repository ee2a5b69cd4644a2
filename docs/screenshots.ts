// Takes the screenshots for the documentation from a real n8n with this package, against the sandbox. With the argument
// `examples`, only those of the examples; with `by-mouse`, only those of the workflows that it builds by mouse.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { exampleNamed, examplePictures } from './examplePictures';
import { readFile } from '../nodes/Edi/file/readFile';
import { withDocument } from '../nodes/Edi/documents/withDocument';
import { messagesOf } from '../nodes/Edi/json/messageJson';
import { pageOf } from '../nodes/Edi/show/pageOf';
import { N8nApi, withCredential, type Credential, type WorkflowContent } from '../local-n8n/api';
import { localCertificate } from '../local-n8n/certificate';
import { Canvas } from '../local-n8n/canvas';
import { Editor } from '../local-n8n/editor';
import { installN8n } from '../local-n8n/install';
import { startN8n } from '../local-n8n/instance';
import { listPackage } from '../local-n8n/listPackage';
import { buildInvoiceOut, buildParcelsIn, invoiceIn, matchInParcelsIn } from '../local-n8n/loopByMouse';
import { packPackage } from '../local-n8n/package';
import { buildQuickStart } from '../local-n8n/quickStart';
import { startSandbox, type Sandbox } from '../sandbox';

const root = join(__dirname, '..');
const pictures = join(__dirname, 'images');
const order = readFileSync(join(root, 'demo/850.edi'));
const parcelArrives = 'A parcel arrives';

/** A page of Show, as its node makes it for the order. */
function orderAsPage(): string {
	const { interchanges } = readFile(order);
	const [message] = messagesOf({ interchanges }).map(withDocument);
	return pageOf(message!);
}

const createCallback = (credential: Credential): WorkflowContent => ({
	name: 'Create a callback',
	nodes: [
		{
			id: crypto.randomUUID(),
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			id: crypto.randomUUID(),
			name: 'ECGrid',
			type: 'n8n-nodes-ecgrid.ecGrid',
			typeVersion: 1,
			position: [240, 0],
			parameters: {
				resource: 'callback',
				operation: 'create',
				url: 'https://app.example.com/webhooks/ecgrid',
				event: 'Parcel',
				httpAuthType: 'Basic',
				username: 'webhook_user',
				password: 'not-a-real-one',
				additionalFields: { mailboxId: { __rl: true, mode: 'id', value: '30001' } },
			},
			credentials: { ecGridApi: credential },
		},
	],
	connections: { Start: { main: [[{ node: 'ECGrid', type: 'main', index: 0 }]] } },
});

const readOrder = (credential: Credential, parcelId: number): WorkflowContent => {
	const node = (name: string, type: string, place: number, parameters: object) => ({
		id: crypto.randomUUID(),
		name,
		type,
		typeVersion: 1,
		position: [240 * place, 0] as [number, number],
		parameters: parameters as never,
		...(name === 'Download' && { credentials: { ecGridApi: credential } }),
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		name: 'Read an order',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 0, {}),
			node('Download', 'n8n-nodes-ecgrid.ecGrid', 1, {
				resource: 'parcel',
				operation: 'download',
				parcelId: String(parcelId),
			}),
			node('Read', 'n8n-nodes-ecgrid.edi', 2, {}),
		],
		connections: { Start: to('Download'), Download: to('Read') },
	};
};

/** Takes the pictures of the README's quick start and of edi-loop.md, while it builds what they say. */
async function picturesByMouse(n8n: { url: string; ca: string }, api: N8nApi, sandbox: Sandbox) {
	const page = readFileSync(join(__dirname, 'edi-loop.md'), 'utf8');
	const pages = page + readFileSync(join(root, 'README.md'), 'utf8');
	const editor = new Editor(() => n8n);
	const canvas = new Canvas(editor);
	const picture = async (name: string) => {
		if (!pages.includes(`images/${name}.png`)) return;
		// n8n draws its buttons anew.
		await editor.page.waitForTimeout(1_000);
		await editor.picture(join(pictures, `${name}.png`), { isForDocs: true });
		console.log(`docs/images/${name}.png`);
	};
	sandbox.partner.answer({ answers: 'accept' });
	try {
		await editor.open();
		await canvas.newWorkflow();
		await canvas.search('purchase order', 'X12 and EDIFACT');
		await picture('creator');
		sandbox.partner.sendOrders();
		await buildQuickStart(canvas, picture);
		// It would take the parcels of the next workflow.
		for (const { id, active } of await api.workflows()) if (active) await api.unpublish(id);
		sandbox.partner.sendOrders();
		await buildParcelsIn(canvas, picture);
		await buildInvoiceOut(canvas, invoiceIn(page), picture);
		await matchInParcelsIn(canvas, picture);
	} finally {
		await editor.close();
		sandbox.partner.clear();
	}
}

async function main() {
	const userFolder = mkdtempSync(join(tmpdir(), 'n8n-screenshots-'));
	const { ca } = await localCertificate(userFolder);
	const sandbox = await startSandbox({ deliveryCa: ca });
	const tarball = await packPackage(userFolder);
	const n8n = await startN8n({ installation: await installN8n(), tarball, userFolder });
	const api = new N8nApi(n8n);
	const editor = new Editor(() => n8n);
	mkdirSync(pictures, { recursive: true });
	const picture = async (name: string) => {
		await editor.page.mouse.move(0, 0);
		await editor.page.waitForTimeout(1_000);
		await editor.picture(join(pictures, `${name}.png`), { isForDocs: true });
		console.log(`docs/images/${name}.png`);
	};
	try {
		await api.signIn();
		await listPackage(n8n, await api.nodeTypes());
		const access = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
		const credential = await api.createCredential('ECGrid', 'ecGridApi', access);
		const [only] = process.argv.slice(2);
		if (only !== 'by-mouse') await examplePictures(n8n, api, credential);
		if (only === 'examples') return;
		await picturesByMouse(n8n, api, sandbox);
		if (only === 'by-mouse') return;

		const saving = await api.createWorkflow(
			withCredential(exampleNamed('purchase-orders-to-rows'), credential),
		);
		const creating = await api.createWorkflow(createCallback(credential));
		await editor.open({ scale: 2 });

		await editor.page.setContent(orderAsPage());
		await picture('page');

		await editor.openNode(creating.id, 'ECGrid');
		await editor.field('username').waitFor();
		await picture('create-callback');

		await editor.openNode(saving.id, parcelArrives);
		await editor.field('events').waitFor();
		await picture('trigger');

		const waiting = sandbox.addParcel({ fileName: '850.edi', content: order }, { fire: false });
		const reading = await api.createWorkflow(readOrder(credential, waiting.parcelId));
		const readInEditor = async (name: string) => {
			await editor.openNode(reading.id, 'Read');
			await editor.page.getByTestId('node-execute-button').click();
			await editor.page.getByText('Node executed successfully').waitFor();
			await editor.page.getByText('JSON', { exact: true }).last().click();
			await picture(name);
		};
		await readInEditor('order');

		const missing = await api.createWorkflow(readOrder(credential, 123_456));
		await editor.openNode(missing.id, 'Download');
		await editor.page.getByTestId('node-execute-button').click();
		await editor.page.getByText('was not found').first().waitFor();
		await picture('error');

		await editor.close();
		await editor.open({ scale: 2, dark: true });
		await readInEditor('order-dark');
	} finally {
		await editor.close();
		await api.close();
		await n8n.stop();
		await sandbox.stop();
		rmSync(userFolder, { recursive: true, force: true });
	}
}

void main();
