import type { IDataObject, IExecuteFunctions, IHttpRequestMethods } from 'n8n-workflow';

import { filesOf } from '../fields/binaryFile';
import type { Field } from '../fields/field';
import { nodeError } from '../transport/failure';
import type { ApiRequest } from '../transport/api';
import { additionOf, type Operation } from './operation';

const isShown = (context: IExecuteFunctions, { property }: Field, itemIndex: number): boolean =>
	Object.entries(property.displayOptions?.show ?? {}).every(([name, values]) =>
		values?.includes(context.getNodeParameter(name, itemIndex, '') as string),
	);

/** What one item asks for. */
export interface ItemRequest {
	request: ApiRequest;
	/** The values of the fields that are no part of the request, by name. */
	own: IDataObject;
	/** Of a list: how many rows are wanted at most. */
	limit: number;
}

/** The request of one item: each field read from the node's parameters, checked, and put where it belongs. Nothing is sent. Bad input is thrown as a NodeOperationError that names the field. */
export function requestFor(context: IExecuteFunctions, operation: Operation, itemIndex: number): ItemRequest {
	const [method, template] = operation.endpoint.split(' ') as [IHttpRequestMethods, string];
	const settings = { timezone: context.getTimezone(), files: () => filesOf(context, itemIndex) };
	const sent: Record<Field['in'], IDataObject> = { body: {}, path: {}, query: {}, node: {} };
	const secrets: string[] = [];

	const refuse = (problem: unknown) =>
		nodeError(context, problem, { itemIndex, description: 'Nothing was sent to ECGrid.' });

	const take = (field: Field, value: unknown) => {
		const { name, displayName } = field.property;
		try {
			const result = field.read(value, displayName, settings);
			if (result === undefined) return;
			sent[field.in][field.key ?? name] = result;
			if (field.property.typeOptions?.password) secrets.push(String(result));
		} catch (error) {
			throw refuse(error);
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

	const all = !operation.list || context.getNodeParameter('returnAll', itemIndex, false) === true;
	const limit = all ? Infinity : Number(context.getNodeParameter('limit', itemIndex, 50));
	if (!all && !(Number.isInteger(limit) && limit > 0)) {
		throw refuse('Limit must be a whole number of at least 1. To get everything, switch on Return All.');
	}

	const request: ApiRequest = {
		method,
		path: template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(sent.path[name]))),
		query: Object.keys(sent.query).length > 0 ? sent.query : undefined,
		body: method === 'GET' ? undefined : sent.body,
		secrets,
		repeatable: operation.repeatable,
		check: operation.check,
	};
	return { request, own: sent.node, limit };
}
