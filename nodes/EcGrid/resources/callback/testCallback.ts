import type { GenericValue, IDataObject } from 'n8n-workflow';

import { callbackId } from '../../fields/ids';
import { withoutLoginsIn } from '../../transport/logins';
import { isRecord } from '../../transport/record';

import type { Operation } from '../operation';

/** The result of the call, without logins: some receivers return the request that they got. */
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
		"Have ECGrid call a callback's URL now: the receiver gets a real request. The output is the receiver's response.",
	endpoint: 'POST /v2/callbacks/test',
	idempotent: false,
	howToVerify: 'The receiver at the URL knows whether a request arrived.',
	returnsData: 'something',
	fields: [callbackId],
	output,
};
