import { interchangeHead, isTest, partnersOf, type Partner } from '../interchange/describe';
import type { Issue } from '../interchange/issue';
import { newInterchange } from '../interchange/newInterchange';
import {
	groupEnvelope,
	inMessage,
	interchangeEnvelope,
	type EnvelopeSettings,
} from '../interchange/newEnvelope';
import type { Delimiters, Interchange, Message, Segment, StandardName } from '../interchange/tree';
import { trimmed } from '../interchange/values';
import { contrl } from './contrl';
import { functional, functionalKind, versionOf, type FunctionalKind } from './functional';
import { isInterchangeOfAcknowledgments } from './isAcknowledgment';
import { judge } from './judge';
import { checkNeeded, NotPossible } from './notPossible';
import { ta1 } from './ta1';
import type { GroupVerdict, InterchangeVerdict, Policy, Verdict } from './verdict';
import { x12Answer } from './x12Answer';

/** How to acknowledge. */
export interface AcknowledgeSettings {
	policy: Policy;
	/** 997, 999, or the one that the version of the group calls for. */
	kind: FunctionalKind | 'version';
	/** When to answer with TA1: if ISA14 asks for it, if there is an error in ISA or IEA, or always. */
	ta1: 'requested' | 'onError' | 'always';
	/** When to answer with CONTRL: if UNB 0031 asks for it, or always. */
	when: 'requested' | 'always';
	/** Why the workflow rejects a message; undefined if it doesn't. */
	reasonOf: (message: Message) => string | undefined;
	/** The control number of the next interchange from one partner to the other. */
	controlNumber: (standard: StandardName, sender: Partner, receiver: Partner) => string;
	now: Date;
}

export interface AcknowledgedMessage {
	type: string;
	/** In a CONTRL, which is about all groups of an interchange. */
	groupControlNumber?: string;
	controlNumber: string;
	status: Verdict;
	errors: Issue[];
	reason?: string;
}

/** An acknowledgment to send, and what it acknowledges. */
export interface Acknowledgment {
	kind: 'TA1' | FunctionalKind | 'CONTRL';
	interchange: Interchange;
	status: Verdict;
	acknowledges: {
		sender: Partner;
		receiver: Partner;
		interchangeControlNumber: string;
		groupType?: string;
		groupControlNumber?: string;
		errors: Issue[];
		messages: AcknowledgedMessage[];
	};
}

const ofMessages = ({ messages }: GroupVerdict): AcknowledgedMessage[] =>
	messages.map(({ head, status, errors, reason }) => ({
		type: head.type,
		controlNumber: head.controlNumber,
		status,
		errors,
		...(reason !== undefined && { reason }),
	}));

function ta1Of(verdict: InterchangeVerdict, settings: AcknowledgeSettings): Acknowledgment {
	const { interchange, errors, own } = verdict;
	const segment = ta1(verdict);
	const partners = partnersOf(interchange, undefined);
	const number = settings.controlNumber('X12', partners.receiver, partners.sender);
	const answer = x12Answer('TA1', interchange, undefined, number, settings.now);
	const around = { header: [...answer.header, segment], trailer: answer.trailer };
	return {
		kind: 'TA1',
		interchange: newInterchange('X12', answer.delimiters, interchange.characterSet, around),
		status: own,
		acknowledges: {
			...partners,
			interchangeControlNumber: interchangeHead(interchange).controlNumber,
			errors,
			messages: [],
		},
	};
}

function functionalOf(
	interchange: Interchange,
	verdict: GroupVerdict,
	settings: AcknowledgeSettings,
): Acknowledgment {
	const { group, status, errors } = verdict;
	const [gs] = group.header;
	const version = trimmed(gs, 8);
	const kind = settings.kind === 'version' ? functionalKind(version) : settings.kind;
	const segments = functional(kind, verdict);
	const partners = partnersOf(interchange, group);
	const number = settings.controlNumber('X12', partners.receiver, partners.sender);
	const answer = x12Answer(kind, interchange, group, number, settings.now);
	const versions = versionOf(kind, version);
	const inGroup = groupEnvelope({ ...answer.settings, version: versions.group }, 'FA');
	const [st, ...rest] = inMessage(answer.settings, kind, '0001', segments) as [Segment, ...Segment[]];
	const message = [versions.set === undefined ? st : [...st, versions.set], ...rest];
	return {
		kind,
		interchange: newInterchange('X12', answer.delimiters, interchange.characterSet, answer, {
			...(inGroup && { group: inGroup }),
			message,
		}),
		status,
		acknowledges: {
			...partners,
			interchangeControlNumber: interchangeHead(interchange).controlNumber,
			groupType: trimmed(gs, 1),
			groupControlNumber: trimmed(gs, 6),
			errors,
			messages: ofMessages(verdict),
		},
	};
}

const RECEIPT_ONLY = '2';
const USUAL_DELIMITERS: Delimiters = {
	element: '+',
	component: ':',
	decimal: '.',
	release: '?',
	segment: "'",
};

function contrlOf(verdict: InterchangeVerdict, settings: AcknowledgeSettings): Acknowledgment {
	const { interchange, status, errors, groups } = verdict;
	const [unb] = interchange.header as [Segment];
	checkNeeded('CONTRL', unb, [
		{ name: 'UNB 0001', element: 1, component: 1 },
		{ name: 'UNB 0002', element: 1, component: 2, form: /^\d$/, expected: 'a digit' },
		{ name: 'UNB 0004', element: 2 },
		{ name: 'UNB 0010', element: 3 },
		{ name: 'UNB 0020', element: 5, form: /^.{1,14}$/, expected: '1 to 14 characters' },
	]);
	const partners = partnersOf(interchange, undefined);
	const syntaxVersion = trimmed(unb, 1, 2);
	const answer: EnvelopeSettings = {
		standard: 'EDIFACT',
		version: syntaxVersion >= '4' ? '4.1' : 'D.3',
		sender: { qualifier: '', ...partners.receiver },
		receiver: { qualifier: '', ...partners.sender },
		isTest: isTest(interchange),
		isAcknowledgmentRequested: false,
		controlNumber: settings.controlNumber('EDIFACT', partners.receiver, partners.sender),
		syntaxIdentifier: trimmed(unb, 1, 1),
		syntaxVersion,
		now: settings.now,
	};
	const { header, trailer } = interchangeEnvelope(answer);
	const [first] = header as [Segment];
	const around = { header: [first.with(1, unb[1]!).with(2, unb[3]!).with(3, unb[2]!)], trailer };
	const isReceiptOnly = trimmed(unb, 9) === RECEIPT_ONLY;
	const message = inMessage(answer, 'CONTRL', '1', contrl(verdict, isReceiptOnly));
	const isUsable = !interchange.issues.some(({ code }) => code === 'separator-invalid');
	const delimiters = isUsable ? interchange.delimiters : USUAL_DELIMITERS;
	return {
		kind: 'CONTRL',
		interchange: newInterchange('EDIFACT', delimiters, interchange.characterSet, around, { message }),
		status,
		acknowledges: {
			...partners,
			interchangeControlNumber: interchangeHead(interchange).controlNumber,
			errors,
			messages: groups.flatMap((verdict) => {
				const [ung] = verdict.group.header;
				const group = ung && { groupControlNumber: trimmed(ung, 5) };
				return ofMessages(verdict).map((each) => ({ ...group, ...each }));
			}),
		},
	};
}

/**
 * The acknowledgments of an interchange, each to be made on its own: that throws NotPossible if there is no valid one.
 * There are none of an acknowledgment.
 */
export function acknowledgmentsOf(
	interchange: Interchange,
	settings: AcknowledgeSettings,
): (() => Acknowledgment)[] {
	const { standard, header } = interchange;
	if (isInterchangeOfAcknowledgments(interchange)) return [];
	if (header.length === 0) {
		const missing = standard === 'X12' ? 'ISA' : 'UNB';
		return [
			() => {
				throw new NotPossible(
					`There is no valid acknowledgment: ${missing} is missing, so nobody is named to send it to`,
				);
			},
		];
	}
	const verdict = judge(interchange, settings.policy, settings.reasonOf);
	const { acknowledgmentRequested } = interchangeHead(interchange);
	if (standard === 'EDIFACT') {
		const isWanted = settings.when === 'always' || acknowledgmentRequested;
		return isWanted ? [() => contrlOf(verdict, settings)] : [];
	}
	const isTa1 =
		settings.ta1 === 'always' ||
		acknowledgmentRequested ||
		(settings.ta1 === 'onError' && verdict.errors.length > 0);
	return [
		...(isTa1 ? [() => ta1Of(verdict, settings)] : []),
		...verdict.groups.map((group) => () => functionalOf(interchange, group, settings)),
	];
}
