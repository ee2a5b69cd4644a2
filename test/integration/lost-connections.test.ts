import { Socket } from 'node:net';

import { waitFor } from '../../local-n8n/wait';
import { errorOf, execute } from './n8n';
import { bodiesOf, cleanSandbox, credentialsFor, withoutPauses } from './setup';

const sandbox = cleanSandbox();
withoutPauses();

/** n8n's sockets to the sandbox. */
const sockets = new Set<Socket>();

beforeEach(() => {
	const { connect } = Socket.prototype;
	jest.spyOn(Socket.prototype, 'connect').mockImplementation(function (
		this: Socket,
		...parameters: Parameters<typeof connect>
	) {
		sockets.add(this);
		return connect.apply(this, parameters);
	} as never);
});
afterEach(() => sockets.clear());

/** Ends n8n's connections as the system does when the network fails, once ECGrid has the request. */
async function failOnce(endpoint: string, code: string, syscall: string) {
	sandbox().fault(endpoint, { delayMs: 5_000 });
	await waitFor(`${endpoint} to be sent`, async () => bodiesOf(sandbox(), endpoint).at(-1));
	for (const socket of sockets)
		socket.destroy(Object.assign(new Error(`${syscall} ${code}`), { code, syscall }));
}

const operations: Array<[string, string, object]> = [
	[
		'Callback → Create',
		'POST /v2/callbacks/create',
		{ resource: 'callback', operation: 'create', url: 'https://app.example.com/x', event: 'Parcel' },
	],
	[
		'Parcel → Upload',
		'POST /v2/parcels/upload',
		{
			resource: 'parcel',
			operation: 'upload',
			input: 'text',
			content: 'ISA',
			fileName: 'a.edi',
			additionalFields: { ecGridIdFrom: '820001', ecGridIdTo: '820002' },
		},
	],
];
const codes = ['EHOSTUNREACH', 'ENETUNREACH', 'ECONNREFUSED', 'ETIMEDOUT', 'ECONNRESET'];

describe.each(operations)('%s', (_, endpoint, parameters) => {
	test.each(
		codes.flatMap((code) => [
			['read', code],
			['write', code],
		]),
	)(
		'is sent once when the connection fails under it (%s %s), and not known to be done',
		async (syscall, code) => {
			const run = execute({ credentials: credentialsFor(sandbox()), parameters: parameters as never });
			await failOnce(endpoint, code, syscall);
			const error = errorOf(await run);
			expect(error.message).toMatch(/isn't known whether ECGrid carried out the request/);
			expect(error.description).toContain(code);
			expect(bodiesOf(sandbox(), endpoint)).toHaveLength(1);
		},
	);

	test("wasn't sent if nothing listens, and says so", async () => {
		const credentials = { ...credentialsFor(sandbox()), baseUrl: 'http://127.0.0.1:9' };
		const error = errorOf(await execute({ credentials, parameters: parameters as never }));
		expect(error.message).toMatch(/can't be reached: the connection was refused/);
		expect(error.description).toContain('Tried 3 times');
	});
});

test('is sent again if its connection fails and it is a read', async () => {
	const endpoint = 'POST /v2/callbacks/queue-list';
	const run = execute({
		credentials: credentialsFor(sandbox()),
		parameters: { resource: 'callbackQueueEntry', operation: 'getAll', returnAll: true },
	});
	await failOnce(endpoint, 'EHOSTUNREACH', 'read');
	// Callbacks of the requests that were cut before may be there.
	expect((await run).data.resultData.error).toBeUndefined();
	expect(bodiesOf(sandbox(), endpoint)).toHaveLength(2);
});
