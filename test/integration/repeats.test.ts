import type { Fault, ParcelRecord } from '../../sandbox';
import { errorOf, execute, nodeOfPackage, outputOf } from './n8n';
import { binary, operations, parametersFor, type OperationOfNode } from './operations';
import { cleanSandbox, credentialsFor, hangingEndpoint, withoutPauses } from './setup';

const sandbox = cleanSandbox();
withoutPauses();
const hanging = hangingEndpoint();

/** What ECGrid does not say may be done twice, with where to look whether it was done. */
const ONCE: Record<string, RegExp> = {
	'callback create': /Callback Queue Entry → Get Many/,
	'callback test': /receiver/,
	'parcel addAcknowledgmentNote': /No operation shows/,
	'parcel cancel': /Parcel → Get shows/,
	'parcel resetToInbox': /Parcel → Get shows/,
	'parcel sendTestFile': /Parcel → Get Many Outbox/,
	'parcel update': /Parcel → Get shows/,
	'parcel upload': /Parcel → Get Many Outbox/,
};

const nameOf = ({ resource, operation }: OperationOfNode) => `${resource} ${operation}`;
const once = operations.filter((chosen) => nameOf(chosen) in ONCE);
const again = operations.filter((chosen) => !(nameOf(chosen) in ONCE));

/** What the operations work on: there before each of them. */
let things: Record<string, unknown>;

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
		ecGridIdFrom: '820001',
		ecGridIdTo: '820005',
		mailboxId: 30001,
	};
});

const run = async (chosen: OperationOfNode) =>
	await execute({
		credentials: credentialsFor(sandbox()),
		parameters: parametersFor(await nodeOfPackage('ecGrid'), chosen, false, things),
		binary,
	});

/** How often a request was sent; of a list, the one for its first page. */
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
	['no answer in time', { delayMs: 3_600_000 }],
] as const;

const begin = ({ endpoint }: OperationOfNode, fault: Fault) => {
	sandbox().fault(endpoint, fault);
	if (fault.delayMs) hanging.is(endpoint);
};

test('what is sent once is what does not say that it may be repeated', () =>
	expect(
		operations
			.filter(({ idempotent }) => !idempotent)
			.map(nameOf)
			.sort(),
	).toEqual(Object.keys(ONCE).sort()));

describe.each(once)('$resource → $operation', (chosen) => {
	test.each(faults)('is not sent again after %s: what to do is said', async (_, fault) => {
		begin(chosen, fault);
		const error = errorOf(await run(chosen));
		expect(error.message).toMatch(/not known whether ECGrid did what was asked/);
		expect(error.description).toMatch(/look whether it was done/);
		expect(error.description).toMatch(ONCE[nameOf(chosen)]!);
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

	test('gives up after three tries, and says so', async () => {
		sandbox().fault(chosen.endpoint, { status: 503, times: 10 });
		const result = await run(chosen);
		expect(errorOf(result).description).toMatch(/Tried 3 times/);
		expect(errorOf(result).message).not.toMatch(/not known whether ECGrid did/);
		expect(timesSent(chosen)).toBe(3);
		expect(outputOf(result)).toEqual([]);
	});
});
