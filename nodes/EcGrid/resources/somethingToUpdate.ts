import { invalidField } from '../transport/invalidField';
import type { ItemRequest } from './operation';

/** Refuses an update that names an object, but nothing to change. */
export function checkSomethingToUpdate({ request: { body = {} }, ids }: ItemRequest): void {
	if (Object.keys(body).some((name) => !Object.hasOwn(ids, name))) return;
	throw invalidField('Update Fields', 'is empty. Add at least one field to change.');
}
