import { isRecord } from '../../shared/isRecord';
import type { Partner } from '../interchange/describe';
import { withParts, type Answer, type AnswerIssue } from './answer';
import { checkTexts, entriesIn, entryName, InvalidEntry, isEmpty, type Entry } from './entries';
import { isSameNumber } from './sameNumber';
import { worstOf, type Status } from './status';

const LIST = 'Sent';
const TEXTS = [
	'interchangeControlNumber',
	'groupType',
	'groupControlNumber',
	'messageControlNumber',
	'type',
] as const;
const PARTNERS = ['sender', 'receiver'] as const;

/** What became of a message that was sent. */
export interface SentVerdict extends Entry {
	status: Status | 'missing';
	errors: Answer['errors'];
	issues: AnswerIssue[];
	/** What says so: each acknowledgment of the message, its group or its interchange. */
	acknowledgments: (Answer['acknowledgment'] & { status: Status })[];
	/** The entry as it was given. */
	sent: Entry;
	/** Which of the answers say something of it. */
	answers: Answer[];
}

/** The messages that were sent, from JSON text or an array. Throws InvalidEntry. */
export function sentIn(value: unknown): Entry[] {
	const entries = entriesIn(LIST, value);
	checkTexts(LIST, entries, TEXTS, ['messageControlNumber']);
	entries.forEach((entry, index) => {
		if (isEmpty(entry.interchangeControlNumber) && isEmpty(entry.groupControlNumber))
			throw new InvalidEntry(
				`${entryName(LIST, index)} “groupControlNumber” and “interchangeControlNumber” are missing. A 997 names the first, a CONTRL and a TA1 the second`,
			);
		for (const name of PARTNERS) {
			const partner = entry[name];
			const isPartner =
				isEmpty(partner) || typeof partner === 'string' || typeof partner === 'number' || isRecord(partner);
			if (!isPartner)
				throw new InvalidEntry(`${entryName(LIST, index)} “${name}” is neither text nor an object with “id”`);
		}
	});
	return entries;
}

const isSameText = (one: unknown, other: unknown): boolean => String(one).trim() === String(other).trim();

/** Whether an entry names this partner, if it names one: as text, or as Read puts it out. */
function isPartner(given: unknown, { id, qualifier, groupId }: Partner): boolean {
	if (isEmpty(given)) return true;
	if (!isRecord(given)) return [id, groupId].some((each) => each !== undefined && isSameText(given, each));
	const isQualifier = isEmpty(given.qualifier) || !qualifier || isSameText(given.qualifier, qualifier);
	return isQualifier && (isEmpty(given.id) || isSameText(given.id, id));
}

/** Whether an answer is about a sent message, its group or its interchange, as far as its own level goes. */
function isAbout(answer: Answer, entry: Entry): boolean {
	const { standard, level } = answer;
	const isNumber = (name: 'interchangeControlNumber' | 'groupControlNumber' | 'messageControlNumber') =>
		!isEmpty(entry[name]) && isSameNumber(standard, entry[name], answer[name]);
	const isText = (name: 'groupType' | 'type') =>
		isEmpty(entry[name]) || answer[name] === undefined || isSameText(entry[name], answer[name]);
	if (!isEmpty(entry.standard) && !isSameText(entry.standard, standard)) return false;
	if (!PARTNERS.every((name) => isPartner(entry[name], answer[name]))) return false;
	if (level === 'interchange') return isNumber('interchangeControlNumber');
	if (level === 'group') return isNumber('groupControlNumber') && isText('groupType');
	return isNumber('messageControlNumber') && isText('type');
}

/** What an answer says of a sent message: the most exact that it says, and what it stands in. */
function saidOf(answer: Answer, entry: Entry): { status: Status | undefined; answers: Answer[] } | undefined {
	if (!isAbout(answer, entry)) return undefined;
	if (answer.level === 'message') return { status: answer.status, answers: [answer] };
	const parts = answer.parts.flatMap((part) => saidOf(part, entry) ?? []);
	if (parts.length === 0) return { status: answer.forOthers, answers: [answer] };
	const status = worstOf(parts.flatMap((part) => part.status ?? []));
	return { status, answers: [answer, ...parts.flatMap((part) => part.answers)] };
}

const isAcceptance = (status: Status): boolean => status === 'accepted' || status === 'acceptedWithErrors';

function verdictOf(entry: Entry, answers: Answer[]): SentVerdict {
	const said = answers.flatMap((answer) => saidOf(answer, entry) ?? []);
	const telling = said.flatMap(({ status, answers: levels }) =>
		status === undefined ? [] : [{ status, levels, last: levels.at(-1)! }],
	);
	const status = worstOf(telling.map((each) => each.status));
	const statuses = telling.map((each) => each.status);
	const isDisputed = statuses.includes('rejected') && statuses.some(isAcceptance);
	const errors = telling.filter((each) => each.status === status).flatMap(({ last }) => last.errors);
	const issues = telling.flatMap(({ last }) => last.issues);
	if (isDisputed)
		issues.push({
			code: 'acknowledgments-disagree',
			message: 'One acknowledgment accepts the message, another one rejects it: ask the partner',
		});
	const given = Object.fromEntries(
		['standard', ...PARTNERS, ...TEXTS]
			.filter((name) => !isEmpty(entry[name]))
			.map((name) => [name, entry[name]]),
	);
	return {
		level: 'message',
		...given,
		status: status ?? 'missing',
		errors,
		issues,
		acknowledgments: telling.map(({ status: each, last }) => ({ ...last.acknowledgment, status: each })),
		sent: entry,
		answers: said.flatMap((each) => each.answers),
	};
}

const numberKey = (value: unknown): string =>
	String(value)
		.trim()
		.replace(/^0+(?=.)/, '');

/** The answers that may be about an entry, by the control number at their top. */
class AnswerIndex {
	private readonly byNumber = new Map<string, Answer[]>();

	constructor(answers: Answer[]) {
		for (const answer of answers) {
			const number =
				answer.level === 'interchange' ? answer.interchangeControlNumber : answer.groupControlNumber;
			const key = `${answer.level} ${numberKey(number)}`;
			this.byNumber.set(key, [...(this.byNumber.get(key) ?? []), answer]);
		}
	}

	for({ interchangeControlNumber, groupControlNumber }: Entry): Answer[] {
		return [
			...(this.byNumber.get(`interchange ${numberKey(interchangeControlNumber)}`) ?? []),
			...(this.byNumber.get(`group ${numberKey(groupControlNumber)}`) ?? []),
		];
	}
}

const NOT_SENT: AnswerIssue = {
	code: 'not-sent',
	message: 'This acknowledges something that is not in the list of what was sent',
};

/**
 * What became of each message that was sent, in the order of the list, and the answers that are about none of them.
 * Where acknowledgments of a message disagree, the worst verdict counts.
 */
export function matchSent(
	sent: Entry[],
	answers: Answer[],
): { verdicts: SentVerdict[]; others: { answer: Answer; issues: AnswerIssue[] }[] } {
	const index = new AnswerIndex(answers);
	const verdicts = sent.map((entry) => verdictOf(entry, index.for(entry)));
	const known = new Set(verdicts.flatMap((verdict) => verdict.answers));
	const others = answers
		.flatMap(withParts)
		.filter((answer) => !known.has(answer))
		.map((answer) => ({ answer, issues: [...answer.issues, NOT_SENT] }));
	return { verdicts, others };
}
