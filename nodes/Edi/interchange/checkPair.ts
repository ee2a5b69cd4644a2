import { issueAt, type IssueDetails, type Level } from './issue';
import type { IssueCode } from './issueCatalogue';
import type { Pair } from './standard';
import type { Envelope } from './tree';
import { trimmed } from './values';

const PLURAL = { group: 'groups', message: 'messages', segment: 'segments', byte: 'bytes' };

/** A count in words. */
export const counted = (count: number, unit: keyof typeof PLURAL): string =>
	`${count} ${count === 1 ? unit : PLURAL[unit]}`;

/**
 * Checks a trailer: that it is there, repeats the header's reference, and counts rightly. `place` is the number of the
 * trailer in its message.
 */
export function checkPair(
	pair: Pair,
	envelope: Pick<Envelope, 'header' | 'trailer' | 'start' | 'end' | 'issues'>,
	level: Level,
	count: number,
	unit: keyof typeof PLURAL,
	place?: number,
): void {
	const [header] = envelope.header;
	const [trailer] = envelope.trailer;
	const { names } = pair;
	const position = place === undefined ? {} : { position: place };
	const add = (what: 'trailer-missing' | 'control-number' | 'count', details: IssueDetails) => {
		const code: IssueCode = `${level}-${what}`;
		envelope.issues.push(issueAt(code, level, envelope.end ?? envelope.start, { ...position, ...details }));
	};
	if (!trailer) {
		add('trailer-missing', {
			message: `The ${level} that begins with ${pair.header} isn't closed: ${pair.trailer} is missing`,
			tag: pair.header,
			...(level === 'message' && { position: 1 }),
		});
		return;
	}
	const reference = trimmed(header, pair.reference);
	const repeated = trimmed(trailer, 2);
	if (reference !== repeated) {
		add('control-number', {
			message: `${names.repeated} is “${repeated}”; ${names.reference} is “${reference}”`,
			tag: pair.trailer,
			element: 2,
		});
	}
	const declared = trimmed(trailer, 1);
	if (!/^\d{1,15}$/.test(declared) || Number(declared) !== count) {
		const what = /^\d{1,15}$/.test(declared) ? counted(Number(declared), unit) : `“${declared}”`;
		add('count', {
			message: `${names.count} says ${what}; there ${count === 1 ? 'is' : 'are'} ${count}`,
			tag: pair.trailer,
			element: 1,
		});
	}
}
