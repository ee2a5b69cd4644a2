import { byId, withoutPauses } from './setup';
import { againInbox, arrive, emptySandbox, idsOf, inboxTrigger, LIST } from './inbox';

const sandbox = emptySandbox();
withoutPauses();

describe('refuses bad values, names the field and sends nothing', () => {
	test.each<[object, RegExp]>([
		[{ mailboxId: byId('abc') }, /^“Mailbox” must be an ID of digits only/],
		[{ mailboxId: byId('0') }, /^“Mailbox” must not be 0/],
		[{ mailboxId: byId('99999999999') }, /^“Mailbox” is too big/],
		[{ options: { maxParcels: 0 } }, /^“Max Parcels” must be a whole number from 1 to 1000, not “0”/],
		[{ options: { maxParcels: 2.5 } }, /^“Max Parcels” must be/],
		[{ options: { maxParcels: 'many' } }, /^“Max Parcels” must be/],
		[
			{ options: { retryAfterMinutes: 0 } },
			/^“Deliver Again After \(Minutes\)” must be a whole number from 1 to 10080/,
		],
		[{ options: { retryAfterMinutes: 10_081 } }, /^“Deliver Again After/],
	])('%j', async (parameters, message) => {
		const node = await inboxTrigger(sandbox(), parameters as never);
		await expect(node.activate()).rejects.toThrow(message);
		expect(sandbox().requests).toEqual([]);
	});

	test("doesn't repeat an API key that was entered into the field", async () => {
		const node = await inboxTrigger(sandbox(), { mailboxId: byId(sandbox().apiKey) } as never);
		await expect(node.activate()).rejects.toThrow(/^“Mailbox” must be an ID .* not “•••”/);
		await node.activate('init');
		expect(node.warnings).toEqual([expect.stringMatching(/“Mailbox” must be an ID .* not “•••”/)]);
	});
});

describe('a failed first poll fails the publication, with a message that says what to do', () => {
	test('a wrong key', async () => {
		sandbox().setApiKey('another');
		const node = await inboxTrigger(
			sandbox(),
			{},
			{ credentials: { apiKey: 'wrong', baseUrl: sandbox().url } },
		);
		await expect(node.activate()).rejects.toThrow(
			/doesn't accept the API key.*Enter the current API key in the ECGrid API credential/,
		);
	});

	test('an unknown mailbox', async () => {
		const node = await inboxTrigger(sandbox(), { mailboxId: byId('99') });
		await expect(node.activate()).rejects.toThrow(
			/know mailbox 99.*Choose another mailbox under “Mailbox”\. \(\w+\)$/,
		);
	});

	test("an ECGrid that can't be reached", async () => {
		const node = await inboxTrigger(
			sandbox(),
			{},
			{ credentials: { apiKey: 'key', baseUrl: 'http://127.0.0.1:9' } },
		);
		await expect(node.activate()).rejects.toThrow(/can't be reached.*Check the Base URL/);
	});

	test('contains no key', async () => {
		sandbox().fault(LIST, { status: 400, message: `bad ${sandbox().apiKey}` });
		const node = await inboxTrigger(sandbox());
		const error: Error = await node.activate().then(
			() => new Error('none'),
			(reason) => reason,
		);
		expect(error.message).toMatch(/ECGrid refused a value/);
		expect(JSON.stringify(error) + error.message + error.stack).not.toContain(sandbox().apiKey);
	});
});

test("during n8n's start, a failure is a warning: an outage must not switch the trigger off", async () => {
	const [parcel] = arrive(sandbox(), 1);
	for (const mode of ['init', 'leadershipChange'] as const) {
		sandbox().clearFaults();
		sandbox().fault(LIST, { status: 500 });
		const node = await inboxTrigger(sandbox());
		expect(await node.activate(mode)).toEqual([]);
		expect(node.warnings).toEqual([expect.stringMatching(/InternalError.*The next poll tries again/)]);
		expect(idsOf(await node.poll())).toEqual([parcel!.parcelId]);
		sandbox().fault(LIST, { status: 401, times: 1 });
		await expect(node.poll()).rejects.toThrow(/API key/);
	}
});

test('a later poll that fails says so, hands out and remembers nothing, and the next one continues', async () => {
	const node = await inboxTrigger(sandbox());
	await node.activate();
	const [parcel] = arrive(sandbox(), 1);
	const before = node.saved();
	sandbox().fault(LIST, { status: 503, times: 3 });
	await expect(node.poll()).rejects.toThrow(/unavailable/);
	expect(node.saved()).toEqual(before);
	expect(idsOf(await node.poll())).toEqual([parcel!.parcelId]);
});

test('retries temporary failures within the poll', async () => {
	arrive(sandbox(), 1);
	sandbox().fault(LIST, { retryAfter: 1 }, { cut: true });
	expect(await (await inboxTrigger(sandbox())).activate()).toHaveLength(1);
});

test('hands the parcel out again if n8n dies after saving and before storing the execution', async () => {
	const [parcel] = arrive(sandbox(), 1);
	const node = await inboxTrigger(sandbox());
	await node.activate();
	const { now } = Date;
	jest.spyOn(Date, 'now').mockImplementation(() => now.call(Date) + 61 * 60_000);
	const restarted = await againInbox(sandbox(), node);
	expect(await restarted.activate('init')).toEqual([
		expect.objectContaining({ json: expect.objectContaining({ parcelId: parcel!.parcelId, handedOut: 2 }) }),
	]);
});
