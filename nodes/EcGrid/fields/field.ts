import type { INodeProperties } from 'n8n-workflow';

import { required, type Parser, type RequiredParser } from './parsers';

/** The types of the API's request fields, as its pages name them. */
export type ApiType =
	'string' | 'int' | 'long' | 'datetime' | 'Objects' | 'HTTPAuthType' | 'Status' | 'ParcelStatus';

/** What every field has, wherever its value goes. */
interface FieldOf<R extends Parser> {
	/** As n8n shows it. Conditions on other fields stand in its `displayOptions.show`; a hidden field is never sent. */
	property: INodeProperties;
	/** `local`: not part of the request; for the operation itself. */
	in: 'body' | 'path' | 'query' | 'local';
	/** The API's name of it, where that is not the name of the property. */
	apiName?: string;
	type: ApiType;
	/** Checks and converts the value; `undefined` leaves it out of the request. */
	parse: R;
}

/** A field that has to be filled in. */
export type RequiredField = FieldOf<RequiredParser>;

/** One field of an operation: what a person sees, and where its value goes in the request. One of the path has to be filled in. */
export type Field = (FieldOf<Parser> & { in: 'body' | 'query' | 'local' }) | (RequiredField & { in: 'path' });

/** The same field, which has to be filled in. */
export const requiredField = (field: FieldOf<Parser>): RequiredField => ({
	...field,
	property: { ...field.property, required: true },
	parse: required(field.parse),
});
