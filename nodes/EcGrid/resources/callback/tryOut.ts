import type { IDataObject } from 'n8n-workflow';

import { callbackId } from '../../fields/callbackId';
import { isRecord } from '../../transport/record';
import { withoutLogins } from '../../transport/secrets';
import type { Operation } from '../operation';

/** What came of the call. Some receivers answer with the request that they got, login and all. */
const output = (data: unknown): IDataObject => {
	if (!isRecord(data))
		return data === null || data === undefined ? { success: true } : { data: data as never };
	return Object.fromEntries(
		Object.entries(data).map(([name, value]) => [
			name,
			typeof value === 'string' && name.toLowerCase() === 'responsebody' ? withoutLogins(value) : value,
		]),
	);
};

/** Page: rest-api/callbacks/test-callback. */
export const test: Operation = {
	value: 'test',
	name: 'Test',
	action: 'Test a callback',
	description:
		'Have ECGrid call the URL of a callback now, and get how it answered. The receiver gets a real request.',
	endpoint: 'POST /v2/callbacks/test',
	repeatable: false,
	check: 'The receiver of the URL knows whether a request came.',
	fields: [callbackId],
	output,
};
