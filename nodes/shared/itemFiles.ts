import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from './isRecord';

/** The field in which n8n's own nodes output a file. */
export const USUAL_FIELD = 'data';

/** The field in which n8n keeps files in an item's JSON, if the workflow's settings say so. */
const AMONG_JSON = '_files';

/** Files by the name of their field. */
export type Files = ReadonlyMap<string, IBinaryData>;

type File = [name: string, file: IBinaryData];

export const isFile = (value: unknown): value is IBinaryData => isRecord(value) && 'mimeType' in value;

/**
 * The files of an input item, by field name. n8n decides what is a file: JSON counts only if the workflow's settings keep
 * files there, and only where n8n keeps them. Anything else that looks like a file may come from a stranger, and name
 * a stored file that doesn't belong to the item.
 */
export function filesOf(context: IExecuteFunctions, itemIndex: number): Files {
	const item = context.getInputData()[itemIndex];
	const filesIn = (fields: unknown) =>
		isRecord(fields) ? (Object.entries(fields).filter(([, value]) => isFile(value)) as File[]) : [];
	const isKeptByN8n = ([name]: File) => {
		try {
			return isFile(context.helpers.assertBinaryData(itemIndex, `${AMONG_JSON}[${JSON.stringify(name)}]`));
		} catch {
			return false;
		}
	};
	const amongJson = filesIn(item?.json[AMONG_JSON]);
	const isAmongJson = amongJson[0] !== undefined && isKeptByN8n(amongJson[0]);
	return new Map([...(isAmongJson ? amongJson : []), ...filesIn(item?.binary)]);
}

/** The file with this field name, which may be the path under which n8n keeps it in JSON. */
export const fileNamed = (files: Files, name: string): IBinaryData | undefined =>
	files.get(name) ?? files.get(name.replace(`${AMONG_JSON}.`, ''));

/** Which files an item has, in a sentence. */
export const filesInWords = (files: Files): string =>
	files.size > 0
		? `Its files are in: ${[...files.keys()].join(', ')}.`
		: 'It has no files at all. Connect this node to one that outputs the file, such as Parcel → Download. EDI → Read passes it on with its option Include File.';
