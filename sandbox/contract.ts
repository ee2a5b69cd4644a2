import contract from '../test/contract/ecgrid-api.json';
import enumValues from '../test/contract/ecgrid-enums.json';

export interface Field {
	name: string;
	in: 'body' | 'path' | 'query';
	type: string;
	required: boolean;
	constraint?: string;
}

/** What a page says of a value in an answer: a type, or fields, or a list of one shape. */
export type Shape = string | Shape[] | { [name: string]: Shape };

export interface Endpoint {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	path: string;
	request: Field[];
	/** The `data` of a successful answer. */
	data: Shape;
}

/** The endpoints of the vendor's API pages. */
export const endpoints = contract as unknown as Endpoint[];

/** The vendor's enums: name to values. */
export const enums: Readonly<Record<string, readonly string[]>> = enumValues;

/** How an endpoint is called throughout the sandbox: `POST /v2/callbacks/create`. */
export const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`;
