import Ajv from 'ajv';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { ediSchemas } from '../../../build/ediSchemas';
import type { Schema } from '../../../build/schema';
import { Edi } from '../../../nodes/Edi/Edi.node';
import { ROLES } from '../../../nodes/Edi/documents/codes/roles';
import { NotWritable } from '../../../nodes/Edi/interchange/notWritable';
import { acknowledge, match } from '../nodes/Edi/acknowledgments/files';
import { fileOf, settingsFor, STANDARDS } from '../nodes/Edi/documents/files';
import { usualDocuments } from '../nodes/Edi/documents/generatedDocuments';
import { isa501, order, orders, UNB } from '../nodes/Edi/files';
import { readText, run, split } from '../nodes/Edi/node';

const SEED = 1;

/** The schema, without properties that it doesn't name. */
const closed = ({ properties, additionalProperties, items, ...schema }: Schema): object => ({
	...schema,
	...(properties && { properties: mapped(properties) }),
	...((properties ?? additionalProperties) && {
		additionalProperties: additionalProperties ? closed(additionalProperties) : false,
	}),
	...(items && { items: closed(items) }),
});
const mapped = (properties: Record<string, Schema>) =>
	Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, closed(each)]));

/** What an item says: a null says nothing of its type. */
const said = (item: unknown): unknown =>
	JSON.parse(JSON.stringify(item), (_, value: unknown) => value ?? undefined);

let schemas: Record<string, Schema>;
beforeAll(async () => void (schemas = await ediSchemas(new Edi())));

/** What doesn't fit in items that an operation puts out. */
function misfits(operation: string, items: { json: Record<string, unknown> }[]): unknown[] {
	expect(items.length).toBeGreaterThan(0);
	const validate = new Ajv({ allErrors: true, strict: false }).compile(closed(schemas[operation]!));
	return items.flatMap(({ json }) =>
		validate(said(json))
			? []
			: validate.errors!.map(({ instancePath, message, params }) => ({ instancePath, message, params })),
	);
}

/** Generated documents of all kinds, as files of both standards. */
const documents = fc.sample(usualDocuments, { numRuns: 150, seed: SEED });
const written = documents.flatMap((document) =>
	STANDARDS.flatMap((standard) => {
		try {
			return [fileOf(document, settingsFor(standard)).bytes.toString('latin1')];
		} catch (error) {
			if (error instanceof NotWritable) return [];
			throw error;
		}
	}),
);

const FILES = [
	...written,
	order(['BEG*00*SA*PO-1**20260507', 'REF*CT*1^2', 'N9*A>B^C>D'], '~', isa501()),
	orders(['BGM+220+PO-1+9'], "'", `${UNB}+REF:AA+ORDERS+A+1+AGREEMENT+1`),
	`${order(['BEG*00*SA*PO-1'])}something else`,
	'',
];

/** Those with a few characters changed or left out. */
const faulty = fc.sample(
	fc
		.tuple(
			fc.constantFrom(...FILES.filter(Boolean)),
			fc.nat(),
			fc.constantFrom('', 'X', '*', '~', "'", '+', '\n'),
		)
		.map(([file, place, text]) => {
			const at = place % file.length;
			return file.slice(0, at) + text + file.slice(at + 1);
		}),
	{ numRuns: 300, seed: SEED },
);

const asItems = (file: string) => [
	{
		json: {},
		binary: { data: { data: Buffer.from(file, 'latin1').toString('base64'), mimeType: 'text/plain' } },
	},
];
const all = async <T>(files: string[], outputOf: (file: string) => Promise<T[]>) =>
	(await Promise.all(files.map(outputOf))).flat();
const withoutErrors = (items: { error: string | undefined; json: Record<string, unknown> }[]) =>
	items.filter(({ error }) => error === undefined);

describe('the fields that the editor shows before the node runs are those that it puts out:', () => {
	test('Read, with documents of all kinds', async () => {
		expect(misfits('read', await all(FILES, readText))).toEqual([]);
	});

	test('Read, with files that break rules', async () => {
		expect(misfits('read', withoutErrors(await all(faulty, readText)))).toEqual([]);
	});

	test('Read, with parties that documents have', () => {
		const { parties } = schemas.read!.properties!.document!.properties!;
		const roles = Object.keys(parties!.properties!);
		expect(roles).toContain('buyer');
		expect(roles.filter((role) => !ROLES.has(role))).toEqual([]);
	});

	test.each(['interchange', 'group', 'message'])('Split, for each %s', async (into) => {
		expect(
			misfits('split', withoutErrors(await all(FILES, async (file) => await split(file, into)))),
		).toEqual([]);
	});

	test('Show', async () => {
		const pages = async (file: string) =>
			await run({ operation: 'show', binaryPropertyName: 'data', outputPropertyName: 'data' }, asItems(file));
		expect(misfits('show', withoutErrors(await all(FILES, pages)))).toEqual([]);
	});

	test.each(STANDARDS)('Write, as %s', async (standard) => {
		const { version } = settingsFor(standard);
		const envelope = { standard, version, senderId: 'ACME', receiverId: 'GIANT' };
		const parameters = {
			operation: 'write',
			from: 'document',
			batch: 'item',
			outputPropertyName: 'data',
			...envelope,
		};
		const items = documents.map((json) => ({ json: json as IDataObject }));
		expect(misfits('write', withoutErrors(await run(parameters, items)))).toEqual([]);
	});

	test.each(['reject', 'acceptWithErrors'])('Acknowledge: %s', async (policy) => {
		const items = async (file: string) =>
			await acknowledge(file, { policy, ta1: 'always', when: 'always', kind: '997' });
		expect(misfits('acknowledge', withoutErrors(await all([...FILES, ...faulty], items)))).toEqual([]);
	});

	test.each([[[]], [[{ interchangeControlNumber: '000000001', messageControlNumber: '0001', id: 7 }]]])(
		'Match Acknowledgments, with %j as what was sent',
		async (sent) => {
			const made = await all(
				FILES,
				async (file) => await acknowledge(file, { ta1: 'always', when: 'always' }),
			);
			const files = made.flatMap(({ text }) => text ?? []);
			expect(misfits('matchAcknowledgments', withoutErrors(await match(files, sent)))).toEqual([]);
		},
	);
});
