import { messageHead } from '../interchange/describe';
import type { Issue } from '../interchange/issue';
import type { Group, Interchange, Message } from '../interchange/tree';
import { isGroupOfAcknowledgments, toAcknowledge } from './isAcknowledgment';
import { isNamed, isNamedGroup } from './isNamed';
import type { GroupVerdict, InterchangeVerdict, MessageVerdict, Policy, Verdict } from './verdict';

const errorsIn = (issues: Issue[]): Issue[] => issues.filter(({ severity }) => severity === 'error');

/** What the parts of something make of it. */
function ofParts(statuses: Verdict[]): Verdict {
	const isAny = (status: Verdict): boolean => statuses.includes(status);
	if (isAny('partlyAccepted')) return 'partlyAccepted';
	if (isAny('rejected')) return statuses.every((each) => each === 'rejected') ? 'rejected' : 'partlyAccepted';
	return isAny('acceptedWithErrors') ? 'acceptedWithErrors' : 'accepted';
}

/** What becomes of something by itself and by its parts. */
function statusOf(own: Verdict, parts: Verdict[]): Verdict {
	const ofThem = own === 'rejected' ? own : ofParts(parts);
	return ofThem === 'accepted' ? own : ofThem;
}

/** A group in which everything is rejected, with what stands above it. */
const rejected = (verdict: GroupVerdict): GroupVerdict => ({
	...verdict,
	status: 'rejected',
	messages: verdict.messages.map((message) => ({ ...message, status: 'rejected' })),
});

/** The errors that the interchange has to report, since UCF can't name the group: then nothing in it is named, either. */
function raisedBy({ group, errors, messages }: GroupVerdict): Issue[] {
	if (isNamedGroup(group)) return [];
	const ofMessages = group.header.length > 0 ? messages.flatMap((message) => message.errors) : [];
	return [...new Set([...errors, ...ofMessages])];
}

/** Judges one interchange by its errors, level by level: an error rejects its level and all below, or is noted there. */
class Judge {
	constructor(
		private readonly interchange: Interchange,
		private readonly policy: Policy,
		private readonly reasonOf: (message: Message) => string | undefined,
	) {}

	verdict(): InterchangeVerdict {
		const { interchange } = this;
		const groups = interchange.groups
			.filter((group) => !isGroupOfAcknowledgments(group))
			.map((group) => this.group(group));
		const errors = [
			...errorsIn(interchange.issues),
			...(interchange.standard === 'EDIFACT' ? groups.flatMap(raisedBy) : []),
		];
		const own = this.own(errors);
		return {
			interchange,
			own,
			status: statusOf(
				own,
				groups.map((group) => group.status),
			),
			errors,
			groups: own === 'rejected' ? groups.map(rejected) : groups,
		};
	}

	private group(group: Group): GroupVerdict {
		const { standard } = this.interchange;
		const messages = toAcknowledge(group).map((message) => this.message(group, message));
		const raised = standard === 'EDIFACT' ? messages.filter(({ message }) => !isNamed(message)) : [];
		const errors = [...errorsIn(group.issues), ...raised.flatMap((message) => message.errors)];
		const own = this.own(errors);
		const status = statusOf(
			own,
			messages.map((message) => message.status),
		);
		const verdict = { group, own, status, errors, messages };
		return own === 'rejected' ? rejected(verdict) : verdict;
	}

	private message(group: Group, message: Message): MessageVerdict {
		const errors = errorsIn(message.issues);
		const reason = this.reasonOf(message);
		return {
			message,
			head: messageHead(this.interchange.standard, group, message),
			status: reason === undefined ? this.own(errors) : 'rejected',
			errors,
			...(reason !== undefined && { reason }),
		};
	}

	private own(errors: Issue[]): Verdict {
		if (errors.length === 0) return 'accepted';
		return this.policy === 'reject' ? 'rejected' : 'acceptedWithErrors';
	}
}

/**
 * The verdicts on an interchange, its groups and its messages, by its issues of severity `error` and by what the
 * workflow rejects. Acknowledgments in it get none.
 */
export const judge = (
	interchange: Interchange,
	policy: Policy,
	reasonOf: (message: Message) => string | undefined,
): InterchangeVerdict => new Judge(interchange, policy, reasonOf).verdict();
