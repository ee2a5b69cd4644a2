import type { Partner } from '../interchange/describe';
import type { Level } from '../interchange/issue';
import type { IssueCode } from '../interchange/issueCatalogue';
import type { StandardName } from '../interchange/tree';
import type { Status } from './status';

/** An error that an acknowledgment reports. */
export interface ReportedError {
	/** The tag of the segment that has it. */
	segment?: string;
	/** The number of that segment in the message; 1 is ST or UNH. */
	position?: number;
	/** The number of the element, and of its component behind a colon. */
	element?: string;
	code: string;
	/** What the code means; '' if it is unknown. */
	text: string;
}

/** Something odd about an acknowledgment, or an error in its file. */
export interface AnswerIssue {
	code:
		| 'contradiction'
		| 'verdict-missing'
		| 'verdict-unknown'
		| 'acknowledgments-disagree'
		| 'not-sent'
		| 'fewer-arrived'
		| IssueCode;
	message: string;
}

/** What an acknowledgment says of one interchange, group or message, and of what stands in it. */
export interface Answer {
	standard: StandardName;
	level: Level;
	/** Of what is acknowledged, not of the acknowledgment. */
	sender: Partner;
	receiver: Partner;
	interchangeControlNumber?: string;
	groupType?: string;
	groupControlNumber?: string;
	messageControlNumber?: string;
	type?: string;
	status: Status;
	errors: ReportedError[];
	issues: AnswerIssue[];
	/** The message that says so. */
	acknowledgment: { type: string; interchangeControlNumber: string; controlNumber: string };
	/** What it means for messages that it doesn't name; undefined if it names all that arrived. */
	forOthers?: Status;
	/** How many messages arrived, if it says so. */
	received?: number;
	parts: Answer[];
}

/** An answer and all that it consists of, from the top down. */
export const withParts = (answer: Answer): Answer[] => [answer, ...answer.parts.flatMap(withParts)];

export const contradiction = (message: string): AnswerIssue => ({ code: 'contradiction', message });

/** Notes where one message is named twice, with different verdicts. */
export function noteDifferent(answers: Answer[]): void {
	const byName = new Map<string, Answer[]>();
	for (const answer of answers) {
		if (answer.level !== 'message') continue;
		const name = `${answer.type} ${answer.messageControlNumber}`;
		const same = byName.get(name);
		if (same) same.push(answer);
		else byName.set(name, [answer]);
	}
	for (const [name, same] of byName) {
		if (same.every(({ status }) => status === same[0]!.status)) continue;
		for (const { issues } of same)
			issues.push(contradiction(`${name} is named ${same.length} times, with different verdicts`));
	}
}
