import type { CharacterSet } from '../../shared/characterSets';
import { characterDelimiters, codingOf } from '../interchange/coding';
import {
	groupHead,
	interchangeHead,
	isTest,
	messageHead,
	partnersOf,
	type GroupHead,
	type InterchangeHead,
	type Partner,
} from '../interchange/describe';
import type { Issue } from '../interchange/issue';
import type {
	Delimiters,
	EdiFile,
	Envelope,
	Group,
	Interchange,
	Layout,
	Message,
	Segment,
	StandardName,
} from '../interchange/tree';

interface EnvelopeJson {
	header: Segment[];
	other?: Segment[];
	trailer: Segment[];
}

/** What it takes to write the same bytes again. */
export interface SyntaxJson {
	delimiters: Delimiters;
	characterSet: CharacterSet;
	una?: string;
	/** What follows most segments. */
	ending: string;
	/** What stands in the file before the interchange, and after the last one. */
	before?: string;
	after?: string;
	utf16?: EdiFile['utf16'];
	/** The number of the message in its group, and of the group in its interchange. */
	message?: number;
	part?: number;
	messageLayout?: Layout;
	groupLayout?: Envelope['layout'];
	interchangeLayout: Envelope['layout'];
	/** Segments around messages that have no interchange, or no group. */
	withoutInterchange?: EnvelopeJson;
	withoutGroup?: EnvelopeJson;
}

/** One message as an item's JSON. `type` is null, and `segments` empty, where an interchange or a group contains none. */
export interface MessageJson {
	standard: StandardName | null;
	type: string | null;
	version: string | null;
	association?: string;
	controlNumber: string | null;
	test: boolean;
	valid: boolean;
	sender: Partner | null;
	receiver: Partner | null;
	interchange: (InterchangeHead & EnvelopeJson) | null;
	group: (GroupHead & EnvelopeJson) | null;
	segments?: Segment[];
	syntax?: SyntaxJson;
	issues: Issue[];
}

/** The segments of an envelope that has no header, if there are any. */
const headless = (envelope: Envelope | undefined): EnvelopeJson | undefined =>
	envelope && envelope.header.length === 0 && envelope.other.length + envelope.trailer.length > 0
		? envelopeJson(envelope)
		: undefined;

const envelopeJson = ({ header, other, trailer }: Envelope): EnvelopeJson => ({
	header,
	...(other.length > 0 && { other }),
	trailer,
});

interface Parts {
	interchange: Interchange;
	group?: Group;
	message?: Message;
}

/** The parts of an interchange that become items: messages, groups without any, or the interchange if it is empty. */
function partsOf(interchange: Interchange): Parts[] {
	const parts = interchange.groups.flatMap((group): Parts[] =>
		group.messages.length === 0
			? [{ interchange, group }]
			: group.messages.map((message) => ({ interchange, group, message })),
	);
	return parts.length > 0 ? parts : [{ interchange }];
}

/** The JSON of each message of an interchange, in the file's order. What several have in common is one object. */
function ofInterchange(interchange: Interchange, file: EdiFile): MessageJson[] {
	const { standard, characterSet, una, usualEnding, before, index } = interchange;
	const isLast = index === file.interchanges.length;
	const hasHeader = interchange.header.length > 0;
	const head = hasHeader ? { ...interchangeHead(interchange), ...envelopeJson(interchange) } : null;
	const syntax: SyntaxJson = {
		delimiters: characterDelimiters(interchange.delimiters, characterSet),
		characterSet,
		...(una !== undefined && { una }),
		ending: codingOf(characterSet).decode(usualEnding),
		...(file.utf16 && { utf16: file.utf16 }),
		interchangeLayout: interchange.layout,
	};
	const heads = new Map<Group, Pick<MessageJson, 'group' | 'sender' | 'receiver'>>();
	const headOf = (group: Group | undefined) => {
		const known = group && heads.get(group);
		if (known) return known;
		const partners =
			hasHeader || group?.header.length ? partnersOf(interchange, group) : { sender: null, receiver: null };
		const isGroup = group !== undefined && group.header.length > 0;
		const made = {
			...partners,
			group: isGroup ? { ...groupHead(standard, group), ...envelopeJson(group) } : null,
		};
		if (group) heads.set(group, made);
		return made;
	};
	const parts = partsOf(interchange);
	return parts.map(({ group, message }, place) => {
		const issues = [...interchange.issues, ...(group?.issues ?? []), ...(message?.issues ?? [])];
		const onlyTa1 = interchange.header.some(([tag]) => tag === 'TA1');
		const { type, version, controlNumber, association } = message
			? messageHead(standard, group!, message)
			: {
					type: !group && onlyTa1 ? 'TA1' : null,
					version: null,
					controlNumber: null,
					association: undefined,
				};
		return {
			standard,
			type,
			version,
			...(association !== undefined && { association }),
			controlNumber,
			test: isTest(interchange),
			valid: !issues.some(({ severity }) => severity === 'error'),
			...headOf(group),
			interchange: head,
			segments: message?.segments ?? [],
			syntax: {
				...syntax,
				...(place === 0 && before !== undefined && { before }),
				...(isLast && place === parts.length - 1 && file.after !== undefined && { after: file.after }),
				...(message && { message: message.index, messageLayout: message.layout }),
				...(group && { part: group.part, groupLayout: group.layout }),
				...(headless(interchange) && { withoutInterchange: headless(interchange) }),
				...(headless(group) && { withoutGroup: headless(group) }),
			},
			issues,
		};
	});
}

/** The JSON of each message of a file. */
export const messagesOf = (file: EdiFile): MessageJson[] =>
	file.interchanges.flatMap((interchange) => ofInterchange(interchange, file));
