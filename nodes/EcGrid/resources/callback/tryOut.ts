import { callbackId } from '../../fields/callbackId';
import type { Operation } from '../operation';

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
};
