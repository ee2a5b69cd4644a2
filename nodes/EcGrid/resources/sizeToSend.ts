import type { IExecuteFunctions } from 'n8n-workflow';

import { nodeError } from '../transport/failure';
import { sizeOf, type OutgoingFile } from '../transport/outgoingFile';

/** The size of an item's file in bytes. Throws if it is empty. */
export async function sizeToSend(
	context: IExecuteFunctions,
	itemIndex: number,
	file: OutgoingFile,
	fileName: string,
): Promise<number> {
	const bytes = await sizeOf(context.helpers, file);
	if (bytes > 0) return bytes;
	const description = 'Nothing was sent to ECGrid.';
	throw nodeError(context, `The file “${fileName}” is empty (0 bytes).`, { itemIndex, description });
}
