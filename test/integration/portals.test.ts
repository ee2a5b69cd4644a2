import { errorOf, outputOf } from './n8n';
import { runOperation } from './operations';
import { byId, cleanSandbox } from './setup';

const sandbox = cleanSandbox();

test('the portal of a mailbox is found by the ID of the mailbox', async () => {
	const result = await runOperation(sandbox(), 'portal get', { mailboxId: byId('30041') });
	expect(sandbox().requests).toMatchObject([{ path: '/v2/portals/by-mailbox/30041' }]);
	expect(outputOf(result)).toMatchObject([{ json: { mailboxId: 30041 } }]);
});

test('a new portal that ECGrid doesn’t show: the error says where to look', async () => {
	sandbox().fault('POST /v2/portals/create', { body: JSON.stringify({ success: true, data: null }) });
	const result = await runOperation(sandbox(), 'portal create', { mailboxId: byId('30041') });
	expect(errorOf(result).description).toContain('Portal → Get shows the portal of the mailbox.');
});
