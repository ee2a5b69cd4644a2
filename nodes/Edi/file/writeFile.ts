import { standards } from './standards';
import { codingOf, type ByteText } from '../interchange/coding';
import type { Issue } from '../interchange/issue';
import { NotWritable } from '../interchange/notWritable';
import { readFile } from './readFile';
import { afterFiller } from '../interchange/segmentReader';
import type { Standard } from '../interchange/standard';
import type {
	Envelope,
	FileToWrite,
	Group,
	Interchange,
	Layout,
	Message,
	Segment,
} from '../interchange/tree';
import { withoutTrailingEmpty } from '../interchange/values';
import {
	writeInterchange,
	type WrittenEnvelope,
	type WrittenInterchange,
} from '../interchange/writeInterchange';
import { toUtf16 } from './utf16';

const said = (segment: Segment | undefined): string =>
	JSON.stringify(segment && withoutTrailingEmpty(segment));

const isComputed = /-(count|control-number|trailer-missing)$/;

/** Throws NotWritable if there is an error that wasn't there when it was read, or one in what Write computes. */
function checkIssues(
	found: Issue[],
	known: Issue[],
	path: string,
	isKnown: (issue: Issue) => boolean = () => false,
	isTrailerWritten = true,
): void {
	const codes = new Set(
		known.map(({ code }) => code).filter((code) => !isTrailerWritten || !isComputed.test(code)),
	);
	const issue = found.find((each) => each.severity === 'error' && !codes.has(each.code) && !isKnown(each));
	if (issue) throw new NotWritable(path, `would be written with an error: ${issue.message}`);
}

/** Compares what stands around groups or messages, as far as it isn't as it was read. */
function checkEnvelope(
	read: Envelope,
	wanted: Envelope,
	written: Pick<WrittenEnvelope, 'header' | 'other' | 'isAsRead'>,
	path: string,
): void {
	for (const name of ['header', 'other'] as const) {
		written[name]?.forEach((segment, index) => {
			if (said(segment) !== said(read[name][index]))
				throw new NotWritable(
					`${path}.${name}[${index}]`,
					`is read back differently: ${said(read[name][index])?.slice(0, 200)}`,
				);
		});
	}
	checkIssues(
		read.issues,
		wanted.issues,
		path,
		({ code }) =>
			(wanted.header.length === 0 && code.endsWith('-header-missing')) ||
			(!written.header && !written.other && wanted.layout.digest !== '' && !isComputed.test(code)),
		!written.isAsRead && wanted.header.length > 0,
	);
}

/** Compares the segments of a message that was written anew. */
function checkMessage(
	read: Message,
	{ segments, issues, path = 'segments' }: Message,
	{ isWritten, binary, message: messagePair, package: packagePair }: Standard,
): void {
	const isPackage = packagePair !== undefined && segments[0]![0] === packagePair.header;
	const pair = isPackage ? packagePair : messagePair;
	/** How many bytes a segment has is counted. */
	const counted = (segment: Segment | undefined): string => {
		const tag = String(segment?.[0]);
		const length = tag === packagePair?.header ? packagePair.length : binary[tag]?.length;
		return said(length !== undefined && segment![length] !== undefined ? segment!.with(length, '') : segment);
	};
	let place = 0;
	segments.forEach((segment, index) => {
		const isTrailer = index === segments.length - 1 && index > 0 && segment[0] === pair.trailer;
		if (isTrailer || (index > 0 && !isWritten(withoutTrailingEmpty(segment)))) return;
		const again = read.segments[place++];
		if (counted(segment) === counted(again)) return;
		throw new NotWritable(`${path}[${index}]`, `is read back differently: ${said(again)?.slice(0, 200)}`);
	});
	if (place !== read.segments.length - 1)
		throw new NotWritable(path, `are read back as ${read.segments.length - place - 1} more`);
	checkIssues(read.issues, issues, path);
}

/** Throws NotWritable if a message that was written as it was read would be read differently in its changed interchange. */
function checkAsRead(read: Message, { segments, path = 'segments' }: Message): void {
	const place = segments.findIndex((segment, index) => said(segment) !== said(read.segments[index]));
	if (place === -1) return;
	throw new NotWritable(
		`${path}[${place}]`,
		`would be read differently in the changed interchange: ${said(read.segments[place])?.slice(0, 200)}. To write the message anew, remove syntax.messageLayout`,
	);
}

const SEPARATORS = ['element', 'component', 'repetition', 'release', 'segment'] as const;
const SEPARATOR_ELEMENTS = {
	X12: 'ISA11, ISA12 and ISA16',
	EDIFACT: 'UNB 0001 and 0002, and UNA',
};

/** Throws NotWritable if the changed header names other separators than those that are used. */
function checkSeparators(read: Interchange, wanted: Interchange, path: string): void {
	const different = SEPARATORS.find((name) => read.delimiters[name] !== wanted.delimiters[name]);
	if (different === undefined) return;
	const [found, used] = [read, wanted].map(({ delimiters }) => delimiters[different]);
	const quoted = (separator: string | undefined) => (separator === undefined ? 'none' : `“${separator}”`);
	throw new NotWritable(
		`${path}.header[0]`,
		`would be read with another ${different} separator: ${quoted(found)}, and syntax.delimiters.${different} is ${quoted(used)}. ${SEPARATOR_ELEMENTS[wanted.standard]} have to fit the separators in syntax.delimiters`,
	);
}

/** Reads what was written. Throws NotWritable if it doesn't say the same as what was to be written. */
function checkWritten(bytes: Buffer, interchange: Interchange, written: WrittenInterchange): void {
	const path = interchange.path ?? 'interchange';
	const [read, ...more] = readFile(bytes, { characterSet: interchange.characterSet }).interchanges;
	const messagesIn = (groups: Group[]) => groups.reduce((sum, { messages }) => sum + messages.length, 0);
	const isSame =
		more.length === 0 &&
		read?.groups.length === interchange.groups.length &&
		interchange.groups.every(
			({ messages }, index) => messages.length === read.groups[index]!.messages.length,
		);
	if (!isSame) {
		const found = [read, ...more].reduce((sum, each) => sum + (each ? messagesIn(each.groups) : 0), 0);
		throw new NotWritable(
			interchange.groups[0]?.messages[0]?.path ?? path,
			`can't be read back: ${messagesIn(interchange.groups)} messages were written, ${found} are read`,
		);
	}
	if (interchange.header.length > 0) checkSeparators(read, interchange, path);
	checkEnvelope(read, interchange, written, path);
	interchange.groups.forEach((group, place) => {
		const again = read.groups[place]!;
		const groupWritten = written.parts[place]!;
		checkEnvelope(again, group, groupWritten, group.path ?? 'group');
		group.messages.forEach((message, index) => {
			const messageAgain = again.messages[index]!;
			if (!groupWritten.parts[index]!.isAsRead)
				checkMessage(messageAgain, message, standards[interchange.standard]);
			else if (written.header) checkAsRead(messageAgain, message);
		});
	});
}

const bytesOf = (text: ByteText): Buffer => Buffer.from(text, 'latin1');

/** A text after an interchange without what may follow any segment. */
const withoutFiller = (text: ByteText): ByteText => text.slice(afterFiller(text, 0));

/** Throws NotWritable if a changed text around an interchange is no text, or would be read as part of an interchange. */
function checkAround({ interchange, after = '', changedAround }: FileToWrite, text: ByteText): void {
	const { before = '', characterSet } = interchange;
	const coding = codingOf(characterSet);
	const check = (path: string | undefined, around: ByteText, isSame: () => boolean): void => {
		if (path === undefined) return;
		const decoded = coding.decode(around);
		const again = coding.encode(decoded);
		if (!('bytes' in again) || again.bytes !== around || coding.missing(decoded) !== undefined)
			throw new NotWritable(path, `contains bytes that are no characters of ${characterSet}`);
		if (!isSame())
			throw new NotWritable(path, 'would be read as part of an interchange, or as one of its own');
	};
	const reading = (whole: ByteText) => readFile(bytesOf(whole), { characterSet });
	check(changedAround?.before, before, () => {
		const { interchanges } = reading(text);
		return interchanges.length === 1 && (interchanges[0]!.before ?? '') === before;
	});
	check(changedAround?.after, after, () => {
		const read = reading(text + after);
		return read.interchanges.length === 1 && withoutFiller(read.after ?? '') === withoutFiller(after);
	});
}

/** Whether a wrapped interchange, now that a part of it was changed, isn't wrapped any more for a reader: what is left of its line breaks would be data. */
function isUnwrapped({ isAsRead, text }: WrittenInterchange, interchange: Interchange): boolean {
	const messages = interchange.groups.flatMap((group) => group.messages);
	const layouts = [interchange, ...interchange.groups, ...messages].map(({ layout }) => layout);
	const isBroken = ({ raw = {} }: Layout) => Object.values(raw).some((each) => /[\r\n]/.test(each));
	if (isAsRead || !layouts.some(isBroken)) return false;
	const { interchanges } = readFile(bytesOf(text), { characterSet: interchange.characterSet });
	const issues = interchanges.flatMap((each) => [
		each.issues,
		...each.groups.flatMap((group) => [group.issues, ...group.messages.map((message) => message.issues)]),
	]);
	return issues.flat().some(({ code }) => code === 'line-break-in-segment');
}

/** An interchange as a file. What was changed is read back before it is returned. Throws NotWritable. */
export function writeFile(file: FileToWrite): Buffer {
	const { interchange, after = '', utf16 } = file;
	const standard = standards[interchange.standard];
	const first = writeInterchange(standard, interchange);
	const written = isUnwrapped(first, interchange) ? writeInterchange(standard, interchange, true) : first;
	const encoded = (text: ByteText): Buffer => {
		const bytes = utf16 ? toUtf16(text, utf16) : bytesOf(text);
		if (bytes) return bytes;
		throw new NotWritable(
			interchange.path ?? 'interchange',
			`contains bytes that are no letters of ${utf16}`,
		);
	};
	const hasHeader = interchange.header.length > 0;
	const isEachAsRead = written.parts.every(({ parts }) => parts.every(({ isAsRead }) => isAsRead));
	if (!written.isAsRead && (hasHeader || !isEachAsRead))
		checkWritten(encoded(written.text), interchange, written);
	checkAround(file, written.text);
	return encoded(written.text + after);
}
