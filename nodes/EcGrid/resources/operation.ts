import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	INodeExecutionData,
	NodeHint,
} from 'n8n-workflow';

import type { Field } from '../fields/field';
import type { ApiRequest } from '../transport/api';
import type { KeptFields } from './outputChoice';

/** An output item for an input item. */
export type OutputItem = Pick<INodeExecutionData, 'json' | 'binary'>;

/** The request of one item, and its settings. */
export interface ItemRequest {
	request: ApiRequest;
	/** The operation's required IDs, by name. */
	ids: IDataObject;
	/** The values of the fields that aren't part of the request, by name. */
	localValues: IDataObject;
	/** For a list: the most rows to return. */
	limit: number;
	/** The fields to return; all of them if undefined. */
	keptFields?: KeptFields;
}

/** An input item of an operation with a `perform` of its own. */
export interface ItemRun extends ItemRequest {
	context: IExecuteFunctions;
	itemIndex: number;
	/** Sends a request for this item. */
	send(request: ApiRequest): Promise<unknown>;
	/** Requests a whole list and returns its rows. Throws if ECGrid reports more rows than it returns. */
	rows(request: ApiRequest): Promise<IDataObject[]>;
}

interface AnyOperation {
	value: string;
	name: string;
	/** The name in the node creator, in sentence case and without articles, such as “Create callback”. */
	action: string;
	description: string;
	/** What the editor says beside the output before a run: what a person mustn't miss. */
	hintBefore?: Pick<NodeHint, 'message' | 'type'>;
	/** The same after a run in which ECGrid carried it out for at least one item. */
	hintAfter?: Pick<NodeHint, 'message' | 'type'>;
	/** The API's endpoint, such as `POST /v2/callbacks/create`. */
	endpoint: `${IHttpRequestMethods} /v2/${string}`;
	/**
	 * True if ECGrid's response to a success contains more than that; `something` if its `data` must contain a value, too.
	 * If that is missing, it isn't known what happened.
	 */
	returnsData?: true | 'something';
	/** The lowest AuthLevel that ECGrid's pages name for it. Pages: its own, getting-started/error-handling-troubleshooting. */
	leastAuthLevel?: 'NetworkAdmin';
	/** True if an AI agent shouldn't have it as a tool, although it isn't a DELETE: it ends something for good, changes who has access, or its output is a secret. */
	dangerous?: true;
	fields: Field[];
	/** Fields behind “Add Field” (for lists, “Add Filter”): sent only if they are added and filled in. */
	additionalFields?: Field[];
	/** Checks the fields in combination, before anything is sent. Throws a UserError that names the field. */
	validate?(item: ItemRequest): void;
	/** For operations that return a list. With a page size, the node reads it page by page; without one, all at once. */
	list?: { recordsPerPage?: number };
	/** For a response with more than ten fields: all of them, the most useful first. The node returns the first ten unless a person chooses otherwise. */
	outputFields?: string[];
	/** Carries out the item, if that takes more than sending one request. */
	perform?(run: ItemRun): Promise<OutputItem[]>;
	/** Makes the output from the response's `data` and the request, one item for each object. Default: `defaultOutput`. */
	output?(data: unknown, item: ItemRequest): IDataObject | IDataObject[];
}

interface IdempotentOperation extends AnyOperation {
	/** Safe to repeat: reads, update, delete, confirm. The node retries the request if its outcome is unknown. */
	idempotent: true;
	howToVerify?: undefined;
}

interface OperationToDoOnce extends AnyOperation {
	idempotent: false;
	/** How to check whether the request was carried out, as a sentence for errors with an unknown outcome. */
	howToVerify: string;
}

/** An operation: its fields, its request and its output. Everything else is derived from this. */
export type Operation = IdempotentOperation | OperationToDoOnce;

export interface Resource {
	value: string;
	name: string;
	description: string;
	/** The operation of a saved workflow that names none. It never changes, because n8n doesn't save a default. */
	defaultOperation: Operation;
	operations: Operation[];
}
