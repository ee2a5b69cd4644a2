import type { Issue } from '../interchange/issue';
import type { Segment } from '../interchange/tree';
import { trimmed } from '../interchange/values';
import { codesOf } from './errorCodes';
import { checkNeeded, NotPossible } from './notPossible';
import type { GroupVerdict, MessageVerdict } from './verdict';
import { X12_VERDICTS } from './x12Verdicts';

export type FunctionalKind = '997' | '999';

/** AK5 says that there are errors in segments: of what AK3 reports, and of what the workflow rejects. */
const SEGMENTS_IN_ERROR = '5';
const MOST_CODES = 5;
const SEGMENT_ID = /^[A-Z][A-Z0-9]{1,2}$/;
const COUNT = /^\d{1,6}$/;

/** From this version on, AK1 and AK2 have a third element, and there is a 999. */
const LATER_VERSION = '005010';
const isLaterVersion = (version: string): boolean => /^\d{6}/.test(version) && version >= LATER_VERSION;
const HEALTH_CARE = /^005010X\d+/;
/** A guide's name behind the version, such as X098A1. */
const GUIDE = /^(\d{6})X\d.*$/;

/** 999 for the implementation guides of health care from 005010 on, 997 for all others. */
export const functionalKind = (version: string): FunctionalKind =>
	HEALTH_CARE.test(version) ? '999' : '997';

/** GS08, and ST03 if there is one, of the acknowledgment of a group with this version. */
export function versionOf(kind: FunctionalKind, version: string): { group: string; set?: string } {
	if (kind === '997') return { group: version.replace(GUIDE, '$1') };
	if (!isLaterVersion(version))
		throw new NotPossible(
			`There is no valid 999: the group has version ${version}, and the 999 exists from ${LATER_VERSION} on. Choose 997`,
		);
	const guide = HEALTH_CARE.test(version) ? '005010X231A1' : undefined;
	return guide ? { group: guide, set: guide } : { group: version };
}

const elementPlace = ({ element, component }: Issue): Segment[number] =>
	component === undefined ? String(element ?? '') : [String(element), String(component)];

/** AK3 and AK4 (IK3, IK4) for the issues of a message, by the segment that they are about. */
function segmentErrors(kind: FunctionalKind, issues: Issue[]): Segment[] {
	const prefix = kind === '999' ? 'IK' : 'AK';
	const reported = issues.filter(
		({ acknowledgment, position, tag = '' }) =>
			(acknowledgment?.AK3 !== undefined || acknowledgment?.AK4 !== undefined) &&
			position !== undefined &&
			SEGMENT_ID.test(tag),
	);
	const places = [...new Set(reported.map(({ position }) => position!))].sort((one, other) => one - other);
	return places.flatMap((position) => {
		const here = reported.filter((issue) => issue.position === position);
		const [code = '8'] = codesOf(here, 'AK3');
		const elements = here
			.filter(({ acknowledgment, element }) => acknowledgment?.AK4 !== undefined && element !== undefined)
			.map((issue) => [`${prefix}4`, elementPlace(issue), '', issue.acknowledgment!.AK4!]);
		return [[`${prefix}3`, here[0]!.tag!, String(position), '', code], ...elements];
	});
}

/** Whether AK2 can name a set: AK201 has room for 3 characters, AK202 for 9. */
const isNamedSet = ({ type, controlNumber }: MessageVerdict['head']): boolean =>
	/^.{1,3}$/.test(type) && /^.{1,9}$/.test(controlNumber);

/** AK2 to AK5 of a set. One that AK2 can't name counts only. */
function ofMessage(kind: FunctionalKind, isLater: boolean, verdict: MessageVerdict): Segment[] {
	const { message, head, status, errors, reason } = verdict;
	if (!isNamedSet(head)) return [];
	const [first] = message.segments;
	const guide = isLater ? trimmed(first, 3) : '';
	const segments = segmentErrors(kind, errors);
	const isContent =
		segments.length > 0 || reason !== undefined || (errors.length > 0 && codesOf(errors, 'AK5').length === 0);
	const codes = [...codesOf(errors, 'AK5'), ...(isContent ? [SEGMENTS_IN_ERROR] : [])].slice(0, MOST_CODES);
	return [
		['AK2', head.type, head.controlNumber, ...(guide === '' ? [] : [guide])],
		...segments,
		[kind === '999' ? 'IK5' : 'AK5', X12_VERDICTS[status], ...codes],
	];
}

/** The segments of a 997 or 999 between ST and SE, on one functional group. Throws NotPossible. */
export function functional(
	kind: FunctionalKind,
	{ group, status, errors, messages }: GroupVerdict,
): Segment[] {
	const [gs] = group.header;
	if (!gs)
		throw new NotPossible(`There is no valid ${kind}: the transaction sets stand outside of a group (GS)`);
	checkNeeded(kind, gs, [
		{ name: 'GS01', element: 1, form: /^.{1,2}$/, expected: '2 characters' },
		{ name: 'GS02', element: 2 },
		{ name: 'GS03', element: 3 },
		{ name: 'GS06', element: 6, form: /^\d{1,9}$/, expected: '1 to 9 digits' },
		{ name: 'GS08', element: 8 },
	]);
	const version = trimmed(gs, 8);
	const isLater = isLaterVersion(version);
	const declared = trimmed(group.trailer[0], 1);
	const rejected = messages.filter((message) => message.status === 'rejected').length;
	const received = group.messages.length;
	// Acknowledgments among the sets get no verdict, and count as received.
	const accepted = status === 'rejected' ? 0 : received - rejected;
	return [
		['AK1', trimmed(gs, 1), trimmed(gs, 6), ...(isLater ? [version] : [])],
		...messages.flatMap((message) => ofMessage(kind, isLater, message)),
		[
			'AK9',
			X12_VERDICTS[status],
			COUNT.test(declared) ? declared : String(received),
			String(received),
			String(accepted),
			...codesOf(errors, 'AK9').slice(0, MOST_CODES),
		],
	];
}
