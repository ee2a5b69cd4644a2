import { SYNTAX_IDENTIFIERS, type CharacterSet } from '../../shared/characterSets';
import { edifact } from '../edifact/edifact';
import { delimiterAt } from '../x12/delimiters';
import { x12 } from '../x12/x12';
import { Assembler } from '../interchange/assemble';
import { codingOf, isUtf8, NOT_ASCII, type ByteText } from '../interchange/coding';
import { inFileOrder, issueAt, type IssueDetails } from '../interchange/issue';
import { afterFiller, isFiller, LONGEST_SEGMENT_BYTES } from '../interchange/segmentReader';
import { isReleased } from '../interchange/released';
import { SharedValues } from '../interchange/sharedValues';
import type { Beginning, Note, Standard } from '../interchange/standard';
import type { Delimiters, EdiFile, Group, Interchange } from '../interchange/tree';
import type { Place } from '../interchange/issue';
import { trimmed } from '../interchange/values';
import { withoutObjects } from './objects';
import { fromUtf16, offsetsInUtf16 } from './utf16';

/** The largest file that is read, in bytes: the longest string of Node.js, less a reserve. */
export const LARGEST_FILE_BYTES = 500 * 1024 * 1024;

export interface ReadOptions {
	/** The character set to read, whatever the file says. */
	characterSet?: CharacterSet;
	/** Those of the interchanges, in the order of the file, if they are known. */
	characterSets?: (CharacterSet | undefined)[];
}

const X12_BEGINNING = /ISA([^A-Za-z0-9\s\0])[^]{0,4}?\1/y;
const ISA01 = /ISA([^A-Za-z0-9\s\0])[A-Z0-9]{2}\1/y;
const EDIFACT_BEGINNING = /(?:UNA[^]{6}[\s\0]*)?UNB([^A-Za-z0-9\s\0])[A-Z0-9\r\n]{0,6}[^A-Za-z0-9\s\0]/y;
const BARE_X12 = /(?:GS|ST)([^A-Za-z0-9\s\0])[A-Z0-9]{2,3}\1/y;
const BARE_EDIFACT = /UNA[^]{6}[\s\0]*(?!ISA|UNA)[A-Z]{3}[^A-Za-z0-9\s\0]|(?:UNH|UNG)\+/y;
const ANYWHERE = new RegExp(`${X12_BEGINNING.source}|${EDIFACT_BEGINNING.source}`, 'g');

const isAt = (pattern: RegExp, text: ByteText, at: number): boolean => {
	pattern.lastIndex = at;
	return pattern.test(text);
};

/** The standard of the interchange that begins here. */
function standardAt(text: ByteText, at: number): Standard | undefined {
	const first = text.charCodeAt(at);
	if (first === 73) return isAt(X12_BEGINNING, text, at) ? x12 : undefined;
	return first === 85 && isAt(EDIFACT_BEGINNING, text, at) ? edifact : undefined;
}

/** The standard of messages that stand here without an interchange. */
function bareStandardAt(text: ByteText, at: number): Standard | undefined {
	if (isAt(BARE_X12, text, at)) return x12;
	return isAt(BARE_EDIFACT, text, at) ? edifact : undefined;
}

const LONGEST_ISA = 400;
const FEWEST_SEPARATORS = 10;

/** Whether text that looks like the beginning of an interchange is one: ISA is followed by its elements. */
function hasHeader(text: ByteText, at: number): boolean {
	if (text.charCodeAt(at) !== 73) return true;
	return text.slice(at, at + LONGEST_ISA).split(delimiterAt(text, at + 3)).length > FEWEST_SEPARATORS;
}

/** Whether an interchange begins at this place in the middle of a text. */
const beginsAt = (text: ByteText, at: number): boolean =>
	standardAt(text, at) !== undefined && hasHeader(text, at);

/** Where the first interchange begins in this part of a text, whatever stands in front of it. */
function beginningIn(text: ByteText, from: number, to: number): number | undefined {
	const mark = /ISA|UN[AB]/g;
	const part = text.slice(from, to);
	for (let found = mark.exec(part); found; found = mark.exec(part))
		if (beginsAt(text, from + found.index)) return from + found.index;
	return undefined;
}

/** Where the next interchange begins, from a place on. */
function nextBeginning(text: ByteText, from: number): number | undefined {
	ANYWHERE.lastIndex = from;
	for (let found = ANYWHERE.exec(text); found; found = ANYWHERE.exec(text)) {
		const isInWord = /[A-Za-z0-9]/.test(text.charAt(found.index - 1));
		if (!isInWord && hasHeader(text, found.index)) return found.index;
		ANYWHERE.lastIndex = found.index + 1;
	}
	return undefined;
}

/** Where the next interchange begins at the start of a line or segment. */
function nextAtStart(text: ByteText, from: number, terminator: ByteText): number {
	for (let at = nextBeginning(text, from); at !== undefined; at = nextBeginning(text, at + 1)) {
		let before = at;
		while (before > from && isFiller(text.charCodeAt(before - 1))) before--;
		const isAfterTerminator = text.startsWith(terminator, before - terminator.length);
		if (isAfterTerminator || /[\r\n]/.test(text.slice(before, at))) return at;
	}
	return text.length;
}

/** Where the interchange that begins here ends, as far as that is known before it is read: at most where the next one begins. */
function extentOf(
	text: ByteText,
	at: number,
	{ trailer }: { trailer: string },
	delimiters: Delimiters,
): number {
	const wanted = trailer + delimiters.element;
	const limit = nextAtStart(text, at + 3, delimiters.segment);
	const part = text.slice(0, limit);
	for (let found = part.indexOf(wanted, at); found !== -1; found = part.indexOf(wanted, found + 1)) {
		let before = found;
		while (before > at && /[\s\0]/.test(text[before - 1]!)) before--;
		const isAfterTerminator =
			text.startsWith(delimiters.segment, before - delimiters.segment.length) ||
			/[\r\n]/.test(text.slice(before, found));
		if (!isAfterTerminator) continue;
		const end = part.indexOf(delimiters.segment, found);
		const last = end === -1 ? limit : end + delimiters.segment.length;
		return beginningIn(text, found, last) ?? last;
	}
	return limit;
}

const USUAL_COLUMN = 80;

/** Whether the line that ends here may be wrapped at the usual column: it has 80 bytes, or a multiple of that. */
function isAtColumn(text: ByteText, from: number, lineBreak: number): boolean {
	const line = text
		.slice(Math.max(0, from - USUAL_COLUMN), lineBreak)
		.replace(/^[^]*[\r\n]|^\xef\xbb\xbf/, '');
	return line.length > 0 && line.length % USUAL_COLUMN === 0;
}

/** Whether most lines of this part of a text don't end at a segment terminator. A single line break is wrapping only at column 80. */
function mostLinesAreWrapped(
	text: ByteText,
	from: number,
	to: number,
	{ segment, release }: Delimiters,
): boolean {
	if (/[\r\n]/.test(segment)) return false;
	let atTerminator = 0;
	let elsewhere = 0;
	let lastElsewhere = from;
	const lineBreak = /[\r\n]+/g;
	lineBreak.lastIndex = from;
	for (let found = lineBreak.exec(text); found && found.index < to; found = lineBreak.exec(text)) {
		let end = found.index;
		while (end > from && isFiller(text.charCodeAt(end - 1))) end--;
		const start = end - segment.length;
		if (text.startsWith(segment, start) && !isReleased(text, start, release, from)) {
			atTerminator++;
		} else {
			elsewhere++;
			lastElsewhere = found.index;
		}
	}
	return elsewhere > atTerminator && (elsewhere > 1 || isAtColumn(text, from, lastElsewhere));
}

interface ChosenSet {
	characterSet: CharacterSet;
	issue?: Beginning['noticed'][number];
}

/** The syntax identifier of texts whose escape sequences switch between character sets. ISO 2022. */
const SWITCHING = 'UNOX';

/** The character set of an interchange: as asked for, as UNB says, or as its bytes look. */
function characterSetOf(
	bytes: ByteText,
	identifier: string | undefined,
	asked: CharacterSet | undefined,
): ChosenSet {
	const named = identifier === undefined ? undefined : SYNTAX_IDENTIFIERS.get(identifier.toUpperCase());
	if (identifier === SWITCHING && bytes.includes('\x1b')) {
		return {
			characterSet: 'ISO 8859-1',
			issue: {
				code: 'character-set-unknown',
				message: `UNB says ${identifier}: escape sequences switch the character set. They are kept, not decoded`,
			},
		};
	}
	if (!NOT_ASCII.test(bytes)) return { characterSet: named ?? asked ?? 'UTF-8' };
	if (asked) return { characterSet: asked };
	const otherwise = identifier === undefined ? 'Windows-1252' : 'ISO 8859-1';
	const looks: CharacterSet = isUtf8(bytes) ? 'UTF-8' : otherwise;
	const wrong = (message: string): ChosenSet => ({
		characterSet: looks,
		issue: { code: 'character-set-wrong', message },
	});
	if (identifier === undefined) return { characterSet: looks };
	if (!named) {
		return {
			characterSet: looks,
			issue: {
				code: 'character-set-unknown',
				message: `The syntax identifier ${identifier.slice(0, 10)} of UNB isn't known: the text is read as ${looks}`,
			},
		};
	}
	if (named === 'ASCII')
		return wrong(
			`${identifier} of UNB allows no characters beyond ASCII, and there are some: they are read as ${looks}`,
		);
	if (named === 'UTF-8')
		return looks === 'UTF-8'
			? { characterSet: named }
			: wrong(
					`UNB says ${identifier}, which is UTF-8, and the bytes are no valid UTF-8: they are read as ${looks}`,
				);
	if (looks === 'UTF-8')
		return wrong(`UNB says ${identifier}, which is ${named}, and the bytes are UTF-8: they are read as such`);
	const hasControls = named !== 'KS C 5601' && /[\x80-\x9f]/.test(bytes);
	return {
		characterSet: named,
		...(hasControls && {
			issue: {
				code: 'character-set-wrong' as const,
				message: `Some bytes are control characters in ${named}, which UNB names. They may be meant as Windows-1252: choose that under “Encoding”`,
			},
		}),
	};
}

/** The same, unless a separator is no character of that set, such as a single byte of a character in UTF-8. */
function fitting(chosen: ChosenSet, delimiters: Delimiters): ChosenSet {
	const coding = codingOf(chosen.characterSet);
	const isCharacter = (bytes: ByteText): boolean => {
		const again = coding.encode(coding.decode(bytes));
		return 'bytes' in again && again.bytes === bytes;
	};
	if (Object.values(delimiters).every(isCharacter)) return chosen;
	return {
		characterSet: 'ISO 8859-1',
		issue: {
			code: 'character-set-wrong',
			message: `A separator is no character of ${chosen.characterSet}: the text is read as ISO 8859-1`,
		},
	};
}

/** The character set of an interchange in a file in UTF-16, which is read in UTF-8's letters. */
function characterSetInUtf16(bytes: ByteText, identifier: string | undefined): ChosenSet {
	const named = identifier === undefined ? undefined : SYNTAX_IDENTIFIERS.get(identifier.toUpperCase());
	const isAsNamed = identifier === undefined || named === 'UTF-8' || !NOT_ASCII.test(bytes);
	return {
		characterSet: 'UTF-8',
		...(!isAsNamed && {
			issue: {
				code: 'character-set-wrong' as const,
				message: `UNB says ${identifier}${named ? `, which is ${named}` : ''}, and the file is in UTF-16: it is read as such`,
			},
		}),
	};
}

const noteFor =
	(
		level: 'interchange' | 'group' | 'message',
		envelope: { issues: Interchange['issues'] },
		place: Place,
	): Note =>
	(code, { place: other, ...details }) => {
		envelope.issues.push(issueAt(code, level, other ?? place, details));
	};

/** Reports each reference that occurs twice. */
function checkDuplicates<T>(
	parts: T[],
	keyOf: (part: T) => string,
	report: (part: T, key: string) => void,
): void {
	const seen = new Set<string>();
	for (const part of parts) {
		const key = keyOf(part);
		if (key !== '' && seen.has(key)) report(part, key);
		seen.add(key);
	}
}

function checkGroupAndMessages(standard: Standard, group: Group, interchange: Interchange): void {
	standard.checkGroup(group, interchange, noteFor('group', group, group.start));
	for (const message of group.messages) {
		standard.checkMessage(message, group, noteFor('message', message, message.start));
	}
	const { names, reference, header } = standard.message;
	checkDuplicates(
		group.messages,
		({ segments }) => trimmed(segments[0], reference),
		(message, key) =>
			noteFor(
				'message',
				message,
				message.start,
			)('message-duplicate', {
				message: `${names.reference} “${key}” occurs more than once in the group`,
				tag: header,
				element: reference,
				position: 1,
			}),
	);
}

function check(standard: Standard, interchange: Interchange): void {
	standard.checkInterchange(interchange, noteFor('interchange', interchange, interchange.start));
	for (const group of interchange.groups) checkGroupAndMessages(standard, group, interchange);
	const { names, reference, header } = standard.group;
	checkDuplicates(
		interchange.groups.filter((group) => group.header.length > 0),
		(group) =>
			trimmed(group.header[0], reference) &&
			`${trimmed(group.header[0], 1)} ${trimmed(group.header[0], reference)}`,
		(group, key) =>
			noteFor(
				'group',
				group,
				group.start,
			)('group-duplicate', {
				message: `${names.reference} “${key.split(' ').pop()}” occurs more than once in the interchange`,
				tag: header,
				element: reference,
			}),
	);
}

/** Sender, receiver and control reference of an interchange: together, they tell it from all others. */
function identityOf({ name, interchange }: Standard, { header }: Interchange): string {
	const [first] = header;
	if (!first) return '';
	const parties =
		name === 'X12'
			? [5, 6, 7, 8].map((element) => trimmed(first, element))
			: [2, 3].flatMap((element) => [trimmed(first, element), trimmed(first, element, 2)]);
	return JSON.stringify([name, ...parties, trimmed(first, interchange.reference)]);
}

/** Reads a file of X12 or EDIFACT. */
class FileReader {
	private readonly isAscii: boolean;
	private readonly shared = new SharedValues();
	private readonly interchanges: Interchange[] = [];
	private readonly identities = new Set<string>();
	private number = 0;
	private delimiters?: Delimiters;

	constructor(
		private readonly text: ByteText,
		private readonly options: ReadOptions,
		private readonly isUtf16: boolean,
	) {
		this.isAscii = !NOT_ASCII.test(text);
	}

	read(): Pick<EdiFile, 'interchanges' | 'after'> {
		const { text } = this;
		let from = 0;
		for (;;) {
			const place = this.placeOfNext(from);
			if (!place) break;
			const { standard, at } = place;
			const beginning = standard.beginningAt(text, at, this.delimiters);
			if (!beginning) break;
			const next = this.readInterchange(standard, at, beginning, text.slice(from, at));
			from = next;
			if (next <= beginning.at) break;
		}
		const after = text.slice(from);
		this.checkText(after, from, this.interchanges[this.interchanges.length - 1]);
		return { interchanges: this.interchanges, ...(after !== '' && { after }) };
	}

	/** Where the next interchange begins, or messages without one. */
	private placeOfNext(from: number): { standard: Standard; at: number } | undefined {
		const { text } = this;
		const start = afterFiller(text, text.startsWith('\xef\xbb\xbf', from) ? from + 3 : from);
		const isFirst = this.interchanges.length === 0;
		const isOne = isFirst || beginsAt(text, start) || isAt(ISA01, text, start);
		const standard = isOne ? standardAt(text, start) : undefined;
		if (standard) return { standard, at: start };
		const bare = bareStandardAt(text, start);
		if (bare?.beginningAt(text, start, this.delimiters)) return { standard: bare, at: start };
		const at = nextBeginning(text, start);
		return at === undefined ? undefined : { standard: standardAt(text, at)!, at };
	}

	private readInterchange(standard: Standard, from: number, beginning: Beginning, before: ByteText): number {
		const { text } = this;
		const { delimiters, una, header, at } = beginning;
		if (una !== undefined) this.delimiters = delimiters;
		let extent: number | undefined;
		const end = () =>
			(extent ??= Math.max(header?.end ?? at, extentOf(text, at, standard.interchange, delimiters)));
		let isWrapped: boolean | undefined = header?.isWrapped || undefined;
		const identifier =
			standard.name === 'EDIFACT'
				? /^UNB[^]([A-Za-z0-9]{1,6})/.exec(text.slice(at, at + 16).replace(/[\r\n]/g, ''))?.[1]
				: undefined;
		const start = Math.max(0, from - USUAL_COLUMN);
		let known: ByteText | undefined;
		const plain = () => (known ??= withoutObjects(text, { from: start, to: end() }, standard, beginning));
		const sample = this.isAscii && identifier !== SWITCHING ? '' : plain().slice(at - start);
		const { characterSet, characterSets } = this.options;
		const asked = characterSet ?? characterSets?.[this.interchanges.length];
		const chosen = fitting(
			this.isUtf16 ? characterSetInUtf16(sample, identifier) : characterSetOf(sample, identifier, asked),
			delimiters,
		);
		const reader = beginning.reader({
			coding: codingOf(chosen.characterSet),
			isWrapped: () => (isWrapped ??= mostLinesAreWrapped(plain(), at - start, plain().length, delimiters)),
			beginsInterchange: (place) => beginsAt(text, place),
			beginningIn: (start, to) => beginningIn(text, start, to),
			shared: this.shared,
		});
		if (header) reader.takeHeader(header.segment, at, header.contentEnd, header.isWrapped);
		const usualEnding = reader.usualEnding() ?? delimiters.segment;
		const assembler = new Assembler(
			standard,
			text,
			reader,
			usualEnding,
			this.number,
			(place) => beginsAt(text, place),
			at,
		);
		if (header) assembler.takeHeader();
		else if (text.startsWith(standard.interchange.header, at) && reader.next()) assembler.takeHeader();
		assembler.run();
		const read: Interchange = {
			...assembler.finished(),
			standard: standard.name,
			delimiters,
			...(una !== undefined && { una }),
			usualEnding,
			characterSet: chosen.characterSet,
			index: this.interchanges.length + 1,
			...(before !== '' && { before }),
		};
		const note = noteFor('interchange', read, read.start);
		for (const { code, message, element } of [...beginning.noticed, ...(chosen.issue ? [chosen.issue] : [])])
			note(code, { message, ...(element !== undefined && { tag: standard.interchange.header, element }) });
		if (reader.at === at) {
			note('segment-too-long', {
				message: `No segment terminator follows within ${LONGEST_SEGMENT_BYTES / 1024 / 1024} MB`,
			});
		}
		check(standard, read);
		this.checkText(before, from - before.length, read);
		this.checkDuplicate(standard, read, note);
		this.interchanges.push(read);
		this.number = assembler.lastNumber;
		return reader.at;
	}

	private checkDuplicate(standard: Standard, read: Interchange, note: Note): void {
		const identity = identityOf(standard, read);
		const isKnown = this.identities.has(identity);
		if (identity !== '') this.identities.add(identity);
		if (!isKnown) return;
		const { names, reference, header } = standard.interchange;
		note('interchange-duplicate', {
			message: `${names.reference} “${trimmed(read.header[0], reference)}” occurs more than once between the same partners in the file`,
			tag: header,
			element: reference,
		});
	}

	/** Reports text that belongs to no interchange. */
	private checkText(text: ByteText, offset: number, interchange: Interchange | undefined): void {
		const start = afterFiller(text, text.startsWith('\xef\xbb\xbf') ? 3 : 0);
		if (start === text.length || !interchange) return;
		const details: IssueDetails = {
			message: `${text.length - start} bytes belong to no interchange: “${text.slice(start, start + 30).replace(/[^\x20-\x7e]+/g, ' ')}”`,
		};
		const issue = issueAt('text-outside-interchange', 'interchange', undefined, details);
		interchange.issues.push({ ...issue, offset: offset + start });
	}
}

/** Makes the offsets of issues those in the file. */
function putOffsets(interchanges: Interchange[], text: ByteText): void {
	const offsetOf = offsetsInUtf16(text);
	const issues = interchanges.flatMap((interchange) => [
		...interchange.issues,
		...interchange.groups.flatMap((group) => [
			...group.issues,
			...group.messages.flatMap((message) => message.issues),
		]),
	]);
	for (const issue of inFileOrder(issues)) issue.offset = offsetOf(issue.offset ?? 0);
}

/** Reads every interchange of a file, whatever stands around them. No interchange at all gives an empty list. Never throws, takes linear time. A file in UTF-16 is read as such, whatever character set the options say. */
export function readFile(file: Buffer, options: ReadOptions = {}): EdiFile {
	const found = fromUtf16(file);
	if (!found) return new FileReader(file.toString('latin1'), options, false).read();
	const { text, utf16 } = found;
	const read = new FileReader(text, options, true).read();
	putOffsets(read.interchanges, text);
	return { ...read, utf16 };
}
