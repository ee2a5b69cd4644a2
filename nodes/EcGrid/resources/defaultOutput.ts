import { UserError, type GenericValue, type IDataObject } from 'n8n-workflow';

import { isNothing, isRecord } from '../transport/record';
import type { ItemRequest, Operation } from './operation';

/** The one thing that a Get asks for, as ECGrid sent it. Throws where ECGrid says that all is well and sends nothing. */
export function singleObject(data: unknown): IDataObject | IDataObject[] {
	if (isNothing(data)) {
		throw new UserError(
			'ECGrid answered without an error, but sent nothing. It may know no such object, or not show it to this API key: check the ID.',
		);
	}
	return data as IDataObject;
}

const asObject = (value: unknown): IDataObject => (isRecord(value) ? value : { data: value as GenericValue });

/**
 * What comes out for one answer, or one row of a list: what ECGrid sent. Where that says no more than that it was done,
 * which object it was done to, and of a DELETE that it is deleted.
 */
export function defaultOutput(
	data: unknown,
	{ list }: Operation,
	{ request, ids }: ItemRequest,
): IDataObject {
	if (list) return asObject(data);
	if (request.method === 'GET') return asObject(singleObject(data));
	if (data !== true && !isNothing(data)) return asObject(data);
	return { success: true, ...(request.method === 'DELETE' && { deleted: true }), ...ids };
}

/** An output with these fields only, whatever the case of their letters; all of it if it has none of them. */
export function simplified(output: IDataObject, names: string[]): IDataObject {
	const lowered = names.map((name) => name.toLowerCase());
	const kept = Object.entries(output).filter(([name]) => lowered.includes(name.toLowerCase()));
	return kept.length > 0 ? Object.fromEntries(kept) : output;
}
