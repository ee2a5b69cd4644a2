import { bytesOf } from './files';
import { errorOf, execute, outputOf } from './n8n';
import { cleanSandbox, createCallback, credentialsFor, withoutPauses } from './setup';

const sandbox = cleanSandbox();
withoutPauses();

const CREATE = 'POST /v2/callbacks/create';
const TEST = 'POST /v2/callbacks/test';
const PASSWORD = 'Tr0ub4dor-and-3';
const withLogin = { httpAuthType: 'Basic', username: 'webhook_user', password: PASSWORD };

describe('a password of any length that ECGrid refuses', () => {
	test.each([
		['100,000 letters', 'a'.repeat(100_000)],
		['5,000 punctuation marks', '!'.repeat(5_000)],
	])('shows ECGrid’s words and no API key: %s', async (_, password) => {
		const refusal = { status: 400, errorCode: 'InvalidParameter', message: 'Password is too long' };
		sandbox().fault(CREATE, refusal);
		const parameters = { ...withLogin, password: '={{ $json.password }}' };
		const run = await createCallback(sandbox(), parameters, [{ password }], {
			onError: 'continueRegularOutput',
		});
		const [item] = outputOf(run);
		expect(item?.json).toMatchObject({
			error: expect.stringContaining('too long'),
			details: { errorCode: 'InvalidParameter', httpStatus: 400 },
		});
		expect(JSON.stringify(item)).not.toContain(sandbox().apiKey);
	});

	test('says that the outcome is unknown, if it is', async () => {
		sandbox().fault(CREATE, { status: 500 });
		const parameters = { ...withLogin, password: '={{ $json.password }}' };
		const run = await createCallback(sandbox(), parameters, [{ password: 'a'.repeat(100_000) }]);
		expect(errorOf(run).message).toMatch(/isn't known whether ECGrid carried out the request/);
		expect(errorOf(run).message).not.toContain(sandbox().apiKey);
	});
});

test('a password of quotes and backslashes that ECGrid truncates costs no time', async () => {
	const password = `${'\\"'.repeat(9)}x`;
	const echoed = JSON.stringify(JSON.stringify(password).slice(1, -2)).slice(1, -1);
	sandbox().fault(CREATE, { status: 400, message: `Password is too weak: ${echoed}…` });
	const began = performance.now();
	await createCallback(sandbox(), { ...withLogin, password });
	expect(performance.now() - began).toBeLessThan(5_000);
});

test.each([
	['without its last space', `${PASSWORD} `, `${PASSWORD}.`],
	['in Base64', PASSWORD, Buffer.from(PASSWORD).toString('base64')],
	['percent-encoded twice', 'Tr0ub+4dor', 'Tr0ub%252B4dor'],
	[
		'of its login in Base64 of Latin-1',
		'Tr0ub4dör',
		Buffer.from('webhook_user:Tr0ub4dör', 'latin1').toString('base64'),
	],
])('redacts a password that ECGrid repeats %s', async (_, password, echoed) => {
	sandbox().fault(CREATE, { status: 400, message: `Bad password ${echoed} given` });
	const { message } = errorOf(await createCallback(sandbox(), { ...withLogin, password }));
	expect(message).toContain('Bad password •••');
	expect(message).not.toContain(echoed.slice(0, 6));
});

describe('the output of a successful response contains no repeated secret', () => {
	const created = { callbackId: 7, url: 'https://app.example.com/', username: 'webhook_user' };

	test('a password', async () => {
		const data = { ...created, password: PASSWORD, requestBody: JSON.stringify(withLogin) };
		sandbox().fault(CREATE, { body: JSON.stringify({ success: true, data }) });
		const [item] = outputOf(await createCallback(sandbox(), withLogin));
		expect(item?.json).toMatchObject({ ...created, password: '•••' });
		expect(JSON.stringify(item)).not.toContain(PASSWORD);
	});

	test('the API key', async () => {
		const data = { ...created, requestHeaders: { 'X-API-Key': sandbox().apiKey } };
		sandbox().fault(CREATE, { body: JSON.stringify({ success: true, data }) });
		const [item] = outputOf(await createCallback(sandbox(), {}));
		expect(item?.json).toEqual({ ...created, requestHeaders: { 'X-API-Key': '•••' } });
	});

	test('the API key in a row of a list', async () => {
		const data = [{ callbackId: 7, url: `https://app.example.com/?key=${sandbox().apiKey}` }];
		sandbox().fault('POST /v2/callbacks/queue-list', {
			body: JSON.stringify({ success: true, data }),
			times: 9,
		});
		const run = await execute({
			credentials: credentialsFor(sandbox()),
			parameters: { resource: 'callbackQueueEntry', operation: 'getAll', returnAll: true },
		});
		expect(outputOf(run)).toMatchObject([{ json: { url: 'https://app.example.com/?key=•••' } }]);
	});
});

test("passes on a file and its binary field's name unchanged, but not the file name in the JSON", async () => {
	const { apiKey } = sandbox();
	const content = `ISA*00*${apiKey}`;
	const fileName = `order-${apiKey}.edi`;
	const { parcelId } = sandbox().addParcel({ fileName, content }, { fire: false });
	const [item] = outputOf(
		await execute({
			credentials: credentialsFor(sandbox()),
			parameters: { resource: 'parcel', operation: 'download', parcelId: String(parcelId) },
		}),
	);
	expect(item?.json).toMatchObject({ fileName: 'order-•••.edi' });
	expect(item?.binary?.data?.fileName).toBe(fileName);
	expect((await bytesOf(item!.binary!.data)).toString()).toBe(content);
});

test('a refused download that is too long to keep shows no part of the API key, wherever it is cut', async () => {
	const { apiKey } = sandbox();
	sandbox().fault('POST /v2/parcels/download', { status: 400, body: `${apiKey} `.repeat(10_000) });
	const run = await execute({
		credentials: credentialsFor(sandbox()),
		parameters: { resource: 'parcel', operation: 'download', parcelId: '7' },
	});
	const { message } = errorOf(run);
	expect(message).toContain('HTTP 400');
	expect(message).not.toContain(apiKey.slice(0, 4));
});

describe('Callback → Test', () => {
	const basic = Buffer.from(`somebody:${PASSWORD}`).toString('base64');
	const tried = async (data: unknown) => {
		sandbox().fault(TEST, { body: JSON.stringify({ success: true, data }) });
		return await execute({
			credentials: credentialsFor(sandbox()),
			parameters: { resource: 'callback', operation: 'test', callbackId: '7001' },
		});
	};

	test.each<[string, unknown]>([
		['as an object', { responseBody: { headers: { authorization: `Basic ${basic}` } } }],
		['in another field', { httpStatus: 200, responseHeaders: `x-echo: Basic ${basic}` }],
		['in a list', { responseBody: [`Authorization: Basic ${basic}`] }],
		['as plain text', `Authorization: Basic ${basic}`],
		['with a JSON-escaped space', { responseBody: `{"a":"Basic\\u0020${basic}"}` }],
		['with a percent-encoded space', { responseBody: `a=Basic%20${basic}` }],
		['with a plus for the space', { responseBody: `a=Basic+${basic}` }],
		['with a tab', { responseBody: `Authorization: Basic\t${basic}` }],
		['as two fields of JSON', { responseBody: `{"scheme":"Basic","parameter":"${basic}"}` }],
		['as two fields', { responseBody: { scheme: 'Basic', parameter: basic } }],
	])("doesn't reveal the login that a receiver repeats %s", async (_, data) => {
		const text = JSON.stringify(outputOf(await tried(data)));
		expect(text).toContain('•••');
		expect(text).not.toContain(basic);
	});

	test('returns IDs that could be Base64 of a login unchanged', async () => {
		const data = { callbackId: 14060517, httpStatus: 200, responseBody: 'Parcel 140205861' };
		expect(outputOf(await tried(data))).toMatchObject([{ json: data }]);
	});

	test('returns an output for a receiver that answers 12 MB after “basic”', async () => {
		const run = await tried({ httpStatus: 200, responseBody: `basic ${'a'.repeat(12_000_000)}` });
		expect(outputOf(run)).toMatchObject([{ json: { httpStatus: 200 } }]);
	}, 60_000);
});
