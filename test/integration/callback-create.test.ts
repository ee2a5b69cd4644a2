import { outputOf, outputsOf } from './n8n';
import { bodiesOf, byId, createCallback, fromList, cleanSandbox } from './setup';

const CREATE = 'POST /v2/callbacks/create';
const URL = 'https://app.example.com/webhooks/ecgrid';
const login = { username: 'webhook_user', password: 's3cr3t!' };
const sandbox = cleanSandbox();

test('sends exactly the documented body for the documented example and returns the new record', async () => {
	const run = await createCallback(sandbox(), {
		url: URL,
		event: 'Parcel',
		httpAuthType: 'Basic',
		...login,
		additionalFields: { mailboxId: byId('12345') },
	});
	expect(bodiesOf(sandbox(), CREATE)).toEqual([
		{
			url: 'https://app.example.com/webhooks/ecgrid',
			event: 'Parcel',
			mailboxId: 12345,
			httpAuthType: 'Basic',
			username: 'webhook_user',
			password: 's3cr3t!',
		},
	]);
	const { callbackId } = sandbox().callbacks[0]!;
	expect(outputOf(run)).toMatchObject([
		{ json: { callbackId, mailboxId: 12345, httpAuthType: 'Basic', status: 'Active' } },
	]);
});

test('returns the record of the new callback, paired with its input item', async () => {
	const run = await createCallback(sandbox(), { additionalFields: { mailboxId: byId('30001') } });
	expect(outputOf(run)).toEqual([
		{
			json: {
				callbackId: sandbox().callbacks[0]!.callbackId,
				url: URL,
				event: 'Parcel',
				mailboxId: 30001,
				networkId: 0,
				httpAuthType: 'None',
				status: 'Active',
			},
			pairedItem: { item: 0 },
		},
	]);
	expect(sandbox().callbacks).toHaveLength(1);
});

describe('the login', () => {
	test.each(['Basic', 'Digest'])('is sent with %s', async (httpAuthType) => {
		await createCallback(sandbox(), { httpAuthType, ...login });
		expect(bodiesOf(sandbox(), CREATE)).toEqual([{ url: URL, event: 'Parcel', httpAuthType, ...login }]);
		expect(sandbox().callbacks).toMatchObject([{ httpAuthType, ...login }]);
	});

	test("isn't sent with None, even if it was filled in before", async () => {
		await createCallback(sandbox(), { httpAuthType: 'None', ...login });
		expect(bodiesOf(sandbox(), CREATE)).toEqual([{ url: URL, event: 'Parcel', httpAuthType: 'None' }]);
	});

	test('is sent only for items whose authentication requires it', async () => {
		await createCallback(sandbox(), { httpAuthType: '={{ $json.auth }}', ...login }, [
			{ auth: 'None' },
			{ auth: 'Basic' },
			{ auth: 'None' },
		]);
		expect(bodiesOf(sandbox(), CREATE)).toEqual([
			{ url: URL, event: 'Parcel', httpAuthType: 'None' },
			{ url: URL, event: 'Parcel', httpAuthType: 'Basic', ...login },
			{ url: URL, event: 'Parcel', httpAuthType: 'None' },
		]);
	});

	test('keeps its spaces and letters of any script', async () => {
		const odd = { username: ' üser ', password: ' pass: "wörd" €\\ ' };
		await createCallback(sandbox(), { httpAuthType: 'Basic', ...odd });
		expect(sandbox().callbacks).toMatchObject([odd]);
	});
});

describe('mailbox and network', () => {
	test.each([
		['by ID', { mailboxId: byId('30041') }, { mailboxId: 30041 }],
		['from the list', { mailboxId: fromList(30041) }, { mailboxId: 30041 }],
		['network by ID', { networkId: byId(' 1202 ') }, { networkId: 1202 }],
		['network from the list', { networkId: fromList(1202) }, { networkId: 1202 }],
		['both', { mailboxId: byId('30041'), networkId: byId('1202') }, { mailboxId: 30041, networkId: 1202 }],
		['added but left empty', { mailboxId: byId(''), networkId: fromList('') }, {}],
	])('%s', async (_, additionalFields, sent) => {
		await createCallback(sandbox(), { additionalFields: additionalFields as never });
		expect(bodiesOf(sandbox(), CREATE)).toEqual([
			{ url: URL, event: 'Parcel', httpAuthType: 'None', ...sent },
		]);
	});

	test('from an expression', async () => {
		await createCallback(sandbox(), { additionalFields: { mailboxId: byId('={{ $json.mailbox }}') } }, [
			{ mailbox: 30002 },
			{ mailbox: '30003' },
		]);
		expect(bodiesOf(sandbox(), CREATE)).toMatchObject([{ mailboxId: 30002 }, { mailboxId: 30003 }]);
	});
});

describe('several items', () => {
	const parameters = { url: '={{ $json.url }}' };
	const items = [1, 2, 3].map((n) => ({ url: `https://app.example.com/${n}` }));
	const [first, , third] = items;
	const rejection = { status: 403, message: 'Not yours' };

	test('create one callback each, in order and paired', async () => {
		const output = outputOf(await createCallback(sandbox(), parameters, items));
		expect(output.map(({ json, pairedItem }) => [json.url, pairedItem])).toEqual(
			items.map(({ url }, item) => [url, { item }]),
		);
		expect(sandbox().callbacks.map(({ url }) => url)).toEqual(items.map(({ url }) => url));
	});

	test('stop at the first that ECGrid refuses, and the error names it', async () => {
		sandbox().fault(CREATE, { delayMs: 1 }, rejection);
		const run = await createCallback(sandbox(), parameters, items);
		expect(run.data.resultData.error).toMatchObject({ context: { itemIndex: 1 } });
		expect(bodiesOf(sandbox(), CREATE)).toHaveLength(2);
	});

	test('are all checked before the first is sent', async () => {
		const run = await createCallback(sandbox(), parameters, [first!, { url: 'http://bad' }, third!]);
		expect(run.data.resultData.error).toMatchObject({
			message: expect.stringMatching(/^“URL” must/),
			context: { itemIndex: 1 },
		});
		expect(sandbox().requests).toHaveLength(0);
	});

	const refusedItem = {
		error: 'ECGrid denied access (AccessDenied, HTTP 403): Not yours',
		details: { errorCode: 'AccessDenied', httpStatus: 403 },
	};

	test('continue after one that ECGrid refuses, if the node may', async () => {
		sandbox().fault(CREATE, { delayMs: 1 }, rejection);
		const run = await createCallback(sandbox(), parameters, items, { onError: 'continueRegularOutput' });
		expect(outputOf(run)).toMatchObject([
			{ json: { url: first!.url }, pairedItem: { item: 0 } },
			{ json: { error: refusedItem.error }, pairedItem: { item: 1 } },
			{ json: { url: third!.url }, pairedItem: { item: 2 } },
		]);
	});

	test('continue after one with bad input, if the node may', async () => {
		const bad = [first!, { url: 'http://app.example.com' }, third!];
		const run = await createCallback(sandbox(), parameters, bad, { onError: 'continueRegularOutput' });
		expect(outputOf(run)).toMatchObject([
			{ json: { url: first!.url }, pairedItem: { item: 0 } },
			{ json: { error: expect.stringMatching(/^“URL” must be an HTTPS address/) }, pairedItem: { item: 1 } },
			{ json: { url: third!.url }, pairedItem: { item: 2 } },
		]);
		expect(sandbox().callbacks).toHaveLength(2);
	});

	test.each([
		['ECGrid refuses', items, rejection],
		['have bad input', [first!, { url: 'http://app.example.com' }, third!], { delayMs: 1 }],
	])('that %s leave through the error output, if there is one', async (_, given, fault) => {
		sandbox().fault(CREATE, { delayMs: 1 }, fault);
		const run = await createCallback(sandbox(), parameters, given, { onError: 'continueErrorOutput' });
		const [succeeded, failed] = outputsOf(run);
		expect(succeeded).toMatchObject([{ url: first!.url }, { url: third!.url }]);
		expect(failed).toMatchObject([{ error: expect.any(String), url: given[1]!.url }]);
	});
});

test("data that isn't a record still returns one item with an object", async () => {
	sandbox().fault(CREATE, { body: JSON.stringify({ success: true, data: 7001 }) });
	expect(outputOf(await createCallback(sandbox(), {}))).toMatchObject([{ json: { data: 7001 } }]);
});

test('the API key is sent only in a header spelled X-API-Key', async () => {
	await createCallback(sandbox(), {});
	const [request] = sandbox().requests;
	const { rawHeaders, ...rest } = request!;
	expect(rawHeaders[rawHeaders.indexOf('X-API-Key') + 1]).toBe(sandbox().apiKey);
	expect(rawHeaders.filter((text) => text.includes(sandbox().apiKey))).toHaveLength(1);
	expect(JSON.stringify({ ...rest, headers: undefined })).not.toContain(sandbox().apiKey);
});

test('sends an event of the longer list exactly as spelled', async () => {
	await createCallback(sandbox(), { event: 'ECGridID' });
	expect(bodiesOf(sandbox(), CREATE)).toMatchObject([{ event: 'ECGridID' }]);
});
