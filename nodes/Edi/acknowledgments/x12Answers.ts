import type { Segment } from '../interchange/tree';
import { trimmed, valueOf } from '../interchange/values';
import type { Answer, AnswerIssue, ReportedError } from './answer';
import { codeText } from './codeTexts';
import type { Status } from './status';

/** AK501, IK501 and AK901. M, W and X are rejections for reasons of security. */
const STATUS: Record<string, Status> = {
	A: 'accepted',
	E: 'acceptedWithErrors',
	P: 'partlyAccepted',
	R: 'rejected',
	M: 'rejected',
	W: 'rejected',
	X: 'rejected',
};

const codesFrom = (segment: Segment, first: number, about: Parameters<typeof codeText>[0]): ReportedError[] =>
	segment
		.slice(first)
		.map((_, index) => trimmed(segment, first + index))
		.filter((code) => code !== '')
		.map((code) => ({ code, text: codeText(about, code) }));

/** The status that a verdict has. Without one, it is only known that something arrived. */
function statusOf(code: string, name: string, issues: AnswerIssue[]): Status {
	const status = STATUS[code];
	if (status) return status;
	issues.push(
		code === ''
			? { code: 'verdict-missing', message: `${name} is missing: there is no verdict` }
			: { code: 'verdict-unknown', message: `${name} is “${code}”, which is no verdict` },
	);
	return 'received';
}

const contradiction = (message: string): AnswerIssue => ({ code: 'contradiction', message });

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

/** Reads the segments of one 997 or 999 between ST and SE: what they say of one functional group. X12 997 and 999. */
class FunctionalReader {
	private group?: Answer;
	private message?: Answer;
	private segment?: Segment;
	private readonly answers: Answer[] = [];

	constructor(private readonly common: Common) {}

	read(segments: Segment[]): Answer[] {
		for (const segment of segments) {
			const tag = String(segment[0]).replace(/^IK/, 'AK');
			if (tag === 'AK1') this.open(segment);
			else if (tag === 'AK2') this.openMessage(segment);
			else if (tag === 'AK3') this.segment = segment;
			if (tag === 'AK3') this.addSegmentError(segment);
			if (tag === 'AK4') this.addElementError(segment);
			if (tag === 'AK5') this.closeMessage(segment);
			if (tag === 'AK9') this.close(segment);
		}
		this.close(undefined);
		return this.answers;
	}

	private open(segment: Segment): void {
		this.close(undefined);
		this.group = {
			...this.common,
			level: 'group',
			groupType: trimmed(segment, 1),
			groupControlNumber: trimmed(segment, 2),
			status: 'received',
			errors: [],
			issues: [],
			parts: [],
		};
	}

	private openMessage(segment: Segment): void {
		this.closeMessage(undefined);
		const { group } = this;
		if (!group) return;
		this.segment = undefined;
		this.message = {
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
		};
		group.parts.push(this.message);
	}

	private addSegmentError(segment: Segment): void {
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

	private closeMessage(segment: Segment | undefined): void {
		const { message } = this;
		if (!message) return;
		this.message = undefined;
		const name = segment ? String(segment[0]) : 'AK5';
		message.status = statusOf(trimmed(segment, 1), `${name}01`, message.issues);
		const codes = segment ? codesFrom(segment, 2, 'TRANSACTION_SET') : [];
		message.errors.push(...codes);
		if (message.status === 'accepted' && codes.length > 0)
			message.issues.push(
				contradiction(
					`${name} of ${message.type} ${message.messageControlNumber} is A, with the error codes ${codes.map(({ code }) => code).join(', ')}`,
				),
			);
	}

	private close(segment: Segment | undefined): void {
		this.closeMessage(undefined);
		const { group } = this;
		if (!group) return;
		this.group = undefined;
		this.answers.push(group);
		group.status = statusOf(trimmed(segment, 1), 'AK901', group.issues);
		if (segment) judged(group, segment);
		const { parts, issues } = group;
		group.issues = [...issues, ...parts.flatMap((part) => part.issues)];
		for (const part of parts) {
			part.issues = [...issues, ...part.issues];
			if (group.status === 'rejected') part.status = 'rejected';
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
	const [received, accepted] = [countIn(ak9, 3), countIn(ak9, 4)];
	const rejectedParts = parts.filter((part) => part.status === 'rejected').length;
	const acceptedParts = parts.filter((part) => /^accepted/.test(part.status)).length;
	const isEachNamed = parts.length > 0 && parts.length === received;
	const code = trimmed(ak9, 1);
	const say = (message: string) => issues.push(contradiction(message));
	if (received !== undefined && accepted !== undefined) {
		if (accepted > received) say(`AK904 says ${accepted} accepted, of ${received} received (AK903)`);
		else if (isEachNamed && accepted !== acceptedParts)
			say(`AK904 says ${accepted} accepted; AK5 accepts ${acceptedParts}`);
		else if (/^[AE]$/.test(code) && accepted < received)
			say(`AK901 is ${code}, and AK904 says ${accepted} accepted of ${received}`);
		else if (status === 'rejected' && accepted > 0)
			say(`AK901 is ${code}, and AK904 says ${accepted} accepted`);
		else if (code === 'P' && (accepted === 0 || accepted === received))
			say(`AK901 is P, and AK904 says ${accepted} accepted of ${received}`);
		if (parts.length > received) say(`AK903 says ${received} received; ${parts.length} are named`);
	}
	if (/^[AE]$/.test(code) && rejectedParts > 0) say(`AK901 is ${code}, and AK5 rejects ${rejectedParts}`);
	if (status === 'rejected' && acceptedParts > 0) say(`AK901 is ${code}, and AK5 accepts ${acceptedParts}`);
	const byName = new Map<string, Status>();
	for (const part of parts) {
		const name = `${part.type} ${part.messageControlNumber}`;
		const other = byName.get(name);
		if (other !== undefined && other !== part.status) say(`${name} is named twice, with different verdicts`);
		byName.set(name, part.status);
	}
	if (isEachNamed) return;
	const isRestAccepted =
		received !== undefined && accepted !== undefined && rejectedParts === received - accepted;
	group.forOthers = status === 'partlyAccepted' && isRestAccepted && rejectedParts > 0 ? 'accepted' : status;
}

/** What the segments of a 997 or 999 say, by functional group. */
export const functionalAnswers = (segments: Segment[], common: Common): Answer[] =>
	new FunctionalReader(common).read(segments);
