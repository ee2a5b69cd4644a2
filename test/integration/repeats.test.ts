import type { Fault, ParcelRecord } from '../../sandbox';
import { eachOnce } from '../quick';
import { errorOf, execute, nodeOfPackage, outputOf } from './n8n';
import { binary, operations, parametersFor, type OperationOfNode } from './operations';
import { cleanSandbox, credentialsFor, hangingEndpoint, withoutPauses } from './setup';

const sandbox = cleanSandbox();
withoutPauses();
const hanging = hangingEndpoint();

const once = operations.filter(({ idempotent }) => !idempotent);
const again = eachOnce(
	operations.filter(({ idempotent }) => idempotent),
	// Files and confirmations have their own ways to ECGrid.
	({ resource, operation, endpoint }) => (resource === 'parcel' ? operation : endpoint.split(' ')[0]),
);

/** The objects that the operations work on, created before each operation. */
let things: Record<string, unknown>;
/** An object that no earlier operation deleted. */
let freshId = 100;

/** A mailbox that no earlier operation deleted. */
async function newMailbox(): Promise<number> {
	const response = await fetch(`${sandbox().url}/v2/mailboxes/create`, {
		method: 'POST',
		headers: { 'X-API-Key': sandbox().apiKey, 'content-type': 'application/json' },
		body: JSON.stringify({ networkId: 1201, uniqueId: `BOX${++freshId}`, companyName: 'Harborline' }),
	});
	const { data } = (await response.json()) as { data: { mailboxId: number } };
	return data.mailboxId;
}

beforeEach(async () => {
	(sandbox().parcels as ParcelRecord[]).length = 0;
	const { parcelId } = sandbox().addParcel({ fileName: 'PO.edi', content: 'ISA' }, { fire: false });
	const { callbackId } = sandbox().addCallback({ url: 'https://localhost:9/', event: 'User' });
	const [occurrence] = sandbox().fire('User');
	const { callbackEventId } = occurrence!;
	things = {
		parcelId,
		callbackId,
		callbackEventId,
		ccId: ++freshId,
		ecGridIdFrom: '820001',
		ecGridIdTo: '820005',
		mailboxId: await newMailbox(),
		networkId: 1202,
	};
	sandbox().clearRequests();
});

const run = async (chosen: OperationOfNode) =>
	await execute({
		credentials: credentialsFor(sandbox()),
		parameters: parametersFor(await nodeOfPackage('ecGrid'), chosen, false, things),
		binary,
	});

/** How often a request was sent; for a list, the request for its first page. */
const timesSent = ({ endpoint }: OperationOfNode) =>
	sandbox().requests.filter(
		({ endpoint: sent, body }) => sent === endpoint && ((body as { pageNo?: number })?.pageNo ?? 1) === 1,
	).length;

const faults = [
	['a 500', { status: 500 }],
	['a 502', { status: 502, afterWork: true }],
	['a 503', { status: 503 }],
	['a 504', { status: 504, body: '<html>Gateway time-out</html>' }],
	['a cut connection', { cut: true }],
	['a connection cut after the work', { cut: true, afterWork: true }],
	['no response in time', { delayMs: 3_600_000 }],
] as const;

const begin = ({ endpoint }: OperationOfNode, fault: Fault) => {
	sandbox().fault(endpoint, fault);
	if (fault.delayMs) hanging.is(endpoint);
};

/** Operations known to do harm if repeated. */
test.each([
	'callback create',
	'callback test',
	'parcel addAcknowledgmentNote',
	'parcel cancel',
	'parcel resetToInbox',
	'parcel sendTestFile',
	'parcel update',
	'parcel upload',
	'key create',
	'portal create',
	'user create',
	'user generateApiKey',
	'user sendSms',
])("%s isn't marked as repeatable", (name) =>
	expect(once.map(({ resource, operation }) => `${resource} ${operation}`)).toContain(name),
);

describe.each(once)('$resource → $operation', (chosen) => {
	test.each(faults)("isn't sent again after %s: the error says what to do", async (_, fault) => {
		begin(chosen, fault);
		const error = errorOf(await run(chosen));
		expect(error.message).toMatch(/isn't known whether ECGrid carried out the request/);
		expect(error.description).toMatch(/check whether it was carried out/);
		expect(chosen.howToVerify).toMatch(/^[A-Z].*\w.*\.$/s);
		expect(error.description).toContain(chosen.howToVerify);
		expect(timesSent(chosen)).toBe(1);
	});

	test('is sent again after a 429, which did nothing', async () => {
		sandbox().fault(chosen.endpoint, { retryAfter: 0 });
		await run(chosen);
		expect(timesSent(chosen)).toBe(2);
	});
});

describe.each(again)('$resource → $operation', (chosen) => {
	test.each(faults)('is sent again after %s, and succeeds', async (_, fault) => {
		begin(chosen, fault);
		const result = await run(chosen);
		expect(timesSent(chosen)).toBe(2);
		expect(result.data.resultData.error).toBeUndefined();
	});

	test('gives up after three tries and says so', async () => {
		sandbox().fault(chosen.endpoint, { status: 503, times: 10 });
		const result = await run(chosen);
		expect(errorOf(result).description).toMatch(/Tried 3 times/);
		expect(errorOf(result).message).not.toMatch(/isn't known whether ECGrid carried out/);
		expect(timesSent(chosen)).toBe(3);
		expect(outputOf(result)).toEqual([]);
	});
});
