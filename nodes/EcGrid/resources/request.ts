import type { IDataObject, IExecuteFunctions, IHttpRequestMethods } from 'n8n-workflow';

import type { Field } from '../fields/field';
import { nodeError } from '../transport/failure';
import type { ApiRequest } from '../transport/api';
import { additionOf, type Operation } from './operation';

const isShown = (context: IExecuteFunctions, { property }: Field, itemIndex: number): boolean =>
	Object.entries(property.displayOptions?.show ?? {}).every(([name, values]) =>
		values?.includes(context.getNodeParameter(name, itemIndex, '') as string),
	);

/** The request of one item: each field read from the node's parameters, checked, and put where it belongs. Nothing is sent. Bad input is thrown as a NodeOperationError that names the field. */
export function requestFor(context: IExecuteFunctions, operation: Operation, itemIndex: number): ApiRequest {
	const [method, template] = operation.endpoint.split(' ') as [IHttpRequestMethods, string];
	const settings = { timezone: context.getTimezone() };
	const sent: Record<Field['in'], IDataObject> = { body: {}, path: {}, query: {} };

	const take = (field: Field, value: unknown) => {
		const { name, displayName } = field.property;
		try {
			const result = field.read(value, displayName, settings);
			if (result !== undefined) sent[field.in][name] = result;
		} catch (error) {
			throw nodeError(context, error, { itemIndex, description: 'Nothing was sent to ECGrid.' });
		}
	};

	for (const field of operation.fields) {
		if (isShown(context, field, itemIndex)) {
			take(field, context.getNodeParameter(field.property.name, itemIndex, undefined));
		}
	}
	if (operation.additionalFields) {
		const { name } = additionOf(operation);
		const added = context.getNodeParameter(name, itemIndex, {}) as IDataObject;
		for (const field of operation.additionalFields) take(field, added[field.property.name]);
	}

	return {
		method,
		path: template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(sent.path[name]))),
		query: Object.keys(sent.query).length > 0 ? sent.query : undefined,
		body: method === 'GET' ? undefined : sent.body,
		repeatable: operation.repeatable,
	};
}
