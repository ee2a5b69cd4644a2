import type { CharacterSet } from '../../shared/characterSets';
import type { Issue, Place } from './issue';

/** The value of an element: text, or its components if it has more than one. */
export type Composite = string | string[];
/** An element: its value, or its values if it is repeated. */
export type Element = Composite | { repetitions: Composite[] };
/** A segment: its tag at index 0, element n at index n. */
export type Segment = Element[];

export type StandardName = 'X12' | 'EDIFACT';

/** The characters that separate. Each is one character; absent means that the interchange has none. */
export interface Delimiters {
	element: string;
	component?: string;
	repetition?: string;
	release?: string;
	decimal?: string;
	segment: string;
}

/** What it takes to write the same bytes again, besides delimiters and values. Keys are indexes in the list of segments. */
export interface Layout {
	/** Fingerprint of the bytes as they were read. */
	digest: string;
	/** Segments whose bytes differ from what their values would be written as. */
	raw?: Record<string, string>;
	/** What follows a segment, where that isn't the segment terminator with the usual line break. */
	ends?: Record<string, string>;
}

export interface Message {
	/** From ST or UNH to SE or UNT, where they are there. */
	segments: Segment[];
	/** The reference in its header as it was read, where that is known. */
	reference?: string;
	layout: Layout;
	/** Where the segments stand in the JSON that they come from. */
	path?: string;
	/** 1 is the first message of its group, or of its interchange if that has no groups. */
	index: number;
	start: Place;
	/** The trailer's place, if there is one. */
	trailer?: Place;
	issues: Issue[];
}

/** The segments around groups or messages. */
export interface Envelope {
	/** The header, and what belongs to it: for X12, also TA1, ISB and ISE. */
	header: Segment[];
	/** Segments between groups or messages, which belong nowhere. */
	other: Segment[];
	trailer: Segment[];
	/** That of the header, and those of `other` and the trailer. */
	layout: Layout & {
		/** `after` says for each segment how many groups or messages stand before it. */
		other?: Layout & { after: number[] };
		trailer: Layout;
		/** How many groups or messages it had. */
		parts: number;
	};
	/** Where it stands in the JSON that it comes from. */
	path?: string;
	start: Place;
	end?: Place;
	issues: Issue[];
}

/** A functional group. Without header, the messages that stand directly in an interchange. */
export interface Group extends Envelope {
	messages: Message[];
	/** 1 is the first group of the interchange. 0 for messages without a group. */
	index: number;
	/** 1 is what comes first in the interchange, whether a group or messages without one. */
	part: number;
}

export interface Interchange extends Envelope {
	standard: StandardName;
	delimiters: Delimiters;
	/** UNA with what follows it, as it stands in the file. */
	una?: string;
	/** What follows most segments: the segment terminator, and perhaps a line break. */
	usualEnding: string;
	characterSet: CharacterSet;
	groups: Group[];
	/** 1 is the first interchange of the file. */
	index: number;
	/** Bytes between the interchange before it and this one. */
	before?: string;
}

/** What a file contains. `after` is what follows the last interchange. */
export interface EdiFile {
	interchanges: Interchange[];
	after?: string;
	/** A file in UTF-16 is read as UTF-8 and written as what it was. */
	utf16?: 'UTF-16LE' | 'UTF-16BE';
}

/** An interchange with what follows it in its file. */
export interface FileToWrite {
	interchange: Interchange;
	after?: string;
	utf16?: EdiFile['utf16'];
	/** Where the texts before and after the interchange stand in the JSON, if somebody changed them. */
	changedAround?: { before?: string; after?: string };
}
