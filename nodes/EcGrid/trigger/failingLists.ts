/** Which lists of missed events this process could not read the last time. */
import type { EventList } from './missedEvents';
import { setBounded } from '../runtime/boundedMap';

/** By trigger and list: in which turn it failed last. */
const failures = new Map<string, Map<string, number>>();

let turns = 0;

const failuresOf = (owner: string): Map<string, number> => {
	const own = failures.get(owner) ?? new Map<string, number>();
	setBounded(failures, owner, own);
	return own;
};

/** A list in words. */
export const nameOfList = ({ event, mailboxId }: EventList): string =>
	`${event} events${mailboxId === undefined ? '' : ` of mailbox ${mailboxId}`}`;

/**
 * The lists in the order in which to ask for them: those that failed the last time come last, and of them the one first
 * that was not asked for longest. So each has its turn, also where not all can be asked for in one round.
 */
export function inTurn(owner: string, lists: EventList[]): EventList[] {
	const own = failuresOf(owner);
	const turnOf = (list: EventList) => own.get(nameOfList(list)) ?? 0;
	return lists.toSorted((left, right) => turnOf(left) - turnOf(right));
}

/** Notes that a list failed. Gives whether that is new: it was read in between, or this process has not asked for it before. */
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
