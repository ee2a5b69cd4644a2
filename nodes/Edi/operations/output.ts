import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { USUAL_FIELD } from '../../shared/itemFiles';
import { MEDIA_TYPES } from '../../shared/recognizeFile';
import { groupHead, interchangeHead, isTest, messageHead, partnersOf } from '../interchange/describe';
import type { Interchange } from '../interchange/tree';
import { textIn } from './parameterValues';

/** The longest part of a file name: disks allow 255 characters. */
const LONGEST_PART = 100;

/** A text as a part of a file name. */
export const inFileName = (text: string): string =>
	text
		.replace(/[^A-Za-z0-9._-]+/g, '-')
		.replace(/^[-.]+/, '')
		.slice(0, LONGEST_PART)
		.replace(/-+$/, '');

function headOf({ standard, header, groups, layout }: Interchange): {
	types: string[];
	controlNumber: string;
	/** What tells the parts of one interchange apart. */
	partNumbers: string[];
} {
	const heads = groups.flatMap((group) =>
		group.messages.map((message) => messageHead(standard, group, message)),
	);
	const types = [...new Set(heads.flatMap(({ type }) => type ?? []))];
	const [group] = groups;
	const [message] = heads;
	const isTa1 = types.length === 0 && header.some(([tag]) => tag === 'TA1');
	const isPart = layout.parts > groups.length;
	const isPartOfGroup = group !== undefined && group.layout.parts > group.messages.length;
	return {
		types: isTa1 ? ['TA1'] : types,
		controlNumber:
			header.length > 0
				? interchangeHead({ standard, header } as Interchange).controlNumber
				: (message?.controlNumber ?? ''),
		partNumbers: [
			...(isPart && group && group.header.length > 0 ? [groupHead(standard, group).controlNumber] : []),
			...(message && header.length > 0 && (isPartOfGroup || (isPart && group?.header.length === 0))
				? [message.controlNumber]
				: []),
		],
	};
}

/** A file name with a number in front of its extension. */
const numbered = (fileName: string, number: number | undefined): string =>
	number === undefined ? fileName : fileName.replace(/(\.[^.]*)?$/, `-${number}$1`);

/** Names of files that differ from all before, so that none overwrites another one where they are stored. */
export class FileNames {
	/** The number to try next, by a name that is taken, in lower case: some disks don't tell the cases apart. */
	private readonly taken = new Map<string, number>();

	/** A name; if it is taken, with the lowest free number from 2 on. */
	unique(fileName: string): string {
		const key = fileName.toLowerCase();
		let name = fileName;
		let next = this.taken.get(key) ?? 2;
		while (this.taken.has(name.toLowerCase())) name = numbered(fileName, next++);
		this.taken.set(name.toLowerCase(), 2);
		this.taken.set(key, next);
		return name;
	}
}

/** The file name that the options give; '' if they leave it to the node. */
export const givenFileName = (context: IExecuteFunctions, itemIndex: number): string => {
	const options = context.getNodeParameter('options', itemIndex, {}) as { fileName?: unknown };
	return textIn(context, itemIndex, 'File Name', options.fileName);
};

/** The field that a file is put in. */
export const outputFieldOf = (context: IExecuteFunctions, itemIndex: number): string => {
	const outputField = context.getNodeParameter('outputPropertyName', itemIndex);
	return textIn(context, itemIndex, 'Put Output File in Field', outputField) || USUAL_FIELD;
};

/**
 * The output item of a file: what it contains, and the file in the field that the parameters name. `number` tells
 * apart the files of one input item that are given one name, and `names` those that the node names.
 */
export async function fileItem(
	context: IExecuteFunctions,
	itemIndex: number,
	interchange: Interchange,
	bytes: Buffer,
	names: FileNames,
	{ number, ...more }: { number?: number } & IDataObject = {},
): Promise<INodeExecutionData> {
	const { standard } = interchange;
	const { types, controlNumber, partNumbers } = headOf(interchange);
	const usualName = [types.length === 1 ? types[0]! : standard, controlNumber, ...partNumbers]
		.map(inFileName)
		.filter(Boolean)
		.join('-');
	const givenName = givenFileName(context, itemIndex);
	const fileName = givenName ? numbered(givenName, number) : names.unique(`${usualName}.edi`);
	const mediaType = MEDIA_TYPES[standard];
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
		binary: { [outputFieldOf(context, itemIndex)]: binary },
	};
}
