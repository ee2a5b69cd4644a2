import { mailbox } from '../../fields/locator';
import { mailbagControlId } from '../../fields/texts';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/find-mailbag-control-id. */
export const findMailbagControlId: Operation = {
	value: 'findMailbagControlId',
	name: 'Find by Mailbag Control ID',
	action: 'Find parcels by mailbag control ID',
	description: 'List the parcels that were tagged with a mailbag control ID',
	endpoint: 'POST /v2/parcels/find-mailbagcontrolid',
	idempotent: true,
	fields: [mailbagControlId('The tag of the parcels')],
	additionalFields: [mailbox({ description: 'Only parcels of this mailbox' })],
	list: {},
};
