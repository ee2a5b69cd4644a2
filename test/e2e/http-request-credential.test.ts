import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WorkflowNode } from '../../local-n8n/api';
import { full } from '../quick';
import { useLab, withEditor } from './lab';

const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';

/** The versions of n8n's HTTP Request node that accept a package's credential. Version 1 accepts none. */
const VERSIONS = [2, 3, 4, 4.1, 4.2, 4.3, 4.4, 4.5];
/** In a quick run, the last of each major version. */
const TESTED = full(VERSIONS, [2, 3, 4.5]);

const lab = useLab(withEditor);

/** Another host, which accepts everything. */
let other: Server;
let otherUrl: string;
const received: Array<{ url?: string; headers: IncomingHttpHeaders }> = [];

beforeAll(async () => {
	other = createServer((request, response) => {
		received.push({ url: request.url, headers: request.headers });
		response.setHeader('content-type', 'application/json').end('{"success":true,"data":{"taken":true}}');
	});
	await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
	otherUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
});
afterEach(() => void received.splice(0));
afterAll(async () => await new Promise((done) => other.close(done)));

type Parameters = Record<string, unknown>;

const following = (version: number): Parameters =>
	version < 3
		? { followRedirect: true, followAllRedirects: true }
		: { redirect: { redirect: { followRedirects: true, maxRedirects: 21 } } };

/**
 * Runs Start → HTTP Request with Authentication → Predefined Credential Type → ECGrid API, as a person does.
 */
async function httpRequest(
	version: number,
	url: string,
	{
		method = 'GET',
		options = {},
		...more
	}: Partial<WorkflowNode> & { method?: string; options?: Parameters } = {},
) {
	const { id, name } = lab.credential;
	const node = { id: crypto.randomUUID(), position: [0, 0] as [number, number] };
	const workflow = await lab.importWorkflow({
		name: 'HTTP Request',
		nodes: [
			{ ...node, name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
			{
				...node,
				id: crypto.randomUUID(),
				name: 'HTTP Request',
				type: HTTP_REQUEST,
				typeVersion: version,
				parameters: {
					url,
					[version < 3 ? 'requestMethod' : 'method']: method,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: 'ecGridApi',
					options: { ...following(version), ...options },
				},
				credentials: { ecGridApi: { id, name } },
				...more,
			},
		],
		connections: { Start: { main: [[{ node: 'HTTP Request', type: 'main', index: 0 }]] } },
	});
	return await lab.api.runManually(workflow.id, 'Start');
}

test('tests all versions of the HTTP Request node that accept it', async () => {
	const versions = (await lab.api.nodeTypes())
		.filter(({ name }) => name === HTTP_REQUEST)
		.flatMap(({ version }) => version);
	expect([...new Set(versions)].sort((a, b) => a - b)).toEqual([1, ...VERSIONS]);
});

test("version 1, which doesn't support package credentials, sends no key anywhere", async () => {
	await httpRequest(1, `${otherUrl}/take`);
	expect(JSON.stringify(received)).not.toContain(lab.sandbox.apiKey);
});

describe.each(TESTED)('HTTP Request %d with the ECGrid API credential', (version) => {
	const nothingWasTaken = () => expect(received).toEqual([]);

	test('reads from ECGrid', async () => {
		const { status, output } = await httpRequest(version, `${lab.sandbox.url}/v2/users/me`);
		expect(status).toBe('success');
		expect(output()).toMatchObject([{ success: true }]);
		expect(lab.requestsTo('/v2/users/me')).toMatchObject([{ headers: { 'x-api-key': lab.sandbox.apiKey } }]);
	});

	test.each(['GET', 'POST'])('sends nothing to another host (%s), and says why', async (method) => {
		const { status, error, stored } = await httpRequest(version, `${otherUrl}/take`, { method });
		nothingWasTaken();
		expect(status).toBe('error');
		expect(JSON.stringify(error)).toContain(`is sent to ${lab.sandbox.url} only, not to ${otherUrl}`);
		expect(stored).not.toContain(lab.sandbox.apiKey);
	});

	test.each([
		['the same host under another name', () => otherUrl.replace('127.0.0.1', 'localhost')],
		['ECGrid’s name as a login', () => otherUrl.replace('//', `//${new URL(lab.sandbox.url).host}@`)],
		[
			'ECGrid’s name before a backslash',
			() => otherUrl.replace('//', `//${new URL(lab.sandbox.url).host}\\@`),
		],
	])('sends nothing to %s', async (_, url) => {
		await httpRequest(version, `${url()}/take`);
		nothingWasTaken();
	});

	test.each([
		['GET', 302],
		['GET', 307],
		['POST', 301],
		['POST', 303],
		['POST', 308],
	])('follows no redirect to another host (%s, %d)', async (method, status) => {
		lab.sandbox.fault('*', { redirect: `${otherUrl}/take`, status, times: 5 });
		const execution = await httpRequest(version, `${lab.sandbox.url}/v2/users/me`, { method });
		nothingWasTaken();
		expect(lab.sandbox.requests).toHaveLength(1);
		expect(execution.status).toBe('error');
	});

	test("keeps the key out of n8n's stored data about a redirect, even if the workflow continues", async () => {
		lab.sandbox.fault('*', { redirect: `${otherUrl}/take`, times: 5 });
		for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput']) {
			const { stored } = await httpRequest(version, `${lab.sandbox.url}/v2/users/me`, { onError });
			expect(stored).not.toContain(lab.sandbox.apiKey);
		}
		nothingWasTaken();
	});

	test("doesn't send through a proxy that could read it", async () => {
		await httpRequest(version, `${lab.sandbox.url}/v2/users/me`, { options: { proxy: otherUrl } });
		nothingWasTaken();
	});
});

describe.each(TESTED.filter((version) => version >= 4.1))('the pages of HTTP Request %d', (version) => {
	const pages = async (second: string) =>
		await httpRequest(version, `${lab.sandbox.url}/v2/users/me`, {
			options: {
				pagination: {
					pagination: {
						paginationMode: 'responseContainsNextURL',
						nextURL: `={{ $pageCount === 0 ? '${lab.sandbox.url}/v2/users/me' : '${second}' }}`,
						paginationCompleteWhen: 'other',
						completeExpression: '={{ false }}',
						limitPagesFetched: true,
						maxRequests: 2,
					},
				},
			},
		});

	test('come from ECGrid', async () => {
		const { status, output } = await pages(`${lab.sandbox.url}/v2/users/me?page=2`);
		expect(status).toBe('success');
		expect(output()).toHaveLength(2);
		expect(lab.requestsTo('/v2/users/me')).toHaveLength(2);
	});

	test("don't continue at another host", async () => {
		const { status, error, stored } = await pages(`${otherUrl}/take`);
		expect(received).toEqual([]);
		expect(status).toBe('error');
		expect(JSON.stringify(error)).toContain('only, not to');
		expect(stored).not.toContain(lab.sandbox.apiKey);
	});

	test("don't continue along a redirect", async () => {
		lab.sandbox.fault('*', { delayMs: 0 }, { redirect: `${otherUrl}/take`, times: 3 });
		await pages(`${lab.sandbox.url}/v2/users/me?page=2`);
		expect(received).toEqual([]);
	});
});
