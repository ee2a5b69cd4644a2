import type { GenericValue, IDataObject } from 'n8n-workflow';

import { callbackId } from '../../fields/ids';
import { withoutLoginsIn } from '../../transport/logins';
import { isRecord } from '../../transport/record';

import type { Operation } from '../operation';

/** What came of the call. Some receivers answer with the request that they got, login and all. */
const output = (data: unknown): IDataObject => {
	const told = withoutLoginsIn(data);
	return isRecord(told) ? told : { data: told as GenericValue };
};

/** Page: rest-api/callbacks/test-callback. */
export const test: Operation = {
	value: 'test',
	name: 'Test',
	action: 'Test callback',
	description:
		'Have ECGrid call the URL of a callback now, and get how it answered. The receiver gets a real request.',
	endpoint: 'POST /v2/callbacks/test',
	idempotent: false,
	howToVerify: 'The receiver of the URL knows whether a request came.',
	returnsData: 'something',
	fields: [callbackId],
	output,
};
