import type { IDataObject, INodeType } from 'n8n-workflow';

import { documentSchema } from './documentSchema';
import { runNode } from './runNode';
import { merged, schemaOf, type Schema } from './schema';

/** Files that say all that an envelope can say, and break rules: items of Read have a field for each. */
const FILES = [
	"UNB+UNOC:3+5412345000013:14:A+4012345000009:14:B+260507:2560+1+REF+ORDERS+A+1+AGREEMENT+1'UNG+ORDERS+ACME+GIANT+260507:1230+1+UN+D:96A'UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220+PO-1+9''''UNS+S'UNT+4+1'UNE+1+1'UNZ+1+1'",
	'ISA*00*          *00*          *ZZ*ACME           *01*123456789      *260507*1230*^*00501*000000001*0*P*>~GS*PO*ACMEPO*GIANT*20260507*1230*1*X*005010~NTE**A~ST*850*0001~BEG*00*SA*PO-1**20260507~REF*CT*7>1^8~CTT*0~SE*5*0001~GE*1*1~TA1*000000007*260507*1230*A*000~IEA*1*000000001~',
];

/** An order with a field that orders have no place for, which is listed. */
const ORDER = {
	kind: 'order',
	number: 'PO-1',
	dates: { issued: '2026-05-07' },
	lines: [{ quantity: { ordered: '24', unit: 'EA' }, ids: { buyer: 'SKU-1' } }],
	tracking: '1',
};

const PARAMETERS: Record<string, IDataObject> = {
	read: { itemFor: 'message' },
	show: {},
	split: { splitInto: 'message' },
	write: {
		from: 'document',
		batch: 'item',
		standard: 'X12',
		version: '004010',
		senderId: 'A',
		receiverId: 'B',
		json: ORDER,
	},
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

/** The schemas of the EDI node's output, by operation: of what it puts out for the files and the order above. */
export async function ediSchemas(node: INodeType): Promise<Record<string, Schema>> {
	const recordedFor = async (operation: string): Promise<Schema> => {
		const parameters = { operation, outputPropertyName: 'data', ...PARAMETERS[operation] };
		const items = FILES.map(
			async (content) => await runNode(node, { ...parameters, input: 'text', content }),
		);
		return schemaOf((await Promise.all(items)).flat())!;
	};
	const schemas = Object.keys(PARAMETERS).map(
		async (operation) => [operation, await recordedFor(operation)] as const,
	);
	const { read, ...others } = Object.fromEntries(await Promise.all(schemas));
	return { read: readSchema(read!), ...others };
}
