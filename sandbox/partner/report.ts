import type { Statement } from './acknowledgments';
import { orderStatuses, type PartnerReport, type ReceivedInterchange, type SentOrder } from './types';

/** Counts what the partner received and sent. */
export function countsOf(
	received: ReceivedInterchange[],
	sent: SentOrder[],
	statements: Array<{ type: Statement['type']; isMatched: boolean }>,
): PartnerReport['counts'] {
	const documents = received.filter(({ groups }) => groups.length > 0);
	const interchanges = documents.map(({ standard, sender, receiver, controlNumber, groups }) => ({
		key: [standard, sender, receiver, controlNumber].join('|'),
		parties: [standard, sender, receiver].join('|'),
		groups,
	}));
	// A group's number is unique between two partners in X12, and within its interchange in EDIFACT.
	const groups = interchanges.flatMap(({ key, parties, groups }) =>
		groups.map(({ type, controlNumber, messages }) => ({
			isGroup: controlNumber !== undefined,
			key: [parties.startsWith('X12') ? parties : key, type, controlNumber].join('|'),
			messages,
		})),
	);
	const messages = groups.flatMap(({ key, messages }) =>
		messages.map(({ type, controlNumber }) => [key, type, controlNumber].join('|')),
	);
	const ofType = (wanted: Statement['type']) => statements.filter(({ type }) => type === wanted).length;
	return {
		interchanges: count(interchanges.map(({ key }) => key)),
		groups: count(groups.filter(({ isGroup }) => isGroup).map(({ key }) => key)),
		messages: count(messages),
		acknowledgments: {
			TA1: ofType('TA1'),
			'997': ofType('997'),
			'999': ofType('999'),
			CONTRL: ofType('CONTRL'),
			unmatched: statements.filter(({ isMatched }) => !isMatched).length,
		},
		sent: Object.fromEntries(
			orderStatuses.map((wanted) => [wanted, sent.filter(({ status }) => status === wanted).length]),
		) as PartnerReport['counts']['sent'],
	};
}

const count = (keys: string[]) => ({ received: keys.length, distinct: new Set(keys).size });
