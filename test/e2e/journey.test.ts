import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Canvas } from '../../local-n8n/canvas';
import { buildInvoiceOut, buildParcelsIn, invoiceIn, matchInParcelsIn } from '../../local-n8n/loopByMouse';
import { buildPush, buildQuickStart } from '../../local-n8n/quickStart';
import { waitFor } from '../../local-n8n/wait';
import { describeInBrowser, EditorOfTests } from './browser';
import { useLab, withEditor } from './lab';

/** The invoice of the documentation. */
const invoice = invoiceIn(readFileSync(join(__dirname, '../../docs/edi-loop.md'), 'utf8'));

describeInBrowser('by mouse, from an empty n8n, a person', () => {
	const lab = useLab(withEditor, { partner: { answers: 'accept' } });
	const editor = new EditorOfTests(lab);
	const canvas = new Canvas(editor);
	const picture = async (name: string) => await editor.picture(name);

	const statusOf = (parcelId: number) =>
		lab.sandbox.parcels.find((each) => each.parcelId === parcelId)?.status;
	const sentOrders = () => lab.sandbox.partner.report().sent;
	const sendOrder = () => lab.sandbox.partner.sendOrders()[0]!.parcelId;
	const confirmed = async (parcelId: number) =>
		await waitFor(`parcel ${parcelId} to be confirmed`, () =>
			statusOf(parcelId) === 'InBoxTransferred' ? true : undefined,
		);
	/** Unpublishes what was built, so that the next test's parcels are its own. */
	const unpublishAll = async () => {
		for (const { id, active } of await lab.api.workflows()) if (active) await lab.api.unpublish(id);
	};

	beforeAll(async () => {
		await lab.api.deleteCredential(lab.credential);
		await editor.open();
	});
	afterAll(async () => await editor.close());

	describe('follows the README:', () => {
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

		editor.test('the push trigger: an order that arrives is acknowledged and confirmed', async () => {
			let arrived = 0;
			const makeEvent = async () => {
				await waitFor('the callback of the test', () =>
					lab.sandbox.callbacks.some(({ url }) => url.includes('/webhook-test/')) ? true : undefined,
				);
				arrived = sendOrder();
				await lab.sandbox.idle();
			};
			await buildPush(canvas, makeEvent, picture);
			await confirmed(arrived);
			await confirmed(sendOrder());
			expect(lab.sandbox.partner.report().sent.at(-1)).toMatchObject({ status: 'acknowledgedOnce' });
			await unpublishAll();
		});
	});

	describe('builds the loop, as docs/edi-loop.md says:', () => {
		editor.test('an order is read, its partner gets the 997, and the download is confirmed', async () => {
			const [order] = lab.sandbox.partner.sendOrders();
			await buildParcelsIn(canvas, picture);
			expect(sentOrders().slice(-1)).toMatchObject([
				{ status: 'acknowledgedOnce', acknowledgments: [{ type: '997', verdict: 'accepted' }] },
			]);
			expect(statusOf(order!.parcelId)).toBe('InBoxTransferred');
		});

		editor.test('an invoice is written and sent', async () => {
			await buildInvoiceOut(canvas, invoice, picture);
			expect(lab.sandbox.partner.report().received.at(-1)).toMatchObject({
				sender: 'HARBORLINE',
				receiver: '9254110060',
				groups: [{ type: 'IN', messages: [{ type: '810' }] }],
				answeredWith: [{ type: '997' }],
			});
		});

		editor.test('the 997 of the invoice is matched, and confirmed', async () => {
			const { answeredWith } = lab.sandbox.partner.report().received.at(-1)!;
			await matchInParcelsIn(canvas, picture);
			expect(statusOf(answeredWith[0]!.parcelId)).toBe('InBoxTransferred');
		});

		editor.test('published, it acknowledges the next order by itself', async () => {
			const orders = lab.sandbox.partner.sendOrders({ count: 2 });
			await canvas.publish();
			await waitFor('the acknowledgments', () =>
				sentOrders().every(({ status }) => status === 'acknowledgedOnce') ? true : undefined,
			);
			await waitFor('the confirmations', () =>
				orders.every(({ parcelId }) => statusOf(parcelId) === 'InBoxTransferred') ? true : undefined,
			);
			await picture('loop-published');
		});
	});
});
