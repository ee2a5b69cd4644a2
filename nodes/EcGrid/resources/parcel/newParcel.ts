import type { IDataObject } from 'n8n-workflow';

import { isRecord, firstId } from '../../transport/record';

/**
 * The parcel that was sent, out of a number, digits, or an object that holds its ID (row P1 of the sheet); `null`
 * where ECGrid names none. Never an error: the file is on its way, and must not be sent again.
 */
export const newParcel = (data: unknown): IDataObject => ({
	parcelId: firstId(isRecord(data) ? data : { parcelId: data }, 'parcelId') ?? null,
});
