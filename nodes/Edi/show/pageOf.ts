import type { Issue } from '../interchange/issue';
import type { Element, Segment } from '../interchange/tree';
import type { Partner } from '../interchange/describe';
import type { MessageJson } from '../json/messageJson';
import { documentBody } from './documentBody';
import { element, page, section, table, type Html } from './html';
import { kindName, segmentName } from './names';
import { STYLE } from './style';

const partnerOf = (partner: Partner | null): string =>
	partner ? [partner.qualifier, partner.id].filter(Boolean).join(' ') : 'unknown';

const elementText = (value: Element): string => {
	if (typeof value === 'string') return value;
	if (Array.isArray(value)) return value.join(' : ');
	return value.repetitions.map((each) => (typeof each === 'string' ? each : each.join(' : '))).join(' | ');
};

/** What the file breaks, as a list. */
function issueList(issues: Issue[]): Html | undefined {
	if (issues.length === 0) return undefined;
	const place = ({ tag, segment }: Issue): string =>
		segment === undefined ? '' : ` (${tag ? `${tag}, ` : ''}segment ${segment})`;
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

const segmentTable = (segments: Segment[], indexes: readonly number[]): Html | undefined => {
	const found = table(
		['Segment', 'Tag', 'About', 'Elements'],
		indexes.map((index) => {
			const [tag, ...elements] = segments[index]!;
			const name = String(tag);
			return [
				String(index + 1),
				element('strong', name),
				segmentName(name) ?? '',
				elements.map((value, place) => [
					elementText(value) === '' ? '' : element('span', `${String(place + 1).padStart(2, '0')} `, 'soft'),
					element('code', elementText(value)),
					' ',
				]),
			];
		}),
		[0],
	);
	return found && element('div', found, 'scroll');
};

/** A message as a page that a person can read and print: the business document if it is one, else its segments. */
export function pageOf(message: MessageJson): string {
	const { standard, type, version, controlNumber, interchange, segments = [], issues } = message;
	const document = message.document as Record<string, unknown> | undefined;
	const name = document ? kindName(String(document.kind)) : `${standard ?? 'File'} ${type ?? ''}`.trim();
	const number = document?.number;
	const title = typeof number === 'string' ? `${name} ${number}` : name;
	const unmapped = (document?.unmapped ?? []) as { index: number }[];
	return page(title, STYLE, [
		element('h1', title),
		element(
			'p',
			`From ${partnerOf(message.sender)} to ${partnerOf(message.receiver)}${message.test ? ' · Test' : ''}`,
			'about',
		),
		element(
			'p',
			[
				`${standard ?? ''} ${type ?? ''} ${version ?? ''}`.trim(),
				interchange && `interchange ${interchange.controlNumber}`,
				controlNumber && `message ${controlNumber}`,
			]
				.filter(Boolean)
				.join(' · '),
			'about',
		),
		issueList(issues),
		...(document
			? documentBody(document)
			: [section('Segments', segmentTable(segments, [...segments.keys()]))]),
		document && unmapped.length > 0
			? section(
					'What else the file says',
					segmentTable(segments, [...new Set(unmapped.map(({ index }) => index))]),
				)
			: undefined,
	]);
}
