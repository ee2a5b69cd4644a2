import { Keyboard } from '../../local-n8n/keyboard';
import { buildPush, buildQuickStart, buildQuickStartByKeyboard } from '../../local-n8n/quickStart';
import { waitFor } from '../../local-n8n/wait';
import { describeInBrowser } from './browser';
import { usePersonsN8n } from './person';

describeInBrowser('in an empty n8n, a person follows the README:', () => {
	const { lab, editor, canvas, picture, isConfirmed } = usePersonsN8n();
	const sendOrder = () => lab.sandbox.partner.sendOrders()[0]!.parcelId;
	const confirmed = async (parcelId: number) =>
		await waitFor(
			`parcel ${parcelId} to be confirmed`,
			() => isConfirmed(parcelId) || undefined,
			// The Inbox Trigger polls once a minute.
			{ timeoutMs: 90_000 },
		);

	/** A published workflow would take the parcels of the next test. */
	const unpublishAll = async () => {
		for (const { id } of await lab.api.workflows()) await lab.api.unpublish(id);
	};

	/** Waits until ECGrid calls n8n at this path. */
	const called = async (path: string) =>
		await waitFor(`a callback to ${path}`, () =>
			lab.sandbox.callbacks.some(({ url }) => url.includes(path)) ? true : undefined,
		);

	beforeAll(async () => await lab.api.deleteCredential(lab.credential));

	editor.test('the API key is entered, and n8n says that it works', async () => {
		await canvas.newCredential(lab.sandbox.apiKey, lab.sandbox.url);
		await picture('credential');
	});

	editor.test(
		'quick start: a waiting order becomes JSON and is confirmed; published, so is the next one',
		async () => {
			const first = sendOrder();
			await buildQuickStart(canvas, picture);
			await confirmed(first);
			await confirmed(sendOrder());
			await unpublishAll();
		},
	);

	editor.test('the same without a mouse', async () => {
		const first = sendOrder();
		await buildQuickStartByKeyboard(new Keyboard(editor));
		await picture('quick-start-by-keyboard');
		await confirmed(first);
		await confirmed(sendOrder());
		await unpublishAll();
	});

	editor.test('the push trigger: an order that arrives is acknowledged and confirmed', async () => {
		let arrived = 0;
		const makeEvent = async () => {
			await called('/webhook-test/');
			arrived = sendOrder();
			await lab.sandbox.idle();
		};
		await buildPush(canvas, makeEvent, picture);
		await confirmed(arrived);
		await called('/webhook/');
		await confirmed(sendOrder());
		expect(lab.sandbox.partner.report().sent.at(-1)).toMatchObject({ status: 'acknowledgedOnce' });
	});
});
