import type { INodeExecutionData } from 'n8n-workflow';

import { bytes, isa } from '../files';
import { run, type Output, type Parameters } from '../node';

export const asItem = (text: string): INodeExecutionData => ({
	json: {},
	binary: { data: { data: bytes(text).toString('base64'), mimeType: 'text/plain' } },
});

export const ACKNOWLEDGE = {
	operation: 'acknowledge',
	input: 'file',
	binaryPropertyName: 'data',
	outputPropertyName: 'data',
	rejected: '[]',
	policy: 'reject',
	kind: 'version',
	ta1: 'requested',
	when: 'requested',
};

/** The output items of Acknowledge for files, with some parameters changed. */
export const acknowledge = async (files: string | string[], changes: Parameters = {}): Promise<Output[]> =>
	await run({ ...ACKNOWLEDGE, ...changes }, [files].flat().map(asItem));

/** The output items of Match Acknowledgments for files. */
export const match = async (files: string[], sent: unknown = []): Promise<Output[]> =>
	await run(
		{ operation: 'matchAcknowledgments', input: 'file', binaryPropertyName: 'data', sent },
		files.map(asItem),
	);

/** A set of X12, whole, with another SE if it has to be wrong. */
export const set = (number = '0001', se = `SE*3*${number}`, st = `ST*850*${number}`): string[] => [
	st,
	'BEG*00*SA*PO-1**20260507',
	se,
];

/** An interchange of X12 with one group of these sets; each part may be given another way. */
export const x12File = ({
	header = isa({ 14: '1' }),
	gs = 'GS*PO*ACMEPO*GIANT*20260507*1230*7*X*004010',
	sets = [set()],
	ge = `GE*${sets.length}*7`,
	iea = 'IEA*1*000000001',
}: {
	header?: string;
	gs?: string;
	sets?: string[][];
	ge?: string;
	iea?: string;
} = {}): string =>
	[header, gs, ...sets.flat(), ge, iea]
		.filter((segment) => segment !== '')
		.map((segment) => `${segment}~`)
		.join('');

/** A message of EDIFACT, whole, with another UNT if it has to be wrong. */
export const message = (
	number = '1',
	unt = `UNT+3+${number}`,
	unh = `UNH+${number}+ORDERS:D:96A:UN`,
): string[] => [unh, 'BGM+220+PO-1+9', unt];

/** An interchange of EDIFACT with these messages. */
export const edifactFile = ({
	unb = 'UNB+UNOC:3+ACME:14+GIANT:14+260507:1230+REF1++++1',
	messages = [message()],
	unz = `UNZ+${messages.length}+REF1`,
}: {
	unb?: string;
	messages?: string[][];
	unz?: string;
} = {}): string =>
	[unb, ...messages.flat(), unz]
		.filter((segment) => segment !== '')
		.map((segment) => `${segment}'`)
		.join('');

/** The segments of a file between the headers and the trailers of its envelope, and TA1. */
export const bodyIn = (text: string | undefined): string[] =>
	(text ?? '').split(/[~']/).filter((segment) => /^(TA1|AK|IK|UC[IFMSD])/.test(segment));
