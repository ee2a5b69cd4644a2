import { CHARACTER_SET_LANGUAGES, SYNTAX_IDENTIFIERS, type CharacterSet } from '../../shared/characterSets';
import { isRecord } from '../../shared/isRecord';
import { DEFAULTS } from '../edifact/serviceCharacters';
import { isUnaOf } from '../edifact/una';
import { NOT_ASCII } from '../interchange/coding';
import { syntaxIdentifierOf } from '../interchange/describe';
import { digestOf } from '../interchange/digest';
import type { Issue, Level } from '../interchange/issue';
import { NotWritable } from '../interchange/notWritable';
import type {
	Delimiters,
	EdiFile,
	Envelope,
	FileToWrite,
	Group,
	Interchange,
	Layout,
	Message,
	Segment,
	StandardName,
} from '../interchange/tree';
import { trimmed, valueOf } from '../interchange/values';
import { bunchesOf, envelopeKey, inOrder, notesOf, syntaxOf, type Bunch } from './bunches';
import { bytesOf } from './bytesOf';
import { delimitersOf } from './delimitersOf';
import { areFieldsAsRead, checkFields } from './fields';
import { aroundDigest, charactersDigest } from './fingerprints';
import type { Json, Source } from './messagesIn';
import type { SyntaxJson } from './messageJson';
import { segmentsOf } from './segmentsOf';

/** The fingerprint of an envelope that was read without a header. */
const NOTHING = digestOf('');
const BYTE_ORDER_MARK = /^\xef\xbb\xbf/;
const UTF_16: ReadonlySet<unknown> = new Set(['UTF-16LE', 'UTF-16BE']);

const isTexts = (value: unknown): boolean =>
	value === undefined || (isRecord(value) && Object.values(value).every((each) => typeof each === 'string'));

function layoutOf(value: unknown, path: string): Layout | undefined {
	if (!isRecord(value) || typeof value.digest !== 'string') return undefined;
	for (const name of ['raw', 'ends'])
		if (!isTexts(value[name])) throw new NotWritable(`${path}.${name}`, 'is no object with texts');
	return value as unknown as Layout;
}

const issuesOf = ({ issues }: Json, level: Level): Issue[] =>
	Array.isArray(issues)
		? (issues as unknown[]).filter((each): each is Issue => isRecord(each) && each.level === level)
		: [];

function envelopeOf(
	json: unknown,
	layout: unknown,
	path: string,
	layoutPath: string,
): Omit<Envelope, 'issues'> {
	const { header, other, trailer } = isRecord(json) ? json : {};
	const known = layoutOf(layout, layoutPath) as Envelope['layout'] | undefined;
	const segments = segmentsOf(header, `${path}.header`);
	if (segments.length === 0 && known && known.digest !== NOTHING)
		throw new NotWritable(
			isRecord(json) ? `${path}.header` : path,
			'is missing, and the message was read with it. Keep it, or remove syntax to write the message alone',
		);
	return {
		header: segments,
		other: segmentsOf(other, `${path}.other`),
		trailer: segmentsOf(trailer, `${path}.trailer`),
		layout: {
			...(known ?? { digest: '', parts: -1 }),
			...(known?.other && { other: known.other }),
			trailer: layoutOf(known?.trailer, `${layoutPath}.trailer`) ?? { digest: '' },
		},
		path,
		start: { number: 0, offset: 0 },
	};
}

function standardOf(json: Json, path: string): StandardName {
	const { standard, segments } = json;
	if (standard === 'X12' || standard === 'EDIFACT') return standard;
	const tag = Array.isArray(segments) && Array.isArray(segments[0]) ? segments[0][0] : undefined;
	if (tag === 'ST') return 'X12';
	if (tag === 'UNH') return 'EDIFACT';
	throw new NotWritable(`${path}standard`, 'is neither “X12” nor “EDIFACT”');
}

/** Separators for an interchange that says nothing of them: the usual ones, and for X12 those in ISA. */
export function usualDelimiters(standard: StandardName, header: Segment | undefined): Delimiters {
	if (standard === 'EDIFACT') {
		return trimmed(header, 1, 2) >= '4' ? { ...DEFAULTS, repetition: '*' } : DEFAULTS;
	}
	const [repetition, component] = [valueOf(header, 11), valueOf(header, 16)];
	const hasRepetition = trimmed(header, 12) >= '00402' && /^[^A-Za-z0-9\s]$/.test(repetition);
	return {
		element: '*',
		component: /^[^A-Za-z0-9\s]$/.test(component) ? component : ':',
		...(hasRepetition && { repetition }),
		segment: '~',
	};
}

/** Writing options that hold for every interchange. */
export interface WriteOptions {
	characterSet?: CharacterSet;
}

/** The character set to write: as it was read; as UNB says, if somebody changed what it says; or as somebody chose. */
function characterSetOf(
	json: Json,
	syntax: Partial<SyntaxJson>,
	identifier: string | undefined,
	isAsRead: boolean,
	options: WriteOptions,
	path: string,
): CharacterSet {
	if (options.characterSet) return options.characterSet;
	const { characterSet: given, utf16 } = syntax;
	if (given !== undefined && !Object.hasOwn(CHARACTER_SET_LANGUAGES, given))
		throw new NotWritable(
			`${path}syntax.characterSet`,
			`is “${String(given)}”, which is none of the character sets`,
		);
	if (given !== undefined && isAsRead) return given;
	if (utf16 !== undefined) {
		if (!UTF_16.has(utf16))
			throw new NotWritable(`${path}syntax.utf16`, `is “${String(utf16)}”, not ${[...UTF_16].join(' or ')}`);
		// Only a separator that UTF-8 doesn't have makes Read take UTF-16 for something else.
		const isUsual = !NOT_ASCII.test(JSON.stringify(syntax.delimiters ?? ''));
		if (isUsual && given !== undefined && given !== 'UTF-8')
			throw new NotWritable(`${path}syntax.characterSet`, `is “${given}”, and syntax.utf16 is “${utf16}”`);
		if (isUsual) return 'UTF-8';
	}
	const named = identifier === undefined ? undefined : SYNTAX_IDENTIFIERS.get(identifier);
	const isOnlyUnbChanged = [...SYNTAX_IDENTIFIERS.keys()].some(
		(each) => syntax.characters === charactersDigest(each, syntax),
	);
	const read = isRecord(json.interchange) ? json.interchange.syntaxIdentifier : undefined;
	const isChanged = isOnlyUnbChanged || (typeof read === 'string' && read.toUpperCase() !== identifier);
	if (named && isChanged) return named;
	return given ?? named ?? (identifier === undefined ? 'UTF-8' : 'ISO 8859-1');
}

const isAroundAsRead = (syntax: Partial<SyntaxJson>): boolean => syntax.around === aroundDigest(syntax);

/** Text around an interchange, as Read put it out: each character is a byte. */
function textAround(value: unknown, path: string): string | undefined {
	if (value === undefined || (typeof value === 'string' && !/[^\0-\xff]/.test(value))) return value;
	throw new NotWritable(path, 'is no text as Read puts it out, in which each character is a byte');
}

/** Whether letters beyond ASCII are among the values. */
const hasLetters = ({ header, other, groups }: Interchange): boolean => {
	const inGroups = groups.map((group) => [
		group.header,
		group.other,
		group.messages.map((each) => each.segments),
	]);
	return NOT_ASCII.test(JSON.stringify([header, other, inGroups]));
};

/** Throws NotWritable if an envelope has segments of no part that the one that is taken doesn't have: they would be lost. */
function checkOther(given: unknown, taken: unknown, path: string): void {
	if (given === taken) return;
	const [other, wanted] = [given, taken].map((envelope) => (isRecord(envelope) ? envelope.other : undefined));
	const isOther = Array.isArray(other) && other.length > 0;
	const notes = notesOf(given);
	const isLost = (some: unknown, taken: unknown) => JSON.stringify(some) !== JSON.stringify(taken);
	const lost =
		notes.length > 0 && isLost(notes, notesOf(taken))
			? 'header[1]'
			: isOther && isLost(other, wanted)
				? 'other'
				: undefined;
	if (lost !== undefined)
		throw new NotWritable(
			`${path}.${lost}`,
			'would be lost: what belongs to no message is taken from the first one. Put it there',
		);
}

/** Puts the messages of one interchange together. */
class Collector {
	private readonly groups: Group[] = [];
	private readonly interchange: Interchange;
	private readonly utf16: EdiFile['utf16'];
	private readonly interchangeJson: unknown;
	private groupJson: unknown;
	private groupKey: string | undefined;
	private readonly groupsByKey = new Map<string, Group>();
	private groupPath = '';
	private after = '';
	private readonly changedAround: NonNullable<FileToWrite['changedAround']> = {};
	private readonly areCharactersAsRead: boolean;
	private readonly syntaxPath: string;

	constructor(
		{ json, path }: Source,
		syntax: Partial<SyntaxJson>,
		private readonly options: WriteOptions,
	) {
		const standard = standardOf(json, path);
		const at = `${path}syntax`;
		const envelope = envelopeOf(
			json.interchange ?? syntax.withoutInterchange,
			syntax.interchangeLayout,
			`${path}interchange`,
			`${at}.interchangeLayout`,
		);
		const [header] = envelope.header;
		const identifier = syntaxIdentifierOf({ standard, header: envelope.header });
		this.areCharactersAsRead = syntax.characters === charactersDigest(identifier, syntax);
		const characterSet = characterSetOf(json, syntax, identifier, this.areCharactersAsRead, options, path);
		const issues = issuesOf(json, 'interchange');
		const delimiters = delimitersOf(
			syntax.delimiters ?? usualDelimiters(standard, header),
			characterSet,
			`${at}.delimiters`,
			issues.some(({ code }) => code === 'separator-invalid'),
		);
		if (delimiters.segment === '' && Array.isArray(json.segments) && json.segments.length > 0)
			throw new NotWritable(`${at}.delimiters.segment`, 'is empty');
		const usualEnding =
			syntax.ending === undefined ? delimiters.segment : bytesOf(syntax.ending, characterSet, `${at}.ending`);
		if (!usualEnding.replace(/^\r(?=\n)/, '').startsWith(delimiters.segment))
			throw new NotWritable(`${at}.ending`, `doesn't begin with the segment terminator in ${at}.delimiters`);
		const una = textAround(syntax.una, `${at}.una`);
		if (una !== undefined && !isUnaOf(una, delimiters))
			throw new NotWritable(`${at}.una`, `isn't UNA with the separators in ${at}.delimiters`);
		const around = textAround(syntax.before, `${at}.before`);
		const isOtherSet = characterSet !== syntax.characterSet && characterSet !== 'UTF-8';
		const before = isOtherSet ? around?.replace(BYTE_ORDER_MARK, '') : around;
		const index = isRecord(json.interchange) ? Number(json.interchange.index) : NaN;
		this.utf16 = options.characterSet && options.characterSet !== 'UTF-8' ? undefined : syntax.utf16;
		this.syntaxPath = at;
		this.interchangeJson = json.interchange;
		if (before !== undefined && !isAroundAsRead(syntax)) this.changedAround.before = `${at}.before`;
		this.interchange = {
			...envelope,
			issues,
			standard,
			delimiters,
			...(una !== undefined && { una }),
			usualEnding,
			characterSet,
			groups: this.groups,
			index: Number.isInteger(index) ? index : 1,
			...(before !== undefined && { before }),
		};
	}

	add(source: Source): void {
		const { json, path } = source;
		const syntax = syntaxOf(source);
		checkOther(json.interchange, this.interchangeJson, `${path}interchange`);
		const after = textAround(syntax.after, `${path}syntax.after`);
		if (after !== undefined) {
			this.after = after;
			this.changedAround.after = isAroundAsRead(syntax) ? undefined : `${path}syntax.after`;
		}
		const { decimal } = this.interchange.delimiters;
		const segments = this.segmentsIn(json, path, decimal === ',' ? decimal : '.');
		const { interchange } = this;
		if (segments.length === 0 && !isRecord(json.group) && syntax.part === undefined) {
			const { header, other, trailer } = interchange;
			if (header.length + other.length + trailer.length === 0)
				throw new NotWritable(`${path}segments`, 'is empty, and there is no interchange around it');
			return checkFields(json, syntax.fields, path, { interchange });
		}
		const group = this.groupFor(source, syntax);
		const layout = layoutOf(syntax.messageLayout, `${path}syntax.messageLayout`);
		const message: Message | undefined =
			segments.length === 0
				? undefined
				: {
						segments,
						layout: layout ?? { digest: '' },
						path: `${path}segments`,
						index: syntax.message ?? group.messages.length + 1,
						start: { number: 0, offset: 0 },
						issues: issuesOf(json, 'message'),
						...(areFieldsAsRead(json, syntax.fields) &&
							typeof json.controlNumber === 'string' && { reference: json.controlNumber }),
					};
		if (message) group.messages.push(message);
		checkFields(json, syntax.fields, path, { interchange, group, ...(message && { message }) });
	}

	/** The segments of a message. Only an interchange or a group that contains nothing has none. */
	private segmentsIn(json: Json, path: string, decimal: string): Segment[] {
		const { segments, type } = json;
		const isEmpty =
			segments === undefined || segments === null || (Array.isArray(segments) && segments.length === 0);
		const isMessage = (typeof type === 'string' && type !== '' && type !== 'TA1') || !isEmptyList(segments);
		if (isEmpty && isMessage)
			throw new NotWritable(
				`${path}segments`,
				'is missing, so that the message would be lost. If Read made this item, turn on “Include Segments” there',
			);
		return segmentsOf(segments, `${path}segments`, decimal);
	}

	private groupFor({ json, path }: Source, syntax: Partial<SyntaxJson>): Group {
		const key = envelopeKey(json.group ?? syntax.withoutGroup);
		const isCopy = isRecord(json.group) && syntax.part === undefined && !syntax.groupLayout;
		const equal = isCopy ? this.groupsByKey.get(key) : undefined;
		if (equal) return equal;
		const last = this.groups[this.groups.length - 1];
		const isSame =
			last &&
			(syntax.part === undefined || last.layout.digest === ''
				? key === this.groupKey
				: syntax.part === last.part);
		if (isSame && json.group && key !== this.groupKey) {
			throw new NotWritable(
				`${path}group`,
				`isn't ${this.groupPath}group, though both were read from one group. Change both alike`,
			);
		}
		const isKnown = isSame && (last.layout.digest !== '' || !syntax.groupLayout);
		if (isSame && isKnown) checkOther(json.group, this.groupJson, `${path}group`);
		else if (isSame) checkOther(this.groupJson, json.group, `${this.groupPath}group`);
		if (isKnown) return last;
		const envelope = {
			...envelopeOf(
				json.group ?? syntax.withoutGroup,
				syntax.groupLayout,
				`${path}group`,
				`${path}syntax.groupLayout`,
			),
			issues: issuesOf(json, 'group'),
			part: syntax.part ?? this.groups.length + 1,
		};
		this.groupJson = json.group;
		if (isSame) return Object.assign(last, envelope);
		this.groupKey = key;
		this.groupPath = path;
		const index = envelope.header.length > 0 ? this.groups.length + 1 : 0;
		const group = { ...envelope, messages: [], index };
		this.groups.push(group);
		this.groupsByKey.set(key, group);
		return group;
	}

	finished(): FileToWrite {
		const { interchange, after, utf16, changedAround } = this;
		this.checkIdentifier();
		return { interchange, after, ...(utf16 && { utf16 }), changedAround };
	}

	/** Throws NotWritable if letters would be written in another character set than UNB says, unless they were read so. */
	private checkIdentifier(): void {
		const { interchange, options } = this;
		const { characterSet, path } = interchange;
		const isAsRead = this.areCharactersAsRead || this.utf16 !== undefined;
		const identifier = syntaxIdentifierOf(interchange);
		const named = identifier === undefined ? undefined : SYNTAX_IDENTIFIERS.get(identifier);
		if (!named || named === characterSet || (isAsRead && !options.characterSet)) return;
		if (!hasLetters(interchange)) return;
		throw options.characterSet
			? new NotWritable(
					`${path}.header[0][1]`,
					`says ${identifier}, which is ${named}, and “Encoding” is ${characterSet}. Change one of them`,
				)
			: new NotWritable(
					`${this.syntaxPath}.characterSet`,
					`is “${characterSet}”, and ${path}.header[0][1] says ${identifier}, which is ${named}. Change one of them`,
				);
	}
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** The interchange that a bunch of messages makes. Throws NotWritable. */
export function interchangeOf({ sources, problem }: Bunch, options: WriteOptions = {}): FileToWrite {
	if (problem) throw problem;
	const ordered = inOrder(sources);
	const first =
		ordered.find((source) => syntaxOf(source).interchangeLayout) ??
		ordered.find(({ json }) => notesOf(json.interchange).length > 0) ??
		ordered[0]!;
	const collector = new Collector(first, syntaxOf(first), options);
	for (const source of ordered) collector.add(source);
	return collector.finished();
}

/** The interchanges that messages make. Throws NotWritable. */
export const interchangesOf = (sources: Source[], options: WriteOptions = {}): FileToWrite[] =>
	bunchesOf(sources).map((bunch) => interchangeOf(bunch, options));
