import type { IDataObject } from 'n8n-workflow';

import { invalidField } from '../transport/invalidField';
import type { Field } from './field';

/**
 * Makes the check of an operation that a span with both ends doesn't end before it begins: `begin` and `end` are fields
 * of the body that hold a time. With `orSame`, both may be the same moment.
 */
export const endAfterBegin =
	(begin: Field, end: Field, { orSame = false } = {}) =>
	({ request: { body = {} } }: { request: { body?: IDataObject } }): void => {
		const [from, until] = [begin, end].map(({ property }) => body[property.name]);
		if (from === undefined || until === undefined) return;
		const milliseconds = Date.parse(String(until)) - Date.parse(String(from));
		if (milliseconds > 0 || (orSame && milliseconds === 0)) return;
		throw invalidField(
			end.property.displayName,
			`must ${orSame ? 'not be earlier' : 'be later'} than “${begin.property.displayName}”. Enter a later time${end.property.required ? '' : ', or leave one of them out'}.`,
		);
	};
