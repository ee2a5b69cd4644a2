import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { countField, idField } from '../../../../../nodes/EcGrid/fields/constructors';
import { requiredField } from '../../../../../nodes/EcGrid/fields/field';
import { mailbox } from '../../../../../nodes/EcGrid/fields/locator';
import { buildRequest } from '../../../../../nodes/EcGrid/resources/buildRequest';
import { defaultOutput } from '../../../../../nodes/EcGrid/resources/defaultOutput';
import type { Operation } from '../../../../../nodes/EcGrid/resources/operation';

const operation: Operation = {
	value: 'keep',
	name: 'Keep',
	action: 'Keep reports',
	description: 'Keep the reports of a mailbox for some days',
	endpoint: 'POST /v2/reports/keep',
	idempotent: true,
	fields: [
		requiredField(mailbox({ description: 'The mailbox' })),
		requiredField(idField({ displayName: 'Report ID', name: 'reportId' }, 'long')),
		idField({ displayName: 'User ID', name: 'userId' }),
		requiredField(countField({ displayName: 'Days', name: 'days' }, { minValue: 1, value: 7 })),
	],
};

test('the output for a response that only reports success has the required IDs, and no other number', () => {
	const parameters: IDataObject = { mailboxId: '30041', reportId: '12', userId: '3', days: 7 };
	const context = {
		getNode: () => ({ name: 'ECGrid', parameters: {} }),
		getTimezone: () => 'UTC',
		getNodeParameter: (name: string) => parameters[name],
	} as unknown as IExecuteFunctions;
	const item = buildRequest(context, operation, 0);
	expect(item.request.body).toEqual({ mailboxId: 30041, reportId: 12, userId: 3, days: 7 });
	expect(defaultOutput(true, operation, item)).toEqual({ success: true, mailboxId: 30041, reportId: 12 });
});
