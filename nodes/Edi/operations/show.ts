import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { withDocument } from '../documents/withDocument';
import { messagesOf } from '../json/messageJson';
import { pageOf } from '../show/pageOf';
import { encodingOption } from './encoding';
import { inputFileOf, inputProperties } from './input';
import { forEachItem, optionsProperty, type Operation } from './operation';
import {
	fileNameOption,
	FileNames,
	givenFileName,
	inFileName,
	outputFieldOf,
	outputProperties,
} from './output';
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
export const show: Operation = {
	value: 'show',
	name: 'Show',
	action: 'Show X12 or EDIFACT file as page',
	description:
		'Turn an X12 or EDIFACT file into HTML pages to read and print, one for each message. An AI agent needs Read instead.',
	properties: [
		...inputProperties(['show']),
		...outputProperties(['show']),
		optionsProperty('show', [
			encodingOption(
				'The character set that EDIFACT names in UNB; for X12, UTF-8, or Windows-1252 if it is no valid UTF-8',
				'The character set of the file',
			),
			fileNameOption,
		]),
	],
	run: async (context, failed) => {
		const names = new FileNames();
		return await forEachItem((each, itemIndex) => perform(each, itemIndex, names))(context, failed);
	},
};
