import { Reading } from '../../sandbox/readings';
import { errorOf, outputOf, outputsOf } from './n8n';
import { runOperation } from './operations';
import { bodiesOf, cleanSandbox, withoutPauses } from './setup';

const UPDATE = 'POST /v2/callbacks/update';
const URL = 'https://app.example.com/webhooks/ecgrid';
const NEW_URL = 'https://app.example.com/new';
const login = { username: 'webhook_user', password: 's3cr3t!' };
const sandbox = cleanSandbox();

const existing = () =>
	sandbox().addCallback({
		url: URL,
		event: 'Parcel',
		mailboxId: 30041,
		httpAuthType: 'Basic',
		username: 'old',
		password: 'old',
	});

const update = async (parameters: Record<string, unknown>, ...rest: [items?: object[], options?: object]) =>
	await runOperation(sandbox(), 'callback update', parameters, rest[0] as never, rest[1]);

describe('sends only the given fields', () => {
	test.each<[string, Record<string, unknown>, object]>([
		['nothing', {}, {}],
		['a URL', { updateFields: { url: NEW_URL } }, { url: NEW_URL }],
		['an event', { updateFields: { event: 'Interchange' } }, { event: 'Interchange' }],
		['a status', { updateFields: { status: 'Suspended' } }, { status: 'Suspended' }],
		['no login', { httpAuthType: 'None', ...login }, { httpAuthType: 'None' }],
		['Basic', { httpAuthType: 'Basic', ...login }, { httpAuthType: 'Basic', ...login }],
		['Digest', { httpAuthType: 'Digest', ...login }, { httpAuthType: 'Digest', ...login }],
		['a kept login, with another left over', { httpAuthType: '', ...login }, {}],
		["added fields that aren't filled in", { updateFields: { url: '', event: '', status: '' } }, {}],
		[
			'everything',
			{
				httpAuthType: 'Digest',
				...login,
				updateFields: { url: NEW_URL, event: 'User', status: 'Active' },
			},
			{ httpAuthType: 'Digest', ...login, url: NEW_URL, event: 'User', status: 'Active' },
		],
	])('%s', async (_, parameters, sent) => {
		const callback = existing();
		const { callbackId } = callback;
		const before = { ...callback };
		const run = await update({ callbackId: String(callbackId), ...parameters });
		expect(bodiesOf(sandbox(), UPDATE)).toEqual([{ callbackId, ...sent }]);
		expect(callback).toEqual({ ...before, ...sent });
		expect(outputOf(run)).toEqual([{ json: new Reading().callbackInfo(callback), pairedItem: { item: 0 } }]);
	});

	test('sends a status from an expression that ECGrid may add later', async () => {
		await update({ callbackId: '7', updateFields: { status: '={{ "Paused" }}' } });
		expect(bodiesOf(sandbox(), UPDATE)).toEqual([{ callbackId: 7, status: 'Paused' }]);
	});

	test('item by item', async () => {
		const [first, second] = [existing(), existing()];
		const items = [
			{ id: first.callbackId, auth: '' },
			{ id: second.callbackId, auth: 'Basic' },
		];
		await update({ callbackId: '={{ $json.id }}', httpAuthType: '={{ $json.auth }}', ...login }, items);
		expect(bodiesOf(sandbox(), UPDATE)).toEqual(
			expect.arrayContaining([
				{ callbackId: first.callbackId },
				{ callbackId: second.callbackId, httpAuthType: 'Basic', ...login },
			]),
		);
	});
});

describe('refuses bad input, names the field and sends nothing', () => {
	test.each<[string, Record<string, unknown>, RegExp]>([
		['an http URL', { updateFields: { url: 'http://app.example.com' } }, /^“URL” must be an HTTPS address/],
		[
			'a URL with a login',
			{ updateFields: { url: 'https://a:b@app.example.com' } },
			/^“URL” must not contain/,
		],
		[
			'an empty expression for Authentication, with a login filled in',
			{ httpAuthType: '={{ $json.no }}', ...login },
			/^“Authentication” is empty/,
		],
		['one that gives null', { httpAuthType: '={{ null }}', ...login }, /^“Authentication” is empty/],
		[
			'Basic without a password',
			{ httpAuthType: 'Basic', ...login, password: '={{ $json.no }}' },
			/^“Password” is/,
		],
		[
			'Digest without a user',
			{ httpAuthType: 'Digest', ...login, username: '={{ $json.no }}' },
			/^“Username” is/,
		],
	])('%s', async (_, parameters, message) => {
		expect(errorOf(await update({ callbackId: '7001', ...parameters })).message).toMatch(message);
		expect(sandbox().requests).toEqual([]);
	});

	test('n8n itself requires the password of Basic', async () => {
		await expect(
			update({ callbackId: '7001', httpAuthType: 'Basic', ...login, password: '' }),
		).rejects.toThrow('Parameter "Password" is required');
	});
});

test("says that a callback doesn't exist", async () => {
	expect(errorOf(await update({ callbackId: '9999' })).message).toMatch(/^Callback 9999 .*not/);
});

test('the password is nowhere in the results of a run', async () => {
	sandbox().fault(UPDATE, { status: 400, message: `Bad ${login.password}` });
	const run = await update({ callbackId: '7001', httpAuthType: 'Basic', ...login });
	expect(JSON.stringify(run.data.resultData)).not.toContain(login.password);
	expect(errorOf(run).message).toMatch(/^ECGrid refused a value/);
});

describe('several items', () => {
	const parameters = { callbackId: '={{ $json.id }}', updateFields: { status: 'Suspended' } };
	const items = () => [existing().callbackId, 9999, existing().callbackId].map((id) => ({ id }));

	test('are updated in item order and paired, even if one fails', async () => {
		const given = items();
		const run = await update(parameters, given, { onError: 'continueRegularOutput' });
		expect(outputOf(run)).toMatchObject([
			{ json: { callbackId: given[0]!.id, status: 'Suspended' }, pairedItem: { item: 0 } },
			{ json: { error: expect.stringMatching(/9999/) }, pairedItem: { item: 1 } },
			{ json: { callbackId: given[2]!.id, status: 'Suspended' }, pairedItem: { item: 2 } },
		]);
	});

	test('have a separate output for failures, if there is one', async () => {
		const given = items();
		const run = await update(parameters, given, { onError: 'continueErrorOutput' });
		const [succeeded, failed] = outputsOf(run);
		expect(succeeded!.map(({ callbackId }) => callbackId)).toEqual([given[0]!.id, given[2]!.id]);
		expect(failed).toMatchObject([{ id: 9999, error: expect.any(String) }]);
	});
});

describe('after a lost response', () => {
	withoutPauses();

	test('is sent again, with the same result', async () => {
		const callback = existing();
		sandbox().fault(UPDATE, { cut: true, afterWork: true });
		await update({ callbackId: callback.callbackId, updateFields: { url: NEW_URL } });
		expect(bodiesOf(sandbox(), UPDATE)).toHaveLength(2);
		expect(callback.url).toBe(NEW_URL);
	});
});
