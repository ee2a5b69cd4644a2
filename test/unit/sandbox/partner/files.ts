import type { ParcelRecord, Sandbox } from '../../../../sandbox';
import { call } from '../client';

export interface X12Settings {
	element?: string;
	component?: string;
	terminator?: string;
	/** ISA11. */
	repetition?: string;
	version?: string;
	controlNumber?: string;
	acknowledgmentRequested?: '0' | '1';
}

/** A group: GS01, GS06, and its transaction sets. */
export interface X12Group {
	type: string;
	controlNumber: string;
	sets: string[][][];
}

/** A transaction set, with ST and SE. */
export const set = (type: string, controlNumber: string, ...body: string[][]): string[][] => [
	['ST', type, controlNumber],
	...body,
	['SE', String(body.length + 2), controlNumber],
];

export const invoice = (controlNumber: string) =>
	set('810', controlNumber, ['BIG', '20260131', `INV-${controlNumber}`], ['TDS', '1234']);

/** An X12 interchange from ZZ/HARBORLINE to 08/9254110060, with LINES and STORE as the groups' parties. */
export function x12(
	groups: X12Group[],
	{
		element = '*',
		component = '>',
		terminator = '~\n',
		repetition = 'U',
		version = '004010',
		controlNumber = '000000017',
		acknowledgmentRequested = '0',
	}: X12Settings = {},
): string {
	const blank = ' '.repeat(10);
	const parties = ['ZZ', 'HARBORLINE'.padEnd(15), '08', '9254110060'.padEnd(15)];
	const times = ['260131', '0930', repetition, `00${version.slice(2, 5)}`];
	const isa = ['ISA', '00', blank, '00', blank, ...parties, ...times, controlNumber];
	const segments = [
		[...isa, acknowledgmentRequested, 'P', component],
		...groups.flatMap(({ type, controlNumber: number, sets }) => [
			['GS', type, 'LINES', 'STORE', '20260131', '0930', number, 'X', version],
			...sets.flat(),
			['GE', String(sets.length), number],
		]),
		['IEA', String(groups.length), controlNumber],
	];
	return segments.map((segment) => segment.join(element) + terminator).join('');
}

/** An EDIFACT interchange from HARBORLINE to LAKESIDE with these messages. */
export const edifact = (messages: string[], { syntax = 'UNOC:3', unb = '' } = {}): string =>
	[
		`UNB+${syntax}+HARBORLINE:ZZZ+LAKESIDE:14:STORE12+260131:0930+REF17${unb}'`,
		...messages,
		`UNZ+${messages.length}+REF17'`,
	].join('\r\n');

/** An INVOIC. */
export const invoic = (controlNumber: string) =>
	`UNH+${controlNumber}+INVOIC:D:96A:UN:EAN008'BGM+380+INV-${controlNumber}+9'UNT+3+${controlNumber}'`;

/** Uploads a file from 820001 to 820003, unless said otherwise, and returns what arrives in answer at once. */
export async function upload(
	sandbox: Sandbox,
	content: string,
	changes: object = {},
): Promise<ParcelRecord[]> {
	const before = sandbox.parcels.length;
	const answer = await call(sandbox, 'POST /v2/parcels/upload', {
		fileName: 'file.edi',
		content: Buffer.from(content, 'latin1').toString('base64'),
		ecGridIdFrom: 820001,
		ecGridIdTo: 820003,
		...changes,
	});
	if (!answer.success) throw new Error(answer.message);
	return answersIn(sandbox.parcels.slice(before));
}

/** The parcels that arrived in the uploader's inbox. */
export const answersIn = (parcels: readonly ParcelRecord[]): ParcelRecord[] =>
	parcels.filter(({ direction, ecGridIdTo }) => direction === 'InBox' && ecGridIdTo === 820001);
