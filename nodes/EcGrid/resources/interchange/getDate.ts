import { interchangeHeader } from '../../fields/interchangeHeader';
import { bareValue } from '../bareValue';
import type { Operation } from '../operation';

/** Page: rest-api/interchanges/get-date. */
export const getDate: Operation = {
	value: 'getDate',
	name: 'Get Date',
	action: 'Get date of interchange',
	description: 'Read the date and time of an interchange from its header, without sending the file',
	endpoint: 'POST /v2/interchanges/get-date',
	idempotent: true,
	returnsData: 'something',
	fields: [interchangeHeader],
	output: bareValue('date'),
};
