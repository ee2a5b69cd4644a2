import type { CharacterSet } from '../../shared/characterSets';
import { characterDelimiters, codingOf } from '../interchange/coding';
import {
	groupHead,
	interchangeHead,
	isTest,
	messageHead,
	partnersOf,
	syntaxIdentifierOf,
	type GroupHead,
	type InterchangeHead,
	type Partner,
} from '../interchange/describe';
import { digestOf } from '../interchange/digest';
import { inFileOrder, type Issue } from '../interchange/issue';
import type {
	Delimiters,
	EdiFile,
	Envelope,
	Group,
	Interchange,
	Message,
	Segment,
	StandardName,
} from '../interchange/tree';
import { fieldsDigest } from './fields';
import { aroundDigest, charactersDigest } from './fingerprints';

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
	/** Fingerprints of the above and of UNB's syntax identifier, to tell whether somebody changed them. */
	characters: string;
	around?: string;
	/** The number of the message in its group, and of the group in its interchange. */
	message?: number;
	part?: number;
	messageLayout?: Message['layout'];
	groupLayout?: Envelope['layout'];
	interchangeLayout: Envelope['layout'];
	/** Fingerprint of the interchange as it was read: its messages have it in common. */
	origin: string;
	/** Fingerprint of what the JSON says beside its segments, to tell whether somebody changed it. */
	fields: string;
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
	/** The business document, where the type has one. */
	document?: object;
	segments?: Segment[];
	syntax?: SyntaxJson;
	issues: Issue[];
}

/** The segments of an envelope that has no header, if there are any. */
const headless = (envelope: Envelope | undefined): EnvelopeJson | undefined =>
	envelope && envelope.header.length === 0 && envelope.other.length + envelope.trailer.length > 0
		? envelopeJson(envelope, true)
		: undefined;

/** An envelope's segments. What belongs to none of its parts, such as TA1, is with the first one only. */
const envelopeJson = ({ header, other, trailer }: Envelope, isFirst: boolean): EnvelopeJson => ({
	header: isFirst ? header : header.slice(0, 1),
	...(isFirst && other.length > 0 && { other }),
	trailer,
});

const layoutJson = (
	{ notes, other, ...layout }: Envelope['layout'],
	isFirst: boolean,
): Envelope['layout'] => ({
	...layout,
	...(isFirst && notes && { notes }),
	...(isFirst && other && { other }),
});

/** Something made once for the first part, and once for all others. */
function firstAndOthers<T>(make: (isFirst: boolean) => T, isDifferent: boolean): (isFirst: boolean) => T {
	const first = make(true);
	const others = isDifferent ? make(false) : first;
	return (isFirst) => (isFirst ? first : others);
}

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

const originOf = ({ index, layout, groups }: Interchange): string => {
	const digests = groups.flatMap((group) => [group, ...group.messages].map((each) => each.layout.digest));
	return digestOf([index, layout.digest, ...digests].join());
};

/** What the messages of a group have in common. */
function commonOf(interchange: Interchange, group: Group | undefined) {
	const isGroup = group !== undefined && group.header.length > 0;
	const partners =
		interchange.header.length > 0 || isGroup
			? partnersOf(interchange, group)
			: { sender: null, receiver: null };
	const head = isGroup ? groupHead(interchange.standard, group) : null;
	return firstAndOthers(
		(isFirst) => ({
			json: { ...partners, group: head && { ...head, ...envelopeJson(group!, isFirst) } },
			syntax: group && {
				part: group.part,
				groupLayout: layoutJson(group.layout, isFirst),
				...(isFirst && headless(group) && { withoutGroup: headless(group) }),
			},
		}),
		(group?.other.length ?? 0) + (isGroup ? 0 : 1) > 0,
	);
}

/** The JSON of each message of an interchange, in the file's order. What several have in common is one object. */
function ofInterchange(interchange: Interchange, file: EdiFile): MessageJson[] {
	const { standard, characterSet, una, usualEnding, before, index } = interchange;
	const isLast = index === file.interchanges.length;
	const hasOther = interchange.other.length > 0 || interchange.header.length !== 1;
	const head = interchange.header.length > 0 ? interchangeHead(interchange) : null;
	const interchangeOf = firstAndOthers(
		(isFirst) => head && { ...head, ...envelopeJson(interchange, isFirst) },
		hasOther,
	);
	const letters = { characterSet, ...(file.utf16 && { utf16: file.utf16 }) };
	const style = {
		delimiters: characterDelimiters(interchange.delimiters, characterSet),
		...letters,
		characters: charactersDigest(syntaxIdentifierOf(interchange), letters),
		...(una !== undefined && { una }),
		ending: codingOf(characterSet).decode(usualEnding),
		origin: originOf(interchange),
	};
	const syntaxOf = firstAndOthers(
		(isFirst): Omit<SyntaxJson, 'fields'> => ({
			...style,
			interchangeLayout: layoutJson(interchange.layout, isFirst),
			...(isFirst && headless(interchange) && { withoutInterchange: headless(interchange) }),
		}),
		hasOther,
	);
	const common = new Map<Group | undefined, ReturnType<typeof commonOf>>();
	for (const group of interchange.groups) common.set(group, commonOf(interchange, group));
	const parts = partsOf(interchange);
	return parts.map(({ group, message }, place) => {
		const issues = inFileOrder([...interchange.issues, ...(group?.issues ?? []), ...(message?.issues ?? [])]);
		const onlyTa1 = interchange.header.some(([tag]) => tag === 'TA1');
		const { type, version, controlNumber, association } = message
			? messageHead(standard, group!, message)
			: {
					type: !group && onlyTa1 ? 'TA1' : null,
					version: null,
					controlNumber: null,
					association: undefined,
				};
		const around = {
			...(place === 0 && before !== undefined && { before }),
			...(isLast && place === parts.length - 1 && file.after !== undefined && { after: file.after }),
		};
		const isAlone = around.before === undefined && around.after === undefined;
		const inCommon = (common.get(group) ?? commonOf(interchange, group))((message?.index ?? 1) === 1);
		const json = {
			standard,
			type,
			version,
			...(association !== undefined && { association }),
			controlNumber,
			test: isTest(interchange),
			valid: !issues.some(({ severity }) => severity === 'error'),
			...inCommon.json,
			interchange: interchangeOf(place === 0),
			segments: message?.segments ?? [],
		};
		return {
			...json,
			syntax: {
				...syntaxOf(place === 0),
				...(!isAlone && { ...around, around: aroundDigest(around) }),
				...(message && { message: message.index, messageLayout: message.layout }),
				...inCommon.syntax,
				fields: fieldsDigest(json),
			},
			issues,
		};
	});
}

/** The JSON of each message of a file. */
export const messagesOf = (file: EdiFile): MessageJson[] =>
	file.interchanges.flatMap((interchange) => ofInterchange(interchange, file));
