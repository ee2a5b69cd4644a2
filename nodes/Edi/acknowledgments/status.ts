/**
 * What an acknowledgment says of something, from the least to what counts most where two disagree. `received` says that
 * it arrived, and nothing of its content.
 */
export const STATUSES = ['received', 'accepted', 'acceptedWithErrors', 'partlyAccepted', 'rejected'] as const;

export type Status = (typeof STATUSES)[number];

/** The one of these that counts most; undefined if there is none. */
export const worstOf = (statuses: Status[]): Status | undefined =>
	STATUSES.findLast((status) => statuses.includes(status));
