import { nextControlNumber } from '../documents/controlNumbers';
import type { EnvelopeSettings } from '../interchange/newEnvelope';

/** Who sends to whom in which standard: control numbers are told apart by that. */
export type Partners = Pick<EnvelopeSettings, 'standard' | 'sender' | 'receiver'>;

/** How many partners have their last number kept: those written to most recently. A number that is dropped is made of the time. */
const MOST_PARTNERS = 500;

/**
 * The last numbers that this process has given, by partners. They aren't kept in the workflow's static data: n8n saves that
 * as a whole when an execution ends, and would overwrite what a trigger of the same workflow stored meanwhile.
 */
const given = new Map<string, number>();

/** A text for each pair of partners, as the header of an interchange names them. */
export const partnersKey = ({ standard, sender, receiver }: Partners): string =>
	JSON.stringify([standard, sender.qualifier, sender.id, receiver.qualifier, receiver.id]);

/**
 * The next control number between these partners, for an interchange or a functional group: up to nine digits, and more
 * than those that this process gave them before.
 */
export function automaticNumber(partners: Partners): string {
	const key = partnersKey(partners);
	const last = given.get(key);
	const next = nextControlNumber(last === undefined ? [] : [last], Date.now());
	given.delete(key);
	given.set(key, next);
	if (given.size > MOST_PARTNERS) given.delete(given.keys().next().value!);
	return String(next);
}
