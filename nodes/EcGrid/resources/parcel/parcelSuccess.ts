import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../transport/api';

/** The parcel that a request is about, whose ID stands in the body or at the end of the path. */
export const parcelIdOf = ({ body, path }: ApiRequest): number =>
	Number(body?.parcelId ?? path.split('/').at(-1));

/** What comes out where ECGrid answers with a bare `true`. */
export const parcelSuccess = (_: unknown, sent: ApiRequest): IDataObject => ({
	success: true,
	parcelId: parcelIdOf(sent),
});
