import { listPackage } from '../../local-n8n/listPackage';
import { waitFor } from '../../local-n8n/wait';
import { describeInBrowser, EditorOfTests } from './browser';
import { actionName, inboxName, triggerName, useLab, withEditor } from './lab';

describeInBrowser('in the editor, a person', () => {
	const lab = useLab(withEditor);
	const editor = new EditorOfTests(lab);

	const panel = () => editor.page.getByTestId('ndv');
	const hints = () => editor.page.getByTestId('node-hint');

	beforeAll(async () => {
		await listPackage(lab.n8n, await lab.api.nodeTypes());
		await editor.open();
	});
	afterAll(async () => await editor.close());

	editor.test('sees the package among the installed community nodes', async () => {
		await editor.goto('/settings/community-nodes');
		await editor.page.getByText('n8n-nodes-ecgrid').first().waitFor();
		await editor.picture('1 the package is installed');
	});

	editor.test('finds the node by searching for “ecgrid”', async () => {
		await editor.goto('/workflow/new');
		await editor.page.getByTestId('canvas-add-button').click();
		await editor.page.getByTestId('node-creator-search-bar').fill('ecgrid');
		const found = editor.page.getByTestId('item-iterator-item').filter({ hasText: 'ECGrid' }).first();
		await found.waitFor();
		await editor.picture('2 found by searching for ecgrid');
		await found.click();
		await editor.page.getByText('On new ECGrid event').waitFor();
		await editor.page.getByText(/^Actions \(/).click();
		await editor.picture('3 what the node offers');
		for (const action of ['Download parcel', 'Upload parcel', 'Confirm parcel download'])
			await editor.page.getByText(action, { exact: true }).waitFor();
	});

	editor.test('finds the nodes by the words of the trade', async () => {
		await editor.goto('/workflow/new');
		await editor.page.getByTestId('canvas-add-button').click();
		const found = async (word: string) => {
			await editor.page.getByTestId('node-creator-search-bar').fill(word);
			return editor.page.getByTestId('item-iterator-item').filter({ hasText: 'ECGrid' });
		};
		for (const word of [
			...[
				'EDI',
				'X12',
				'EDIFACT',
				'VAN',
				'Loren Data',
				'EC Grid',
				'trading partner',
				'parcel',
				'interchange',
			],
			...['inbox', 'mailbox', 'purchase order', '850', 'invoice', 'ASN', 'ship notice', 'AS2'],
		]) {
			const cards = await found(word);
			await expect(cards.filter({ hasText: 'Inbox Trigger' }).waitFor()).resolves.toBeUndefined();
			expect([word, await cards.count()]).toEqual([word, 2]);
		}
		for (const word of ['webhook', 'callback']) await (await found(word)).first().waitFor();
	});

	editor.test('sees user name and password with Basic and Digest but not with None', async () => {
		const { id } = await lab.createCallbackWorkflow();
		await editor.openNode(id, actionName);
		await editor.field('httpAuthType').waitFor();
		const shown = async () => [
			await editor.field('username').isVisible(),
			await editor.field('password').isVisible(),
		];

		expect(await shown()).toEqual([false, false]);
		await editor.picture('4 a callback without login');
		for (const login of ['Basic', 'Digest']) {
			await editor.choose('httpAuthType', login);
			await editor.field('username').waitFor();
			expect(await shown()).toEqual([true, true]);
			expect(await editor.field('password').locator('input').getAttribute('type')).toBe('password');
			await editor.picture(`5 a callback with ${login} login`);
		}
		await editor.choose('httpAuthType', 'None');
		await editor.field('username').waitFor({ state: 'hidden' });
		expect(await shown()).toEqual([false, false]);
	});

	editor.test('picks a mailbox from a searchable list', async () => {
		const { id } = await lab.createCallbackWorkflow({
			additionalFields: { mailboxId: { __rl: true, mode: 'list', value: '' } },
		});
		await editor.openNode(id, actionName);
		await editor.field('mailboxId').getByTestId('rlc-input').click();
		await editor.page.getByText('Albany Freight (30001)').waitFor();
		await editor.page.getByTestId('rlc-search').fill('joplin whole');
		const found = editor.page.getByText('Joplin Wholesale (30120)');
		await found.waitFor();
		await editor.picture('6 picking a mailbox');
		await found.click();
		await editor.page.getByText('Albany Freight (30001)').waitFor({ state: 'hidden' });
	});

	editor.test('picks a callback and a waiting parcel from lists', async () => {
		await lab.api.runManually((await lab.createCallbackWorkflow()).id, 'Start');
		lab.sandbox.addParcel({ fileName: 'waiting.edi', content: 'ISA*' }, { fire: false });
		for (const [resource, operation, field, text, picture] of [
			['callback', 'delete', 'callbackId', 'https://', '6a picking a callback'],
			['parcel', 'download', 'parcelId', 'waiting.edi', '6b picking a parcel'],
		] as const) {
			const { id } = await lab.ecGridWorkflow({
				resource,
				operation,
				[field]: { __rl: true, mode: 'list', value: '' },
			});
			await editor.openNode(id, actionName);
			await editor.field(field).getByTestId('rlc-input').click();
			await editor.page.getByTestId('rlc-item').filter({ hasText: text }).first().waitFor();
			await editor.picture(picture);
		}
	});

	editor.test("sees the trigger's required fields, and a warning if it is open to anyone", async () => {
		const { id } = await lab.triggerWorkflow();
		await editor.openNode(id, triggerName);
		for (const parameter of ['events', 'parcelEvents', 'authentication'])
			await editor.field(parameter).waitFor();
		await editor.page.getByText('N8N_WEBHOOK_URL').waitFor();
		await editor.picture('7 the trigger');

		const warning = editor.page.getByText('anyone who knows the webhook URL can start this workflow');
		expect(await warning.isVisible()).toBe(false);
		await editor.choose('authentication', 'None');
		await warning.waitFor();
		await editor.picture('8 the trigger without login');
	});

	editor.test('tests the trigger: it listens, a parcel arrives, and its data is shown', async () => {
		const { id } = await lab.triggerWorkflow();
		await editor.openNode(id, triggerName);
		await editor.page.getByTestId('node-execute-button').click();
		await editor.page.getByTestId('ndv').getByText('Listening for test event').waitFor();
		await waitFor('the test callback', () => lab.sandbox.callbacks[0]);
		await editor.picture('9 listening for a test event');

		lab.sandbox.addParcel({ fileName: 'purchase-order.edi', content: 'ISA*' });
		await lab.sandbox.idle();
		await editor.page.getByTestId('ndv').getByText('purchase-order.edi').first().waitFor();
		await editor.picture('10 a parcel arrived');
	});

	editor.test('sends a file or text, and sees only the fields of that choice', async () => {
		const { id } = await lab.ecGridWorkflow({ resource: 'parcel', operation: 'upload' });
		await editor.openNode(id, actionName);
		await editor.field('binaryPropertyName').waitFor();
		expect(await editor.field('content').isVisible()).toBe(false);
		await editor.picture('12 a file to upload');
		await editor.choose('input', 'Text');
		await editor.field('content').waitFor();
		expect(await editor.field('binaryPropertyName').isVisible()).toBe(false);
		await editor.picture('13 a text to upload');
	});

	editor.test('lists an inbox: “Return All” hides the limit', async () => {
		const { id } = await lab.ecGridWorkflow({
			resource: 'parcel',
			operation: 'getInbox',
			filters: { status: 'InBoxReady', beginDate: '', ecGridIdFrom: '' },
		});
		await editor.openNode(id, actionName);
		await editor.field('limit').waitFor();
		await editor.picture('14 an inbox to list');
		await editor.field('returnAll').click();
		await editor.field('limit').waitFor({ state: 'hidden' });
	});

	editor.test('changes a callback: its login stays the same unless another is chosen', async () => {
		const { id } = await lab.ecGridWorkflow({ resource: 'callback', operation: 'update' });
		await editor.openNode(id, actionName);
		await editor.field('httpAuthType').waitFor();
		expect(await editor.field('httpAuthType').locator('input').inputValue()).toBe('Keep as It Is');
		expect(await editor.field('username').isVisible()).toBe(false);
		await editor.picture('15 a callback to change');
	});

	editor.test('tests the inbox trigger: it shows one waiting parcel and consumes none', async () => {
		for (const name of ['first', 'second'])
			lab.sandbox.addParcel({ fileName: `${name}.edi`, content: 'ISA*', mailboxId: 30002 }, { fire: false });
		const { id } = await lab.inboxWorkflow({ mailboxId: { __rl: true, mode: 'id', value: '30002' } });
		await editor.openNode(id, inboxName);
		await editor.picture('16 the inbox trigger');
		await editor.page.getByTestId('node-execute-button').click();
		await editor.page.getByTestId('ndv').getByText('first.edi').first().waitFor();
		expect(await editor.page.getByTestId('ndv').getByText('second.edi').count()).toBe(0);
		await editor.picture('17 a parcel that waits');
		expect((await lab.api.workflow(id)).staticData ?? {}).toEqual({});
	});

	editor.test(
		'reads in the error panel what is wrong with a value, and that the key is refused',
		async () => {
			const errorOf = async (id: string) => {
				await editor.openNode(id, actionName);
				await editor.page.getByTestId('node-execute-button').click();
				const error = editor.page.locator('.node-error-view').first();
				await error.waitFor();
				return (await error.innerText()).replace(/\s+/g, ' ');
			};
			const { id } = await lab.ecGridWorkflow({ resource: 'parcel', operation: 'get', parcelId: 'abc' });
			expect(await errorOf(id)).toMatch(/“Parcel ID” must be .*“abc”/);
			await editor.picture('18 a value that is wrong');

			const refused = await lab.credentialWith({ apiKey: 'not-the-key' });
			const { id: withOtherKey } = await lab.createCallbackWorkflow({}, refused);
			expect(await errorOf(withOtherKey)).toMatch(/ECGrid doesn't accept the API key \(InvalidAPIKey/);
			await editor.picture('19 a key that is refused');
		},
	);

	editor.test('sees everything in dark mode, with the icon for it', async () => {
		const { id } = await lab.triggerWorkflow();
		const dark = new EditorOfTests(lab);
		try {
			await dark.open({ dark: true });
			await dark.goto(`/workflow/${id}`);
			const node = dark.page.locator(`[data-test-id=canvas-node][data-node-name="${triggerName}"]`);
			await node.waitFor();
			expect(await node.locator('img').first().getAttribute('src')).toContain('ecgrid.dark.svg');
			await dark.picture('20 the canvas in the dark');
			await node.dblclick();
			await dark.field('events').waitFor();
			await dark.picture('21 the trigger in the dark');
		} finally {
			await dark.close();
		}
	});

	editor.test('presses Test in the credential and reads that it works', async () => {
		await editor.goto(`/home/credentials/${lab.credential.id}`);
		await editor.page.getByTestId('credential-edit-dialog').waitFor();
		await editor.page.getByText('Connection tested successfully').waitFor();
		expect(await editor.page.getByTestId('credential-edit-dialog').innerHTML()).not.toContain(
			lab.sandbox.apiKey,
		);
		await editor.picture('11 the credential works');
	});

	editor.test('reads on one card what the node and its trigger do', async () => {
		await editor.goto('/workflow/new');
		await editor.page.getByTestId('canvas-add-button').click();
		await editor.page.getByTestId('node-creator-search-bar').fill('ecgrid');
		const card = editor.page
			.getByTestId('item-iterator-item')
			.filter({ hasText: /^ECGrid(?! Inbox)/ })
			.first();
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
		const hint = hints().filter({ hasText: 'stays in the inbox until' });
		const download = async (parcelId: number) => {
			const { id } = await lab.ecGridWorkflow({
				resource: 'parcel',
				operation: 'download',
				parcelId: String(parcelId),
			});
			await editor.openNode(id, actionName);
			expect(await hint.count()).toBe(0);
			await editor.page.getByTestId('node-execute-button').click();
		};
		await download(987650001);
		await panel().getByText('was not found').first().waitFor();
		expect(await hint.count()).toBe(0);

		await download(lab.sandbox.addParcel({ fileName: 'a.edi', content: 'ISA*' }, { fire: false }).parcelId);
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
		expect(await dialog.innerHTML()).toContain('n8n-nodes-ecgrid.example/#credential-ecgrid-api');
		await editor.picture('32 where the key comes from');
	});

	editor.test('opens the package’s own page with Docs', async () => {
		const { id } = await lab.ecGridWorkflow({ resource: 'parcel', operation: 'get' });
		await editor.openNode(id, actionName);
		const docs = panel().getByRole('link', { name: 'Docs' }).first();
		expect(await docs.getAttribute('href')).toMatch(/\/package\/n8n-nodes-ecgrid$/);
		await editor.picture('33 docs');
	});
});
