import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INodeExecutionData } from 'n8n-workflow';

import type { Fault } from '../../sandbox';
import { againInbox, arrive, DOWNLOAD, emptySandbox, idsOf, inboxTrigger, LIST } from './inbox';
import { bodiesOf, withoutPauses } from './setup';

const sandbox = emptySandbox();
withoutPauses();

const download = { options: { download: true } };
const refused: Fault = { status: 400, errorCode: 'InvalidParameter', message: 'parcel is damaged' };

const contentOf = ({ binary }: INodeExecutionData) => Buffer.from(binary!.data!.data, 'base64').toString();

const asked = () => bodiesOf(sandbox(), DOWNLOAD).map((body) => (body as { parcelId: number }).parcelId);

test('attaches each file as “data” and confirms nothing', async () => {
	const parcels = arrive(sandbox(), 12);
	const node = await inboxTrigger(sandbox(), download);
	const items = await node.activate();
	expect(idsOf(items)).toEqual(idsOf(parcels));
	expect(items.map(contentOf)).toEqual(parcels.map(({ content }) => content.toString()));
	expect(items[3]!.binary!.data).toMatchObject({ fileName: '3.edi' });
	expect(items[3]!.json).not.toHaveProperty('downloadError');
	expect(parcels.every(({ status }) => status === 'InBoxReady')).toBe(true);
	expect(new Set(sandbox().requests.map(({ endpoint }) => endpoint))).toEqual(new Set([LIST, DOWNLOAD]));
});

test('fetches only the files of parcels it hands out, also for a test', async () => {
	const [first] = arrive(sandbox(), 5);
	const node = await inboxTrigger(sandbox(), download);
	const [item] = await node.test();
	expect(contentOf(item!)).toBe('parcel 0');
	expect(asked()).toEqual([first!.parcelId]);
});

test('after downloads fail half-way, hands out those that arrived and the rest at the next poll, each once', async () => {
	const parcels = arrive(sandbox(), 5);
	const node = await inboxTrigger(sandbox(), download);
	sandbox().fault(DOWNLOAD, {}, {}, { status: 500, times: 100 });
	const first = await node.activate();
	expect(first.map(contentOf)).toHaveLength(2);
	expect(node.warnings).toEqual([
		expect.stringMatching(/couldn't download 3 of 5 files.*left out for now.*InternalError/),
	]);
	sandbox().clearFaults();
	const second = await node.poll();
	expect([...idsOf(first), ...idsOf(second)].sort((left, right) => left - right)).toEqual(idsOf(parcels));
	expect(second.map(({ json }) => json.handedOut)).toEqual([1, 1, 1]);
	expect(asked().filter((id) => idsOf(first).includes(id))).toHaveLength(2);
});

/** ECGrid fails for one parcel only, as long as `isBroken` returns true. */
function stumbleOver({ parcelId }: { parcelId: number }, isBroken = () => true) {
	const parcel = sandbox().parcels.find((each) => each.parcelId === parcelId)!;
	const { content } = parcel;
	Object.defineProperty(parcel, 'content', {
		get: () => {
			if (isBroken()) throw new Error('disk error');
			return content;
		},
	});
}

/** A clock that runs ahead by the time a test sets. */
function later() {
	const { now } = Date;
	let minutes = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => now.call(Date) + minutes * 60_000);
	return { pass: (more: number) => void (minutes += more) };
}

test('with 50 parcels, of which one in twenty fails per poll, hands out each once with its file and fetches no file twice', async () => {
	const parcels = arrive(sandbox(), 50);
	let poll = 0;
	parcels.forEach((parcel, index) => stumbleOver(parcel, () => (index * 7 + poll * 3) % 20 === 0));
	const node = await inboxTrigger(sandbox(), download);
	const handedOut: number[] = [];
	for (; handedOut.length < 50 && poll < 5; poll++) {
		const items = await node.poll();
		expect(items.every(({ binary }) => binary !== undefined)).toBe(true);
		handedOut.push(...idsOf(items));
	}
	expect(poll).toBe(2);
	expect(handedOut.sort((left, right) => left - right)).toEqual(idsOf(parcels));
	const given = sandbox().requests.filter(({ endpoint, status }) => endpoint === DOWNLOAD && status === 200);
	expect(given).toHaveLength(50);
});

test('retries temporary failures within the poll', async () => {
	arrive(sandbox(), 3);
	sandbox().fault(DOWNLOAD, { cut: true }, { retryAfter: 1 }, { status: 503 });
	const node = await inboxTrigger(sandbox(), download);
	expect((await node.activate()).map(contentOf)).toEqual(['parcel 0', 'parcel 1', 'parcel 2']);
});

test("a wrong key isn't the parcels' fault: the poll fails", async () => {
	arrive(sandbox(), 3);
	sandbox().fault(DOWNLOAD, { status: 403, errorCode: 'AccessDenied', times: 100 });
	const node = await inboxTrigger(sandbox(), download);
	for (let polls = 0; polls < 4; polls++) await expect(node.poll()).rejects.toThrow(/AccessDenied/);
});

test("a busy ECGrid doesn't block publishing: the files arrive at the next poll", async () => {
	arrive(sandbox(), 2);
	sandbox().fault(DOWNLOAD, { retryAfter: 3_600, times: Infinity });
	const node = await inboxTrigger(sandbox(), download);
	expect(await node.activate()).toEqual([]);
	expect(node.warnings).toEqual([expect.stringMatching(/couldn't download 2 of 2 files/)]);
	sandbox().clearFaults();
	expect((await node.poll()).map(contentOf)).toEqual(['parcel 0', 'parcel 1']);
});

describe('a parcel whose file ECGrid refuses', () => {
	test.each<[string, Fault, string]>([
		['400', refused, 'ECGrid'],
		['404', { status: 404, errorCode: 'ObjectNotFound', message: 'no such parcel' }, 'no such parcel'],
		['200 without success', { success: false, errorCode: 'SomethingElse', message: 'no' }, 'ECGrid'],
	])(
		'with %s is handed out without it, with the reason; the others have their files',
		async (_, fault, reason) => {
			const parcels = arrive(sandbox(), 3);
			const node = await inboxTrigger(sandbox(), download);
			sandbox().fault(DOWNLOAD, fault);
			const items = await node.activate();
			expect(idsOf(items)).toEqual(idsOf(parcels));
			const bad = items.filter(({ binary }) => binary === undefined);
			expect(bad).toEqual([
				{ json: expect.objectContaining({ handedOut: 1, downloadError: expect.stringContaining(reason) }) },
			]);
			expect(await node.poll()).toEqual([]);
		},
	);
});

describe('a parcel whose download keeps failing', () => {
	test('is left out of two polls, holds nobody back, and then comes without its file', async () => {
		const parcels = arrive(sandbox(), 3);
		const [first, broken, last] = idsOf(parcels);
		stumbleOver(parcels[1]!);
		const node = await inboxTrigger(sandbox(), download);
		expect(idsOf(await node.activate())).toEqual([first, last]);
		const [arrived] = arrive(sandbox(), 1);
		expect(idsOf(await node.poll())).toEqual([arrived!.parcelId]);
		const [item] = await node.poll();
		expect(item).toEqual({
			json: expect.objectContaining({
				parcelId: broken,
				handedOut: 1,
				downloadError: expect.stringMatching(/couldn't complete/),
			}),
		});
		expect(await node.poll()).toEqual([]);
	});

	test('and only such parcels wait: publishing works, the second poll fails so that somebody looks, the first parcel comes with the third poll, and the next an hour later', async () => {
		const parcels = arrive(sandbox(), 2);
		const [one, other] = idsOf(parcels);
		parcels.forEach((parcel) => stumbleOver(parcel));
		const time = later();
		const node = await inboxTrigger(sandbox(), { options: { download: true, retryAfterMinutes: 10_080 } });
		expect(await node.activate()).toEqual([]);
		expect(node.warnings).toEqual([expect.stringMatching(/download 2 of 2 files/)]);
		await expect(node.poll()).rejects.toThrow(/couldn't complete/);
		const items = await node.poll();
		expect(idsOf(items)).toEqual([one]);
		expect(items[0]!.json.downloadError).toMatch(/couldn't complete/);
		time.pass(61);
		for (let polls = 0; polls < 2; polls++) await expect(node.poll()).rejects.toThrow(/couldn't complete/);
		expect(idsOf(await node.poll())).toEqual([other]);
	});

	test.each<[string, Fault]>([
		...[500, 502, 503, 504].map((status): [string, Fault] => [`${status}`, { status }]),
		['an internal error with HTTP 200', { success: false, errorCode: 'InternalError' }],
	])(
		'that is the only waiting parcel, always answered %s, comes without its file at the third poll',
		async (_, fault) => {
			const [parcel] = arrive(sandbox(), 1);
			sandbox().fault(DOWNLOAD, { ...fault, times: Infinity });
			const node = await inboxTrigger(sandbox(), download);
			expect(await node.activate()).toEqual([]);
			await expect(node.poll()).rejects.toThrow(/ECGrid/);
			const items = await node.poll();
			expect(idsOf(items)).toEqual([parcel!.parcelId]);
			expect(items[0]!.json.downloadError).toMatch(/ECGrid/);
		},
	);

	test('holds nobody back even if each poll hands out one parcel', async () => {
		const parcels = arrive(sandbox(), 3);
		const [one, two, good] = idsOf(parcels);
		parcels.slice(0, 2).forEach((parcel) => stumbleOver(parcel));
		const node = await inboxTrigger(sandbox(), { options: { download: true, maxParcels: 1 } });
		const came: number[] = [];
		for (let polls = 0; polls < 7; polls++) came.push(...idsOf(await node.poll().catch(() => [])));
		expect(came).toEqual([good, one]);
		expect(idsOf(arrive(sandbox(), 1))).toEqual(idsOf(await node.poll()));
		expect(asked()).toContain(two);
	});

	test('and then works once: the count starts over', async () => {
		const [parcel] = arrive(sandbox(), 1);
		const node = await inboxTrigger(sandbox(), { options: { download: true, retryAfterMinutes: 1 } });
		const time = later();
		const stumbles = { status: 500, times: 3 };
		sandbox().fault(DOWNLOAD, stumbles, stumbles);
		await node.activate();
		await expect(node.poll()).rejects.toThrow(/InternalError/);
		expect((await node.poll()).map(contentOf)).toEqual(['parcel 0']);
		time.pass(2);
		sandbox().fault(DOWNLOAD, stumbles);
		await expect(node.poll()).rejects.toThrow(/InternalError/);
		expect(await node.poll()).toEqual([
			expect.objectContaining({
				json: expect.objectContaining({ parcelId: parcel!.parcelId, handedOut: 2 }),
			}),
		]);
	});

	test.each<[string, Fault]>([
		['lets nobody in', { status: 403, errorCode: 'AccessDenied' }],
		['requires a login at the proxy in front of it', { status: 407, body: '' }],
		['is busy', { retryAfter: 3_600 }],
	])(
		'an ECGrid that %s for all downloads: nothing is handed out without its file, however long it lasts',
		async (_, fault) => {
			arrive(sandbox(), 3);
			const node = await inboxTrigger(sandbox(), download);
			await node.activate();
			arrive(sandbox(), 3);
			sandbox().fault(DOWNLOAD, { ...fault, times: Infinity });
			for (let polls = 0; polls < 5; polls++) await expect(node.poll()).rejects.toThrow(/ECGrid/);
			sandbox().clearFaults();
			const items = await node.poll();
			expect(items).toHaveLength(3);
			expect(items.every(({ binary }) => binary)).toBe(true);
		},
	);

	test("an ECGrid that can't be reached for all downloads: nothing is handed out without its file, however long it lasts", async () => {
		const list = JSON.stringify({ success: true, data: [{ parcelId: 7 }] });
		// Accepts no further connections once the list is requested.
		const server = createServer((_, response) => {
			server.close();
			response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end(list);
		});
		const listen = async (port = 0) => {
			await once(server.listen(port, '127.0.0.1'), 'listening');
			return (server.address() as AddressInfo).port;
		};
		const port = await listen();
		const credentials = { apiKey: 'k', baseUrl: `http://127.0.0.1:${port}` };
		const node = await inboxTrigger(sandbox(), download, { credentials });
		expect(await node.activate()).toEqual([]);
		for (let polls = 0; polls < 4; polls++) {
			await listen(port);
			await expect(node.poll()).rejects.toThrow(/ECGrid/);
		}
	});

	test.each<[string, Fault]>([
		['fails', { status: 500 }],
		['is unavailable', { status: 503 }],
		['is down behind its gateway', { status: 504 }],
		['cuts the connection', { cut: true }],
	])(
		'an ECGrid that %s for all downloads for an hour while parcels arrive: at most one is handed out without its file, and the rest with it afterwards',
		async (_, fault) => {
			const time = later();
			const node = await inboxTrigger(sandbox(), {
				options: { download: true, retryAfterMinutes: 10_080 },
			});
			await node.activate();
			sandbox().fault(DOWNLOAD, { ...fault, times: Infinity });
			const without: INodeExecutionData[] = [];
			for (let polls = 0; polls < 12; polls++) {
				if (polls % 4 === 0) arrive(sandbox(), 2);
				without.push(...(await node.poll().catch(() => [])));
				time.pass(5);
			}
			expect(without).toHaveLength(1);
			sandbox().clearFaults();
			const items = await node.poll();
			expect(items).toHaveLength(5);
			expect(items.every(({ binary }) => binary)).toBe(true);
		},
	);

	test('and n8n restarts: the count starts over', async () => {
		arrive(sandbox(), 1);
		sandbox().fault(DOWNLOAD, { status: 500, times: Infinity });
		const node = await inboxTrigger(sandbox(), download);
		expect(await node.activate()).toEqual([]);
		await expect(node.poll()).rejects.toThrow(/InternalError/);
		const restarted = await againInbox(sandbox(), node, download);
		expect(await restarted.activate('init')).toEqual([]);
		await expect(restarted.poll()).rejects.toThrow(/InternalError/);
		expect(await restarted.poll()).toHaveLength(1);
	});

	test("while n8n shows it to a person who tries the node, says so and isn't counted", async () => {
		const [parcel] = arrive(sandbox(), 1);
		stumbleOver(parcel!);
		const node = await inboxTrigger(sandbox(), download);
		for (let tries = 0; tries < 4; tries++) await expect(node.test()).rejects.toThrow(/couldn't complete/);
		expect(await node.activate()).toEqual([]);
	});
});

test("a file that doesn't arrive within n8n's time for a poll is aborted and left out; at the third poll the parcel comes without it", async () => {
	const [slow, quick] = arrive(sandbox(), 2);
	const { timeout } = AbortSignal;
	jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout.call(AbortSignal, 300));
	const node = await inboxTrigger(sandbox(), download);
	const hangs = () => sandbox().fault(DOWNLOAD, { delayMs: 20_000 });
	hangs();
	expect((await node.activate()).map(contentOf)).toEqual(['parcel 1']);
	expect(node.warnings).toEqual([expect.stringMatching(/didn't arrive within the time/)]);
	hangs();
	await expect(node.poll()).rejects.toThrow(/didn't arrive within the time/);
	hangs();
	const items = await node.poll();
	expect(idsOf(items)).toEqual([slow!.parcelId]);
	expect(items[0]!.json.downloadError).toMatch(/didn't arrive within the time/);
	expect(quick!.status).toBe('InBoxReady');
});

test("once half of n8n's time for a poll is used, hands out what has arrived and the rest at the next polls", async () => {
	const parcels = arrive(sandbox(), 40);
	const node = await inboxTrigger(sandbox(), download, { budgetMs: 400 });
	sandbox().fault(DOWNLOAD, { delayMs: 150, times: 80 });
	const counts: number[] = [];
	const handedOut: number[] = [];
	for (let polls = 0; handedOut.length < 40 && polls < 10; polls++) {
		const items = await node.poll();
		counts.push(items.length);
		handedOut.push(...idsOf(items));
	}
	expect(counts.length).toBeGreaterThan(1);
	expect(counts[0]).toBeLessThan(40);
	expect(handedOut.sort((left, right) => left - right)).toEqual(idsOf(parcels));
});

test('the first poll, which publishing waits for, takes at most twenty seconds', async () => {
	arrive(sandbox(), 40);
	const { now } = Date;
	const began = now();
	// Each millisecond counts as a hundred.
	jest.spyOn(Date, 'now').mockImplementation(() => began + 100 * (now() - began));
	const node = await inboxTrigger(sandbox(), download);
	sandbox().fault(DOWNLOAD, { delayMs: 80, times: 80 });
	expect((await node.activate()).length).toBeLessThan(40);
	expect((await node.poll()).length).toBeGreaterThan(8);
});

test.each(['activate', 'init'] as const)(
	"a file that doesn't arrive delays the first poll (%s) by at most twenty seconds",
	async (mode) => {
		arrive(sandbox(), 1);
		const { timeout } = AbortSignal;
		const given: number[] = [];
		// Each millisecond counts as twenty.
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
			given.push(ms);
			return timeout.call(AbortSignal, Math.ceil(ms / 20));
		});
		const node = await inboxTrigger(sandbox(), download);
		sandbox().fault(DOWNLOAD, { delayMs: 15_000 });
		const began = performance.now();
		expect(await node.activate(mode)).toEqual([]);
		expect(performance.now() - began).toBeLessThan(10_000);
		expect(node.warnings).toEqual([expect.stringMatching(/didn't arrive within the time/)]);
		expect(given.at(-1)).toBeLessThanOrEqual(20_000);
	},
);

test('always fetches one parcel, however little time there is', async () => {
	const [first] = arrive(sandbox(), 5);
	const node = await inboxTrigger(sandbox(), download, { budgetMs: 1 });
	sandbox().fault(LIST, { delayMs: 20 });
	expect(idsOf(await node.activate())).toEqual([first!.parcelId]);
});

describe('if ECGrid returns null as the content of an empty file', () => {
	const grid = emptySandbox({ readings: { emptyContentNull: true } });

	test('a parcel of zero bytes comes with its empty file and holds nobody back', async () => {
		const empty = grid().addParcel({ fileName: 'empty.edi', content: '' }, { fire: false });
		const [full] = arrive(grid(), 1);
		const node = await inboxTrigger(grid(), download);
		const items = await node.activate();
		expect(idsOf(items).sort()).toEqual(idsOf([empty, full!]).sort());
		const item = items.find(({ json }) => json.parcelId === empty.parcelId)!;
		expect(item.binary!.data).toMatchObject({ fileName: 'empty.edi', data: '' });
		expect(item.json).not.toHaveProperty('downloadError');
	});
});
