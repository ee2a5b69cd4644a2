import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { withDocument } from '../documents/withDocument';
import { messagesOf } from '../json/messageJson';
import { pageOf } from '../show/pageOf';
import { inputFileOf } from './input';
import { forEachItem, type Run } from './run';
import { FileNames, givenFileName, inFileName, outputFieldOf } from './output';
import { interchangesIn } from './read';

const MEDIA_TYPE = 'text/html';

async function perform(
	context: IExecuteFunctions,
	itemIndex: number,
	names: FileNames,
): Promise<INodeExecutionData[]> {
	const { encoding } = context.getNodeParameter('options', itemIndex, {}) as { encoding?: string };
	const input = await inputFileOf(context, itemIndex);
	const messages = messagesOf(interchangesIn(context, itemIndex, input, encoding)).map(withDocument);
	const [field, givenName] = [outputFieldOf(context, itemIndex), givenFileName(context, itemIndex)];
	const items: INodeExecutionData[] = [];
	for (const message of messages) {
		const { standard, type, version, controlNumber, test, valid, sender, receiver } = message;
		const document = message.document as IDataObject | undefined;
		const number = inFileName(String(document?.number ?? '')) || inFileName(controlNumber ?? '');
		const usualName = [inFileName(type ?? standard ?? 'message'), number].filter(Boolean).join('-');
		const fileName = names.unique(givenName || `${usualName}.html`);
		const bytes = Buffer.from(pageOf(message), 'utf8');
		items.push({
			json: {
				standard,
				type,
				version,
				controlNumber,
				...(document && { kind: document.kind, number: document.number }),
				test,
				valid,
				sender: sender as unknown as IDataObject,
				receiver: receiver as unknown as IDataObject,
				fileName,
				bytes: bytes.length,
				mediaType: MEDIA_TYPE,
			},
			binary: { [field]: await context.helpers.prepareBinaryData(bytes, fileName, MEDIA_TYPE) },
		});
	}
	return items;
}

/** Turns a file into pages for people. */
export const show: Run = async (context, failed) => {
	const names = new FileNames();
	return await forEachItem((each, itemIndex) => perform(each, itemIndex, names))(context, failed);
};
