import type { Issue } from '../interchange/issue';
import type { Composite, Segment } from '../interchange/tree';
import { codesOf } from './errorCodes';
import { isNamed, isNamedGroup } from './isNamed';
import type { GroupVerdict, InterchangeVerdict, MessageVerdict } from './verdict';

/** What CONTRL says of a level: it and all below is rejected; it is accepted, and so is what isn't rejected below; it arrived. */
const ACTIONS = { rejected: '4', acknowledged: '7', received: '8' };
/** For what the workflow rejects: “unspecified error”. */
const UNSPECIFIED = '18';

/** The element as CONTRL counts it: the tag is the first. */
const placeOf = ({ element, component }: Issue): Composite =>
	component === undefined ? String(element! + 1) : [String(element! + 1), String(component)];

/** The trailers that an error reports as missing. */
const TRAILERS: Record<string, string> = { UNB: 'UNZ', UNG: 'UNE', UNH: 'UNT' };

/** The code of the first of these errors, the service segment that it is in, and the element. */
function errorOf(segment: string, errors: Issue[]): Segment {
	const first = errors.find(({ acknowledgment }) => acknowledgment?.[segment] !== undefined) ?? errors[0];
	const own = Object.entries(first?.acknowledgment ?? {}).find(([name]) => name.startsWith('UC'));
	const code = first?.acknowledgment?.[segment] ?? own?.[1] ?? UNSPECIFIED;
	const { tag } = first ?? {};
	if (!tag || !/^UN[A-Z]$/.test(tag)) return [code];
	if (first!.code.endsWith('-trailer-missing')) return [code, TRAILERS[tag] ?? tag];
	return [code, tag, ...(first?.element === undefined ? [] : [placeOf(first)])];
}

const actionAndError = (segment: string, isRejected: boolean, errors: Issue[]): Segment =>
	isRejected ? [ACTIONS.rejected, ...errorOf(segment, errors)] : [ACTIONS.acknowledged];

/** UCS and UCD for the issues of a message that are about one of its data segments. */
function segmentErrors(errors: Issue[]): Segment[] {
	const reported = errors.filter(
		({ acknowledgment, position }) =>
			position !== undefined && (acknowledgment?.UCS !== undefined || acknowledgment?.UCD !== undefined),
	);
	const places = [...new Set(reported.map(({ position }) => position!))].sort((one, other) => one - other);
	return places.flatMap((position) => {
		const here = reported.filter((issue) => issue.position === position);
		const elements = here
			.filter(({ acknowledgment, element }) => acknowledgment?.UCD !== undefined && element !== undefined)
			.map((issue) => ['UCD', issue.acknowledgment!.UCD!, placeOf(issue)]);
		return [['UCS', String(position), ...codesOf(here, 'UCS').slice(0, 1)], ...elements];
	});
}

/** UCM of a message. One that it can't name is reported above. */
function ofMessage({ message, status, errors }: MessageVerdict): Segment[] {
	const [unh] = message.segments as [Segment];
	if (!isNamed(message)) return [];
	const isRejected = status === 'rejected';
	const segments = isRejected ? segmentErrors(errors) : [];
	const own = errors.filter(({ acknowledgment }) => acknowledgment?.UCM !== undefined);
	// An error is reported once, at the lowest level that it can be reported at.
	const action =
		isRejected && own.length === 0 && segments.length > 0
			? [ACTIONS.rejected]
			: actionAndError('UCM', isRejected, own);
	return [['UCM', unh[1]!, unh[2]!, ...action], ...segments];
}

function ofGroup({ group, own, errors, messages }: GroupVerdict): Segment[] {
	const [ung] = group.header;
	if (!ung) return messages.flatMap(ofMessage);
	if (!isNamedGroup(group)) return [];
	const isRejected = own === 'rejected';
	return [
		['UCF', ung[5]!, ung[2]!, ung[3]!, ...actionAndError('UCF', isRejected, errors)],
		...(isRejected ? [] : messages.flatMap(ofMessage)),
	];
}

/**
 * The segments of a CONTRL between UNH and UNT, on one interchange. `isReceiptOnly` says no more than that it arrived.
 * ISO 9735-4.
 */
export function contrl(
	{ interchange, own, errors, groups }: InterchangeVerdict,
	isReceiptOnly: boolean,
): Segment[] {
	const [unb] = interchange.header as [Segment];
	const isRejected = own === 'rejected';
	const action =
		isReceiptOnly && !isRejected ? [ACTIONS.received] : actionAndError('UCI', isRejected, errors);
	const isWhole = isRejected || isReceiptOnly;
	return [['UCI', unb[5]!, unb[2]!, unb[3]!, ...action], ...(isWhole ? [] : groups.flatMap(ofGroup))];
}
