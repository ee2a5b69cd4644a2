import { outputOf } from './n8n';
import { runOperation } from './operations';
import { cleanSandbox } from './setup';

const sandbox = cleanSandbox();

test('both lists of statuses are in one item', async () => {
	const result = await runOperation(sandbox(), 'statusList get');
	expect(outputOf(result)).toMatchObject([
		{ json: { parcelStatuses: [{ code: expect.any(String) }], interchangeStatuses: expect.any(Array) } },
	]);
});
