import type { Issue } from '../interchange/issue';
import type { Element, Segment, StandardName } from '../interchange/tree';
import type { Partner } from '../interchange/describe';
import type { MessageJson } from '../json/messageJson';
import { documentBody } from './documentBody';
import { element, page, section, table, type Html } from './html';
import { inWords, kindName, segmentName } from './names';
import { STYLE } from './style';

/** A partner; in parentheses the IDs of the group and of the routing, if those are others. */
function partnerOf(partner: Partner | null): string {
	if (!partner) return 'unknown';
	const { qualifier, id, groupId, internalId } = partner;
	const others = [groupId === id ? '' : groupId, internalId].filter(Boolean).join(', ');
	return [qualifier, id, others && `(${others})`].filter(Boolean).join(' ');
}

const elementText = (value: Element): string => {
	if (typeof value === 'string') return value;
	if (Array.isArray(value)) return value.join(' : ');
	return value.repetitions.map((each) => (typeof each === 'string' ? each : each.join(' : '))).join(' | ');
};

/** What the file breaks, as a list. */
function issueList(issues: Issue[]): Html | undefined {
	if (issues.length === 0) return undefined;
	const segmentOf = ({ segment, position }: Issue): string => {
		if (position !== undefined) return `segment ${position}`;
		return segment === undefined ? '' : `segment ${segment} of the file`;
	};
	const place = (issue: Issue): string => {
		const times = issue.count === undefined ? '' : `${issue.count} times`;
		const said = [[issue.tag, segmentOf(issue)].filter(Boolean).join(', '), times].filter(Boolean).join('; ');
		return said && ` (${said})`;
	};
	return element(
		'div',
		[
			element(
				'strong',
				issues.some(({ severity }) => severity === 'error') ? 'The file has errors' : 'Worth knowing',
			),
			element(
				'ul',
				issues.map((issue) =>
					element(
						'li',
						`${issue.severity === 'error' ? 'Error' : 'Warning'}: ${issue.message}${place(issue)}`,
					),
				),
			),
		],
		'issues',
	);
}

/** Segments with what they are about. `numbers` are their places in the message, if they have any. */
const segmentTable = (
	segments: Segment[],
	standard: StandardName,
	numbers: number[] = [],
): Html | undefined =>
	table(
		['Segment', 'Tag', 'About', 'Elements'],
		segments.map(([tag, ...elements], index) => [
			numbers[index] === undefined ? '' : String(numbers[index] + 1),
			element('strong', String(tag)),
			segmentName(String(tag), standard) ?? '',
			elements.map((value, place) => [
				elementText(value) === '' ? '' : element('span', `${String(place + 1).padStart(2, '0')} `, 'soft'),
				element('code', elementText(value)),
				' ',
			]),
		]),
		[0],
	);

/** Segments that stand around messages, besides the headers and trailers: TA1, and what belongs nowhere. */
const outside = ({ interchange, group, syntax }: MessageJson): Segment[] =>
	[
		{ header: [], ...interchange, isHeadless: false },
		{ header: [], ...group, isHeadless: false },
		{ header: [], ...syntax?.withoutInterchange, isHeadless: true },
		{ header: [], ...syntax?.withoutGroup, isHeadless: true },
	].flatMap(({ header, other = [], trailer = [], isHeadless }: Around) => [
		...header.slice(1),
		...other,
		...(isHeadless ? trailer : trailer.slice(1)),
	]);

interface Around {
	header: Segment[];
	other?: Segment[];
	trailer?: Segment[];
	isHeadless: boolean;
}

/** A message as a page that a person can read and print: the business document if it is one, else its segments. */
export function pageOf(message: MessageJson): string {
	const { standard, type, version, controlNumber, interchange, segments = [], issues } = message;
	const known = standard ?? 'X12';
	const document = message.document as Record<string, unknown> | undefined;
	const name = document ? kindName(String(document.kind)) : `${standard ?? 'File'} ${type ?? ''}`.trim();
	const number = document?.number;
	const title = typeof number === 'string' ? `${name} ${number}` : name;
	const purpose = inWords(String(document?.purpose ?? ''));
	const isSaid = purpose === 'Original' || name.toLowerCase().includes(purpose.toLowerCase());
	const places = [...new Set(((document?.unmapped ?? []) as { index: number }[]).map(({ index }) => index))];
	return page(title, STYLE, [
		element('h1', [title, !isSaid && purpose, message.test && 'Test'].filter(Boolean).join(' · ')),
		element('p', `From ${partnerOf(message.sender)} to ${partnerOf(message.receiver)}`, 'about'),
		element(
			'p',
			[
				[standard, type, version, message.association].filter(Boolean).join(' '),
				interchange && `interchange ${interchange.controlNumber}`,
				interchange && [interchange.date, interchange.time].filter(Boolean).join(' '),
				controlNumber && `message ${controlNumber}`,
			]
				.filter(Boolean)
				.join(' · '),
			'about',
		),
		issueList(issues),
		...(document
			? [
					...documentBody(document, known),
					section(
						'What else the file says',
						segmentTable(
							places.map((place) => segments[place]!),
							known,
							places,
						),
					),
				]
			: [section('Segments', segmentTable(segments, known, [...segments.keys()]))]),
		section('Outside of the message', segmentTable(outside(message), known)),
	]);
}
