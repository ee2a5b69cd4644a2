import type { IDataObject } from 'n8n-workflow';

import { resources } from '../nodes/EcGrid/resources';
import { isId } from '../nodes/EcGrid/resources/buildRequest';
import { defaultOutput, onlyFields } from '../nodes/EcGrid/resources/defaultOutput';
import type { ItemRequest, ItemRun, Operation } from '../nodes/EcGrid/resources/operation';
import { chosenFields } from '../nodes/EcGrid/resources/outputChoice';
import { rowsOf } from '../nodes/EcGrid/transport/pages';
import { endpointOf, type Shape } from '../test/contract';
import { schemaOf, type Schema } from './schema';

/** The output of operations that need a file, which there is none of here. */
const WITH_FILES: Record<string, IDataObject> = {
	'parcel/download': {
		parcelId: 1,
		fileName: 'PO.edi',
		bytes: 1,
		standard: 'X12',
		messageTypes: ['850'],
		mediaType: 'application/edi-x12',
	},
	'parcel/upload': { parcelId: 1, fileName: 'PO.edi', bytes: 1 },
	'certificate/addPrivate': sampleOf(endpointOf('POST /v2/certificates/add-private').data) as IDataObject,
	'certificate/addPublic': sampleOf(endpointOf('POST /v2/certificates/add-public').data) as IDataObject,
};

/** A value of this shape. */
function sampleOf(shape: Shape): unknown {
	if (Array.isArray(shape)) return shape.map(sampleOf);
	if (typeof shape === 'object')
		return Object.fromEntries(Object.entries(shape).map(([name, inner]) => [name, sampleOf(inner)]));
	const values: Record<string, unknown> = { integer: 1, boolean: true, null: null };
	return shape in values ? values[shape] : 'text';
}

/** What an operation puts out for the response on ECGrid's page. */
async function outputOf(operation: Operation): Promise<IDataObject[]> {
	const data = sampleOf(endpointOf(operation.endpoint).data);
	const [method, path] = operation.endpoint.split(' ') as ['GET', string];
	const body = Object.fromEntries(
		operation.fields.map(({ apiName, property, type }) => [
			apiName ?? property.name,
			['int', 'long'].includes(type) ? 1 : 'text',
		]),
	);
	const item: ItemRequest = {
		request: { method, path, body, secrets: [], idempotent: true },
		ids: Object.fromEntries(
			operation.fields
				.filter((field) => field.property.required && isId(field))
				.map(({ property }) => [property.name, 1]),
		),
		localValues: {},
		limit: 1,
		keptFields: chosenFields(operation.outputFields, (_, fallback) => fallback),
	};
	if (operation.perform) {
		const send = async () => await Promise.resolve(data);
		const rows = async () => await Promise.resolve(rowsOf(data));
		const results = await operation.perform({ ...item, itemIndex: 0, send, rows } as unknown as ItemRun);
		return results.map(({ json }) => json);
	}
	const answers = operation.list ? rowsOf(data) : [data];
	const results = answers.flatMap(
		(answer) =>
			operation.output?.(answer, item) ?? [answer].flat().map((each) => defaultOutput(each, operation, item)),
	) as IDataObject[];
	const { keptFields } = item;
	return keptFields ? results.map((json) => onlyFields(json, keptFields)) : results;
}

/** The schemas of the ECGrid node's output, by resource and operation, such as “parcel/get”. */
export async function ecGridSchemas(): Promise<Record<string, Schema>> {
	const all = resources.flatMap(({ value, operations }) =>
		operations.map((operation) => ({ path: `${value}/${operation.value}`, operation })),
	);
	const schemas = all.map(async ({ path, operation }) => {
		const { [path]: withFile } = WITH_FILES;
		return [path, schemaOf(withFile ? [withFile] : await outputOf(operation))!] as const;
	});
	return Object.fromEntries(await Promise.all(schemas));
}
