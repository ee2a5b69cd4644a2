/** A segment: its elements, each a list of components. The first element is the tag. X12 elements aren't split. */
export type Segment = string[][];

/** A transaction set (X12) or a message (EDIFACT). */
export interface Message {
	/** ST or UNH. */
	header: Segment;
	/** What stands between the header and the trailer. */
	body: Segment[];
}

export interface Group {
	/** GS or UNG. Undefined for the messages of an EDIFACT interchange without groups. */
	header?: Segment;
	/** GE or UNE. */
	trailer?: Segment;
	messages: Message[];
}

export interface Interchange {
	standard: 'X12' | 'EDIFACT';
	/** ISA or UNB. */
	header: Segment;
	/** Segments outside the groups, such as TA1. */
	others: Segment[];
	groups: Group[];
	separators: Separators;
}

export interface Separators {
	element: string;
	component: string;
	terminator: string;
}

/** Returns an element, or one of its components; '' if it is absent. */
export const valueAt = (segment: Segment | undefined, element: number, component = 0): string =>
	segment?.[element]?.[component] ?? '';

export const tagOf = (segment: Segment): string => valueAt(segment, 0);
