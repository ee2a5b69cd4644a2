import { inFileOrder, type Issue } from '../interchange/issue';
import type { MessageJson } from './messageJson';
import { without } from '../../shared/without';

type Common = Pick<
	MessageJson,
	'standard' | 'test' | 'valid' | 'sender' | 'receiver' | 'interchange' | 'issues'
>;
type OneOfMany = Omit<MessageJson, 'standard' | 'test' | 'interchange'>;

/** An interchange with its messages. `issues` are all of them, those of messages, too. */
export type InterchangeJson = Common & { messages: OneOfMany[] };

export interface FileJson {
	valid: boolean;
	interchanges: InterchangeJson[];
	issues: MessageJson['issues'];
}

/** The issues of messages, each once, in the order of the file. */
export const allIssues = (messages: MessageJson[]): Issue[] =>
	inFileOrder([...new Set(messages.flatMap(({ issues }) => issues))]);

/** The interchange of messages that have it in common. */
function interchangeOf(messages: MessageJson[]): InterchangeJson {
	const [{ standard, test, interchange, sender, receiver }] = messages as [MessageJson];
	return {
		standard,
		test,
		valid: messages.every(({ valid }) => valid),
		sender: sender && without(sender, 'groupId'),
		receiver: receiver && without(receiver, 'groupId'),
		interchange,
		messages: messages.map((message) => without(message, 'standard', 'test', 'interchange')),
		issues: allIssues(messages),
	};
}

/** Messages by interchange, in their order. */
export function byInterchange(messages: MessageJson[]): InterchangeJson[] {
	const grouped: MessageJson[][] = [];
	for (const message of messages) {
		const open = grouped[grouped.length - 1];
		const isSame =
			open && message.interchange !== null && open[0]!.interchange?.index === message.interchange.index;
		if (isSame) open.push(message);
		else grouped.push([message]);
	}
	return grouped.map(interchangeOf);
}

/** All messages of a file. */
export function byFile(messages: MessageJson[]): FileJson {
	const interchanges = byInterchange(messages);
	return {
		valid: interchanges.every(({ valid }) => valid),
		interchanges,
		issues: allIssues(messages),
	};
}
