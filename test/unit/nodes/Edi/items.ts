import { readFile } from '../../../../nodes/Edi/file/readFile';
import { writeFile } from '../../../../nodes/Edi/file/writeFile';
import { interchangesOf } from '../../../../nodes/Edi/json/interchangesOf';
import { messagesIn } from '../../../../nodes/Edi/json/messagesIn';
import { messagesOf, type MessageJson } from '../../../../nodes/Edi/json/messageJson';
import { bytes } from './files';

/** The items that Read makes of a file, as JSON between two nodes. */
export const itemsOf = (file: string): MessageJson[] =>
	JSON.parse(JSON.stringify(messagesOf(readFile(bytes(file))))) as MessageJson[];

/** What Write makes of the items of a file, all in their order. */
export const roundTrip = (file: string): string => {
	const messages = itemsOf(file).flatMap((json) => messagesIn(json));
	const files = interchangesOf(messages).map(writeFile);
	return Buffer.concat(files).toString('latin1');
};
