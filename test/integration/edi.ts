import type { IDataObject, INode, INodeExecutionData, INodeParameters, IRun } from 'n8n-workflow';

import { runOn } from './n8n';

/** A purchase order of X12, in lines that end in a terminator and LF. */
export const order = (controlNumber = '0001'): string =>
	[
		`ST*850*${controlNumber}`,
		`BEG*00*SA*PO-${controlNumber}**20260507`,
		'N1*ST*ACME STORES*92*0042',
		'PO1*1*24*EA*9.95**UP*541234511111*VN*A-100',
		'CTT*1',
		`SE*6*${controlNumber}`,
	]
		.map((segment) => `${segment}~\n`)
		.join('');

/** An interchange of X12 with one group of these transaction sets. */
export const x12 = (sets: string[], controlNumber = '000000001'): string =>
	[
		`ISA*00*          *00*          *ZZ*ACME           *01*123456789      *260507*1230*U*00401*${controlNumber}*0*P*>~\n`,
		'GS*PO*ACMEPO*GIANT*20260507*1230*7*X*004010~\n',
		...sets,
		`GE*${sets.length}*7~\n`,
		`IEA*1*${controlNumber}~\n`,
	].join('');

/** An interchange of EDIFACT with one order for each text. */
export const edifact = (...texts: string[]): string =>
	[
		"UNA:+.? '",
		"UNB+UNOC:3+5412345000013:14+4012345000009:14+260507:1230+REF1'",
		...texts.map(
			(text, index) => `UNH+${index + 1}+ORDERS:D:96A:UN:EAN008'BGM+220+${text}+9'UNT+3+${index + 1}'`,
		),
		`UNZ+${texts.length}+REF1'`,
	].join('');

/** An input item with a file in the field `data`. */
export const fileItem = (content: string | Buffer, fileName = 'in.edi'): INodeExecutionData => ({
	json: {},
	binary: {
		data: {
			data: Buffer.from(content as string).toString('base64'),
			mimeType: 'application/octet-stream',
			fileName,
		},
	},
});

/** Runs the EDI node on items. */
export const edi = async (
	parameters: INodeParameters,
	items: INodeExecutionData[],
	onError?: INode['onError'],
): Promise<IRun> => await runOn({ type: 'edi', parameters, onError }, items);

/** The output items of the EDI node. */
export const itemsOf = (run: IRun): INodeExecutionData[] => {
	if (run.data.resultData.error) throw run.data.resultData.error;
	return run.data.resultData.runData.edi?.[0]?.data?.main?.[0] ?? [];
};

export const jsonOf = (run: IRun): IDataObject[] => itemsOf(run).map(({ json }) => json);

/** The file in an output item. n8n keeps it in memory here. */
export const bytesIn = ({ binary }: INodeExecutionData, field = 'data'): Buffer =>
	Buffer.from(binary![field]!.data, 'base64');
