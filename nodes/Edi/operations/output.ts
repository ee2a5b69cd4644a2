import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { USUAL_FIELD } from '../../shared/itemFiles';
import { MEDIA_TYPES } from '../../shared/recognizeFile';
import { interchangeHead, isTest, messageHead, partnersOf } from '../interchange/describe';
import type { Interchange } from '../interchange/tree';

/** The parameters that say where a file is put, for these operations. */
export const outputProperties = (operations: string[]): INodeProperties[] => [
	{
		displayName: 'Put Output File in Field',
		name: 'outputPropertyName',
		type: 'string',
		required: true,
		default: USUAL_FIELD,
		placeholder: 'e.g. data',
		hint: 'The name of the output field to put the file in',
		description: 'The name of the binary field in the output item to put the file in',
		displayOptions: { show: { operation: operations } },
	},
];

/** The option that names the file. */
export const fileNameOption: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. invoice-4711.edi',
	description: 'The name of the file. Leave empty for one made of the message type and the control number.',
};

const inFileName = (text: string): string =>
	text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|-+$/g, '');

function headOf(interchange: Interchange): { types: string[]; controlNumber: string } {
	const heads = interchange.groups.flatMap((group) =>
		group.messages.map((message) => messageHead(interchange.standard, group, message)),
	);
	const types = [...new Set(heads.flatMap(({ type }) => type ?? []))];
	const controlNumber =
		interchange.header.length > 0
			? interchangeHead(interchange).controlNumber
			: (heads[0]?.controlNumber ?? '');
	return { types, controlNumber };
}

/** The output item of a file: what it contains, and the file in the field that the parameters name. */
export async function fileItem(
	context: IExecuteFunctions,
	itemIndex: number,
	interchange: Interchange,
	bytes: Buffer,
	more: IDataObject = {},
): Promise<INodeExecutionData> {
	const { standard } = interchange;
	const { types, controlNumber } = headOf(interchange);
	const options = context.getNodeParameter('options', itemIndex, {}) as { fileName?: string };
	const usualName = [types.length === 1 ? types[0]! : standard, controlNumber]
		.map(inFileName)
		.filter(Boolean)
		.join('-');
	const fileName = options.fileName?.trim() || `${usualName}.edi`;
	const mediaType = MEDIA_TYPES[standard];
	const field = (context.getNodeParameter('outputPropertyName', itemIndex) as string).trim() || USUAL_FIELD;
	const binary = await context.helpers.prepareBinaryData(bytes, fileName, mediaType);
	return {
		json: {
			standard,
			messageTypes: types,
			controlNumber,
			...(partnersOf(interchange, interchange.groups[0]) as unknown as IDataObject),
			test: isTest(interchange),
			...more,
			fileName,
			bytes: bytes.length,
			mediaType,
		},
		binary: { [field]: binary },
	};
}
