import type { IDataObject } from 'n8n-workflow';

import { isRecord, firstId } from '../../transport/record';

/**
 * The ID of the sent parcel, from a number, digits, or an object that contains it (row P1 of the sheet); `null` if ECGrid
 * names none. Never an error, because the file is on its way and must not be sent again.
 */
export const newParcel = (data: unknown): IDataObject => ({
	parcelId: firstId(isRecord(data) ? data : { parcelId: data }, 'parcelId') ?? null,
});
