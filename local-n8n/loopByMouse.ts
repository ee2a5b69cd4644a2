import type { Canvas, Picture } from './canvas';

const ecGrid = (action: string) => ({ search: 'parcel', entry: 'ECGrid', action });
const edi = (search: string, action: string) => ({ search, entry: 'X12 and EDIFACT', action });

const trigger = 'ECGrid Inbox Trigger';
const download = 'Download parcel';

/** The invoice in a page of the documentation. */
export const invoiceIn = (page: string): object =>
	JSON.parse(/```json\n([^`]*)```/.exec(page)![1]!) as object;

/** Builds “Parcels in”: the waiting order is read, the partner gets the 997, and the download is confirmed. */
export async function buildParcelsIn(canvas: Canvas, picture: Picture): Promise<void> {
	await canvas.newWorkflow();
	await canvas.choose({ search: 'ecgrid inbox', entry: trigger, action: 'Add to workflow' });
	await canvas.execute('850-');
	await picture('loop-trigger');
	await canvas.closePanel();
	await canvas.rename('Parcels in');

	await canvas.addAfter(trigger, ecGrid('Download parcel'));
	await canvas.drag('parcelId', 'parcelId');
	await canvas.execute('application/EDI-X12');
	await picture('loop-download');

	await canvas.addAfter(download, edi('read EDI', 'Read X12 or EDIFACT file'));
	await canvas.execute('HARBORLINE');
	await picture('loop-read');

	await canvas.branch(download, 180, edi('acknowledge', 'Acknowledge file'));
	await canvas.execute('997-');
	await picture('loop-acknowledge');

	await canvas.addAfter('EDI1', ecGrid('Upload parcel'));
	await canvas.execute('997-');
	await picture('loop-upload');

	await canvas.addAfter('Upload parcel', ecGrid('Confirm parcel download'));
	await canvas.drag('parcelId', 'parcelId', trigger);
	await canvas.execute('success');
	await picture('loop-confirm');
}

/** Builds “Invoice out”: an invoice is written and sent. */
export async function buildInvoiceOut(canvas: Canvas, invoice: object, picture: Picture): Promise<void> {
	await canvas.newWorkflow();
	await canvas.chooseTrigger('Trigger manually');
	await canvas.rename('Invoice out');
	await canvas.addAfter('When clicking ‘Execute workflow’', { search: 'edit fields', entry: 'Edit Fields' });
	await canvas.select('mode', 'JSON');
	await canvas.typeJson('jsonOutput', invoice);
	await canvas.execute('INV-1');

	await canvas.addAfter('Edit Fields', edi('write EDI', 'Write X12 or EDIFACT file'));
	for (const [parameter, text] of [
		['senderQualifier', 'ZZ'],
		['senderId', 'HARBORLINE'],
		['receiverQualifier', '08'],
		['receiverId', '9254110060'],
	] as const)
		await canvas.type(parameter, text);
	await canvas.execute('810-');
	await picture('loop-invoice');

	await canvas.addAfter('EDI', ecGrid('Upload parcel'));
	await canvas.execute('810-');
}

/** Adds a branch to “Parcels in”: the waiting acknowledgment of the invoice is matched and confirmed. */
export async function matchInParcelsIn(canvas: Canvas, picture: Picture): Promise<void> {
	await canvas.openWorkflow('Parcels in');
	await canvas.branch(download, 400, edi('match acknowledgments', 'Match acknowledgments'));
	await canvas.execute('accepted');
	await picture('loop-match');

	await canvas.addAfter('EDI2', ecGrid('Confirm parcel download'));
	await canvas.drag('parcelId', 'parcelId', trigger);
	await canvas.execute('success');
	await canvas.closePanel();
	await canvas.fit();
	await picture('loop');
}
