import { errorOf, outputOf } from './n8n';
import { runOperation } from './operations';
import { byId, cleanSandbox } from './setup';

const sandbox = cleanSandbox();

const run = async (operation: string, parameters: Record<string, unknown>) =>
	await runOperation(sandbox(), `comm ${operation}`, parameters);
const outputs = async (operation: string, parameters: Record<string, unknown>) =>
	outputOf(await run(operation, parameters)).map(({ json }) => json);

const pair = { ecGridIdFrom: byId('820001'), ecGridIdTo: byId('820005') };
const ids = { ecGridIdFrom: 820001, ecGridIdTo: 820005 };
const commInfo = { commId: 3301, commType: 'as2', identifier: 'HARBORLINE-AS2' };

const answers = (endpoint: string, data: unknown) =>
	sandbox().fault(endpoint, { body: JSON.stringify({ success: true, data }) });

test('Get Pair returns the comms of the route, each with the two ECGrid IDs', async () => {
	answers('POST /v2/comms/pair', [commInfo]);
	expect(await outputs('getPair', pair)).toEqual([{ ...ids, ...commInfo }]);
});

test.each([
	['a list', [commInfo], { ...ids, ...commInfo }],
	['one comm', commInfo, { ...ids, ...commInfo }],
	['an empty list', [], { success: true, ...ids }],
	['true', true, { success: true, ...ids }],
	['nothing', null, { success: true, ...ids }],
])('Set Pair returns an item if ECGrid answers %s', async (_, data, json) => {
	answers('POST /v2/comms/set-pair', data);
	expect(await outputs('setPair', { ...pair, additionalFields: { commId: byId('3301') } })).toEqual([json]);
	expect(sandbox().requests).toMatchObject([{ body: { ...ids, commId: 3301 } }]);
});

test('a created comm is found by its identifier, and changed', async () => {
	const [created] = await outputs('create', {
		mailboxId: byId('30001'),
		commType: 'sftp',
		identifier: 'HARBORLINE-SFTP',
		additionalFields: { useType: 'Test' },
	});
	const commId = byId(created!.commId);
	await outputs('update', { commId, updateFields: { status: 'Suspended' } });
	expect(await outputs('find', { identifier: 'HARBORLINE-SFTP' })).toMatchObject([
		{ commId: created!.commId, commType: 'sftp', useType: 'Test', status: 'Suspended' },
	]);
});

test.each(['update', 'carbonCopy update'])('%s without a field to change is refused', async (operation) => {
	const [resource, name] = operation.includes(' ') ? operation.split(' ') : ['comm', operation];
	const own = { [resource === 'comm' ? 'commId' : 'ccId']: byId('7') };
	for (const updateFields of [{}, { status: '' }]) {
		const result = await runOperation(sandbox(), `${resource} ${name}`, { ...own, updateFields });
		expect(errorOf(result).message).toBe('“Update Fields” is empty. Add at least one field to change.');
	}
	expect(sandbox().requests).toEqual([]);
});

describe('Update Config', () => {
	const commId = byId('7');

	test('sends the settings under their own names, and returns the comm', async () => {
		const config = '{"host": "sftp.example.com", "port": 22}';
		expect(await outputs('updateConfig', { commId, config })).toEqual([{ success: true, commId: 7 }]);
		expect(sandbox().requests).toMatchObject([{ body: { commId: 7, host: 'sftp.example.com', port: 22 } }]);
	});

	test.each([
		['{}', '“Config” contains no setting. Enter a JSON object such as {"name": "value"}.'],
		['{"commId": 8}', /^“Config” must not contain “commId”/],
	])('refuses %s', async (config, message) => {
		expect(errorOf(await run('updateConfig', { commId, config })).message).toMatch(message);
		expect(sandbox().requests).toEqual([]);
	});

	test('shows no password within the settings, however deep', async () => {
		const password = 'Tr0ub4dor-and-3';
		const refusal = { status: 400, message: `Login with ${password} failed` };
		sandbox().fault('PUT /v2/comms/update-config', refusal);
		const config = JSON.stringify({ sftp: { logins: [{ password }] } });
		const { message } = errorOf(await run('updateConfig', { commId, config }));
		expect(message).toContain('Login with ••• failed');
	});
});
