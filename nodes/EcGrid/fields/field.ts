import type { INodeProperties } from 'n8n-workflow';

import { required, type Reader } from './readers';

/** The types of the API's request fields, as its pages name them. */
export type ApiType =
	'string' | 'int' | 'long' | 'datetime' | 'Objects' | 'HTTPAuthType' | 'Status' | 'ParcelStatus';

/** One field of an operation: what a person sees, and where its value goes in the request. */
export interface Field {
	/** As n8n shows it. Conditions on other fields stand in its `displayOptions.show`; a hidden field is never sent. */
	property: INodeProperties;
	/** `node`: not part of the request; for the operation itself. */
	in: 'body' | 'path' | 'query' | 'node';
	/** The API's name of it, where that is not the name of the property. */
	key?: string;
	type: ApiType;
	/** Checks and converts the value; `undefined` leaves it out of the request. */
	read: Reader;
}

/** A field that has to be filled in. */
export const mandatory = (field: Field): Field => ({
	...field,
	property: { ...field.property, required: true },
	read: required(field.read),
});
