import type { IBinaryData } from 'n8n-workflow';

import { CONTENT_PROPERTY } from '../../../shared/fileProperties';
import { inputChoice, inputFile, shownForInput } from '../../fields/binaryFile';
import { ecGridIdFrom, ecGridIdTo } from '../../fields/ids';
import { BY_CONTENT, encoding } from '../../fields/encoding';
import { requiredField, type Field } from '../../fields/field';
import { mailbox, orYourOwn } from '../../fields/locator';
import { required, text } from '../../fields/parsers';
import { characterSetOf, checkCharacters, type CharacterSet } from '../../transport/characterSet';
import { invalidField } from '../../transport/invalidField';
import { withContent, type OutgoingFile } from '../../transport/outgoingFile';
import type { ItemRequest, ItemRun, Operation, OutputItem } from '../operation';
import { REACHES_PARTNER } from '../reachesPartner';
import { sizeToSend } from '../sizeToSend';
import { newParcel } from './newParcel';

const content: Field = {
	property: {
		...CONTENT_PROPERTY,
		description:
			'The content of the file. It is sent in the character set that an EDIFACT file names in UNB, otherwise in UTF-8. To change this, see Encoding.',
	},
	in: 'local',
	// ECGrid's own `content` is the Base64 of the file.
	apiName: 'text',
	type: 'string',
	parse: required(text),
};

const fileName: Field = {
	property: {
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. PO_20260507.edi',
		description: 'The name of the file. Leave empty for its name in the binary field.',
	},
	in: 'body',
	type: 'string',
	parse: text,
};

/** The file to send. A text without a chosen encoding is sent in the one that its content names. */
function fileOf({ localValues }: ItemRequest): OutgoingFile {
	if (localValues.input === 'file') return localValues.file as unknown as IBinaryData;
	const written = localValues.text as string;
	const chosen = localValues.encoding as CharacterSet | typeof BY_CONTENT | undefined;
	const characterSet =
		chosen === undefined || chosen === BY_CONTENT ? characterSetOf(written, 'Content') : chosen;
	return { text: written, characterSet };
}

/** The name of the file. */
const nameOf = ({ request, localValues }: ItemRequest): unknown =>
	request.body?.fileName ?? (localValues.file as IBinaryData | undefined)?.fileName;

function validate(item: ItemRequest): void {
	if (!nameOf(item))
		throw invalidField('File Name', 'is empty, and the file has no name of its own. Fill it in.');
	const file = fileOf(item);
	if ('text' in file) checkCharacters(file.text, file.characterSet, 'Content');
}

async function perform({ context, itemIndex, send, ...item }: ItemRun): Promise<OutputItem[]> {
	const file = fileOf(item);
	const fileName = nameOf(item) as string;
	const bytes = await sizeToSend(context, itemIndex, file, fileName);
	const { request } = item;
	const body = { ...request.body, fileName, bytes };
	const data = await send(withContent(context.helpers, { ...request, body }, file, bytes));
	return [{ json: { ...newParcel(data), fileName, bytes } }];
}

/** Page: rest-api/parcels/upload-parcel. */
export const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload parcel',
	description: 'Send a file to a trading partner, which cannot be undone once it is delivered',
	hintBefore: REACHES_PARTNER,
	endpoint: 'POST /v2/parcels/upload',
	idempotent: false,
	howToVerify: 'Parcel → Get Many Outbox lists the sent parcels, with file names.',
	returnsData: true,
	fields: [
		inputChoice,
		shownForInput({ ...inputFile, apiName: 'file' }, 'file'),
		shownForInput(content, 'text'),
		shownForInput(fileName, 'file'),
		shownForInput(requiredField(fileName), 'text'),
	],
	additionalFields: [
		ecGridIdFrom('The ECGrid ID of the sender. Leave empty to let ECGrid read it from the content.'),
		ecGridIdTo('The ECGrid ID of the recipient. Leave empty to let ECGrid read it from the content.'),
		mailbox(orYourOwn('The mailbox that the file is sent from')),
		{ ...encoding, property: { ...encoding.property, displayOptions: { show: { '/input': ['text'] } } } },
	],
	validate,
	perform,
};
