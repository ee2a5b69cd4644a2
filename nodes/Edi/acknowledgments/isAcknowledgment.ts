import type { Group, Interchange, Message } from '../interchange/tree';
import { trimmed } from '../interchange/values';

const X12_TYPES: ReadonlySet<string> = new Set(['997', '999']);

/** The type of an acknowledgment, such as 997 or CONTRL; undefined for any other message. */
export function acknowledgmentType({ segments: [first] }: Message): string | undefined {
	const isX12 = first?.[0] === 'ST';
	const type = isX12 ? trimmed(first, 1) : trimmed(first, 2, 1);
	return (isX12 ? X12_TYPES.has(type) : first?.[0] === 'UNH' && type === 'CONTRL') ? type : undefined;
}

const isAcknowledgment = (message: Message): boolean => acknowledgmentType(message) !== undefined;

/** Whether a group is one of acknowledgments (GS01 FA), or contains nothing else. They are never acknowledged. */
export const isGroupOfAcknowledgments = ({ header: [first], messages }: Group): boolean =>
	(first?.[0] === 'GS' && trimmed(first, 1) === 'FA') ||
	(messages.length > 0 && messages.every(isAcknowledgment));

/** Whether an interchange contains acknowledgments and nothing else. */
export const isInterchangeOfAcknowledgments = ({ header, other, groups }: Interchange): boolean =>
	groups.length > 0
		? groups.every(isGroupOfAcknowledgments)
		: [...header, ...other].some(([tag]) => tag === 'TA1');

/** The messages of a group that may be acknowledged. */
export const toAcknowledge = ({ messages }: Group): Message[] =>
	messages.filter((message) => !isAcknowledgment(message));
