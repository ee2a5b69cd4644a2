import { writeFile } from '../../../../nodes/Edi/file/writeFile';
import { readFile, type ReadOptions } from '../../../../nodes/Edi/file/readFile';
import type { Issue } from '../../../../nodes/Edi/interchange/issue';
import type { EdiFile, Interchange, Message, Segment } from '../../../../nodes/Edi/interchange/tree';
import { interchangesOf, type WriteOptions } from '../../../../nodes/Edi/json/interchangesOf';
import { messagesIn } from '../../../../nodes/Edi/json/messagesIn';
import { messagesOf, type MessageJson } from '../../../../nodes/Edi/json/messageJson';

/** Text of which each character is a byte. */
export const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

const ISA = [
	'ISA',
	'00',
	' '.repeat(10),
	'00',
	' '.repeat(10),
	'ZZ',
	'ACME'.padEnd(15),
	'01',
	'123456789'.padEnd(15),
	'260507',
	'1230',
	'U',
	'00401',
	'000000001',
	'0',
	'P',
	'>',
];

/** ISA up to ISA16, with some elements changed. Without changes, 105 characters. */
export const isa = (changes: Record<number, string> = {}, element = '*'): string =>
	ISA.map((value, index) => changes[index] ?? value).join(element);

/** ISA of version 00501, with `^` as repetition separator. */
export const isa501 = (changes: Record<number, string> = {}): string =>
	isa({ 11: '^', 12: '00501', ...changes });

export const GS = 'GS*PO*ACMEPO*GIANT*20260507*1230*1*X*004010';

/** An interchange with one group, and in it one order with these segments. Each segment is followed by `ending`. */
export const order = (segments: string[], ending = '~', header = isa()): string =>
	[
		header,
		GS,
		'ST*850*0001',
		...segments,
		`SE*${segments.length + 2}*0001`,
		'GE*1*1',
		'IEA*1*000000001',
		'',
	].join(ending);

export const UNB = 'UNB+UNOC:3+ACME:14+GIANT:14+260507:1230+REF1';

/** An interchange with one ORDERS with these segments. */
export const orders = (segments: string[], ending = "'", header = UNB): string =>
	[header, 'UNH+1+ORDERS:D:96A:UN', ...segments, `UNT+${segments.length + 2}+1`, `UNZ+1+REF1`, ''].join(
		ending,
	);

export const read = (file: string | Buffer, options?: ReadOptions): EdiFile =>
	readFile(typeof file === 'string' ? bytes(file) : file, options);

/** The only interchange of a file. */
export function interchangeIn(file: string | Buffer, options?: ReadOptions): Interchange {
	const { interchanges } = read(file, options);
	expect(interchanges).toHaveLength(1);
	return interchanges[0]!;
}

export const messagesInFile = (file: string | Buffer): Message[] =>
	read(file).interchanges.flatMap(({ groups }) => groups.flatMap(({ messages }) => messages));

/** The segments of the only message of a file, without its first and last. */
export function bodyOf(file: string | Buffer, options?: ReadOptions): Segment[] {
	const { groups } = interchangeIn(file, options);
	expect(groups.flatMap(({ messages }) => messages)).toHaveLength(1);
	return groups[0]!.messages[0]!.segments.slice(1, -1);
}

/** What Read puts out, after a way through JSON text. */
export const jsonOf = (file: string | Buffer, options?: ReadOptions): MessageJson[] =>
	JSON.parse(JSON.stringify(messagesOf(read(file, options)))) as MessageJson[];

/** The issues of a file, in its order. */
export const issuesOf = (file: string | Buffer, options?: ReadOptions): Issue[] =>
	read(file, options).interchanges.flatMap(({ issues, groups }) => [
		...issues,
		...groups.flatMap((group) => [...group.issues, ...group.messages.flatMap((message) => message.issues)]),
	]);

export const codesOf = (file: string | Buffer, options?: ReadOptions): string[] =>
	issuesOf(file, options).map(({ code }) => code);

/** The files that items make, one after the other. */
export const written = (items: unknown[], options?: WriteOptions): Buffer =>
	Buffer.concat(
		interchangesOf(
			items.flatMap((item) => messagesIn(item)),
			options,
		).map(writeFile),
	);

export const writtenText = (items: unknown[], options?: WriteOptions): string =>
	written(items, options).toString('latin1');

/** What a file becomes when the body of its only message is changed. */
export function rewritten(file: string | Buffer, change: (segments: Segment[]) => void): string {
	const items = jsonOf(file);
	change(items[0]!.segments!);
	return writtenText(items);
}
