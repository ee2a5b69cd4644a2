/** A message that we sent: a row as a person would keep it. */
export interface SentMessage {
	id: string;
	sender: string;
	receiver: string;
	interchangeControlNumber: string;
	/** Absent for EDIFACT, which is sent without groups. */
	groupType?: string;
	groupControlNumber?: string;
	messageControlNumber: string;
	type: string;
}

export interface Partner {
	id: string;
	/** Our ID towards this partner. */
	ourId: string;
	acknowledgment: '997' | '999' | 'CONTRL';
	/** GS08, or the version of the EDIFACT syntax. */
	version: string;
	/** Separators of element and component, and terminator. */
	separators: [element: string, component: string, terminator: string];
}

/** What an acknowledgment says about the messages of a group (AK9), or of an interchange (TA1, UCI). */
export interface Statement {
	level: 'TA1' | 'group' | 'CONTRL';
	/** All messages of the group or interchange, at least one. */
	messages: SentMessage[];
	/** TA104, AK901 or UCI 0083. */
	code: string;
	/** Messages that are named with a verdict of their own: AK501, IK501 or UCM 0083. */
	named: Array<{ message: SentMessage; code: string }>;
	/** AK904. */
	accepted: number;
}

/** An acknowledgment as a file: the statements of one interchange. TA1 and groups may be together. */
export interface Acknowledgment {
	partner: Partner;
	statements: Statement[];
}
