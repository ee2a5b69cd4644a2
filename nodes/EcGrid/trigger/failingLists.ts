/** The lists of missed events that this process couldn't read last time. */
import type { EventList } from './missedEvents';
import { setBounded } from '../runtime/boundedMap';

/** By trigger and list: the turn in which it last failed. */
const failures = new Map<string, Map<string, number>>();

let turns = 0;

const failuresOf = (owner: string): Map<string, number> => {
	const own = failures.get(owner) ?? new Map<string, number>();
	setBounded(failures, owner, own);
	return own;
};

/** The name of a list in messages. */
export const nameOfList = ({ event, mailboxId }: EventList): string =>
	`${event} events${mailboxId === undefined ? '' : ` of mailbox ${mailboxId}`}`;

/**
 * The lists in the order in which to request them. Those that failed last time are last, starting with the one that
 * hasn't been requested for longest. So each gets its turn, even if one round can't request them all.
 */
export function inTurn(owner: string, lists: EventList[]): EventList[] {
	const own = failuresOf(owner);
	const turnOf = (list: EventList) => own.get(nameOfList(list)) ?? 0;
	return lists.toSorted((left, right) => turnOf(left) - turnOf(right));
}

/**
 * Notes that a list failed. Returns whether that is new: the list was read since, or this process hasn't requested it
 * before.
 */
export function noteFailing(owner: string, list: EventList): boolean {
	const own = failuresOf(owner);
	const isNew = !own.has(nameOfList(list));
	own.set(nameOfList(list), ++turns);
	return isNew;
}

/** Notes that a list was read to its end. */
export function noteRead(owner: string, list: EventList): void {
	failuresOf(owner).delete(nameOfList(list));
}
