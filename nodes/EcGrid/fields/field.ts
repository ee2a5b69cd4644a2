import type { INodeProperties } from 'n8n-workflow';

import { required, type Reader, type RequiredReader } from './readers';

/** The types of the API's request fields, as its pages name them. */
export type ApiType =
	'string' | 'int' | 'long' | 'datetime' | 'Objects' | 'HTTPAuthType' | 'Status' | 'ParcelStatus';

/** What every field has, wherever its value goes. */
interface FieldOf<R extends Reader> {
	/** As n8n shows it. Conditions on other fields stand in its `displayOptions.show`; a hidden field is never sent. */
	property: INodeProperties;
	/** `node`: not part of the request; for the operation itself. */
	in: 'body' | 'path' | 'query' | 'node';
	/** The API's name of it, where that is not the name of the property. */
	key?: string;
	type: ApiType;
	/** Checks and converts the value; `undefined` leaves it out of the request. */
	read: R;
}

/** A field that has to be filled in. */
export type RequiredField = FieldOf<RequiredReader>;

/** One field of an operation: what a person sees, and where its value goes in the request. One of the path has to be filled in. */
export type Field = (FieldOf<Reader> & { in: 'body' | 'query' | 'node' }) | (RequiredField & { in: 'path' });

/** The same field, which has to be filled in. */
export const mandatory = (field: FieldOf<Reader>): RequiredField => ({
	...field,
	property: { ...field.property, required: true },
	read: required(field.read),
});
