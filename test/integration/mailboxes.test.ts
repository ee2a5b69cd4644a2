import { inspect } from 'node:util';

import { errorOf, outputOf } from './n8n';
import { runOperation } from './operations';
import { bodiesOf, byId, cleanSandbox } from './setup';

const sandbox = cleanSandbox();

const run = async (operation: string, parameters: Record<string, unknown>) =>
	await runOperation(sandbox(), `mailbox ${operation}`, parameters);

const company = { networkId: byId(1201), companyName: 'Harborline East' };

test.each(['HARBOREAST12', 'harbor-east', '7'])('Create accepts the unique ID %s', async (uniqueId) => {
	const created = await run('create', { ...company, uniqueId });
	expect(outputOf(created)).toMatchObject([
		{ json: { networkId: 1201, uniqueId, mailboxId: expect.any(Number) } },
	]);
});

test.each(['HARBOREAST123', 'HARBOR EAST', 'HÄFEN', 'A_B'])(
	'Create refuses the unique ID %s',
	async (uniqueId) => {
		expect(errorOf(await run('create', { ...company, uniqueId })).message).toBe(
			`“Unique ID” must be 1 to 12 letters, digits or hyphens, not “${uniqueId}”.`,
		);
		expect(sandbox().requests).toEqual([]);
	},
);

test('Create whose answer is lost says how to check whether the mailbox is there', async () => {
	sandbox().fault('POST /v2/mailboxes/create', { status: 500 });
	const error = errorOf(await run('create', { ...company, uniqueId: 'EAST' }));
	expect(error.message).toMatch(/isn't known whether ECGrid carried out the request/);
	expect(error.description).toContain('Mailbox → Get Many lists the mailboxes');
});

test('Update sends fields that ECGrid’s page does not list, beside those that it does', async () => {
	const updateFields = { companyName: 'Harborline', otherFields: '{"city": "Albany"}' };
	await run('update', { mailboxId: byId(30001), updateFields });
	expect(bodiesOf(sandbox(), 'POST /v2/mailboxes/update')).toEqual([
		{ mailboxId: 30001, companyName: 'Harborline', city: 'Albany' },
	]);
});

test.each([
	['update', {}, '“Update Fields” is empty'],
	['update', { updateFields: { otherFields: '{}' } }, '“Update Fields” is empty'],
	['update', { updateFields: { otherFields: 'Albany' } }, '“Other Fields” must be a JSON object'],
	['updateConfig', { config: '{}' }, '“Config” contains no setting'],
])('%s with %j is refused before anything is sent', async (operation, parameters, message) => {
	const error = errorOf(await run(operation, { mailboxId: byId(30001), ...parameters }));
	expect(error.message.slice(0, message.length)).toBe(message);
	expect(sandbox().requests).toEqual([]);
});

test.each(['mailboxId', 'MailboxID', 'MAILBOXID'])(
	'other fields and settings with the name %s are refused: they would change another mailbox',
	async (name) => {
		for (const [operation, parameters, label] of [
			['update', { updateFields: { otherFields: { city: 'Albany', [name]: 30002 } } }, 'Other Fields'],
			['updateConfig', { config: JSON.stringify({ inBoxTimeout: 60, [name]: 30002 }) }, 'Config'],
		] as const) {
			const error = errorOf(await run(operation, { mailboxId: byId(30001), ...parameters }));
			expect(error.message).toBe(
				`“${label}” must not contain “${name}”, which has a field of its own. Fill in that field.`,
			);
		}
		expect(sandbox().requests).toEqual([]);
	},
);

test.each([
	['has no closing brace', '{"sftpPass": "hunter22"', '. Check its quotation marks, commas and braces.'],
	['is only a text', '"hunter22"', ', not text.'],
	['is a list', '["hunter22"]', ', not a list.'],
])('JSON that %s is refused without showing it: it may contain a password', async (_, config, problem) => {
	const result = await run('updateConfig', { mailboxId: byId(30001), config });
	expect(errorOf(result).message).toBe(`“Config” must be a JSON object, such as {"name": "value"}${problem}`);
	expect(inspect(result.data.resultData.error, { depth: Infinity })).not.toContain('hunter22');
	expect(sandbox().requests).toEqual([]);
});

test('a deleted mailbox is gone', async () => {
	expect(outputOf(await run('delete', { mailboxId: byId(30120) }))).toMatchObject([
		{ json: { success: true, deleted: true, mailboxId: 30120 } },
	]);
	expect(errorOf(await run('get', { mailboxId: byId(30120) })).message).toMatch(/was not found$/);
});
