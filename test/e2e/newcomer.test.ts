import { waitFor } from '../../local-n8n/wait';
import { describeInBrowser, EditorOfTests } from './browser';
import { actionName, inboxName, triggerName, useLab, withEditor } from './lab';

describeInBrowser('in the editor, a newcomer', () => {
	const lab = useLab(withEditor);
	const editor = new EditorOfTests(lab);
	const panel = () => editor.page.getByTestId('ndv');
	const hints = () => editor.page.getByTestId('node-hint');

	beforeAll(async () => await editor.open());
	afterAll(async () => await editor.close());

	editor.test('reads on one card what the node and its trigger do', async () => {
		await editor.goto('/workflow/new');
		await editor.page.getByTestId('canvas-add-button').click();
		await editor.page.getByTestId('node-creator-search-bar').fill('ecgrid');
		const card = editor.page.getByTestId('item-iterator-item').filter({ hasNotText: 'Inbox' }).first();
		await card.waitFor();
		expect(await card.innerText()).toMatch(/start when one arrives, fetch, send, confirm/);
		await editor.picture('23 the cards');
	});

	editor.test('reads on the canvas what each node does', async () => {
		const { id } = await lab.triggerWorkflow();
		await editor.goto(`/workflow/${id}`);
		await editor.page.getByText('Parcel: Arrived', { exact: true }).waitFor();
		await editor.picture('24 the subtitle of a trigger');
		const { id: other } = await lab.ecGridWorkflow({
			resource: 'parcel',
			operation: 'confirm',
			parcelId: '1',
		});
		await editor.goto(`/workflow/${other}`);
		await editor.page.getByText('Parcel: Confirm Download', { exact: true }).waitFor();
		await editor.picture('25 the subtitle of a node');
	});

	editor.test('is warned before sending that it reaches a partner', async () => {
		for (const [resource, operation] of [
			['parcel', 'upload'],
			['parcel', 'sendTestFile'],
			['interchange', 'resend'],
		]) {
			const { id } = await lab.ecGridWorkflow({ resource, operation });
			await editor.openNode(id, actionName);
			await hints().filter({ hasText: 'a trading partner receives the file' }).waitFor();
			await editor.picture(`26 before ${operation}`);
		}
	});

	editor.test('reads after a download that the parcel still waits, and how to read the file', async () => {
		const { parcelId } = lab.sandbox.addParcel({ fileName: 'a.edi', content: 'ISA*' }, { fire: false });
		const { id } = await lab.ecGridWorkflow({
			resource: 'parcel',
			operation: 'download',
			parcelId: String(parcelId),
		});
		await editor.openNode(id, actionName);
		const hint = hints().filter({ hasText: 'stays in the inbox until' });
		expect(await hint.count()).toBe(0);
		await editor.page.getByTestId('node-execute-button').click();
		await hint.waitFor();
		expect(await hint.innerText()).toMatch(/Confirm Download.*EDI → Read/);
		await editor.picture('27 after a download');
	});

	editor.test('reads after creating a callback what 0 means', async () => {
		const { id } = await lab.createCallbackWorkflow();
		await editor.openNode(id, actionName);
		await editor.page.getByTestId('node-execute-button').click();
		await hints()
			.filter({ hasText: /0 .*no such limit/ })
			.waitFor();
		await editor.picture('28 after creating a callback');
	});

	editor.test('sees that the inbox trigger takes the own mailbox and a real parcel', async () => {
		const { id } = await lab.inboxWorkflow();
		await editor.openNode(id, inboxName);
		const picker = editor.field('mailboxId').getByTestId('rlc-input');
		expect(await picker.getAttribute('placeholder')).toBe('Your own (leave empty)');
		await editor.page.getByText('When will this node trigger my flow?').click();
		await panel().getByText('it fetches a real parcel that waits in the mailbox').waitFor();
		expect(await panel().innerText()).not.toMatch(/mock event/);
		await editor.picture('29 the inbox trigger for a newcomer');
	});

	editor.test('reads how to make a test event, and makes it', async () => {
		const { id } = await lab.triggerWorkflow();
		await editor.openNode(id, triggerName);
		await panel().getByText('Callback → Test').waitFor();
		await editor.picture('30 how to make an event');
		await editor.page.getByTestId('node-execute-button').click();
		await panel().getByText('Listening for test event').waitFor();
		const isOfTest = ({ url }: { url: string }) => url.includes('webhook-test');
		const { callbackId } = await waitFor('the test callback', () => lab.sandbox.callbacks.find(isOfTest));
		await editor.picture('31 listening');
		const test = await lab.ecGridWorkflow({
			resource: 'callback',
			operation: 'test',
			callbackId: String(callbackId),
		});
		await lab.api.runManually(test.id, 'Start');
		await panel().getByText('isTest').first().waitFor();
	});

	editor.test('reads under the key where it comes from, and opens the package’s own page', async () => {
		await editor.goto(`/home/credentials/${lab.credential.id}`);
		const dialog = editor.page.getByTestId('credential-edit-dialog');
		await dialog.getByText('You get yours from your ECGrid administrator').waitFor();
		expect(await dialog.innerHTML()).toContain('npmjs.com/package/n8n-nodes-ecgrid');
		await editor.picture('32 where the key comes from');
	});

	editor.test('opens the package’s own page with Docs', async () => {
		const { id } = await lab.ecGridWorkflow({ resource: 'parcel', operation: 'get' });
		await editor.openNode(id, actionName);
		const docs = panel().getByRole('link', { name: 'Docs' }).first();
		expect(await docs.getAttribute('href')).toBe('https://www.npmjs.com/package/n8n-nodes-ecgrid');
		await editor.picture('33 docs');
	});
});
