import { startSandbox, type Sandbox } from '../../sandbox';
import { startReceiver, type Receiver } from '../unit/sandbox/receiver';
import { errorOf, outputOf } from './n8n';
import { runOperation } from './operations';
import { cleanSandbox } from './setup';

const sandbox = cleanSandbox();

describe('a receiver', () => {
	let receiver: Receiver;
	let grid: Sandbox;
	let status: number;

	beforeAll(async () => {
		receiver = await startReceiver(() => ({ status, body: 'Received' }));
		grid = await startSandbox({ deliveryCa: receiver.ca });
	});

	afterAll(async () => {
		await grid.stop();
		await receiver.stop();
	});

	test.each([200, 500])("that answers %d is called once, and the output is ECGrid's report", async (said) => {
		status = said;
		receiver.received.length = 0;
		const { callbackId } = grid.addCallback({ url: receiver.url, event: 'Parcel' });
		expect(outputOf(await runOperation(grid, 'callback test', { callbackId: String(callbackId) }))).toEqual([
			{
				json: {
					callbackId,
					url: receiver.url,
					httpStatus: said,
					responseBody: 'Received',
					testedAt: expect.stringMatching(/Z$/),
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(receiver.received).toHaveLength(1);
	});
});

test("says that a callback doesn't exist", async () => {
	const run = await runOperation(sandbox(), 'callback test', { callbackId: '9999' });
	expect(errorOf(run).message).toMatch(/^Callback 9999 .*not/);
});

test("tests several items one after another, and a failure doesn't affect the others", async () => {
	const ids = [1, 2].map(
		(n) => sandbox().addCallback({ url: `https://localhost:9/${n}`, event: 'Parcel' }).callbackId,
	);
	const items = [ids[0], 9999, ids[1]].map((id) => ({ id }));
	const run = await runOperation(sandbox(), 'callback test', { callbackId: '={{ $json.id }}' }, items, {
		onError: 'continueRegularOutput',
	});
	expect(outputOf(run)).toMatchObject([
		{ json: { callbackId: ids[0], httpStatus: 0 }, pairedItem: { item: 0 } },
		{ json: { error: expect.stringMatching(/9999/) }, pairedItem: { item: 1 } },
		{ json: { callbackId: ids[1], httpStatus: 0 }, pairedItem: { item: 2 } },
	]);
	expect(sandbox().requests.map(({ body }) => body)).toEqual(items.map(({ id }) => ({ callbackId: id })));
});
