import { errorOf, outputOf } from './n8n';
import { runOperation } from './operations';
import { bodiesOf, byId, cleanSandbox } from './setup';

const sandbox = cleanSandbox();

const run = async (operation: string, parameters: Record<string, unknown>) =>
	await runOperation(sandbox(), `network ${operation}`, { networkId: byId(1201), ...parameters });

test.each([
	[{}, '“Update Fields” is empty. Add at least one field to change.'],
	[{ state: 'New York' }, '“State” must be a code of two characters, such as NY, not “New York”.'],
	[{ state: '={{ "  " }}' }, '“State” must be a code of two characters'],
	[{ website: 'www.example.com' }, '“Website” must be a web address, such as https://www.example.com, not '],
	[{ website: 'ftp://example.com' }, '“Website” must be a web address'],
	[{ website: 'https://www.example .com' }, '“Website” must be a web address'],
])('Update with %j is refused before anything is sent', async (updateFields, message) => {
	const error = errorOf(await run('update', { updateFields }));
	expect(error.message.slice(0, message.length)).toBe(message);
	expect(sandbox().requests).toEqual([]);
});

test('Update sends only the fields that are filled in', async () => {
	await run('update', {
		updateFields: { city: 'Albany', state: 'NY', website: 'http://example.com', zip: '' },
	});
	expect(bodiesOf(sandbox(), 'PUT /v2/networks')).toEqual([
		{ networkId: 1201, city: 'Albany', state: 'NY', website: 'http://example.com' },
	]);
});

test('Get Contact returns the contact of the chosen kind', async () => {
	expect(outputOf(await run('getContact', { contactType: 'Errors' }))).toMatchObject([
		{ json: { networkId: 1201, contactType: 'Errors', email: expect.any(String) } },
	]);
});

test('Get Contact is an error if there is none', async () => {
	sandbox().fault('POST /v2/networks/get-contact', { body: '{"success":true,"data":null}' });
	expect(errorOf(await run('getContact', { contactType: 'Owner' })).message).toMatch(/sent nothing/);
});

test('a change that ECGrid only confirms is output with the ID of the network', async () => {
	const delimiters = { elementDelimiter: '*', subElementDelimiter: '>', segmentTerminator: '~' };
	for (const [operation, parameters] of [
		['setX12Delimiters', delimiters],
		['updateConfig', { config: '{"name": "value"}' }],
	] as const) {
		expect(outputOf(await run(operation, parameters))).toMatchObject([
			{ json: { success: true, networkId: 1201 } },
		]);
	}
});
