import type { SentAcknowledgment } from './types';
import type { Answers } from './verdict';

/** A file that answers an interchange. */
export interface Answer {
	type: SentAcknowledgment['type'];
	/** Of the file's interchange. */
	controlNumber: string;
	/** With one character for each byte. */
	content: string;
}

/** How to answer an interchange. */
export interface AnswerSettings {
	answers: Answers;
	acknowledgment: '997' | '999';
	when: Date;
	/** Returns a control number that the partner hasn't used. */
	nextNumber: () => number;
}
