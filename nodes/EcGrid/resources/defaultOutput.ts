import { UserError, type GenericValue, type IDataObject } from 'n8n-workflow';

import { isNothing, isRecord } from '../transport/record';
import type { ItemRequest, Operation } from './operation';
import type { KeptFields } from './outputChoice';

/** The objects of a response that isn't a list: usually one. An empty list means nothing, too. */
export const objectsIn = (data: unknown): unknown[] => {
	const objects = [data].flat();
	return objects.length > 0 ? objects : [undefined];
};

/** What a Get requests, as ECGrid sent it. Throws if ECGrid only reports success. */
export function somethingIn(data: unknown): unknown {
	if (data === true || isNothing(data)) {
		throw new UserError(
			"ECGrid answered without an error, but sent nothing. Check the ID: the object may not exist, or this API key isn't allowed to see it.",
		);
	}
	return data;
}

const asObject = (value: unknown): IDataObject => (isRecord(value) ? value : { data: value as GenericValue });

/** The output of a Get, one item for each object. Throws if ECGrid only reports success. */
export const objectsGotten = (data: unknown): IDataObject[] =>
	objectsIn(data).map((object) => asObject(somethingIn(object)));

/**
 * The output for one response, or one row of a list, as ECGrid sent it. If the response only reports success, the output
 * contains the object's IDs and, for a DELETE, that it is deleted.
 */
export function defaultOutput(
	data: unknown,
	{ list }: Pick<Operation, 'list'>,
	{ request, ids }: ItemRequest,
): IDataObject {
	if (list) return asObject(data);
	if (request.method === 'GET') return asObject(somethingIn(data));
	if (data !== true && !isNothing(data)) return asObject(data);
	return { success: true, ...(request.method === 'DELETE' && { deleted: true }), ...ids };
}

/** An output with these fields only, in any letter case. */
export function onlyFields(output: IDataObject, { names, orWhole }: KeptFields): IDataObject {
	const lowered = names.map((name) => name.toLowerCase());
	const kept = Object.entries(output).filter(([name]) => lowered.includes(name.toLowerCase()));
	return kept.length === 0 && orWhole ? output : Object.fromEntries(kept);
}
