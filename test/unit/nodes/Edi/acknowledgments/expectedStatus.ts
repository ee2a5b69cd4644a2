import type { Statement } from './exchangePlan';

export type Status =
	'accepted' | 'acceptedWithErrors' | 'partlyAccepted' | 'rejected' | 'received' | 'missing';

const ofCode: Record<string, Status> = {
	A: 'accepted',
	E: 'acceptedWithErrors',
	P: 'partlyAccepted',
	R: 'rejected',
	M: 'rejected',
	W: 'rejected',
	X: 'rejected',
	'7': 'accepted',
	'4': 'rejected',
	'8': 'received',
};

/**
 * What a statement says about each of its messages, by ID. A level that is rejected rejects all in it, whatever is said
 * of them. Otherwise, a message that is named has its own verdict, and the verdict of the level above holds for the
 * others. A group that is accepted in part names what it rejects: the others are accepted. If it names none, nobody
 * knows which. A TA1 that accepts says only that the interchange arrived.
 */
export function statusesBy({ level, messages, code, named }: Statement): Map<string, Status> {
	const names = new Map(named.map(({ message, code: own }) => [message.id, ofCode[own]!]));
	const above = (): Status => {
		if (level === 'TA1') return 'received';
		return named.length > 0 && code === 'P' ? 'accepted' : ofCode[code]!;
	};
	const isRejected = ofCode[code] === 'rejected';
	return new Map(messages.map(({ id }) => [id, isRejected ? 'rejected' : (names.get(id) ?? above())]));
}

/** Whether a statement contradicts itself. */
export function contradicts(statement: Statement): boolean {
	const { level, messages, code, named, accepted } = statement;
	const isRejection = (own: string) => ofCode[own] === 'rejected';
	const rejectedByName = named.filter(({ code: own }) => isRejection(own)).length;
	const acceptedByName = named.length - rejectedByName;
	if (level === 'TA1') return false;
	if (level === 'CONTRL') return code === '4' && acceptedByName > 0;
	if (isRejection(code)) return acceptedByName > 0 || accepted > 0;
	if (code === 'P') {
		const isKnown = named.length > 0;
		return (
			accepted === 0 ||
			accepted === messages.length ||
			(isKnown && accepted !== messages.length - rejectedByName)
		);
	}
	return rejectedByName > 0 || accepted !== messages.length;
}

/**
 * The status of a message after several statements, in the order in which they arrived: the last verdict. That
 * it was received is no verdict, and doesn't replace one.
 */
export function statusAfter(statuses: Status[]): Status {
	const verdict = statuses.findLast((status) => status !== 'received');
	return verdict ?? statuses.at(-1) ?? 'missing';
}
