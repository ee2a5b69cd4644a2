import { errorOf, outputOf } from './n8n';
import { runOperation } from './operations';
import { byId, cleanSandbox } from './setup';

const sandbox = cleanSandbox();

test('Create refuses to copy a mailbox into itself', async () => {
	const mailboxes = { fromMailboxId: byId('30001'), toMailboxId: byId('30001') };
	const result = await runOperation(sandbox(), 'carbonCopy create', { ...mailboxes, direction: 'NoDir' });
	expect(errorOf(result).message).toBe(
		'“To Mailbox” is the same as “From Mailbox”. Choose another mailbox for the copies.',
	);
	expect(sandbox().requests).toEqual([]);
});

const outputs = async (operation: string, parameters: Record<string, unknown>) =>
	outputOf(await runOperation(sandbox(), `carbonCopy ${operation}`, parameters)).map(({ json }) => json);

const mailboxes = { fromMailboxId: byId('30001'), toMailboxId: byId('30002') };

test('a carbon copy of both directions is created, paused and deleted', async () => {
	const [created] = await outputs('create', mailboxes);
	expect(created).toMatchObject({ fromMailboxId: 30001, toMailboxId: 30002, direction: 'NoDir' });
	const ccId = byId(created!.ccId);
	const [paused] = await outputs('update', { ccId, updateFields: { status: 'Suspended' } });
	expect(paused).toMatchObject({ ccId: created!.ccId, status: 'Suspended', direction: 'NoDir' });
	expect(await outputs('delete', { ccId })).toEqual([{ success: true, deleted: true, ccId: created!.ccId }]);
});

test('the list is read in pages of 1000', async () => {
	await outputs('getAll', { returnAll: true, filters: { mailboxId: byId('30001') } });
	expect(sandbox().requests).toMatchObject([{ body: { mailboxId: 30001, recordsPerPage: 1000, pageNo: 1 } }]);
});
