import { text as textOf } from 'node:stream/consumers';

import { endpointOf } from '../contract';
import { oddServer } from './files';
import { execute, nodeOfPackage, outputOf } from './n8n';
import { binary, operations, parametersFor } from './operations';

const grid = oddServer();

/** Whether the page shows a list, which may be empty, or a file. */
const isListOrFile = (endpoint: string) => {
	const shape = endpointOf(endpoint).data;
	const parts = typeof shape === 'object' && !Array.isArray(shape) ? Object.values(shape) : [];
	return Array.isArray(shape) || (parts.some(Array.isArray) && 'totalRecords' in (shape as object));
};

const single = operations.filter(
	({ endpoint, resource, operation }) =>
		!isListOrFile(endpoint) && `${resource} ${operation}` !== 'parcel download',
);

describe.each(['[]', '[null]', '["text"]', '[[{"a":1}]]', '"text"', '7', 'true'])(
	'ECGrid answers with the data %s',
	(data) => {
		test.each(single)('$resource → $operation fails, or outputs objects', async (chosen) => {
			grid.answer(async (request, response) => {
				await textOf(request);
				response.end(`{"success":true,"data":${data}}`);
			});
			const parameters = parametersFor(await nodeOfPackage('ecGrid'), chosen, false);
			const run = await execute({ credentials: grid.credentials(), parameters, binary });
			const { error } = run.data.resultData;
			if (error) expect(error.message).toMatch(/^ECGrid answered without an error, but /);
			else {
				const json = outputOf(run).map((item) => item.json);
				expect(json).toEqual([expect.any(Object)]);
				expect(json[0]).not.toBeInstanceOf(Array);
			}
		});
	},
);
