import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { Field } from '../fields/field';
import type { ApiRequest } from '../transport/api';
import type { ItemRequest } from './request';

/** What comes out for one input item. */
export type OutputItem = Pick<INodeExecutionData, 'json' | 'binary'>;

/** One input item on its way through an operation that carries it out itself. */
export interface ItemRun extends ItemRequest {
	context: IExecuteFunctions;
	itemIndex: number;
	/** Sends a request for this item. */
	send(request: ApiRequest): Promise<unknown>;
}

/** One operation: its fields, its request, and what comes out. Everything else is derived from this. */
export interface Operation {
	value: string;
	name: string;
	/** As the node creator lists it, such as “Create a callback”. */
	action: string;
	description: string;
	/** The API's endpoint, such as `POST /v2/callbacks/create`. */
	endpoint: `${IHttpRequestMethods} /v2/${string}`;
	/** True for what may be done twice without harm: reads, update, delete, confirm. */
	repeatable: boolean;
	/** For what may not: how to see whether it was done, as a sentence. Said when the outcome is not known. */
	check?: string;
	/** True for what ECGrid answers with more than that it was done. Where nothing comes, it is not known what happened. */
	hasAnswer?: true;
	fields: Field[];
	/** Fields behind “Add Field” (for lists “Add Filter”): sent only when added and filled in. */
	additionalFields?: Field[];
	/** Checks what the fields say only together. Throws a UserError that names the field; nothing was sent yet. */
	verify?(item: ItemRequest): void;
	/** For operations that give a list. With a page size the rows come page by page; without one, all at once. */
	list?: { recordsPerPage?: number };
	/** Carries the item out itself, where sending the one request is not all that it takes. */
	perform?(run: ItemRun): Promise<OutputItem[]>;
	/** Makes the output out of the answer's `data` and what was sent; one item for each object. Without it, `data` is the output. */
	output?(data: unknown, sent: ApiRequest): IDataObject | IDataObject[];
}

export interface Resource {
	value: string;
	name: string;
	description: string;
	/** What a saved workflow without an operation means, and so for good: n8n does not save a default. */
	defaultOperation: Operation;
	operations: Operation[];
}

const only = (property: INodeProperties, show: Record<string, string[]>): INodeProperties => ({
	...property,
	displayOptions: { ...property.displayOptions, show: { ...show, ...property.displayOptions?.show } },
});

/** The collection that holds an operation's additional fields. */
export const additionOf = ({ list, value }: Operation) => {
	if (list) return { displayName: 'Filters', name: 'filters', placeholder: 'Add Filter' };
	return value === 'update'
		? { displayName: 'Update Fields', name: 'updateFields', placeholder: 'Add Field' }
		: { displayName: 'Additional Fields', name: 'additionalFields', placeholder: 'Add Field' };
};

const limits: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { returnAll: [false] } },
		default: 50,
		description: 'Max number of results to return',
	},
];

const propertiesOfOperation = (operation: Operation): INodeProperties[] => {
	const options = operation.additionalFields
		?.map(({ property }) => property)
		.sort((left, right) => left.displayName.localeCompare(right.displayName));
	return [
		...operation.fields.map(({ property }) => property),
		...(operation.list ? limits : []),
		...(options ? [{ ...additionOf(operation), type: 'collection' as const, default: {}, options }] : []),
	];
};

/** A list to choose from. */
const choice = (
	displayName: string,
	name: string,
	options: INodePropertyOptions[],
	{ value }: Resource | Operation,
): INodeProperties => ({
	displayName,
	name,
	type: 'options',
	noDataExpression: true,
	options,
	default: value,
});

/** The properties of a node that offers these resources: resource, operation, and each operation's fields. */
export function propertiesOf(resources: Resource[], defaultResource: Resource): INodeProperties[] {
	return [
		choice(
			'Resource',
			'resource',
			resources.map(({ name, value, description }) => ({ name, value, description })),
			defaultResource,
		),
		...resources.flatMap(({ value: resource, operations, defaultOperation }) => [
			only(
				choice(
					'Operation',
					'operation',
					operations.map(({ name, value, action, description }) => ({ name, value, action, description })),
					defaultOperation,
				),
				{ resource: [resource] },
			),
			...operations.flatMap((operation) =>
				propertiesOfOperation(operation).map((property) =>
					only(property, { resource: [resource], operation: [operation.value] }),
				),
			),
		]),
	];
}
