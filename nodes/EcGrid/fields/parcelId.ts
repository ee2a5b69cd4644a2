import type { Field, RequiredField } from './field';
import { longId, required } from './parsers';

/** Which parcel. Page: rest-api/parcels/download-parcel. */
export const parcelId: RequiredField = {
	property: {
		displayName: 'Parcel ID',
		name: 'parcelId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 987654321',
		description: 'The ID of the parcel, such as the parcelId that the trigger or a list of parcels puts out',
	},
	in: 'body',
	type: 'long',
	parse: required(longId),
};

/** Which parcel, where its ID is part of the path. Page: rest-api/parcels/get-parcel. */
export const parcelIdInPath: Field = { ...parcelId, in: 'path', apiName: 'id' };
