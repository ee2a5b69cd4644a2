import type { Canvas, Picture } from './canvas';
import type { Keyboard } from './keyboard';

const INBOX = 'ECGrid Inbox Trigger';
const PUSH = 'ECGrid Trigger';
const parcelAction = (action: string) => ({ search: 'parcel', entry: 'ECGrid', action });
const ediAction = (search: string, action: string) => ({ search, entry: 'X12 and EDIFACT', action });

/** Follows the five steps of the README's quick start: a waiting order becomes JSON, and the workflow is published. */
export async function buildQuickStart(canvas: Canvas, picture: Picture): Promise<void> {
	await canvas.newWorkflow();
	await canvas.choose({ search: 'inbox', entry: INBOX, action: 'Add to workflow' });
	await canvas.execute('850-');
	await picture('quick-start-trigger');

	await canvas.addAfter(INBOX, parcelAction('Download parcel'));
	await canvas.drag('parcelId', 'parcelId');
	await canvas.execute('application/EDI-X12');
	await picture('quick-start-download');

	await canvas.addAfter('Download parcel', ediAction('850', 'Read X12 or EDIFACT file'));
	await canvas.execute('HARBORLINE');
	await picture('quick-start-read');

	await canvas.addAfter('EDI', parcelAction('Confirm parcel download'));
	await canvas.drag('parcelId', 'parcelId', INBOX);
	await canvas.execute('success');
	await canvas.closePanel();
	await canvas.fit();
	await picture('quick-start');
	await canvas.publish();
}

/** Follows the same steps without a mouse. */
export async function buildQuickStartByKeyboard(keyboard: Keyboard): Promise<void> {
	await keyboard.newWorkflow();
	await keyboard.add('inbox', 1, 0);
	await keyboard.execute('850-');
	await keyboard.add('parcel', 0, 1);
	await keyboard.expression('$json.parcelId');
	await keyboard.execute('application/EDI-X12');
	await keyboard.add('850', 1, 0);
	await keyboard.execute('HARBORLINE');
	await keyboard.add('parcel', 0, 2);
	await keyboard.expression(`$('${INBOX}').item.json.parcelId`);
	await keyboard.execute('success');
	await keyboard.publish();
}

/** Builds a workflow that ECGrid starts: an arriving order is acknowledged. `makeEvent` has ECGrid call the test URL. */
export async function buildPush(
	canvas: Canvas,
	makeEvent: () => Promise<void>,
	picture: Picture,
): Promise<void> {
	await canvas.newWorkflow();
	await canvas.choose({ search: 'ecgrid', entry: 'ECGrid', action: 'On new ECGrid event' });
	await canvas.listen(makeEvent, '850-');
	await picture('push-trigger');

	await canvas.addAfter(PUSH, parcelAction('Download parcel'));
	await canvas.drag('parcelId', 'parcelId');
	await canvas.execute('application/EDI-X12');
	await canvas.addAfter('Download parcel', ediAction('acknowledge', 'Acknowledge file'));
	await canvas.execute('997-');
	await canvas.addAfter('EDI', parcelAction('Upload parcel'));
	await canvas.execute('997-');
	await canvas.addAfter('Upload parcel', parcelAction('Confirm parcel download'));
	await canvas.drag('parcelId', 'parcelId', PUSH);
	await canvas.execute('success');
	await canvas.closePanel();
	await canvas.fit();
	await picture('push');
	await canvas.publish();
}
