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

test('attaches each file under “data”, and confirms nothing', async () => {
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

test('only the files of what is handed out are fetched, also for a test', async () => {
	const [first] = arrive(sandbox(), 5);
	const node = await inboxTrigger(sandbox(), download);
	const [item] = await node.test();
	expect(contentOf(item!)).toBe('parcel 0');
	expect(asked()).toEqual([first!.parcelId]);
});

test('downloads that fail half-way: what came is handed out, the rest with the next poll, each once', async () => {
	const parcels = arrive(sandbox(), 5);
	const node = await inboxTrigger(sandbox(), download);
	sandbox().fault(DOWNLOAD, {}, {}, { status: 500, times: 100 });
	const first = await node.activate();
	expect(first.map(contentOf)).toHaveLength(2);
	expect(node.warnings).toEqual([
		expect.stringMatching(/3 of 5 files could not be fetched.*left out for now.*InternalError/),
	]);
	sandbox().clearFaults();
	const second = await node.poll();
	expect([...idsOf(first), ...idsOf(second)].sort((left, right) => left - right)).toEqual(idsOf(parcels));
	expect(second.map(({ json }) => json.handedOut)).toEqual([1, 1, 1]);
	expect(asked().filter((id) => idsOf(first).includes(id))).toHaveLength(2);
});

/** ECGrid stumbles over one parcel alone, as long as `isBroken` says so. */
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

/** A clock that is ahead as a test says. */
function later() {
	const { now } = Date;
	let minutes = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => now.call(Date) + minutes * 60_000);
	return { pass: (more: number) => void (minutes += more) };
}

test('50 parcels, of which one in twenty fails in each poll: what came is handed out, each once and with its file, and no file is fetched twice', async () => {
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

test('what passes within the poll is tried again', async () => {
	arrive(sandbox(), 3);
	sandbox().fault(DOWNLOAD, { cut: true }, { retryAfter: 1 }, { status: 503 });
	const node = await inboxTrigger(sandbox(), download);
	expect((await node.activate()).map(contentOf)).toEqual(['parcel 0', 'parcel 1', 'parcel 2']);
});

test('a wrong key is no fault of the parcels: the poll fails', async () => {
	arrive(sandbox(), 3);
	sandbox().fault(DOWNLOAD, { status: 403, errorCode: 'AccessDenied', times: 100 });
	const node = await inboxTrigger(sandbox(), download);
	for (let polls = 0; polls < 4; polls++) await expect(node.poll()).rejects.toThrow(/AccessDenied/);
});

test('an ECGrid that is busy keeps nobody from publishing: the files come with the next poll', async () => {
	arrive(sandbox(), 2);
	sandbox().fault(DOWNLOAD, { retryAfter: 3_600, times: Infinity });
	const node = await inboxTrigger(sandbox(), download);
	expect(await node.activate()).toEqual([]);
	expect(node.warnings).toEqual([expect.stringMatching(/2 of 2 files could not be fetched/)]);
	sandbox().clearFaults();
	expect((await node.poll()).map(contentOf)).toEqual(['parcel 0', 'parcel 1']);
});

describe('a parcel whose file ECGrid refuses', () => {
	test.each<[string, Fault]>([
		['400', refused],
		['404', { status: 404, errorCode: 'ObjectNotFound', message: 'no such parcel' }],
		['200 without success', { success: false, errorCode: 'SomethingElse', message: 'no' }],
	])('with %s is handed out without it, and says why; the others have theirs', async (_, fault) => {
		const parcels = arrive(sandbox(), 3);
		const node = await inboxTrigger(sandbox(), download);
		sandbox().fault(DOWNLOAD, fault);
		const items = await node.activate();
		expect(idsOf(items)).toEqual(idsOf(parcels));
		const bad = items.filter(({ binary }) => binary === undefined);
		expect(bad).toEqual([
			{ json: expect.objectContaining({ handedOut: 1, downloadError: expect.stringContaining('ECGrid') }) },
		]);
		expect(await node.poll()).toEqual([]);
	});
});

describe('a parcel whose download fails again and again', () => {
	test('is left out of two polls, keeps nobody back, and then comes without its file', async () => {
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

	test('only such ones wait: the workflow can be published, the second poll fails, so that somebody looks, with the third the first one comes, and an hour later the next', async () => {
		const parcels = arrive(sandbox(), 2);
		const [one, other] = idsOf(parcels);
		parcels.forEach((parcel) => stumbleOver(parcel));
		const time = later();
		const node = await inboxTrigger(sandbox(), { options: { download: true, retryAfterMinutes: 10_080 } });
		expect(await node.activate()).toEqual([]);
		expect(node.warnings).toEqual([expect.stringMatching(/2 of 2 files could not be fetched/)]);
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
		'the only one that waits, always answered %s, comes without its file in the third poll',
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

	test('keeps nobody back either where each poll hands out one parcel', async () => {
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

	test('and then comes through once: the count begins anew', async () => {
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
		['asks for a login at the proxy in front of it', { status: 407, body: '' }],
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

	test('an ECGrid that cannot be reached for all downloads: nothing is handed out without its file, however long it lasts', async () => {
		const list = JSON.stringify({ success: true, data: [{ parcelId: 7 }] });
		// Takes no further connection once it is asked for the list.
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
		'an ECGrid that %s for all downloads for an hour, while parcels arrive: one at most is handed out without its file, and the rest with it afterwards',
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

	test('and n8n is started again: the count begins anew', async () => {
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

	test('while n8n shows it to somebody who tries the node out, it says so, and nothing is counted', async () => {
		const [parcel] = arrive(sandbox(), 1);
		stumbleOver(parcel!);
		const node = await inboxTrigger(sandbox(), download);
		for (let tries = 0; tries < 4; tries++) await expect(node.test()).rejects.toThrow(/couldn't complete/);
		expect(await node.activate()).toEqual([]);
	});
});

test('a file that does not come within the time that n8n gives a poll is broken off and left out; in the third poll it comes without', async () => {
	const [slow, quick] = arrive(sandbox(), 2);
	const { timeout } = AbortSignal;
	jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout.call(AbortSignal, 300));
	const node = await inboxTrigger(sandbox(), download);
	const hangs = () => sandbox().fault(DOWNLOAD, { delayMs: 20_000 });
	hangs();
	expect((await node.activate()).map(contentOf)).toEqual(['parcel 1']);
	expect(node.warnings).toEqual([expect.stringMatching(/did not come within the time/)]);
	hangs();
	await expect(node.poll()).rejects.toThrow(/did not come within the time/);
	hangs();
	const items = await node.poll();
	expect(idsOf(items)).toEqual([slow!.parcelId]);
	expect(items[0]!.json.downloadError).toMatch(/did not come within the time/);
	expect(quick!.status).toBe('InBoxReady');
});

test('when half of the time that n8n gives a poll is used up, what is there is handed out, and the rest with the next polls', async () => {
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

test('the first poll, which a publication waits for, has twenty seconds at most', async () => {
	arrive(sandbox(), 40);
	const { now } = Date;
	const began = now();
	// Each millisecond counts for a hundred.
	jest.spyOn(Date, 'now').mockImplementation(() => began + 100 * (now() - began));
	const node = await inboxTrigger(sandbox(), download);
	sandbox().fault(DOWNLOAD, { delayMs: 80, times: 80 });
	expect((await node.activate()).length).toBeLessThan(40);
	expect((await node.poll()).length).toBeGreaterThan(8);
});

test.each(['activate', 'init'] as const)(
	'a file that does not come keeps nobody waiting for the first poll (%s) longer than twenty seconds',
	async (mode) => {
		arrive(sandbox(), 1);
		const { timeout } = AbortSignal;
		const given: number[] = [];
		// Each millisecond counts for twenty.
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
			given.push(ms);
			return timeout.call(AbortSignal, Math.ceil(ms / 20));
		});
		const node = await inboxTrigger(sandbox(), download);
		sandbox().fault(DOWNLOAD, { delayMs: 15_000 });
		const began = performance.now();
		expect(await node.activate(mode)).toEqual([]);
		expect(performance.now() - began).toBeLessThan(10_000);
		expect(node.warnings).toEqual([expect.stringMatching(/did not come within the time/)]);
		expect(given.at(-1)).toBeLessThanOrEqual(20_000);
	},
);

test('one parcel is always fetched, however little time there is', async () => {
	const [first] = arrive(sandbox(), 5);
	const node = await inboxTrigger(sandbox(), download, { budgetMs: 1 });
	sandbox().fault(LIST, { delayMs: 20 });
	expect(idsOf(await node.activate())).toEqual([first!.parcelId]);
});

describe('where ECGrid answers null for the content of an empty file', () => {
	const grid = emptySandbox({ readings: { emptyContentNull: true } });

	test('a parcel of zero bytes comes with its empty file, and keeps nobody back', async () => {
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
