import type { PartnerRule } from './types';

/** A rule that answers. */
export type Answers = Exclude<PartnerRule['answers'], 'never'>;

/** Which of the messages of a group the partner rejects. */
export function rejectedOf<T>(messages: T[], answers: Answers): Set<T> {
	if (answers === 'accept') return new Set();
	if (answers === 'reject') return new Set(messages);
	return new Set(messages.slice(-1));
}
