import type { MessageHead } from '../interchange/describe';
import type { Issue } from '../interchange/issue';
import type { Group, Interchange, Message } from '../interchange/tree';
import type { Status } from './status';

export type Verdict = Exclude<Status, 'received'>;

/** Whether an error rejects what it stands in, or is only noted. */
export type Policy = 'reject' | 'acceptWithErrors';

export interface MessageVerdict {
	message: Message;
	head: MessageHead;
	status: Verdict;
	/** The errors of the message itself. */
	errors: Issue[];
	/** Why the workflow rejects it, if it does. */
	reason?: string;
}

export interface GroupVerdict {
	group: Group;
	status: Verdict;
	/** Of the group itself, by its errors, whatever becomes of its messages. */
	own: Verdict;
	/** The errors of the group itself, and of messages that no acknowledgment can name. */
	errors: Issue[];
	messages: MessageVerdict[];
}

export interface InterchangeVerdict {
	interchange: Interchange;
	/** Of the interchange as a whole; partlyAccepted if something in it is rejected. */
	status: Verdict;
	/** Of the interchange itself, by its errors, whatever becomes of what stands in it. */
	own: Verdict;
	/** The errors of the interchange itself, and of what no acknowledgment can name. */
	errors: Issue[];
	groups: GroupVerdict[];
}
