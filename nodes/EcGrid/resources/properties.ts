import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { byDisplayName } from '../../shared/byDisplayName';
import type { Operation, Resource } from './operation';
import { outputProperties } from './outputChoice';

const only = (property: INodeProperties, show: Record<string, string[]>): INodeProperties => ({
	...property,
	displayOptions: { ...property.displayOptions, show: { ...show, ...property.displayOptions?.show } },
});

/** The collection of an operation's additional fields. */
export const collectionFor = ({ list, value }: Operation) => {
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
	const options = operation.additionalFields?.map(({ property }) => property).sort(byDisplayName);
	return [
		...operation.fields.map(({ property }) => property),
		...(operation.list ? limits : []),
		...(operation.outputFields ? outputProperties(operation.outputFields) : []),
		...(options ? [{ ...collectionFor(operation), type: 'collection' as const, default: {}, options }] : []),
	];
};

/**
 * The properties of all operations of a resource, each in the order of its operation. Operations share equal properties:
 * the fewer there are, the faster the editor is.
 */
function propertiesOfOperations(operations: Operation[]): Array<[INodeProperties, string[]]> {
	const merged: Array<{ property: INodeProperties; written: string; values: string[] }> = [];
	for (const operation of operations) {
		let at = 0;
		for (const property of propertiesOfOperation(operation)) {
			const written = JSON.stringify(property);
			const equal = merged.findIndex((each, index) => index >= at && each.written === written);
			if (equal < 0) merged.splice(at, 0, { property, written, values: [operation.value] });
			else merged[equal]!.values.push(operation.value);
			at = (equal < 0 ? at : equal) + 1;
		}
	}
	return merged.map(({ property, values }) => [property, values]);
}

/** A property with a list to choose from. */
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

/** The properties of a node with these resources: resource, operation and each operation's fields. */
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
			...propertiesOfOperations(operations).map(([property, operation]) =>
				only(property, { resource: [resource], operation }),
			),
		]),
	];
}
