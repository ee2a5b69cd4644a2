import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildInvoiceOut, buildParcelsIn, invoiceIn, matchInParcelsIn } from '../../local-n8n/loopByMouse';
import { waitFor } from '../../local-n8n/wait';
import { describeInBrowser } from './browser';
import { usePersonsN8n } from './person';

/** The invoice of the documentation. */
const invoice = invoiceIn(readFileSync(join(__dirname, '../../docs/edi-loop.md'), 'utf8'));

describeInBrowser('in an empty n8n, a person builds the loop by mouse, as docs/edi-loop.md says:', () => {
	const { lab, editor, canvas, picture, isConfirmed } = usePersonsN8n();
	const sentOrders = () => lab.sandbox.partner.report().sent;

	editor.test('an order is read, its partner gets the 997, and the download is confirmed', async () => {
		const [order] = lab.sandbox.partner.sendOrders();
		await buildParcelsIn(canvas, picture);
		expect(sentOrders()).toMatchObject([
			{ status: 'acknowledgedOnce', acknowledgments: [{ type: '997', verdict: 'accepted' }] },
		]);
		expect(isConfirmed(order!.parcelId)).toBe(true);
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
		expect(isConfirmed(answeredWith[0]!.parcelId)).toBe(true);
	});

	editor.test('published, it acknowledges the next order by itself', async () => {
		const orders = lab.sandbox.partner.sendOrders({ count: 2 });
		await canvas.publish();
		await waitFor('the acknowledgments', () =>
			sentOrders().every(({ status }) => status === 'acknowledgedOnce') ? true : undefined,
		);
		await waitFor('the confirmations', () =>
			orders.every(({ parcelId }) => isConfirmed(parcelId)) ? true : undefined,
		);
		await picture('loop-published');
	});
});
