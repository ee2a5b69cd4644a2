import { valueAt, type Group, type Interchange, type Message } from './interchange';

/** Whether a functional group contains acknowledgments. */
export const isAcknowledgmentGroup = ({ header, messages }: Group): boolean =>
	valueAt(header, 1) === 'FA' ||
	messages.some((message) => ['997', '999'].includes(valueAt(message.header, 1)));

export const isControl = ({ header }: Message): boolean => valueAt(header, 2) === 'CONTRL';

/** Returns the interchange without the acknowledgments in it: without what is never acknowledged. */
export function documentsIn(interchange: Interchange): Interchange {
	const groups =
		interchange.standard === 'X12'
			? interchange.groups.filter((group) => !isAcknowledgmentGroup(group))
			: interchange.groups
					.map((group) => ({ ...group, messages: group.messages.filter((message) => !isControl(message)) }))
					.filter(({ messages }) => messages.length > 0);
	return { ...interchange, groups };
}
