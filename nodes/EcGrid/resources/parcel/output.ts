import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../transport/api';
import { isRecord, readId } from '../../transport/record';

/** The parcel that a request is about, whose ID stands in the body or at the end of the path. */
const parcelIdOf = ({ body, path }: ApiRequest) => body?.parcelId ?? Number(path.split('/').at(-1));

/** What comes out where ECGrid answers with a bare `true`. */
export const done = (_: unknown, sent: ApiRequest): IDataObject => ({
	success: true,
	parcelId: parcelIdOf(sent),
});

/**
 * The parcel that was sent, out of a number, digits, or an object that holds its ID (row P1 of the sheet); `null`
 * where ECGrid names none. Never an error: the file is on its way, and must not be sent again.
 */
export const newParcel = (data: unknown): IDataObject => ({
	parcelId: readId(isRecord(data) ? data : { parcelId: data }, 'parcelId') ?? null,
});
