import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { Edi } from '../../../../nodes/Edi/Edi.node';

export type Parameters = Record<string, unknown>;

/** What n8n fills in for parameters that aren't saved, as far as the tests leave them out. */
const DEFAULTS: Parameters = { input: 'file', onIssues: 'continue', itemFor: 'message' };

/** An output item of the node, as far as the tests look at it. */
export interface Output {
	json: Record<string, unknown>;
	error: string | undefined;
	fileName: string | undefined;
	/** The file, each character a byte. */
	text: string | undefined;
	pairedItem: INodeExecutionData['pairedItem'];
}

/** Runs the node with these parameters, or each item's own, and goes on after errors. Files that n8n stores by ID have this size; the workflow has this time zone. */
export async function run(
	parameters: Parameters | ((index: number) => Parameters),
	items: INodeExecutionData[],
	storedBytes = 0,
	timeZone = 'UTC',
): Promise<Output[]> {
	const parametersOf = typeof parameters === 'function' ? parameters : () => parameters;
	const valueOf = (name: string, index: number, otherwise: unknown): unknown => {
		const given = parametersOf(index);
		return name === 'json' && !('json' in given)
			? items[index]!.json
			: (given[name] ?? DEFAULTS[name] ?? otherwise);
	};
	const context = {
		getInputData: () => items,
		getNode: () => ({ name: 'EDI', type: 'edi', typeVersion: 1 }),
		getTimezone: () => timeZone,
		continueOnFail: () => true,
		getNodeParameter: valueOf,
		helpers: {
			prepareBinaryData: async (bytes: Buffer, fileName: string, mimeType: string) =>
				await Promise.resolve({ data: bytes.toString('base64'), fileName, mimeType }),
			getBinaryMetadata: async () => await Promise.resolve({ fileSize: storedBytes }),
		},
	} as unknown as IExecuteFunctions;
	const [output] = await new Edi().execute.call(context);
	return output!.map(({ json, binary, pairedItem }) => ({
		json,
		error: json.error as string | undefined,
		fileName: json.fileName as string | undefined,
		text: binary?.data && Buffer.from(binary.data.data, 'base64').toString('latin1'),
		pairedItem,
	}));
}

/** Writes items. */
export const write = async (items: unknown[], parameters: Parameters = {}): Promise<Output[]> =>
	await run(
		{ operation: 'write', from: 'segments', batch: 'item', outputPropertyName: 'data', ...parameters },
		items.map((json) => ({ json }) as INodeExecutionData),
	);

/** Splits texts, each an item. */
export const split = async (
	contents: string | string[],
	splitInto: string,
	parameters: Parameters = {},
): Promise<Output[]> =>
	await run(
		{ operation: 'split', splitInto, outputPropertyName: 'data', binaryPropertyName: 'data', ...parameters },
		[contents].flat().map((content) => ({
			json: {},
			binary: { data: { data: Buffer.from(content, 'latin1').toString('base64'), mimeType: 'text/plain' } },
		})),
	);

/** Reads a text that is entered. */
export const readText = async (content: string, parameters: Parameters = {}): Promise<Output[]> =>
	await run({ operation: 'read', input: 'text', content, itemFor: 'message', ...parameters }, [{ json: {} }]);
