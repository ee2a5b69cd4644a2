import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Execution } from '../../local-n8n/api';
import { useLab } from './lab';

const lab = useLab();

const create = 'POST /v2/callbacks/create';
const login = { username: 'webhook_user', password: 's3cr3t!' };
const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const bodiesSent = () => lab.requestsTo('/v2/callbacks/create').map(({ body }) => body);

/** Every execution in this file, to search for forbidden content at the end. */
const executions: Execution[] = [];

async function run(...args: Parameters<typeof lab.createCallback>) {
	const execution = await lab.createCallback(...args);
	executions.push(execution);
	return execution;
}

describe('Callback → Create, executed in the editor', () => {
	test.each([
		['None', {}],
		['Basic', login],
		['Digest', login],
	])('with the login %s returns the created callback', async (httpAuthType, typed) => {
		const execution = await run({ httpAuthType, ...typed });
		expect(execution.status).toBe('success');
		const body = { url: 'https://app.example.com/webhooks/ecgrid', event: 'Parcel', httpAuthType };
		expect(bodiesSent()).toEqual([{ ...body, ...typed }]);
		const { callbackId } = lab.sandbox.callbacks.at(-1)!;
		expect(execution.output()).toEqual([
			{ callbackId, ...body, mailboxId: 0, networkId: 0, status: 'Active' },
		]);
	});

	test('sends exactly the documented body for the documented example', async () => {
		await run({ httpAuthType: 'Basic', ...login, additionalFields: { mailboxId: byId('12345') } });
		expect(bodiesSent()).toEqual([
			{
				url: 'https://app.example.com/webhooks/ecgrid',
				event: 'Parcel',
				mailboxId: 12345,
				httpAuthType: 'Basic',
				username: 'webhook_user',
				password: 's3cr3t!',
			},
		]);
	});

	test('sends no user name or password with None, even if both are left over', async () => {
		await run({ httpAuthType: 'None', ...login });
		expect(bodiesSent()).toEqual([
			{ url: 'https://app.example.com/webhooks/ecgrid', event: 'Parcel', httpAuthType: 'None' },
		]);
	});

	test('sends the network picked from the list', async () => {
		const networkId = {
			__rl: true,
			mode: 'list',
			value: 1202,
			cachedResultName: 'Northfield Grocers Cooperative (1202)',
		};
		expect((await run({ additionalFields: { networkId } })).output()).toEqual([
			expect.objectContaining({ networkId: 1202 }),
		]);
	});

	test.each([
		['an http URL', { url: 'http://app.example.com/' }, /^“URL” must be an HTTPS address/],
		[
			'letters as the mailbox ID',
			{ additionalFields: { mailboxId: byId('12a45') } },
			/^“Mailbox” must be an ID of digits only/,
		],
		[
			'Basic without a password',
			{ httpAuthType: 'Basic', username: 'me', password: '={{ "" }}' },
			/^“Password” is empty/,
		],
	])('refuses %s, names the field and sends nothing', async (_, parameters, message) => {
		const { status, error } = await run(parameters);
		expect(status).toBe('error');
		expect(error!.message).toMatch(message);
		expect(lab.sandbox.requests).toHaveLength(0);
	});
});

test('a password typed into the node is in the execution that n8n stores', async () => {
	const { id } = await run({ httpAuthType: 'Basic', ...login });
	const { workflowData } = await lab.api.call<{ workflowData: object }>('GET', `/executions/${id}`);
	expect(JSON.stringify(workflowData)).toContain(login.password);
});

describe("shows ECGrid's refusal to the person", () => {
	test('a wrong key, as InvalidAPIKey', async () => {
		const { status, error } = await run({}, await lab.credentialWith({ apiKey: 'wrong-key' }));
		expect(status).toBe('error');
		expect(error!.message).toMatch(/doesn't accept the API key \(InvalidAPIKey, HTTP 401\)/);
		expect(error!.description).toMatch(/Enter the current API key/);
	});

	test.each([
		['InvalidParameter', 400, 'mailboxId 99 does not exist'],
		['AccessDenied', 403, 'AuthLevel too low'],
		['SomethingNew', 418, 'Never seen before'],
	])('%s, with ECGrid’s own message', async (errorCode, httpStatus, message) => {
		lab.sandbox.fault(create, { status: httpStatus, errorCode, message });
		const { status, error } = await run();
		expect(status).toBe('error');
		expect(error!.message).toContain(`(${errorCode}, HTTP ${httpStatus}): ${message}`);
	});

	test('success: false is a failure even with status 200', async () => {
		lab.sandbox.fault(create, { success: false, errorCode: 'InvalidParameter', message: 'No such event' });
		const { status, error } = await run();
		expect(status).toBe('error');
		expect(error!.message).toContain('(InvalidParameter, HTTP 200): No such event');
	});

	test("a redirect is an error, and the key doesn't follow it", async () => {
		const arrived: IncomingMessage[] = [];
		const elsewhere = createServer((request, response) => {
			arrived.push(request);
			response.end('{"success":true,"data":{}}');
		});
		await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening));
		try {
			const { port } = elsewhere.address() as AddressInfo;
			for (const status of [302, 307])
				lab.sandbox.fault(create, { status, redirect: `http://127.0.0.1:${port}/` });
			for (const status of [302, 307]) {
				const execution = await run();
				expect(execution.status).toBe('error');
				expect(execution.error!.message).toContain('The response is a redirect to http://127.0.0.1:');
				expect(execution.error!.description).toContain(`HTTP ${status}`);
			}
			expect(arrived).toHaveLength(0);
		} finally {
			elsewhere.close();
		}
	});
});

test('no execution and no line of n8n’s log contains a key, a password or a login header', () => {
	expect(executions.length).toBeGreaterThan(10);
	for (const text of [...executions.map(({ stored }) => stored), lab.n8n.logs()]) {
		expect(text).not.toContain(lab.sandbox.apiKey);
		expect(text).not.toContain('wrong-key');
		expect(text).not.toContain(login.password);
		expect(text).not.toMatch(/x-api-key|authorization"?:/i);
	}
});
