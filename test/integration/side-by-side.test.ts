import { existsSync, readFileSync } from 'node:fs';
import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { errorOf, execute, outputOf } from './n8n';
import { cleanSandbox, createCallback, credentialsFor, withoutPauses } from './setup';

const GET = 'GET /v2/parcels/{id}';
const CREATE = 'POST /v2/callbacks/create';

const sandbox = cleanSandbox({ latencyMs: 5 });

const addParcels = (ecgrid: Sandbox, count: number) =>
	Array.from({ length: count }, (_, index) => {
		const { parcelId } = ecgrid.addParcel({ fileName: `${index}.edi`, content: 'x' }, { fire: false });
		return { parcelId };
	});

const getParcels = async (ecgrid: Sandbox, items: IDataObject[], onError?: 'continueRegularOutput') =>
	await execute(
		{
			credentials: credentialsFor(ecgrid),
			parameters: { resource: 'parcel', operation: 'get', parcelId: '={{ $json.parcelId }}' },
			onError,
		},
		items,
	);

const withSandbox = async (options: SandboxOptions, work: (ecgrid: Sandbox) => Promise<void>) => {
	const ecgrid = await startSandbox(options);
	try {
		await work(ecgrid);
	} finally {
		await ecgrid.stop();
	}
};

/** How long this process has waited for a processor that others used, in seconds, where the system says so. */
const secondsWaited = () =>
	existsSync('/proc/self/schedstat')
		? Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e9
		: 0;

/**
 * The maximum number of concurrent requests, computed from their arrival times; each takes this many
 * milliseconds.
 */
const mostAtOnce = (ecgrid: Sandbox, milliseconds: number) => {
	const times = ecgrid.requests.map(({ at }) => at);
	return Math.max(
		...times.map((time) => times.filter((other) => other <= time && other > time - milliseconds).length),
	);
};

test('1,000 items at 50 requests a second, with 429 beyond that, all succeed in order', async () => {
	await withSandbox({ rateLimit: { perSecond: 50, burst: 50 }, latencyMs: 20 }, async (ecgrid) => {
		const items = addParcels(ecgrid, 1_000);
		const [began, waitedBefore] = [Date.now(), secondsWaited()];
		const run = await getParcels(ecgrid, items);
		const seconds = (Date.now() - began) / 1000;
		const waited = secondsWaited() - waitedBefore;
		const output = outputOf(run);
		expect(output.map(({ json }) => json.parcelId)).toEqual(items.map(({ parcelId }) => parcelId));
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		// 50 at once, and 50 in each second after that.
		expect(seconds).toBeGreaterThan(18);
		expect(seconds - waited).toBeLessThan(1.2 * 19);
		const refused = ecgrid.requests.filter(({ status }) => status === 429);
		expect(refused.length).toBeLessThan(400);
	});
}, 60_000);

describe('reading', () => {
	test('runs concurrently, up to 64 at once, and returns in item order', async () => {
		await withSandbox({ latencyMs: 50 }, async (ecgrid) => {
			const items = addParcels(ecgrid, 500);
			const output = outputOf(await getParcels(ecgrid, items));
			expect(output.map(({ json }) => json.parcelId)).toEqual(items.map(({ parcelId }) => parcelId));
			expect(mostAtOnce(ecgrid, 50)).toBeGreaterThan(32);
			expect(mostAtOnce(ecgrid, 40)).toBeLessThanOrEqual(64);
		});
	}, 20_000);

	test('fails with the first failing item and starts no other after it', async () => {
		const items = addParcels(sandbox(), 100);
		items[3] = { parcelId: 5 };
		const error = errorOf(await getParcels(sandbox(), items));
		expect(error.message).toMatch(/^Parcel 5 was not found \[item 3\]$/);
		expect((error as { context?: IDataObject }).context).toMatchObject({ itemIndex: 3 });
		expect(error.description).not.toContain('already carried out');
		expect(sandbox().requests.length).toBeLessThan(40);
	});

	test('continues with other items after a failed one', async () => {
		const items = addParcels(sandbox(), 60);
		items[3] = { parcelId: 5 };
		items[40] = { parcelId: -1 };
		const output = outputOf(await getParcels(sandbox(), items, 'continueRegularOutput'));
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		for (const [index, { json }] of output.entries()) {
			if (index === 3) expect(json.error).toContain('Parcel 5 was not found');
			else if (index === 40) expect(json.error).toContain('Parcel ID');
			else expect(json.parcelId).toBe(items[index]!.parcelId);
		}
	});
});

describe('if ECGrid asks n8n to wait', () => {
	test.each([
		['seconds', () => 2],
		['a date', () => new Date(Date.now() + 3_000)],
	])('(%s) all items wait together, and refused requests go first', async (_, retryAfter) => {
		const items = addParcels(sandbox(), 40);
		sandbox().fault(GET, { retryAfter: retryAfter() });
		await getParcels(sandbox(), items);
		const times = sandbox().requests.map(({ at }) => at);
		const gaps = times.slice(1).map((time, index) => time - times[index]!);
		const longest = gaps.indexOf(Math.max(...gaps));
		expect(gaps[longest]).toBeGreaterThan(1_800);
		expect(gaps[longest]).toBeLessThan(3_300);
		expect(longest).toBeLessThan(8);
		const [refused] = sandbox().requests.filter(({ status }) => status === 429);
		expect(sandbox().requests[longest + 1]!.path).toBe(refused!.path);
	});

	test('for longer than the node accepts, the error says how long', async () => {
		sandbox().fault(GET, { retryAfter: 3_600 });
		const error = errorOf(await getParcels(sandbox(), addParcels(sandbox(), 1)));
		expect(error.message).toContain('RateLimitExceeded');
		expect(error.description).toContain('wait 3600 seconds');
		expect(sandbox().requests).toHaveLength(1);
	});
});

describe.each([
	['500', { status: 500 }],
	['502', { status: 502, body: '<html>' }],
	['503', { status: 503 }],
	['504', { status: 504, body: '' }],
	['a cut connection', { cut: true }],
	['a cut connection after the work', { cut: true, afterWork: true }],
])('after %s', (_, fault) => {
	withoutPauses();

	test('reading is retried, three times in total', async () => {
		const items = addParcels(sandbox(), 1);
		sandbox().fault(GET, { ...fault, times: 2 });
		expect(outputOf(await getParcels(sandbox(), items))[0]!.json).toMatchObject(items[0]!);
		sandbox().clearRequests();
		sandbox().fault(GET, { ...fault, times: 9 });
		expect(errorOf(await getParcels(sandbox(), items)).description).toContain('Tried 3 times.');
		expect(sandbox().requests).toHaveLength(3);
	});

	test("creating isn't, and the message says that the outcome is unknown and how to check", async () => {
		sandbox().fault(CREATE, { ...fault, times: 9 });
		const error = errorOf(await createCallback(sandbox(), {}));
		expect(sandbox().requests).toHaveLength(1);
		expect(error.message).toContain("It isn't known whether ECGrid carried out the request");
		expect(error.description).toContain('check whether it was carried out');
	});
});

describe('creating', () => {
	test.each([
		['429', { retryAfter: 1, times: 2 }],
		['a refusal without a time', { status: 429, times: 1 }],
	])('is retried after %s: it was refused', async (_, fault) => {
		sandbox().fault(CREATE, fault);
		expect(outputOf(await createCallback(sandbox(), {}))).toHaveLength(1);
		expect(sandbox().callbacks).toHaveLength(1);
	});

	test('runs one item after another, in order', async () => {
		const items = Array.from({ length: 12 }, (_, index) => ({ url: `https://app.example.com/${index}` }));
		const run = await createCallback(sandbox(), { url: '={{ $json.url }}' }, items);
		expect(outputOf(run).map(({ json }) => json.url)).toEqual(items.map(({ url }) => url));
		expect(sandbox().requests.map(({ body }) => (body as IDataObject).url)).toEqual(
			items.map(({ url }) => url),
		);
		expect(mostAtOnce(sandbox(), 4)).toBe(1);
	});

	test.each([
		[1, 'The item before it was already carried out'],
		[2, 'The 2 items before it were already carried out'],
	])('that fails after %d says what was done before it', async (done, said) => {
		const items = Array.from({ length: 5 }, (_, index) => ({ url: `https://app.example.com/${index}` }));
		sandbox().fault(CREATE, { delayMs: 1, times: done }, { status: 400 });
		const error = errorOf(await createCallback(sandbox(), { url: '={{ $json.url }}' }, items));
		expect(error.message).toContain(`[item ${done}]`);
		expect(error.description).toContain(said);
		expect(sandbox().callbacks).toHaveLength(done);
	});

	test.each([1, 2])(
		'of %d items that fails at the first says of no other that it was done',
		async (count) => {
			const items = Array.from({ length: count }, (_, index) => ({
				url: `https://app.example.com/${index}`,
			}));
			sandbox().fault(CREATE, { status: 400 });
			const error = errorOf(await createCallback(sandbox(), { url: '={{ $json.url }}' }, items));
			expect(error.message.includes('[item 0]')).toBe(count > 1);
			expect(error.description).not.toContain('already carried out');
		},
	);
});

test('if no connection can be made, both are tried three times, and the outcome is known', async () => {
	const credentials = { apiKey: 'key', baseUrl: 'http://127.0.0.1:9' };
	for (const parameters of [{}, { resource: 'callbackQueueEntry', operation: 'getAll' }]) {
		const error = errorOf(await createCallback(sandbox(), parameters, [{}], { credentials }));
		expect(error.message).toContain("can't be reached");
		expect(error.message).not.toContain('not known');
		expect(error.description).toContain('Tried 3 times.');
	}
}, 15_000);
