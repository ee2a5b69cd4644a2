import { inspect } from 'node:util';

import { errorOf, outputOf } from './n8n';
import { runOperation } from './operations';
import { bodiesOf, byId, cleanSandbox } from './setup';

const sandbox = cleanSandbox();
const PASSWORD = 'Tr0ub4dor-and-3';
const NEW_KEY = '7f8c1d52-94b0-4d0e-a6f1-0c2f7d1b9e55';

const run = async (operation: string, parameters: Record<string, unknown> = {}) =>
	await runOperation(sandbox(), `user ${operation}`, parameters);
const answers = (endpoint: string, data: unknown) =>
	sandbox().fault(endpoint, { body: JSON.stringify({ success: true, data }) });

const jane = { login: 'jsmith', password: PASSWORD, email: 'jsmith@example.com', authLevel: 'MailboxUser' };

describe('Create', () => {
	test('always sends the level, and the output has no password', async () => {
		const [item] = outputOf(await run('create', jane));
		expect(bodiesOf(sandbox(), 'POST /v2/users')).toEqual([jane]);
		expect(item!.json).toMatchObject({
			login: 'jsmith',
			authLevel: 'MailboxUser',
			userId: expect.any(Number),
		});
		expect(JSON.stringify(item)).not.toContain(PASSWORD);
	});

	test.each([
		['no capital letter', 'tr0ub4dor-and-3', 'Missing: a capital letter.'],
		['no small letter', 'TR0UB4DOR-AND-3', 'Missing: a small letter.'],
		['no digit', 'Troubador-and', 'Missing: a digit.'],
		['letters and digits only', 'Tr0ub4dor', 'Missing: a character that is no letter or digit.'],
		[
			'letters only',
			'troubador',
			'Missing: a capital letter, a digit, a character that is no letter or digit.',
		],
		['a line break', `${PASSWORD}\n`, '“Password” must not contain a line break.'],
	])('refuses a password with %s, and shows nothing of it', async (_, password, message) => {
		const result = await run('create', { ...jane, password });
		expect(errorOf(result).message).toMatch(/^“Password” must/);
		expect(errorOf(result).message).toContain(message);
		expect(inspect(result.data.resultData.error, { depth: Infinity })).not.toContain(password);
		expect(sandbox().requests).toEqual([]);
	});

	test.each(['jsmith', 'Jane <jsmith@example.com>', 'a@example.com, b@example.com'])(
		'refuses %s as an e-mail address',
		async (email) => {
			expect(errorOf(await run('create', { ...jane, email })).message).toMatch(
				/^“Email” must be one e-mail address/,
			);
			expect(sandbox().requests).toEqual([]);
		},
	);

	test('if no user comes back, says how to look for it', async () => {
		answers('POST /v2/users', null);
		const error = errorOf(await run('create', jane));
		expect(error.message).toMatch(/isn't known whether ECGrid carried out the request/);
		expect(error.description).toContain('User → Find by Login lists the users with that login.');
	});
});

test('Update refuses to change nothing', async () => {
	const error = errorOf(await run('update', { userId: byId('7'), updateFields: {} }));
	expect(error.message).toBe('“Update Fields” is empty. Add at least one field to change.');
	expect(sandbox().requests).toEqual([]);
});

test('Set Network and Mailbox needs one of the two', async () => {
	const error = errorOf(await run('setNetworkMailbox', { userId: byId('7') }));
	expect(error.message).toBe('“Additional Fields” is empty. Add a network, a mailbox or both.');
	expect(sandbox().requests).toEqual([]);
	await run('setNetworkMailbox', { userId: byId('7'), additionalFields: { networkId: byId('1202') } });
	expect(bodiesOf(sandbox(), 'POST /v2/users/set-network-mailbox')).toEqual([{ userId: 7, networkId: 1202 }]);
});

test('Set Role keeps the level unless another one is chosen', async () => {
	await run('setRole', { userId: byId('7') });
	expect(bodiesOf(sandbox(), 'POST /v2/users/role')).toEqual([{ userId: 7, authLevel: 'NoChange' }]);
});

test.each([
	['findByLogin', { login: '  ' }, 'Login'],
	['sendSms', { userId: byId('7'), message: ' \n ' }, 'Message'],
	['update', { userId: byId('7'), updateFields: { firstName: ' ' } }, 'First Name'],
	['getAll', { filters: { status: ' ' } }, 'Status'],
])('%s refuses %j: it contains only blanks', async (operation, parameters, label) => {
	expect(errorOf(await run(operation, parameters)).message).toBe(
		`“${label}” contains only blanks. Enter text, or leave the field empty if it is optional.`,
	);
	expect(sandbox().requests).toEqual([]);
});

test.each([
	['active', 'Active'],
	[' TERMINATED ', 'Terminated'],
	['Pending', 'Pending'],
])('the status %s is sent as %s', async (status, sent) => {
	await run('getAll', { filters: { status } });
	expect(sandbox().requests[0]!.body).toMatchObject({ status: sent });
});

describe('Update Config refuses', () => {
	test.each([
		['{"a": '.repeat(20_000) + '1' + '}'.repeat(20_000), 'is nested more than 100 levels deep.'],
		[
			'={{ ({ phone: { carrier: NaN } }) }}',
			"contains a number under “carrier” that JSON can't write. Enter another number, or text.",
		],
		[
			'={{ ({ phone: 7n }) }}',
			"contains a number under “phone” that JSON can't write. Enter another number, or text.",
		],
		['={{ ({ phone: undefined }) }}', 'contains no setting. Enter a JSON object such as {"name": "value"}.'],
	])('%.60s', async (config, problem) => {
		const error = errorOf(await run('updateConfig', { userId: byId('7'), config }));
		expect(error.message).toBe(`“Config” ${problem}`);
		expect(sandbox().requests).toEqual([]);
	});
});

describe('Update Password', () => {
	test('says whose password it is, and not which', async () => {
		const result = await run('updatePassword', { userId: byId('7'), newPassword: PASSWORD });
		expect(outputOf(result)).toMatchObject([{ json: { success: true, userId: 7 } }]);
		expect(JSON.stringify(outputOf(result))).not.toContain(PASSWORD);
	});

	test('the password isn’t in what ECGrid says against it', async () => {
		sandbox().fault('POST /v2/users/password', { status: 400, message: `${PASSWORD} was used before` });
		const { message } = errorOf(await run('updatePassword', { userId: byId('7'), newPassword: PASSWORD }));
		expect(message).toContain('••• was used before');
	});
});

describe('a bare value comes under a name', () => {
	test.each<[string, string, Record<string, unknown>, unknown, object]>([
		['getApiKey', 'GET /v2/users/key/{id}', { userId: byId('7') }, NEW_KEY, { userId: 7, apiKey: NEW_KEY }],
		[
			'generateApiKey',
			'POST /v2/users/key-generate/{id}',
			{ userId: byId('7') },
			NEW_KEY,
			{ userId: 7, apiKey: NEW_KEY },
		],
		['generatePassword', 'POST /v2/users/generate-password', {}, PASSWORD, { password: PASSWORD }],
		['resetSessions', 'POST /v2/users/reset/{id}', { userId: byId('7') }, true, { success: true, userId: 7 }],
		[
			'sendSms',
			'POST /v2/users/send-sms',
			{ userId: byId('7'), message: 'Hi' },
			true,
			{ success: true, userId: 7 },
		],
		[
			'delete',
			'DELETE /v2/users/{id}',
			{ userId: byId('7') },
			true,
			{ success: true, deleted: true, userId: 7 },
		],
	])('%s', async (operation, endpoint, parameters, data, json) => {
		answers(endpoint, data);
		expect(outputOf(await run(operation, parameters))).toMatchObject([{ json }]);
	});

	test("but the credential's own key is never shown", async () => {
		answers('GET /v2/users/key/{id}', sandbox().apiKey);
		expect(outputOf(await run('getApiKey', { userId: byId('7') }))).toMatchObject([
			{ json: { userId: 7, apiKey: '•••' } },
		]);
	});

	test('a key that ECGrid leaves out is an error', async () => {
		answers('GET /v2/users/key/{id}', '');
		expect(errorOf(await run('getApiKey', { userId: byId('7') })).message).toMatch(/sent nothing/);
		answers('POST /v2/users/key-generate/{id}', null);
		expect(errorOf(await run('generateApiKey', { userId: byId('7') })).description).toContain(
			'User → Get API Key shows the key that is valid.',
		);
	});
});

test('a new key isn’t generated twice, even if the response is lost', async () => {
	sandbox().fault('POST /v2/users/key-generate/{id}', { cut: true, afterWork: true });
	await run('generateApiKey', { userId: byId('7') });
	expect(sandbox().requests).toHaveLength(1);
});
