import type { IDataObject, IExecuteFunctions, IHttpRequestMethods, INodeExecutionData } from 'n8n-workflow';

import type { Field } from '../fields/field';
import type { ApiRequest } from '../transport/api';

/** What comes out for one input item. */
export type OutputItem = Pick<INodeExecutionData, 'json' | 'binary'>;

/** What one item asks for. */
export interface ItemRequest {
	request: ApiRequest;
	/** The IDs that the operation has to be given, by name. */
	ids: IDataObject;
	/** The values of the fields that are no part of the request, by name. */
	localValues: IDataObject;
	/** Of a list: how many rows are wanted at most. */
	limit: number;
	/** Of a response with many fields: whether only the most useful ones are returned. */
	isSimplified: boolean;
}

/** One input item on its way through an operation that carries it out itself. */
export interface ItemRun extends ItemRequest {
	context: IExecuteFunctions;
	itemIndex: number;
	/** Sends a request for this item. */
	send(request: ApiRequest): Promise<unknown>;
	/** Sends a request for the whole of a list, and gives its rows. Throws where ECGrid tells of more rows than it gives. */
	rows(request: ApiRequest): Promise<IDataObject[]>;
}

interface AnyOperation {
	value: string;
	name: string;
	/** As the node creator lists it, in sentence case and without articles, such as “Create callback”. */
	action: string;
	description: string;
	/** The API's endpoint, such as `POST /v2/callbacks/create`. */
	endpoint: `${IHttpRequestMethods} /v2/${string}`;
	/**
	 * True for what ECGrid answers with more than that it was done, `something` where that has to be said in `data`, too.
	 * Where it does not come, it is not known what happened.
	 */
	returnsData?: true | 'something';
	fields: Field[];
	/** Fields behind “Add Field” (for lists “Add Filter”): sent only when added and filled in. */
	additionalFields?: Field[];
	/** Checks what the fields say only together. Throws a UserError that names the field; nothing was sent yet. */
	validate?(item: ItemRequest): void;
	/** For operations that give a list. With a page size the rows come page by page; without one, all at once. */
	list?: { recordsPerPage?: number };
	/** For a response with more than ten fields: the most useful ones, ten at most, which are returned unless Simplify is off. */
	simplifiedFields?: string[];
	/** Carries the item out itself, where sending the one request is not all that it takes. */
	perform?(run: ItemRun): Promise<OutputItem[]>;
	/** Makes the output out of the answer's `data` and what was asked; one item for each object. Without it, see `defaultOutput`. */
	output?(data: unknown, item: ItemRequest): IDataObject | IDataObject[];
}

interface IdempotentOperation extends AnyOperation {
	/** May be done twice without harm: reads, update, delete, confirm. It is tried again where its outcome is not known. */
	idempotent: true;
	howToVerify?: undefined;
}

interface OperationToDoOnce extends AnyOperation {
	idempotent: false;
	/** How to see whether it was done, as a sentence. Said when the outcome is not known. */
	howToVerify: string;
}

/** One operation: its fields, its request, and what comes out. Everything else is derived from this. */
export type Operation = IdempotentOperation | OperationToDoOnce;

export interface Resource {
	value: string;
	name: string;
	description: string;
	/** What a saved workflow without an operation means, and so for good: n8n does not save a default. */
	defaultOperation: Operation;
	operations: Operation[];
}
