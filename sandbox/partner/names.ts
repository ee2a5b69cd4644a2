import { valueAt, type Interchange } from './interchange';
import type { GroupName, InterchangeName } from './types';

/** Where names stand in the headers of interchanges, groups and messages. */
const places = {
	X12: { sender: 6, receiver: 8, controlNumber: 13, group: [1, 6], message: [1, 2] },
	EDIFACT: { sender: 2, receiver: 3, controlNumber: 5, group: [1, 5], message: [2, 1] },
} as const;

/** Returns the sender, receiver and control number of an interchange. */
export function nameOf({ standard, header }: Interchange): InterchangeName {
	const { sender, receiver, controlNumber } = places[standard];
	return {
		standard,
		sender: valueAt(header, sender).trim(),
		receiver: valueAt(header, receiver).trim(),
		controlNumber: valueAt(header, controlNumber),
	};
}

/** Returns the types and control numbers of the groups and messages in an interchange. */
export function groupNamesOf({ standard, groups }: Interchange): GroupName[] {
	const { group, message } = places[standard];
	return groups.map(({ header, messages }) => ({
		...(header && { type: valueAt(header, group[0]), controlNumber: valueAt(header, group[1]) }),
		messages: messages.map((each) => ({
			type: valueAt(each.header, message[0]),
			controlNumber: valueAt(each.header, message[1]),
		})),
	}));
}
