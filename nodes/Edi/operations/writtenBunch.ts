import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { writeFile } from '../file/writeFile';
import type { Interchange } from '../interchange/tree';
import type { Bunch } from '../json/bunches';
import { interchangeOf } from '../json/interchangesOf';
import { chosenCharacterSet } from './encoding';

/** The file of messages that go into one interchange, in the encoding that an item's options choose. Throws NotWritable. */
export function writtenBunch(
	context: IExecuteFunctions,
	itemIndex: number,
	bunch: Bunch,
): { interchange: Interchange; bytes: Buffer } {
	const { encoding } = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const characterSet = chosenCharacterSet(context, itemIndex, encoding);
	const file = interchangeOf(bunch, { ...(characterSet && { characterSet }) });
	return { interchange: file.interchange, bytes: writeFile(file) };
}
