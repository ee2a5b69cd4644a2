import { catalogue, type IssueCode, type Severity } from './issueCatalogue';

/** Where a segment is in the file. */
export interface Place {
	/** 1 is the first segment of the file. UNA isn't one. */
	number: number;
	/** In bytes. */
	offset: number;
}

export type Level = 'interchange' | 'group' | 'message';

/** Something that breaks a rule of the standard, and where it stands. */
export interface Issue {
	severity: Severity;
	code: IssueCode;
	message: string;
	level: Level;
	/** Number of the segment in the file; 1 is the first. */
	segment?: number;
	tag?: string;
	element?: number;
	component?: number;
	/** In bytes, from the start of the file. */
	offset?: number;
	/** Number of the segment in its message; 1 is ST or UNH. */
	position?: number;
	/** How many there are of the same kind in the message, if it isn't one. The place is that of the first. */
	count?: number;
	/** What it is in an acknowledgment: the segment that reports it, and the code. */
	acknowledgment?: Record<string, string>;
}

export type IssueDetails = Pick<
	Issue,
	'message' | 'tag' | 'element' | 'component' | 'position' | 'acknowledgment'
>;

/** An issue of the catalogue at a place. */
export function issueAt(
	code: IssueCode,
	level: Level,
	place: Place | undefined,
	details: IssueDetails,
): Issue {
	const { severity, acknowledgment: usual } = catalogue[code];
	const acknowledgment = details.acknowledgment ?? usual;
	const { message, tag, element, component, position } = details;
	return {
		severity,
		code,
		message,
		...(place && { segment: place.number }),
		...(tag !== undefined && { tag }),
		...(element !== undefined && { element }),
		...(component !== undefined && { component }),
		...(place && { offset: place.offset }),
		...(position !== undefined && { position }),
		level,
		...(acknowledgment && { acknowledgment }),
	};
}

/** Adds an issue, or counts it if there is one of the same code: a million of the same are one. */
export function addOnce(issues: Issue[], code: IssueCode, make: () => Issue): void {
	const same = issues.find((issue) => issue.code === code);
	if (same) same.count = (same.count ?? 1) + 1;
	else issues.push(make());
}

/** Issues in the order of their places in the file. Those at one place keep theirs. */
export const inFileOrder = (issues: Issue[]): Issue[] =>
	[...issues].sort((one, other) => (one.offset ?? 0) - (other.offset ?? 0));
