import { isRecord } from '../../shared/isRecord';
import type { Partner } from '../interchange/describe';
import { withParts, type Answer, type AnswerIssue } from './answer';
import { checkTexts, entriesIn, entryName, InvalidEntry, isEmpty, type Entry } from './entries';
import { isSameNumber, numberKey } from './sameNumber';
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

const isText = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

/** Whether a value names a partner: as text, or as Read puts it out. One that names nobody would be anybody. */
function namesPartner(partner: unknown): boolean {
	if (!isRecord(partner)) return isText(partner);
	const given = [partner.id, partner.groupId].filter((each) => !isEmpty(each));
	return given.length > 0 && given.every(isText);
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
			if (!isEmpty(entry[name]) && !namesPartner(entry[name]))
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
	// Some partners put the ID of the interchange into the group of an acknowledgment.
	const isGroup = isEmpty(given.groupId) || [undefined, id, String(given.groupId).trim()].includes(groupId);
	return isQualifier && isGroup && (isEmpty(given.id) || isSameText(given.id, id));
}

/** Whether an answer is about a sent message, its group or its interchange, as far as its own level goes. */
function isAbout(answer: Answer, entry: Entry): boolean {
	const { standard, level } = answer;
	const isNumber = (name: 'interchangeControlNumber' | 'groupControlNumber' | 'messageControlNumber') =>
		!isEmpty(entry[name]) && isSameNumber(standard, entry[name], answer[name]);
	const isType = (name: 'groupType' | 'type') =>
		isEmpty(entry[name]) || answer[name] === undefined || isSameText(entry[name], answer[name]);
	if (!isEmpty(entry.standard) && !isSameText(entry.standard, standard)) return false;
	if (!PARTNERS.every((name) => isPartner(entry[name], answer[name]))) return false;
	if (level === 'interchange') return isNumber('interchangeControlNumber');
	if (level === 'group') {
		// A row of EDIFACT needs no group: then it may be in each of the interchange.
		const isAny = standard === 'EDIFACT' && isEmpty(entry.groupControlNumber);
		return (isAny || isNumber('groupControlNumber')) && isType('groupType');
	}
	return isNumber('messageControlNumber') && isType('type');
}

/** What is said of a sent message: the most exact that an answer says. */
interface Said {
	/** Undefined if the answer names all that arrived, and not this one. */
	status: Status | undefined;
	/** What says so. */
	by: Answer[];
	errors: Answer['errors'];
	/** All that are about it. */
	answers: Answer[];
}

/** Answers by their level and the number of what they are about. */
class AnswerIndex {
	private readonly byNumber = new Map<string, Answer[]>();
	/** Groups of EDIFACT: a row may name none. */
	private readonly groups: Answer[] = [];
	private readonly ofParts = new Map<Answer, AnswerIndex>();

	constructor(answers: Answer[]) {
		for (const answer of answers) {
			const key = `${answer.level} ${numberKey(answer[`${answer.level}ControlNumber`])}`;
			const same = this.byNumber.get(key);
			if (same) same.push(answer);
			else this.byNumber.set(key, [answer]);
			if (answer.level === 'group' && answer.standard === 'EDIFACT') this.groups.push(answer);
		}
	}

	/** Those that may be about an entry. */
	for(entry: Entry): Answer[] {
		const numbered = (level: Answer['level']) =>
			this.byNumber.get(`${level} ${numberKey(entry[`${level}ControlNumber`])}`) ?? [];
		const groups = isEmpty(entry.groupControlNumber) ? this.groups : numbered('group');
		return [...numbered('interchange'), ...groups, ...numbered('message')];
	}

	said(entry: Entry): Said[] {
		return this.for(entry).flatMap((answer) => this.saidOf(answer, entry) ?? []);
	}

	private saidOf(answer: Answer, entry: Entry): Said | undefined {
		if (!isAbout(answer, entry)) return undefined;
		const own = { by: [answer], errors: answer.errors, answers: [answer] };
		if (answer.level === 'message') return { ...own, status: answer.status };
		const inside = this.partsOf(answer);
		const parts = inside.said(entry);
		if (parts.length === 0) return { ...own, status: inside.hasOther(entry) ? undefined : answer.forOthers };
		const status = worstOf(parts.flatMap((part) => part.status ?? []));
		const telling = parts.filter((part) => part.status === status);
		const isAllRejected = status === 'rejected' && answer.status === 'rejected';
		return {
			status,
			by: telling.flatMap((part) => part.by),
			errors: [...(isAllRejected ? answer.errors : []), ...telling.flatMap((part) => part.errors)],
			answers: [answer, ...parts.flatMap((part) => part.answers)],
		};
	}

	private partsOf(answer: Answer): AnswerIndex {
		const known = this.ofParts.get(answer);
		if (known) return known;
		const index = new AnswerIndex(answer.parts);
		this.ofParts.set(answer, index);
		return index;
	}

	/** Whether a message with the number of the entry is named, which is another one, such as of another type. */
	private hasOther(entry: Entry): boolean {
		return this.for(entry).some(
			({ level, standard, messageControlNumber }) =>
				level === 'message' && isSameNumber(standard, entry.messageControlNumber, messageControlNumber),
		);
	}
}

const isAcceptance = (status: Status): boolean => status === 'accepted' || status === 'acceptedWithErrors';

function verdictOf(entry: Entry, said: Said[]): SentVerdict {
	const telling = said.flatMap(({ status, ...rest }) => (status === undefined ? [] : [{ status, ...rest }]));
	const statuses = telling.map((each) => each.status);
	const status = worstOf(statuses);
	const isDisputed = statuses.includes('rejected') && statuses.some(isAcceptance);
	const errors = telling.filter((each) => each.status === status).flatMap((each) => each.errors);
	const issues = [...new Set(telling.flatMap(({ by }) => by.flatMap((answer) => answer.issues)))];
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
		acknowledgments: telling.map(({ status: each, by }) => ({ ...by.at(-1)!.acknowledgment, status: each })),
		sent: entry,
		answers: said.flatMap((each) => each.answers),
	};
}

/** Why it isn't known which messages of a group arrived. */
const fewerArrived = (sent: number, arrived: number): AnswerIssue => ({
	code: 'fewer-arrived',
	message: `${sent} messages of the group were sent that no verdict names, and ${arrived} arrived: ask the partner which`,
});

/**
 * What is said of each entry. Where a verdict on a group is about more messages than arrived, it accepts none of them for
 * certain.
 */
function saidOfEach(sent: Entry[], index: AnswerIndex): Said[][] {
	const said = sent.map((entry) => index.said(entry));
	const unnamed = new Map<Answer, Set<string>>();
	const isUnnamed = ({ by: [answer] }: Said): boolean => answer?.received !== undefined;
	said.forEach((each, place) => {
		for (const { by } of each.filter(isUnnamed)) {
			const [answer] = by as [Answer];
			const names = unnamed.get(answer) ?? new Set();
			unnamed.set(answer, names.add(numberKey(sent[place]!.messageControlNumber)));
		}
	});
	const lacking = (each: Said): Said => {
		const [answer] = each.by as [Answer];
		const arrived = answer.received! - answer.parts.length;
		const count = unnamed.get(answer)!.size;
		if (count <= arrived || each.status === undefined || !isAcceptance(each.status)) return each;
		const issues = [...answer.issues, fewerArrived(count, arrived)];
		return { ...each, status: 'partlyAccepted', by: [{ ...answer, issues }] };
	};
	return said.map((all) => all.map((each) => (isUnnamed(each) ? lacking(each) : each)));
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
	const said = saidOfEach(sent, index);
	const verdicts = sent.map((entry, place) => verdictOf(entry, said[place]!));
	const known = new Set(verdicts.flatMap((verdict) => verdict.answers));
	const others = answers
		.flatMap(withParts)
		.filter((answer) => !known.has(answer))
		.map((answer) => ({ answer, issues: [...answer.issues, NOT_SENT] }));
	return { verdicts, others };
}
