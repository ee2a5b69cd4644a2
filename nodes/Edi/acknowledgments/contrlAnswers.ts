import type { Partner } from '../interchange/describe';
import type { Segment } from '../interchange/tree';
import { trimmed } from '../interchange/values';
import { contradiction, noteDifferent, type Answer, type AnswerIssue, type ReportedError } from './answer';
import { codeText } from './codeTexts';
import type { Status } from './status';

/** Data element 0083: this level and all below is rejected; it is acknowledged, and so is what isn't rejected below; it arrived. */
const STATUS: ReadonlyMap<string, Status> = new Map([
	['4', 'rejected'],
	['7', 'accepted'],
	['8', 'received'],
]);

/** Where each segment has its action; the error, its segment and its element follow. */
const ACTION_AT: Record<string, number> = { UCI: 4, UCF: 4, UCM: 3 };

function partnerIn(segment: Segment, element: number): Partner {
	const [id, qualifier] = [trimmed(segment, element, 1), trimmed(segment, element, 2)];
	return { ...(qualifier !== '' && { qualifier }), id };
}

/** An element as people count it: CONTRL counts the tag, too. */
function elementIn(segment: Segment, at: number): string | undefined {
	const [element, component] = [trimmed(segment, at, 1), trimmed(segment, at, 2)];
	if (!/^\d{1,4}$/.test(element) || Number(element) < 2) return undefined;
	return String(Number(element) - 1) + (component === '' ? '' : `:${component}`);
}

/** The error that a segment reports of its own level. */
function errorsOf(segment: Segment, at: number): ReportedError[] {
	const code = trimmed(segment, at);
	if (code === '') return [];
	const [tag, element] = [trimmed(segment, at + 1), elementIn(segment, at + 2)];
	return [
		{
			...(tag !== '' && { segment: tag }),
			...(element !== undefined && { element }),
			code,
			text: codeText('CONTRL', code),
		},
	];
}

type Common = Pick<Answer, 'standard' | 'acknowledgment'>;

/** Reads the segments of one CONTRL between UNH and UNT. ISO 9735-4. */
class ContrlReader {
	private interchange?: Answer;
	private group?: Answer;
	private message?: Answer;
	private position?: number;
	private readonly answers: Answer[] = [];

	constructor(private readonly common: Common) {}

	read(segments: Segment[]): Answer[] {
		for (const segment of segments) {
			const tag = String(segment[0]);
			if (tag === 'UCI') this.openInterchange(segment);
			else if (tag === 'UCF') this.openGroup(segment);
			else if (tag === 'UCM') this.openMessage(segment);
			else if (tag === 'UCS') this.addSegmentError(segment);
			else if (tag === 'UCD') this.addElementError(segment);
		}
		for (const interchange of this.answers) this.judge(interchange);
		return this.answers;
	}

	private openInterchange(segment: Segment): Answer {
		this.group = undefined;
		this.message = undefined;
		this.interchange = this.answer(segment, this.ofInterchange(segment));
		this.answers.push(this.interchange);
		return this.interchange;
	}

	private ofInterchange(segment: Segment): Pick<Answer, 'level' | 'sender' | 'receiver'> & Partial<Answer> {
		return {
			level: 'interchange',
			sender: partnerIn(segment, 2),
			receiver: partnerIn(segment, 3),
			interchangeControlNumber: trimmed(segment, 1),
		};
	}

	private answer(
		segment: Segment,
		about: Pick<Answer, 'level' | 'sender' | 'receiver'> & Partial<Answer>,
	): Answer {
		const tag = String(segment[0]);
		const at = ACTION_AT[tag]!;
		const action = trimmed(segment, at);
		const issues: AnswerIssue[] = [];
		const status = STATUS.get(action) ?? 'received';
		if (!STATUS.has(action))
			issues.push(
				action === ''
					? { code: 'verdict-missing', message: `${tag} 0083 is missing: there is no verdict` }
					: { code: 'verdict-unknown', message: `${tag} 0083 is “${action}”, which is no verdict` },
			);
		const errors = errorsOf(segment, at + 1);
		if (status === 'accepted' && errors.length > 0)
			issues.push(contradiction(`${tag} 0083 is 7, with the error code ${errors[0]!.code}`));
		return { ...this.common, ...about, status, errors, issues, parts: [] };
	}

	private openGroup(segment: Segment): void {
		const interchange = this.interchange ?? this.openInterchange(['UCI']);
		this.message = undefined;
		const { interchangeControlNumber, sender, receiver } = interchange;
		const [senderId, receiverId] = [trimmed(segment, 2, 1), trimmed(segment, 3, 1)];
		this.group = this.answer(segment, {
			level: 'group',
			sender: { ...sender, ...(senderId !== '' && { groupId: senderId }) },
			receiver: { ...receiver, ...(receiverId !== '' && { groupId: receiverId }) },
			interchangeControlNumber,
			groupControlNumber: trimmed(segment, 1),
		});
		interchange.parts.push(this.group);
	}

	private openMessage(segment: Segment): void {
		const parent = this.group ?? this.interchange ?? this.openInterchange(['UCI']);
		this.position = undefined;
		const { sender, receiver, interchangeControlNumber, groupControlNumber } = parent;
		this.message = this.answer(segment, {
			level: 'message',
			sender,
			receiver,
			interchangeControlNumber,
			...(groupControlNumber !== undefined && { groupControlNumber }),
			messageControlNumber: trimmed(segment, 1),
			type: trimmed(segment, 2, 1),
		});
		parent.parts.push(this.message);
	}

	private addSegmentError(segment: Segment): void {
		const position = Number(trimmed(segment, 1));
		this.position = Number.isInteger(position) && position > 0 ? position : undefined;
		const code = trimmed(segment, 2);
		if (code !== '') this.message?.errors.push({ ...this.place(), code, text: codeText('CONTRL', code) });
	}

	private addElementError(segment: Segment): void {
		const code = trimmed(segment, 1);
		const element = elementIn(segment, 2);
		this.message?.errors.push({
			...this.place(),
			...(element !== undefined && { element }),
			code,
			text: codeText('CONTRL', code),
		});
	}

	private place(): Pick<ReportedError, 'position'> {
		return this.position === undefined ? {} : { position: this.position };
	}

	/** Adds what a level means for those below, and where they contradict it. */
	private judge(answer: Answer): void {
		const { parts, status, issues } = answer;
		noteDifferent(parts);
		const isAccepted = (part: Answer): boolean => part.status === 'accepted';
		if (status === 'rejected' && parts.some(isAccepted))
			issues.push(
				contradiction(
					`the ${answer.level} is rejected (0083 is 4), and ${parts.filter(isAccepted).length} in it accepted (7)`,
				),
			);
		for (const part of parts) {
			if (status === 'rejected') part.status = 'rejected';
			if (part.level !== 'message') this.judge(part);
		}
		answer.issues = [...issues, ...parts.flatMap((part) => part.issues)];
		for (const part of parts) part.issues = [...issues, ...part.issues];
		const isUnnamed = (part: Answer): boolean =>
			part.status === 'rejected' && part[`${part.level}ControlNumber`] === '';
		answer.forOthers = status === 'accepted' && parts.some(isUnnamed) ? 'partlyAccepted' : status;
		if (status === 'accepted' && parts.some((part) => /^(partlyAccepted|rejected)$/.test(part.status)))
			answer.status = 'partlyAccepted';
	}
}

/** What the segments of a CONTRL say, by interchange: a valid one has one. */
export const contrlAnswers = (segments: Segment[], common: Common): Answer[] =>
	new ContrlReader(common).read(segments);
