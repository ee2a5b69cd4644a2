import { requiredField } from '../../fields/field';
import { ecGridId } from '../../fields/locator';
import { ediId, qualifier } from '../../fields/qualifiedId';
import type { Operation } from '../operation';

/** Page: rest-api/ids/add-van. */
export const addVan: Operation = {
	value: 'addVan',
	name: 'Add VAN',
	action: 'Add VAN to ECGrid ID',
	description: 'Connect an ECGrid ID to another VAN (value-added network) by the ID that it has there',
	endpoint: 'POST /v2/ids/tp-add-van',
	idempotent: false,
	howToVerify: "No operation shows the VANs of an ECGrid ID. Ask ECGrid's support.",
	fields: [
		requiredField(ecGridId({ description: 'The ECGrid ID to connect' })),
		qualifier({
			displayName: 'VAN Qualifier',
			name: 'vanQualifier',
			description: 'The qualifier that the VAN uses, as in ISA05 or ISA07 of an X12 file',
		}),
		ediId({
			displayName: 'VAN ID',
			name: 'vanId',
			description: 'The ID that the VAN uses, as in ISA06 or ISA08 of an X12 file',
		}),
	],
};
