import type { Resource } from '../operation';
import { addAcknowledgmentNote } from './addAcknowledgmentNote';
import { cancel } from './cancel';
import { confirm } from './confirm';
import { download } from './download';
import { findMailbagControlId } from './findMailbagControlId';
import { get } from './get';
import { getInbox } from './getInbox';
import { getManifest } from './getManifest';
import { getOutbox } from './getOutbox';
import { getPending } from './getPending';
import { resetToInbox } from './resetToInbox';
import { sendTestFile } from './sendTestFile';
import { setMailbagControlId } from './setMailbagControlId';
import { update } from './update';
import { upload } from './upload';

export const parcel: Resource = {
	value: 'parcel',
	name: 'Parcel',
	description: 'A file in a mailbox or on its way',
	defaultOperation: download,
	// In the order of a parcel's way.
	operations: [
		getPending,
		download,
		confirm,
		resetToInbox,
		upload,
		sendTestFile,
		cancel,
		get,
		getManifest,
		getInbox,
		getOutbox,
		update,
		setMailbagControlId,
		findMailbagControlId,
		addAcknowledgmentNote,
	],
};
