import type { Group, Interchange, Message, Segment } from './tree';
import { isoDate, isoTime, trimmed } from './values';

export interface Partner {
	qualifier?: string;
	id: string;
	/** Which part of the partner the group is from or for: GS02 and GS03, or UNG. */
	groupId?: string;
	/** EDIFACT's address for reverse routing, or for routing. */
	internalId?: string;
}

/** What an interchange says of itself. */
export interface InterchangeHead {
	controlNumber: string;
	date: string | null;
	time: string | null;
	version: string;
	acknowledgmentRequested: boolean;
	/** 1 is the first interchange of the file. */
	index: number;
	syntaxIdentifier?: string;
	recipientReference?: string;
	applicationReference?: string;
	priority?: string;
	agreement?: string;
}

export interface GroupHead {
	type: string;
	controlNumber: string;
	version: string;
	date: string | null;
	time: string | null;
	/** 1 is the first group of the interchange. */
	index: number;
}

export interface MessageHead {
	/** '' if the message doesn't say. */
	type: string;
	version: string | null;
	association?: string;
	controlNumber: string;
}

const filled = <T extends object>(object: T): Partial<T> =>
	Object.fromEntries(Object.entries(object).filter(([, value]) => value !== '')) as Partial<T>;

const x12Partner = (isa: Segment, qualifier: number, id: number, groupId: string): Partner => ({
	...filled({ qualifier: trimmed(isa, qualifier) }),
	id: trimmed(isa, id),
	...filled({ groupId }),
});

const edifactPartner = (unb: Segment, element: number, ung: Segment | undefined): Partner => ({
	...filled({ qualifier: trimmed(unb, element, 2) }),
	id: trimmed(unb, element, 1),
	...filled({ internalId: trimmed(unb, element, 3), groupId: trimmed(ung, element) }),
});

/** Sender and receiver; without an interchange, as far as the group names them. */
export function partnersOf(
	{ standard, header }: Interchange,
	group: Group | undefined,
): { sender: Partner; receiver: Partner } {
	const first = header[0] ?? [];
	const inGroup = group?.header[0];
	if (standard === 'X12') {
		return {
			sender: x12Partner(first, 5, 6, trimmed(inGroup, 2)),
			receiver: x12Partner(first, 7, 8, trimmed(inGroup, 3)),
		};
	}
	return { sender: edifactPartner(first, 2, inGroup), receiver: edifactPartner(first, 3, inGroup) };
}

/** Whether the interchange is a test: ISA15 T, or UNB 0035 1 to 5 (tests of the partner, of the syntax, of the provider). */
export const isTest = ({ standard, header: [first] }: Interchange): boolean =>
	standard === 'X12' ? trimmed(first, 15) === 'T' : /^[1-5]$/.test(trimmed(first, 11));

/** The syntax identifier of UNB (data element 0001), in capitals; undefined in X12, and without UNB. */
export const syntaxIdentifierOf = ({
	standard,
	header: [first],
}: Pick<Interchange, 'standard' | 'header'>): string | undefined =>
	standard === 'EDIFACT' && first ? trimmed(first, 1, 1).toUpperCase() : undefined;

/** The head of an interchange, from ISA or UNB. */
export function interchangeHead({ standard, index, header: [first] }: Interchange): InterchangeHead {
	if (standard === 'X12') {
		return {
			controlNumber: trimmed(first, 13),
			date: isoDate(trimmed(first, 9)) ?? null,
			time: isoTime(trimmed(first, 10)) ?? null,
			version: trimmed(first, 12),
			acknowledgmentRequested: trimmed(first, 14) === '1',
			index,
		};
	}
	return {
		controlNumber: trimmed(first, 5),
		date: isoDate(trimmed(first, 4, 1)) ?? null,
		time: isoTime(trimmed(first, 4, 2)) ?? null,
		version: trimmed(first, 1, 2),
		acknowledgmentRequested: /^[12]$/.test(trimmed(first, 9)),
		index,
		...filled({
			syntaxIdentifier: trimmed(first, 1, 1),
			recipientReference: trimmed(first, 6, 1),
			applicationReference: trimmed(first, 7),
			priority: trimmed(first, 8),
			agreement: trimmed(first, 10),
		}),
	};
}

/** The head of a functional group, from GS or UNG. */
export function groupHead(standard: Interchange['standard'], { index, header: [first] }: Group): GroupHead {
	if (standard === 'X12') {
		return {
			type: trimmed(first, 1),
			controlNumber: trimmed(first, 6),
			version: trimmed(first, 8),
			date: isoDate(trimmed(first, 4)) ?? null,
			time: isoTime(trimmed(first, 5)) ?? null,
			index,
		};
	}
	return {
		type: trimmed(first, 1),
		controlNumber: trimmed(first, 5),
		version: [trimmed(first, 7, 1), trimmed(first, 7, 2)].filter(Boolean).join('.'),
		date: isoDate(trimmed(first, 4, 1)) ?? null,
		time: isoTime(trimmed(first, 4, 2)) ?? null,
		index,
	};
}

/** The head of a message, from ST (and GS08) or UNH. */
export function messageHead(
	standard: Interchange['standard'],
	group: Group,
	{ segments: [first] }: Message,
): MessageHead {
	if (standard === 'X12') {
		return {
			type: trimmed(first, 1),
			version: trimmed(group.header[0], 8) || trimmed(first, 3) || null,
			controlNumber: trimmed(first, 2),
		};
	}
	if (first![0] === 'UNO') return { type: 'UNO', version: null, controlNumber: trimmed(first, 1) };
	return {
		type: trimmed(first, 2, 1),
		version: [trimmed(first, 2, 2), trimmed(first, 2, 3)].filter(Boolean).join('.') || null,
		...filled({ association: trimmed(first, 2, 5) }),
		controlNumber: trimmed(first, 1),
	};
}
