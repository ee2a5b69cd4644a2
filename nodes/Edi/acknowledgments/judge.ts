import { messageHead } from '../interchange/describe';
import type { Issue } from '../interchange/issue';
import type { Group, Interchange, Message } from '../interchange/tree';
import { isGroupOfAcknowledgments, toAcknowledge } from './isAcknowledgment';
import { isNamed, isNamedGroup } from './isNamed';
import type { GroupVerdict, InterchangeVerdict, MessageVerdict, Policy, Verdict } from './verdict';

const errorsIn = (issues: Issue[]): Issue[] => issues.filter(({ severity }) => severity === 'error');

/** What the parts of something make of it, if it has no errors of its own. */
function ofParts(statuses: Verdict[]): Verdict {
	const isAny = (status: Verdict): boolean => statuses.includes(status);
	if (isAny('partlyAccepted')) return 'partlyAccepted';
	if (isAny('rejected')) return statuses.every((each) => each === 'rejected') ? 'rejected' : 'partlyAccepted';
	return isAny('acceptedWithErrors') ? 'acceptedWithErrors' : 'accepted';
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
		const raised = groups.filter(({ group }) => !isNamedGroup(group)).flatMap(({ errors }) => errors);
		const errors = [...errorsIn(interchange.issues), ...(interchange.standard === 'EDIFACT' ? raised : [])];
		const status = this.status(
			errors,
			groups.map((group) => group.status),
		);
		const isRejected = errors.length > 0 && status === 'rejected';
		return {
			interchange,
			status,
			errors,
			groups: isRejected ? groups.map((group) => this.rejected(group)) : groups,
		};
	}

	private group(group: Group): GroupVerdict {
		const { standard } = this.interchange;
		const messages = toAcknowledge(group).map((message) => this.message(group, message));
		const isRaised = ({ message, errors }: MessageVerdict): boolean =>
			standard === 'EDIFACT' && errors.length > 0 && !isNamed(message);
		const errors = [
			...errorsIn(group.issues),
			...messages.filter(isRaised).flatMap((message) => message.errors),
		];
		const status = this.status(
			errors,
			messages.map((message) => message.status),
		);
		const verdict = { group, status, errors, messages };
		return errors.length > 0 && status === 'rejected' ? this.rejected(verdict) : verdict;
	}

	private message(group: Group, message: Message): MessageVerdict {
		const errors = errorsIn(message.issues);
		const reason = this.reasonOf(message);
		return {
			message,
			head: messageHead(this.interchange.standard, group, message),
			status: reason === undefined ? this.status(errors, []) : 'rejected',
			errors,
			...(reason !== undefined && { reason }),
		};
	}

	private status(errors: Issue[], parts: Verdict[]): Verdict {
		if (errors.length === 0) return ofParts(parts);
		if (this.policy === 'reject') return 'rejected';
		const ofThem = ofParts(parts);
		return ofThem === 'accepted' ? 'acceptedWithErrors' : ofThem;
	}

	/** A group in which everything is rejected, with what stands above it. */
	private rejected(verdict: GroupVerdict): GroupVerdict {
		const messages = verdict.messages.map((message) => ({ ...message, status: 'rejected' as const }));
		return { ...verdict, status: 'rejected', messages };
	}
}

/**
 * The verdicts on an interchange, its groups and its messages, by its issues of severity `error` and by what the
 * workflow rejects. Acknowledgments in it get none.
 */
export const judge = (
	interchange: Interchange,
	policy: Policy,
	reasonOf: (message: Message) => string | undefined = () => undefined,
): InterchangeVerdict => new Judge(interchange, policy, reasonOf).verdict();
