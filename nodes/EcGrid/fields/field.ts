import type { INodeProperties } from 'n8n-workflow';

import type { Reader } from './readers';

/** The types of the API's request fields, as its pages name them. */
export type ApiType = 'string' | 'int' | 'long' | 'datetime' | 'Objects' | 'HTTPAuthType' | 'Status';

/** One field of an operation: what a person sees, and where its value goes in the request. */
export interface Field {
	/** As n8n shows it. Conditions on other fields stand in its `displayOptions.show`; a hidden field is never sent. */
	property: INodeProperties;
	in: 'body' | 'path' | 'query';
	type: ApiType;
	/** Checks and converts the value; `undefined` leaves it out of the request. */
	read: Reader;
}
