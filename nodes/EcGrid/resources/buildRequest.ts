import { filesOf } from '../../shared/itemFiles';
import type { IDataObject, IExecuteFunctions, IHttpRequestMethods } from 'n8n-workflow';

import { invalidField } from '../transport/invalidField';
import type { Field } from '../fields/field';
import { required as filledIn } from '../fields/parsers';
import { trueOrFalse } from '../fields/trueOrFalse';
import { quoted } from '../fields/values';
import { wholeNumber } from '../fields/wholeNumber';
import type { ApiRequest } from '../transport/api';
import { nodeError } from '../transport/failure';
import type { ItemRequest, Operation } from './operation';
import { chosenFields } from './outputChoice';
import { collectionFor } from './properties';

type Parameter = (name: string, fallback: unknown) => unknown;

/** The most rows that a list returns. */
function limitOf(parameter: Parameter): number {
	if (trueOrFalse(parameter('returnAll', false), 'Return All')) return Infinity;
	return filledIn(wholeNumber(1))(parameter('limit', 50), 'Limit');
}

/** A name as a server reads it that ignores letter case. */
const inOneCase = (name: string) => name.toUpperCase().toLowerCase();

/** Adds the fields of an object to a complete body. Refuses a name that the body has, in any letter case: ECGrid may take the last of the two. */
function addUnlisted(body: IDataObject, unlisted: IDataObject, label: string) {
	const names = Object.keys(body).map(inOneCase);
	const known = Object.keys(unlisted).find((name) => names.includes(inOneCase(name)));
	if (known !== undefined) {
		throw invalidField(
			label,
			`must not contain ${quoted(known)}, which has a field of its own. Fill in that field.`,
		);
	}
	Object.assign(body, unlisted);
}

/** Whether a field is an ID. A whole number that counts something has the same types in the API, but is a number in n8n. */
export const isId = ({ type, property }: Field) =>
	(type === 'int' || type === 'long') && property.type !== 'number';

/** The values of an operation's fields, each parsed and sorted by where it belongs. */
function valuesOf(context: IExecuteFunctions, operation: Operation, itemIndex: number, parameter: Parameter) {
	const settings = { timezone: context.getTimezone(), files: () => filesOf(context, itemIndex) };
	const sent: Record<Field['in'], IDataObject> = { body: {}, path: {}, query: {}, local: {} };
	const ids: IDataObject = {};
	const secrets: string[] = [];
	const unlisted: Array<{ label: string; fields: IDataObject }> = [];
	const read = new Map<string, unknown>();

	/** A field of a collection names a field outside of it with a slash. */
	const isShown = ({ property }: Field) =>
		Object.entries(property.displayOptions?.show ?? {}).every(([name, values]) =>
			values?.includes(read.get(name.replace(/^\//, '')) as string),
		);
	const take = (field: Field, value: unknown) => {
		const { name, displayName, required, typeOptions } = field.property;
		const result = field.parse(value, displayName, settings);
		read.set(name, result);
		if (result === undefined) return;
		if (field.type === 'unlisted') unlisted.push({ label: displayName, fields: result as IDataObject });
		else sent[field.in][field.apiName ?? name] = result;
		if (required && isId(field)) ids[name] = result;
		if (typeOptions?.password) secrets.push(String(result));
	};

	for (const field of operation.fields) {
		if (isShown(field)) take(field, parameter(field.property.name, undefined));
	}
	if (operation.additionalFields) {
		const added = parameter(collectionFor(operation).name, {}) as IDataObject;
		for (const field of operation.additionalFields) {
			if (isShown(field)) take(field, added[field.property.name]);
		}
	}
	for (const { label, fields } of unlisted) addUnlisted(sent.body, fields, label);
	return { sent, ids, secrets };
}

/** Builds the request of one item from the node's parameters, and checks each field. Sends nothing. Throws a NodeOperationError that names the field for bad input. */
export function buildRequest(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
): ItemRequest {
	const [method, template] = operation.endpoint.split(' ') as [IHttpRequestMethods, string];
	const parameter: Parameter = (name, fallback) => context.getNodeParameter(name, itemIndex, fallback);
	try {
		const { sent, ids, secrets } = valuesOf(context, operation, itemIndex, parameter);
		const request: ApiRequest = {
			method,
			path: template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(sent.path[name]))),
			query: Object.keys(sent.query).length > 0 ? sent.query : undefined,
			body: method === 'GET' ? undefined : sent.body,
			secrets,
			idempotent: operation.idempotent,
			howToVerify: operation.howToVerify,
			leastAuthLevel: operation.leastAuthLevel,
			returnsData: operation.returnsData,
		};
		const limit = operation.list ? limitOf(parameter) : Infinity;
		const keptFields = chosenFields(operation.outputFields, parameter);
		const item = { request, ids, localValues: sent.local, limit, keptFields };
		operation.validate?.(item);
		return item;
	} catch (error) {
		throw nodeError(context, error, { itemIndex, description: 'Nothing was sent to ECGrid.' });
	}
}
