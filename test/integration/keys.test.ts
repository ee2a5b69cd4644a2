import { errorOf, outputOf } from './n8n';
import { runOperation } from './operations';
import { bodiesOf, byId, cleanSandbox } from './setup';

const sandbox = cleanSandbox();
const NEW_KEY = 'ecg_live_4f9a27bcd81e77aa01';

const run = async (operation: string, parameters: Record<string, unknown> = {}) =>
	await runOperation(sandbox(), `key ${operation}`, parameters);
const answers = (endpoint: string, data: unknown) =>
	sandbox().fault(endpoint, { body: JSON.stringify({ success: true, data }) });
const info = (key: string) => ({ keyId: 9101, userId: 7, key, visibility: 'Private' });

test('a new key is in the output, because ECGrid may show it only once', async () => {
	answers('POST /v2/keys/create', info(NEW_KEY));
	const result = await run('create', { userId: byId('7'), visibility: 'Private' });
	expect(bodiesOf(sandbox(), 'POST /v2/keys/create')).toEqual([{ userId: 7, visibility: 'Private' }]);
	expect(outputOf(result)).toMatchObject([{ json: info(NEW_KEY) }]);
});

test.each([
	['get', 'POST /v2/keys/get-key'],
	['getAll', 'POST /v2/keys/list'],
])("%s shows the other keys, and never the credential's own", async (operation, endpoint) => {
	const parameters = { userId: byId('7'), returnAll: true };
	for (const [key, shown] of [
		[NEW_KEY, NEW_KEY],
		[sandbox().apiKey, '•••'],
	] as const) {
		answers(endpoint, operation === 'get' ? info(key) : [info(key)]);
		expect(outputOf(await run(operation, parameters))).toMatchObject([{ json: info(shown) }]);
	}
});

test('Get without a key in the response is an error', async () => {
	answers('POST /v2/keys/get-key', null);
	expect(errorOf(await run('get', { userId: byId('7') })).message).toMatch(/sent nothing/);
});

describe('Delete', () => {
	test('sends the key alone: the user only limits the list', async () => {
		const result = await run('delete', { userId: byId('7'), keyId: byId('9101') });
		expect(bodiesOf(sandbox(), 'DELETE /v2/keys')).toEqual([{ keyId: 9101 }]);
		expect(outputOf(result)).toMatchObject([{ json: { success: true, deleted: true, keyId: 9101 } }]);
	});

	test('needs no user if the ID of the key is given', async () => {
		await run('delete', { keyId: byId('9101') });
		expect(bodiesOf(sandbox(), 'DELETE /v2/keys')).toEqual([{ keyId: 9101 }]);
	});
});

test('other fields go into the request, but none that has a field of its own', async () => {
	const otherFields = '{"systemObject": "Mailbox", "objectId": 30001}';
	await run('getAll', { userId: byId('7'), filters: { otherFields } });
	expect(bodiesOf(sandbox(), 'POST /v2/keys/list')).toEqual([
		{ userId: 7, systemObject: 'Mailbox', objectId: 30001 },
	]);
	const error = errorOf(
		await run('getAll', { userId: byId('7'), filters: { otherFields: '{"userId": 8}' } }),
	);
	expect(error.message).toMatch(/^“Other Fields” must not contain “userId”/);
});
