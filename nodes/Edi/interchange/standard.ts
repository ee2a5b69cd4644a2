import type { ByteText } from './coding';
import type { IssueCode } from './issueCatalogue';
import type { IssueDetails, Place } from './issue';
import type { SegmentReader, Surroundings } from './segmentReader';
import type { Delimiters, Group, Interchange, Message, Segment, StandardName } from './tree';

export type Role =
	| 'interchangeHeader'
	| 'interchangeTrailer'
	| 'groupHeader'
	| 'groupTrailer'
	| 'messageHeader'
	| 'messageTrailer'
	| 'interchangeNote';

/** A pair of service segments: the header holds a reference that the trailer repeats beside a count. */
export interface Pair {
	header: string;
	trailer: string;
	/** Which element of the header is the reference. In the trailer, it is the second; the first is the count. */
	reference: number;
	/** The names of the elements, as the standard's documents write them. */
	names: { reference: string; count: string; repeated: string };
}

/** The pair around a package. Its trailer counts the bytes of its object, and so does `length`, an element of the header. ISO 9735-8. */
export interface PackagePair extends Pair {
	length: number;
}

/** The beginning of an interchange in a text. */
export interface Beginning {
	reader: (surroundings: Surroundings) => SegmentReader;
	delimiters: Delimiters;
	una?: string;
	/** Where its first segment begins. */
	at: number;
	/** The header, if it isn't read like any other segment. */
	header?: { segment: Segment; contentEnd: number; end: number; isWrapped: boolean };
	/** What is odd about the service characters. */
	noticed: { code: IssueCode; message: string; element?: number }[];
}

/** Notes an issue of an envelope or a message. */
export type Note = (code: IssueCode, details: IssueDetails & { place?: Place }) => void;

/** The pair around a message, or around a package in the place of one. */
export const pairAround = (
	{ message, package: packagePair }: Standard,
	[header]: Segment[],
): Pair | PackagePair => (packagePair && header?.[0] === packagePair.header ? packagePair : message);

/** What reading and writing must know of a standard. */
export interface Standard {
	name: StandardName;
	roles: ReadonlyMap<string, Role>;
	interchange: Pair;
	group: Pair;
	message: Pair;
	/** A package in the place of a message. */
	package?: PackagePair;
	/** Whether messages may stand in an interchange only in a group. */
	needsGroups: boolean;
	isTag: (tag: string) => boolean;
	beginningAt: (text: ByteText, at: number, earlier?: Delimiters) => Beginning | undefined;
	readerOf: (text: ByteText, at: number, delimiters: Delimiters, surroundings: Surroundings) => SegmentReader;
	/** What has to stand before an interchange so that a reader finds its delimiters, or at least guesses them: UNA or nothing. */
	serviceString: (interchange: ByteText, delimiters: Delimiters, mayGuess: boolean) => ByteText;
	segmentText: (segment: Segment, delimiters: Delimiters) => string;
	/** Whether a segment belongs into a message that is written: X12 has none without elements. */
	isWritten: (segment: Segment) => boolean;
	/** Segments with bytes that may be separators: the elements with the bytes and with how many they are. */
	binary: Readonly<Record<string, { length: number; data: number }>>;
	/** A header of an interchange, group or message as the standard wants it written. Throws NotWritable, with this path, if a value doesn't fit. */
	strictHeader: (
		header: Segment,
		delimiters: Delimiters,
		path: string,
		characterSet: Interchange['characterSet'],
	) => Segment;
	/** Checks that only this standard has. References and counts are checked for both alike. */
	checkInterchange: (interchange: Interchange, note: Note) => void;
	checkGroup: (group: Group, interchange: Interchange, note: Note) => void;
	checkMessage: (message: Message, group: Group, note: Note) => void;
}
