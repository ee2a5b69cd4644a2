import { errorOf, outputOf } from './n8n';
import { runOperation } from './operations';
import { bodiesOf, byId, cleanSandbox } from './setup';

const sandbox = cleanSandbox();

const run = async (operation: string, parameters: Record<string, unknown>) =>
	await runOperation(sandbox(), `ecGridId ${operation}`, parameters);

const ecGridId = byId(820001);
const delimiters = { elementDelimiter: '*', subElementDelimiter: ':', segmentTerminator: '~' };

test('Find sends qualifier and ID without the blanks of an ISA segment', async () => {
	await run('create', { mailboxId: byId(30001), qualifier: 'ZZ', id: 'ACME           ' });
	const found = await run('find', { qualifier: ' ZZ', id: 'ACME           ' });
	expect(bodiesOf(sandbox(), 'POST /v2/ids/find')).toEqual([{ qualifier: 'ZZ', id: 'ACME' }]);
	expect(outputOf(found)).toMatchObject([{ json: { qualifier: 'ZZ', id: 'ACME', mailboxId: 30001 } }]);
});

test('Find returns no item if nobody has the ID', async () => {
	expect(outputOf(await run('find', { qualifier: 'ZZ', id: 'NOBODY' }))).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
	['find', { qualifier: 'ZZ', id: '={{ "   " }}' }, '“EDI ID” is empty. Fill it in.'],
	['update', { ecGridId }, '“Update Fields” is empty. Add at least one field to change.'],
	[
		'updateConfig',
		{ ecGridId, config: '{}' },
		'“Config” contains no setting. Enter a JSON object such as {"name": "value"}.',
	],
	[
		'updateConfig',
		{ ecGridId, config: '{"ecGridId": 5}' },
		'“Config” must not contain “ecGridId”, which has a field of its own. Fill in that field.',
	],
	...(['orders', 'a@b@c', 'a@example.com, b@example.com', 'Ann <ann@example.com>', 'a@ b'].map(
		(email): [string, Record<string, unknown>, RegExp | string] => [
			'updateDataEmail',
			{ ecGridId, email },
			'“Email” must be one e-mail address, such as edi@example.com, not ',
		],
	) as never[]),
	[
		'setX12Delimiters',
		{ ecGridId, ...delimiters, elementDelimiter: '**' },
		'“Element Delimiter” must be one character that is no letter, digit or space, such as ~, not “**”.',
	],
	[
		'setX12Delimiters',
		{ ecGridId, ...delimiters, segmentTerminator: '={{ "A" }}' },
		'“Segment Terminator” must be one character',
	],
	[
		'setX12Delimiters',
		{ ecGridId, ...delimiters, subElementDelimiter: '*' },
		'“Sub-Element Delimiter” must differ from the element delimiter.',
	],
	[
		'setX12Delimiters',
		{ ecGridId, ...delimiters, segmentTerminator: ':' },
		'“Segment Terminator” must differ from both delimiters.',
	],
])('%s with %j is refused before anything is sent', async (operation, parameters, message) => {
	const error = errorOf(await run(operation, parameters));
	expect(error.message.slice(0, message.length)).toBe(message);
	expect(error.description).toBe('Nothing was sent to ECGrid.');
	expect(sandbox().requests).toEqual([]);
});

test('a line break as the segment terminator is sent as one character', async () => {
	await run('setX12Delimiters', { ecGridId, ...delimiters, segmentTerminator: '\\n' });
	expect(bodiesOf(sandbox(), 'POST /v2/ids/tp-x12-delimiters')).toEqual([
		{ ecGridId: 820001, ...delimiters, segmentTerminator: '\n' },
	]);
});

test('settings go to ECGrid under its own names, beside the ECGrid ID', async () => {
	const result = await run('updateConfig', { ecGridId, config: '{"id": "x", "ack": true}' });
	expect(bodiesOf(sandbox(), 'POST /v2/ids/update-config')).toEqual([
		{ ecGridId: 820001, id: 'x', ack: true },
	]);
	expect(outputOf(result)).toMatchObject([{ json: { success: true, ecGridId: 820001 } }]);
});

test('what only reports success says which ECGrid ID it was about', async () => {
	const described = await run('updateDescription', { ecGridId, description: 'Orders' });
	expect(outputOf(described)).toMatchObject([
		{ json: { success: true, ecGridId: 820001, description: 'Orders' } },
	]);
	const van = await run('addVan', { ecGridId, vanQualifier: '01', vanId: '004129871' });
	expect(outputOf(van)).toMatchObject([{ json: { success: true, ecGridId: 820001 } }]);
});

test('a moved ECGrid ID is output with its new mailbox', async () => {
	const moved = await run('move', { ecGridId, newMailboxId: byId(30002) });
	expect(outputOf(moved)).toMatchObject([{ json: { ecGridId: 820001, mailboxId: 30002 } }]);
});

test.each(['null', '{}'])('a default mailbox that ECGrid answers with %s is an error', async (data) => {
	sandbox().fault('POST /v2/ids/tp-get-mailbox-default', { body: `{"success":true,"data":${data}}` });
	expect(errorOf(await run('getDefaultMailbox', { ecGridId })).message).toMatch(/sent nothing/);
});

test('an EDI standard in any letter case is sent as ECGrid spells it; another is refused', async () => {
	const update = async (ediStandard: string) =>
		await run('update', { ecGridId, updateFields: { ediStandard } });
	await update('edifact');
	expect(bodiesOf(sandbox(), 'PUT /v2/ids/{id}')).toEqual([{ ediStandard: 'EDIFACT' }]);
	expect(errorOf(await update('={{ "SWIFT" }}')).message).toMatch(
		/^“EDI Standard” must be one of X12, EDIFACT/,
	);
});
