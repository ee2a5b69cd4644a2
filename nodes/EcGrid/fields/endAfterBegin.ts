import type { IDataObject } from 'n8n-workflow';

import { invalidField } from '../transport/invalidField';
import type { Field } from './field';

/**
 * Makes the check of an operation that a span with both ends doesn't end before it begins: `begin` and `end` are fields
 * of the body that hold a time.
 */
export const endAfterBegin =
	(begin: Field, end: Field) =>
	({ request: { body = {} } }: { request: { body?: IDataObject } }): void => {
		const [from, until] = [begin, end].map(({ property }) => body[property.name]);
		if (from === undefined || until === undefined) return;
		if (Date.parse(String(until)) > Date.parse(String(from))) return;
		throw invalidField(
			end.property.displayName,
			`must be later than “${begin.property.displayName}”. Enter a later time${end.property.required ? '' : ', or leave one of them out'}.`,
		);
	};
