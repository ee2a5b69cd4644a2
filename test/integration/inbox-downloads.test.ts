import type { INodeExecutionData } from 'n8n-workflow';
import type { Fault } from '../../sandbox';
import { arrive, DOWNLOAD, emptySandbox, idsOf, inboxTrigger, LIST } from './inbox';
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

test('a download that fails half-way: nothing is handed out, nothing remembered, and the next poll hands out all', async () => {
	const parcels = arrive(sandbox(), 5);
	const node = await inboxTrigger(sandbox(), download);
	sandbox().fault(DOWNLOAD, {}, {}, { status: 500, times: 100 });
	await expect(node.activate()).rejects.toThrow(/InternalError/);
	expect(node.saved()).toEqual({});
	sandbox().clearFaults();
	expect(idsOf(await node.poll())).toEqual(idsOf(parcels));
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
	/** ECGrid stumbles over one parcel alone. */
	const stumbleOver = (parcelId: number) => {
		const { parcels } = sandbox();
		const parcel = parcels.find((each) => each.parcelId === parcelId)!;
		Object.defineProperty(parcel, 'content', {
			get: () => {
				throw new Error('disk error');
			},
		});
	};

	test('makes two polls fail, and then no longer keeps the others back', async () => {
		const parcels = arrive(sandbox(), 3);
		stumbleOver(parcels[1]!.parcelId);
		const node = await inboxTrigger(sandbox(), download);
		await expect(node.activate()).rejects.toThrow(/could not complete/);
		await expect(node.poll()).rejects.toThrow(/could not complete/);
		const items = await node.poll();
		expect(idsOf(items)).toEqual(idsOf(parcels));
		expect(items.map(({ binary }) => binary !== undefined)).toEqual([true, false, true]);
		expect(items[1]!.json.downloadError).toMatch(/could not complete/);
	});

	test('alone it keeps nobody back, and the polls go on failing, so that somebody looks', async () => {
		const [parcel] = arrive(sandbox(), 1);
		stumbleOver(parcel!.parcelId);
		const node = await inboxTrigger(sandbox(), download);
		for (let polls = 0; polls < 5; polls++) await expect(node.poll()).rejects.toThrow(/could not complete/);
	});

	test('an outage of all downloads hands out nothing without its file, however long it lasts', async () => {
		arrive(sandbox(), 3);
		sandbox().fault(DOWNLOAD, { status: 500, times: Infinity });
		const node = await inboxTrigger(sandbox(), download);
		for (let polls = 0; polls < 5; polls++) await expect(node.poll()).rejects.toThrow(/InternalError/);
		sandbox().clearFaults();
		expect((await node.poll()).every(({ binary }) => binary)).toBe(true);
	});
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

test('one parcel is always fetched, however little time there is', async () => {
	const [first] = arrive(sandbox(), 5);
	const node = await inboxTrigger(sandbox(), download, { budgetMs: 1 });
	sandbox().fault(LIST, { delayMs: 20 });
	expect(idsOf(await node.activate())).toEqual([first!.parcelId]);
});
