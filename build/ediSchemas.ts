import type { IDataObject, INodeType } from 'n8n-workflow';

import { documentSchema } from './documentSchema';
import { runNode } from './runNode';
import { merged, schemaOf, type Schema } from './schema';

/** Files that say all that an envelope can say, and break rules: items of Read have a field for each. */
const FILES = [
	"UNB+UNOC:3+5412345000013:14:A+4012345000009:14:B+260507:2560+1+REF+ORDERS+A+1+AGREEMENT+1'UNG+ORDERS+ACME+GIANT+260507:1230+1+UN+D:96A'UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220+PO-1+9''''UNS+S'UNT+4+1'UNE+1+1'UNZ+1+1'",
	'ISA*00*          *00*          *ZZ*ACME           *01*123456789      *260507*1230*^*00501*000000001*0*P*>~GS*PO*ACMEPO*GIANT*20260507*1230*1*X*005010~NTE**A~ST*850*0001~BEG*00*SA*PO-1**20260507**AC~REF*CT*7>1^8~CTT*0~SE*5*0001~GE*1*1~TA1*000000007*260507*1230*A*000~IEA*1*000000001~',
];

/** An order with a field that orders have no place for, which is listed. */
const ORDER = {
	kind: 'order',
	number: 'PO-1',
	dates: { issued: '2026-05-07' },
	lines: [{ quantity: { ordered: '24', unit: 'EA' }, ids: { buyer: 'SKU-1' } }],
	tracking: '1',
};

const X12_HEADER =
	'ISA*00*          *00*          *ZZ*ACME           *01*123456789      *260507*1230*^*00501*000000001*1*P*>~';

/** Files whose acknowledgments say all that they can say. */
const TO_ACKNOWLEDGE = [
	`${X12_HEADER}GS*PO*ACMEPO*GIANT*20260507*1230*1*X*005010~ST*850*0001~BIN*90*A~SE*9*0001~ST*850*0002~BEG*00~SE*3*0002~GE*1*2~IEA*1*000000002~`,
	"UNB+UNOC:3+ACME:14:A+GIANT:14:B+260507:1230+1++++1'UNH+1+ORDERS:D:96A:UN'b-g+1'UNT+9+1'UNH+2+ORDERS:D:96A:UN'BGM+1'UNT+3+2'UNZ+2+1'",
];

/** Acknowledgments that say all that they can say. */
const ACKNOWLEDGMENTS = [
	`${X12_HEADER}TA1*000000007*260507*1230*R*001~GS*FA*ACMEPO*GIANT*20260507*1230*1*X*005010~ST*997*0001~AK1*IN*7~AK2*810*0001~AK3*IT1*4**8~AK4*3:1**7~AK5*R*5~AK9*A*1*1*0*5~SE*8*0001~GE*1*1~IEA*1*000000001~`,
	"UNB+UNOC:3+ACME:14+GIANT:14+260507:1230+1'UNH+1+CONTRL:D:3:UN'UCI+REF1+GIANT:14+ACME:14+7'UCF+G1+GIANTPO+ACMEPO+4+28+UNE+3'UCM+1+INVOIC:D:96A:UN+4'UCS+3+12'UCD+21+2:1'UNT+7+1'UNZ+1+1'",
];

const SENT = {
	standard: 'X12',
	sender: '123456789',
	receiver: 'ACME',
	interchangeControlNumber: '000000007',
	groupType: 'IN',
	groupControlNumber: '7',
	messageControlNumber: '0001',
	type: '810',
};

/** An operation's parameters, and the files that it runs on, if they are others. */
interface Recording {
	parameters?: IDataObject;
	files?: string[];
}

const RECORDINGS: Record<string, Recording[]> = {
	acknowledge: [
		{
			files: TO_ACKNOWLEDGE,
			parameters: { rejected: [{ controlNumber: '2', reason: 'why' }], policy: 'acceptWithErrors' },
		},
		{ files: TO_ACKNOWLEDGE },
	],
	matchAcknowledgments: [
		{ files: ACKNOWLEDGMENTS },
		{ files: ACKNOWLEDGMENTS, parameters: { sent: [SENT, { ...SENT, messageControlNumber: '2' }] } },
	],
	read: [{}],
	show: [{}],
	split: [{ parameters: { splitInto: 'message' } }],
	write: [{ parameters: { senderId: 'A', receiverId: 'B', json: ORDER } }],
};

/** Segments of an envelope. The editor would show two rows for what is in each, which nobody maps. */
const ENVELOPE_SEGMENTS = Object.fromEntries(
	['header', 'other', 'trailer'].map((name) => [name, { type: 'array' }]),
);

const envelopeSchema = ({ properties }: Schema): Schema => ({
	type: 'object',
	properties: { ...properties, ...ENVELOPE_SEGMENTS },
});

/** The schema of an item of Read: as recorded, with all fields of documents, and with objects that can have any field. */
function readSchema({ properties: recorded }: Schema): Schema {
	const { document, interchange, group, issues } = recorded!;
	const { unmapped } = document!.properties!;
	const withUnmapped = merged(documentSchema(), { type: 'object', properties: { unmapped: unmapped! } })!;
	issues!.items!.properties!.acknowledgment = { type: 'object', additionalProperties: { type: 'string' } };
	return {
		type: 'object',
		properties: {
			...recorded,
			interchange: envelopeSchema(interchange!),
			group: envelopeSchema(group!),
			document: withUnmapped,
			syntax: { type: 'object', additionalProperties: {} },
		},
	};
}

/** Properties with whatever fields a user gave. */
const ANY_FIELDS: Record<string, Schema> = { sent: { type: 'object', additionalProperties: {} } };

/** The schemas of the EDI node's output, by operation: of what it puts out for the files and the order above. */
export async function ediSchemas(node: INodeType): Promise<Record<string, Schema>> {
	const recordedFor = async (operation: string): Promise<Schema> => {
		const runs = RECORDINGS[operation]!.flatMap(({ parameters, files = FILES }) =>
			files.map(async (content) => await runNode(node, { operation, ...parameters, input: 'text', content })),
		);
		const schema = schemaOf((await Promise.all(runs)).flat())!;
		for (const name of Object.keys(ANY_FIELDS)) {
			const { properties } = schema;
			if (properties?.[name]) properties[name] = ANY_FIELDS[name]!;
		}
		return schema;
	};
	const schemas = Object.keys(RECORDINGS).map(
		async (operation) => [operation, await recordedFor(operation)] as const,
	);
	const { read: recorded, ...others } = Object.fromEntries(await Promise.all(schemas));
	const read = readSchema(recorded!);
	const { acknowledges } = others.acknowledge!.properties!;
	for (const { properties } of [acknowledges!, acknowledges!.properties!.messages!.items!])
		properties!.errors = read.properties!.issues!;
	return { read, ...others };
}
