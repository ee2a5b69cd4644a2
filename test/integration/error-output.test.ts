import type { INodeExecutionData, INodeParameters, IRun } from 'n8n-workflow';

import { operations } from '../../nodes/Edi/description';
import { edi, fileItem, jsonOf, order, x12 } from './edi';
import { execute, outputsOf } from './n8n';
import { cleanSandbox, credentialsFor } from './setup';

const sandbox = cleanSandbox();

/** An item whose input would be taken for a success. */
const items = [fileItem('ISA*'), fileItem('UNB+')].map((item, index) => ({ ...item, json: { row: index } }));

/** The rows in each output of the EDI node, with their errors. */
const rowsOf = (run: IRun): unknown[][] =>
	(run.data.resultData.runData.edi![0]!.data!.main as INodeExecutionData[][]).map((output) =>
		output.map(({ json }) => json),
	);

describe('a node with an error output passes no input on as a success, if an error concerns all items:', () => {
	test.each<[string, INodeParameters, RegExp]>([
		['an unknown operation', { operation: 'newer' }, /“newer”, which this node doesn't have/],
		['Match, Sent', { operation: 'matchAcknowledgments', sent: '[{"messageControlNumber":"0001"}]' }, /Sent/],
		['Match, Sent is no list', { operation: 'matchAcknowledgments', sent: 'x' }, /Sent/],
		['Write, One File For', { operation: 'write', from: 'segments', batch: '={{ "day" }}' }, /One File For/],
	])('EDI, %s', async (_, parameters, words) => {
		const [succeeded, failed] = rowsOf(await edi(parameters, items, 'continueErrorOutput'));
		expect(succeeded).toEqual([]);
		expect(failed).toEqual([0, 1].map((row) => ({ row, error: expect.stringMatching(words) })));
	});

	test.each(operations.map(({ value }) => value))(
		'EDI, %s with wrong values of everything',
		async (operation) => {
			const parameters = Object.fromEntries(
				['inputType', 'binaryPropertyName', 'options', 'batch', 'sent', 'type', 'format', 'by'].map(
					(name) => [name, '={{ [{ no: 1 }] }}'],
				),
			);
			const [succeeded] = rowsOf(
				await edi({ operation, from: 'segments', ...parameters }, items, 'continueErrorOutput'),
			);
			expect(succeeded).toEqual([]);
		},
	);

	test.each([
		['operation', { resource: 'parcel', operation: 'newer' }],
		['resource', { resource: 'newer', operation: 'get' }],
	])('ECGrid, an unknown %s', async (_, parameters) => {
		const credentials = credentialsFor(sandbox());
		const run = await execute({ parameters, credentials, onError: 'continueErrorOutput' }, [
			{ row: 0 },
			{ row: 1 },
		]);
		const [succeeded, failed] = outputsOf(run);
		expect(succeeded).toEqual([]);
		expect(failed).toEqual(
			[0, 1].map((row) => expect.objectContaining({ row, error: expect.stringMatching(/newer/) })),
		);
		expect(sandbox().requests).toEqual([]);
	});
});

test('Write makes an error of each item of an interchange that it refuses', async () => {
	const sets = ['0001', '0002', '0003'].map((number) => order(number));
	const read = jsonOf(await edi({ operation: 'read' }, [fileItem(x12(sets))]));
	(read[1]!.segments as unknown[]).push({ no: 1 });
	const rows = rowsOf(
		await edi(
			{ operation: 'write', from: 'segments', batch: 'interchange' },
			read.map((json, row) => ({ json: { ...json, row } })),
			'continueErrorOutput',
		),
	);
	expect(rows[0]).toEqual([]);
	expect(rows[1]).toEqual(
		[0, 1, 2].map((row) => expect.objectContaining({ row, error: expect.stringMatching(/items\[1\]/) })),
	);
});
