import { groupHead, interchangeHead, messageHead } from '../interchange/describe';
import type { EdiFile, Message, StandardName } from '../interchange/tree';
import {
	checkFieldNames,
	checkTexts,
	entriesIn,
	entryName,
	InvalidEntry,
	isEmpty,
	type Entry,
} from './entries';
import { isGroupOfAcknowledgments, toAcknowledge } from './isAcknowledgment';
import { isNamed, isNamedGroup } from './isNamed';
import { isSameNumber, numberKey } from './sameNumber';

const LIST = 'Rejected';
const NUMBERS = ['interchangeControlNumber', 'groupControlNumber', 'controlNumber'] as const;
const FIELDS = ['type', ...NUMBERS, 'reason'] as const;

interface Candidate extends Record<(typeof NUMBERS)[number] | 'type', string> {
	standard: StandardName;
	message: Message;
	/** Whether its acknowledgment can name it, or count it: a 997 can always. */
	isNameable: boolean;
}

const candidatesIn = ({ interchanges }: EdiFile): Candidate[] =>
	interchanges.flatMap((interchange) =>
		interchange.groups
			.filter((group) => !isGroupOfAcknowledgments(group))
			.flatMap((group) =>
				toAcknowledge(group).map((message) => {
					const { type, controlNumber } = messageHead(interchange.standard, group, message);
					return {
						standard: interchange.standard,
						message,
						isNameable:
							interchange.standard === 'X12' ||
							(isNamed(message) && (group.header.length === 0 || isNamedGroup(group))),
						type,
						interchangeControlNumber:
							interchange.header.length > 0 ? interchangeHead(interchange).controlNumber : '',
						groupControlNumber:
							group.header.length > 0 ? groupHead(interchange.standard, group).controlNumber : '',
						controlNumber,
					};
				}),
			),
	);

const fits = (entry: Entry, candidate: Candidate): boolean =>
	(isEmpty(entry.type) || String(entry.type).trim() === candidate.type) &&
	NUMBERS.every(
		(name) => isEmpty(entry[name]) || isSameNumber(candidate.standard, entry[name], candidate[name]),
	);

const said = (entry: Entry): string =>
	['type', ...NUMBERS]
		.filter((name) => !isEmpty(entry[name]))
		.map((name) => `${name} ${String(entry[name])}`)
		.join(', ');

/**
 * Why the workflow rejects messages of a file, by message. `rejected` is JSON text or an array of
 * `{ controlNumber, type?, groupControlNumber?, interchangeControlNumber?, reason? }`. Throws InvalidEntry if an entry
 * fits no message, or several, or one that can't be named.
 */
export function rejectionsIn(file: EdiFile, rejected: unknown): Map<Message, string> {
	const entries = entriesIn(LIST, rejected);
	checkFieldNames(LIST, entries, FIELDS);
	checkTexts(LIST, entries, FIELDS, ['controlNumber']);
	const reasons = new Map<Message, string>();
	if (entries.length === 0) return reasons;
	const candidates = new Map<string, Candidate[]>();
	for (const candidate of candidatesIn(file)) {
		const key = numberKey(candidate.controlNumber);
		const same = candidates.get(key);
		if (same) same.push(candidate);
		else candidates.set(key, [candidate]);
	}
	entries.forEach((entry, index) => {
		const found = (candidates.get(numberKey(entry.controlNumber)) ?? []).filter((candidate) =>
			fits(entry, candidate),
		);
		const [first] = found;
		if (!first)
			throw new InvalidEntry(`${entryName(LIST, index)} ${said(entry)} fits no message in the file`);
		if (found.length > 1)
			throw new InvalidEntry(
				`${entryName(LIST, index)} ${said(entry)} fits ${found.length} messages in the file. Add “groupControlNumber” or “interchangeControlNumber”`,
			);
		if (!first.isNameable)
			throw new InvalidEntry(
				`${entryName(LIST, index)} ${said(entry)} is something that a CONTRL can't name, so it can't reject it`,
			);
		reasons.set(first.message, isEmpty(entry.reason) ? '' : String(entry.reason).trim());
	});
	return reasons;
}
