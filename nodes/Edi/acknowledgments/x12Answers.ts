import type { Segment } from '../interchange/tree';
import { trimmed, valueOf } from '../interchange/values';
import { contradiction, noteDifferent, type Answer, type AnswerIssue, type ReportedError } from './answer';
import { codeText } from './codeTexts';
import { worstOf, type Status } from './status';

/** AK501, IK501 and AK901. M, W and X are rejections for reasons of security. */
const STATUS: ReadonlyMap<string, Status> = new Map([
	['A', 'accepted'],
	['E', 'acceptedWithErrors'],
	['P', 'partlyAccepted'],
	['R', 'rejected'],
	['M', 'rejected'],
	['W', 'rejected'],
	['X', 'rejected'],
]);

const codesFrom = (segment: Segment, first: number, about: Parameters<typeof codeText>[0]): ReportedError[] =>
	segment
		.slice(first)
		.map((_, index) => trimmed(segment, first + index))
		.filter((code) => code !== '')
		.map((code) => ({ code, text: codeText(about, code) }));

/** The status that a verdict has. Without one, it is only known that something arrived. */
function statusOf(code: string, name: string, issues: AnswerIssue[]): Status {
	const status = STATUS.get(code);
	if (status) return status;
	issues.push(
		code === ''
			? { code: 'verdict-missing', message: `${name} is missing: there is no verdict` }
			: { code: 'verdict-unknown', message: `${name} is “${code}”, which is no verdict` },
	);
	return 'received';
}

type Common = Pick<Answer, 'standard' | 'sender' | 'receiver' | 'acknowledgment'>;

/** What TA1 says of an interchange. Its content may still be rejected. */
export function ta1Answer(segment: Segment, common: Common): Answer {
	const issues: AnswerIssue[] = [];
	const status = statusOf(trimmed(segment, 4), 'TA104', issues);
	const code = trimmed(segment, 5);
	const errors = code === '' || code === '000' ? [] : [{ code, text: codeText('TA1', code) }];
	if (status === 'accepted' && errors.length > 0)
		issues.push(contradiction(`TA104 is A, and TA105 is ${code}`));
	return {
		...common,
		level: 'interchange',
		interchangeControlNumber: trimmed(segment, 1),
		status,
		errors,
		issues,
		forOthers: status === 'rejected' ? 'rejected' : 'received',
		parts: [],
	};
}

/** The verdict of these segments, and the one that says so: the worst, if one of several stands in the place of one. */
function verdictIn(
	segments: Segment[],
	name: string,
	issues: AnswerIssue[],
): { status: Status; segment?: Segment } {
	const verdicts = segments.map((segment) => ({
		segment,
		status: statusOf(trimmed(segment, 1), `${name}01`, issues),
	}));
	const status = worstOf(verdicts.map((each) => each.status)) ?? statusOf('', `${name}01`, issues);
	if (verdicts.some((each) => each.status !== status))
		issues.push(contradiction(`${name} stands ${verdicts.length} times, with different verdicts`));
	return { status, segment: verdicts.find((each) => each.status === status)?.segment };
}

/** Reads the segments of one 997 or 999 between ST and SE: what they say of functional groups. X12 997 and 999. */
class FunctionalReader {
	private group?: Answer;
	private message?: Answer;
	private segment?: Segment;
	/** AK5 and AK9 of each. */
	private readonly verdicts = new Map<Answer, Segment[]>();
	private readonly answers: Answer[] = [];

	constructor(private readonly common: Common) {}

	read(segments: Segment[]): Answer[] {
		for (const segment of segments) {
			const tag = String(segment[0]).replace(/^IK/, 'AK');
			if (tag === 'AK1') this.open(segment);
			else if (tag === 'AK2') this.openMessage(segment);
			else if (tag === 'AK3') this.addSegmentError(segment);
			else if (tag === 'AK4') this.addElementError(segment);
			else if (tag === 'AK5') this.verdicts.get(this.message ?? this.openMessage(['AK2']))!.push(segment);
			else if (tag === 'AK9') this.verdicts.get(this.group ?? this.open(['AK1']))!.push(segment);
		}
		for (const group of this.answers) this.judge(group);
		return this.answers;
	}

	private opened(answer: Answer): Answer {
		this.verdicts.set(answer, []);
		this.segment = undefined;
		return answer;
	}

	private open(segment: Segment): Answer {
		this.message = undefined;
		this.group = this.opened({
			...this.common,
			level: 'group',
			groupType: trimmed(segment, 1),
			groupControlNumber: trimmed(segment, 2),
			status: 'received',
			errors: [],
			issues: [],
			parts: [],
		});
		this.answers.push(this.group);
		return this.group;
	}

	private openMessage(segment: Segment): Answer {
		const group = this.group ?? this.open(['AK1']);
		this.message = this.opened({
			...this.common,
			level: 'message',
			groupType: group.groupType,
			groupControlNumber: group.groupControlNumber,
			messageControlNumber: trimmed(segment, 2),
			type: trimmed(segment, 1),
			status: 'received',
			errors: [],
			issues: [],
			parts: [],
		});
		group.parts.push(this.message);
		return this.message;
	}

	private addSegmentError(segment: Segment): void {
		this.segment = segment;
		const code = trimmed(segment, 4);
		this.message?.errors.push({ ...this.place(), code, text: codeText('SEGMENT', code) });
	}

	private addElementError(segment: Segment): void {
		const code = trimmed(segment, 3);
		const element = [trimmed(segment, 1, 1), trimmed(segment, 1, 2)].filter(Boolean).join(':');
		this.message?.errors.push({ ...this.place(), element, code, text: codeText('ELEMENT', code) });
	}

	private place(): Pick<ReportedError, 'segment' | 'position'> {
		const position = Number(trimmed(this.segment, 2));
		return {
			segment: trimmed(this.segment, 1),
			...(Number.isInteger(position) && position > 0 && { position }),
		};
	}

	private judgeMessage(message: Answer): void {
		const { issues, type, messageControlNumber } = message;
		const found = this.verdicts.get(message)!;
		const name = String(found[0]?.[0] ?? 'AK5');
		const { status, segment } = verdictIn(found, name, issues);
		message.status = status;
		const codes = segment ? codesFrom(segment, 2, 'TRANSACTION_SET') : [];
		message.errors.push(...codes);
		if (status === 'accepted' && codes.length > 0)
			issues.push(
				contradiction(
					`${name} of ${type} ${messageControlNumber} is A, with the error codes ${codes.map(({ code }) => code).join(', ')}`,
				),
			);
	}

	private judge(group: Answer): void {
		const { parts, issues } = group;
		for (const part of parts) this.judgeMessage(part);
		noteDifferent(parts);
		const { status, segment } = verdictIn(this.verdicts.get(group)!, 'AK9', issues);
		group.status = status;
		if (segment) judged(group, segment);
		else if (parts.length === 0) group.forOthers = status;
		group.issues = [...issues, ...parts.flatMap((part) => part.issues)];
		for (const part of parts) {
			part.issues = [...issues, ...part.issues];
			if (status === 'rejected') part.status = 'rejected';
		}
	}
}

const countIn = (segment: Segment, element: number): number | undefined => {
	const value = valueOf(segment, element).trim();
	return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
};

/** Adds what AK9 says, and where it contradicts itself or the verdicts on the messages. */
function judged(group: Answer, ak9: Segment): void {
	const { parts, status, issues } = group;
	group.errors = codesFrom(ak9, 5, 'GROUP');
	const [declared, received, accepted] = [countIn(ak9, 2), countIn(ak9, 3), countIn(ak9, 4)];
	const rejectedParts = parts.filter((part) => part.status === 'rejected').length;
	const acceptedParts = parts.filter((part) => /^accepted/.test(part.status)).length;
	const isEachNamed = received !== undefined && parts.length > 0 && parts.length >= received;
	const code = trimmed(ak9, 1);
	const say = (message: string) => issues.push(contradiction(message));
	if (received !== undefined && accepted !== undefined) {
		if (accepted > received) say(`AK904 says ${accepted} accepted, of ${received} received (AK903)`);
		else if (parts.length === received && parts.length > 0 && accepted !== acceptedParts)
			say(`AK904 says ${accepted} accepted; AK5 accepts ${acceptedParts}`);
		else if (/^[AE]$/.test(code) && accepted < received)
			say(`AK901 is ${code}, and AK904 says ${accepted} accepted of ${received}`);
		else if (status === 'rejected' && accepted > 0)
			say(`AK901 is ${code}, and AK904 says ${accepted} accepted`);
		else if (code === 'P' && (accepted === 0 || accepted === received))
			say(`AK901 is P, and AK904 says ${accepted} accepted of ${received}`);
		if (parts.length > received) say(`AK903 says ${received} received; ${parts.length} are named`);
	}
	if (code === 'A' && declared !== undefined && received !== undefined && received < declared)
		say(`AK901 is A, and AK903 says ${received} received of ${declared} (AK902)`);
	if (/^[AE]$/.test(code) && rejectedParts > 0) say(`AK901 is ${code}, and AK5 rejects ${rejectedParts}`);
	if (status === 'rejected' && acceptedParts > 0) say(`AK901 is ${code}, and AK5 accepts ${acceptedParts}`);
	if (received !== undefined) group.received = received;
	const all = Math.max(declared ?? 0, received ?? 0);
	if (!isEachNamed) group.forOthers = ofOthers(group, accepted === undefined ? undefined : all - accepted);
}

/** What AK9 means for the sets that are not named, if it doesn't accept so many in all. It accepts none of them if it doesn't say which those are. */
function ofOthers({ status, parts }: Answer, notAccepted: number | undefined): Status {
	const rejected = parts.filter((part) => part.status === 'rejected');
	const named = rejected.filter((part) => part.messageControlNumber !== '').length;
	if (status === 'partlyAccepted') return named > 0 && notAccepted === named ? 'accepted' : status;
	const isUnclear = named < rejected.length || (notAccepted !== undefined && notAccepted > named);
	return isUnclear && /^accepted/.test(status) ? 'partlyAccepted' : status;
}

/** What the segments of a 997 or 999 say, by functional group. */
export const functionalAnswers = (segments: Segment[], common: Common): Answer[] =>
	new FunctionalReader(common).read(segments);
