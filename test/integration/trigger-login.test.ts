import crypto from 'node:crypto';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox } from '../../sandbox';
import { digestClients, type DigestClientName } from '../../sandbox/digestClients';
import { loginOf, type Login } from '../../nodes/EcGrid/trigger/login';
import { contextOf } from '../unit/nodes/EcGrid/trigger/context';
import { digestHeader, nonceIn } from '../unit/nodes/EcGrid/trigger/digest-client';
import type { TriggerNode } from './n8n';
import { again, cleanSandbox, publish, storedCallbacks, trigger } from './setup';
import { webhookCertificate, webhookServer } from './webhook-server';

const run = promisify(execFile);
const REALM = 'n8n ECGrid Trigger';

const sandbox = cleanSandbox();

let eventId = 1;
const arrival = () => ({
	eventId: eventId++,
	callBackEvent: 'InBox',
	parcelId: 987654321,
	eventDateTime: '2026-05-07T12:30:00Z',
	isTest: false,
});

const published = async (parameters: INodeParameters = {}) => {
	const node = await trigger(sandbox(), parameters);
	await publish(node);
	return node;
};

/** The login that ECGrid was last given. */
const login = () => {
	const { username, password } = sandbox().callbacks.at(-1)!;
	return { username: username!, password: password! };
};
const basicHeader = ({ username, password }: ReturnType<typeof login>) =>
	`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

const call = async (node: TriggerNode, authorization: string | undefined, body: unknown = arrival()) =>
	await node.deliver({ body, headers: { authorization }, query: { event: 'Parcel' } });

const challengeOf = (answer: { headers?: IDataObject }) => answer.headers?.['WWW-Authenticate'] as string;

/** A header that answers the challenge a stranger would get. */
const digestFor = async (node: TriggerNode, changes: object = {}) => {
	const { answer } = await call(node, undefined);
	const nonce = nonceIn(challengeOf(answer));
	return digestHeader({ ...login(), realm: REALM, nonce, ...changes });
};

test.each(['basic', 'digest'])('%s: only timingSafeEqual decides who gets in', async (authentication) => {
	const node = await published({ authentication });
	const wrong = { ...login(), password: 'Ec1-wrong' };
	const header = async () =>
		authentication === 'basic' ? basicHeader(wrong) : await digestFor(node, { password: wrong.password });
	expect((await call(node, await header())).answer.status).toBe(401);
	const compare = jest.spyOn(crypto, 'timingSafeEqual').mockReturnValue(true);
	try {
		expect((await call(node, await header())).answer.status).toBe(200);
	} finally {
		compare.mockRestore();
	}
});

/** A small HTTP server in place of n8n's; its proxy may put the node at another path. */
async function server(node: TriggerNode) {
	const executions: IDataObject[][] = [];
	const requests: IncomingHttpHeaders[] = [];
	const http = createServer(async (request, response) => {
		const rawBody = await buffer(request);
		requests.push(request.headers);
		const { searchParams } = new URL(request.url!, 'http://localhost');
		const { answer, items } = await node.deliver({
			method: request.method,
			body: rawBody.length > 0 ? JSON.parse(rawBody.toString()) : undefined,
			rawBody,
			headers: request.headers as IDataObject,
			query: Object.fromEntries(searchParams),
		} as Parameters<TriggerNode['deliver']>[0]);
		if (items) executions.push(items);
		response.writeHead(answer.status!, answer.headers as Record<string, string>);
		response.end(JSON.stringify(answer.body));
	});
	await once(http.listen(0, '127.0.0.1'), 'listening');
	return {
		url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/proxied/ecgrid?event=Parcel`,
		executions,
		requests,
		stop: async () => {
			http.closeAllConnections();
			await once(http.close(), 'close');
		},
	};
}

type Server = Awaited<ReturnType<typeof server>>;

async function withServer(node: TriggerNode, work: (http: Server) => Promise<void>): Promise<void> {
	const http = await server(node);
	try {
		await work(http);
	} finally {
		await http.stop();
	}
}

/** The final status from this machine's curl. Fails if curl is missing. */
async function curl(url: string, ...options: string[]): Promise<number> {
	const post = ['-X', 'POST', '-H', 'Content-Type: application/json', '-d', JSON.stringify(arrival())];
	const { stdout } = await run('curl', [
		'-sS',
		'-o',
		'/dev/null',
		'-w',
		'%{http_code}',
		...options,
		...post,
		url,
	]);
	return Number(stdout);
}

/** The final status from the digest-fetch package, in a separate process. */
async function digestFetch(url: string, { username, password }: ReturnType<typeof login>, algorithm: string) {
	const script = `
		import Client from 'digest-fetch';
		const [url, user, password, algorithm, body] = process.argv.slice(1);
		const headers = { 'Content-Type': 'application/json' };
		const answer = await new Client(user, password, { algorithm }).fetch(url, { method: 'POST', headers, body });
		console.log(answer.status);`;
	const values = [url, username, password, algorithm, JSON.stringify(arrival())];
	const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, ...values], {
		cwd: join(__dirname, '../..'),
	});
	return Number(stdout);
}

describe("clients that we didn't write", () => {
	test('curl --basic gets in with the login and with no other', async () => {
		await withServer(await published(), async ({ url, executions }) => {
			const { username, password } = login();
			expect(await curl(url, '--basic', '-u', `${username}:${password}`)).toBe(200);
			expect(executions).toHaveLength(1);
			expect(await curl(url, '--basic', '-u', `${username}:${password}x`)).toBe(401);
			expect(await curl(url, '--basic', '-u', `${username}:`)).toBe(401);
			expect(await curl(url)).toBe(401);
			expect(await curl(url, '--digest', '-u', `${username}:${password}`)).toBe(401);
			expect(executions).toHaveLength(1);
		});
	});

	test('curl --digest gets in with the login and with no other', async () => {
		await withServer(await published({ authentication: 'digest' }), async ({ url, executions, requests }) => {
			const { username, password } = login();
			expect(await curl(url, '--digest', '-u', `${username}:${password}`)).toBe(200);
			expect(executions).toMatchObject([[{ event: 'Parcel', parcelId: 987654321 }]]);
			expect(requests).toHaveLength(2);
			expect(requests[1]!.authorization).toMatch(/^Digest .*algorithm=MD5/);
			expect(JSON.stringify(requests)).not.toContain(password);

			expect(await curl(url, '--digest', '-u', `${username}:${password}x`)).toBe(401);
			expect(await curl(url, '--digest', '-u', `x${username}:${password}`)).toBe(401);
			expect(await curl(url, '--basic', '-u', `${username}:${password}`)).toBe(401);
			expect(await curl(url)).toBe(401);
			expect(executions).toHaveLength(1);
		});
	});

	test('curl --anyauth finds out by itself how to get in', async () => {
		for (const authentication of ['basic', 'digest']) {
			await withServer(await published({ authentication }), async ({ url, executions }) => {
				const { username, password } = login();
				expect(await curl(url, '--anyauth', '-u', `${username}:${password}`)).toBe(200);
				expect(executions).toHaveLength(1);
			});
			(sandbox().callbacks as unknown[]).length = 0;
		}
	});

	test('digest-fetch gets in with SHA-256 and MD5, and not with another login', async () => {
		await withServer(await published({ authentication: 'digest' }), async ({ url, executions }) => {
			expect(await digestFetch(url, login(), 'SHA-256')).toBe(200);
			expect(await digestFetch(url, login(), 'MD5')).toBe(200);
			expect(executions).toHaveLength(2);
			expect(await digestFetch(url, { ...login(), password: 'guess' }, 'MD5')).toBe(401);
			expect(executions).toHaveLength(2);
		});
	}, 30_000);

	/** The final status from Python's requests. The test is skipped if it isn't installed. */
	async function pythonRequests(url: string, { username, password }: ReturnType<typeof login>, times = 1) {
		const script = `
import sys, requests
from requests.auth import HTTPDigestAuth
url, user, password, body, times = sys.argv[1:]
session = requests.Session()
session.auth = HTTPDigestAuth(user, password)
for _ in range(int(times)):
    answer = session.post(url, data=body, headers={'Content-Type': 'application/json'})
print(answer.status_code)`;
		const values = [url, username, password, JSON.stringify(arrival()), String(times)];
		const { stdout } = await run('python3', ['-c', script, ...values]);
		return Number(stdout);
	}

	const hasRequests = spawnSync('python3', ['-c', 'import requests']).status === 0;
	(hasRequests ? test : test.skip)(
		'Python’s requests gets in by Digest, repeatedly, and not with another login',
		async () => {
			await withServer(await published({ authentication: 'digest' }), async ({ url, executions }) => {
				expect(await pythonRequests(url, login())).toBe(200);
				expect(executions).toHaveLength(1);
				expect(await pythonRequests(url, login(), 3)).toBe(200);
				expect(await pythonRequests(url, { ...login(), password: 'guess' })).toBe(401);
			});
		},
		30_000,
	);

	test.each(Object.keys(digestClients) as DigestClientName[])(
		'a client that answers Digest like %s gets in, even through a proxy, and not with another login',
		async (digestClient) => {
			const n8n = await webhookServer();
			try {
				for (const proxy of [false, true]) {
					const ecgrid = await startSandbox({
						deliveryCa: await webhookCertificate(),
						caller: { digestClient, proxy },
						retry: { attempts: 1 },
					});
					try {
						const node = await trigger(
							ecgrid,
							{ authentication: 'digest' },
							{ webhookBaseUrl: n8n.webhookBaseUrl, nodeId: `${digestClient}-${proxy}` },
						);
						n8n.serve(node);
						await publish(node);
						n8n.executions.length = 0;
						ecgrid.addParcel({ fileName: 'a.edi', content: 'ISA*00*' });
						await ecgrid.idle();
						expect(ecgrid.deliveries).toMatchObject([{ status: 200, attempt: 1 }]);
						expect(n8n.executions).toHaveLength(1);

						ecgrid.callbacks[0]!.password = 'Ec1-guess';
						ecgrid.addParcel({ fileName: 'b.edi', content: 'ISA*00*' });
						await ecgrid.idle();
						expect(ecgrid.deliveries[1]).toMatchObject({ status: 401 });
						expect(n8n.executions).toHaveLength(1);
					} finally {
						await ecgrid.stop();
					}
				}
			} finally {
				await n8n.stop();
			}
		},
	);

	test('ECGrid’s own deliveries get in by Digest over HTTPS, with one challenge each', async () => {
		const n8n = await webhookServer();
		const ecgrid = await startSandbox({ deliveryCa: await webhookCertificate() });
		try {
			const node = await trigger(
				ecgrid,
				{ authentication: 'digest' },
				{ webhookBaseUrl: n8n.webhookBaseUrl },
			);
			n8n.serve(node);
			await publish(node);
			for (let index = 0; index < 5; index++) ecgrid.addParcel({ fileName: 'a.edi', content: 'ISA*00*' });
			await ecgrid.idle();
			expect(n8n.executions).toHaveLength(5);
			expect(ecgrid.deliveries.map(({ status, attempt }) => [status, attempt])).toEqual(
				Array.from({ length: 5 }, () => [200, 1]),
			);
			expect(ecgrid.deliveries[0]!.requestHeaders.authorization).toMatch(/^Digest /);
		} finally {
			await Promise.all([ecgrid.stop(), n8n.stop()]);
		}
	});
});

describe('with Digest', () => {
	test('answers 401 to a stranger with one challenge that every client understands, and runs or stores nothing', async () => {
		const node = await published({ authentication: 'digest' });
		const stored = JSON.stringify(node.staticData());
		const { answer, items, result } = await call(node, undefined);
		expect(answer.status).toBe(401);
		expect(challengeOf(answer)).toMatch(/^Digest realm="n8n ECGrid Trigger", qop="auth", algorithm=MD5, /);
		expect(items).toBeUndefined();
		expect(result.noWebhookResponse).toBe(true);
		expect(JSON.stringify(node.staticData())).toBe(stored);
		expect(JSON.stringify([answer, stored])).not.toContain(login().password);
	});

	test.each([
		['the login with Basic', () => basicHeader(login())],
		['an empty header', () => ''],
		[
			'a header of another node',
			() => digestHeader({ ...login(), password: 'Ec1-other', realm: REALM, nonce: 'x' }),
		],
	])('challenges %s', async (_, header) => {
		const node = await published({ authentication: 'digest' });
		const { answer, items } = await call(node, header());
		expect([answer.status, items]).toEqual([401, undefined]);
		expect(challengeOf(answer)).not.toContain('stale');
	});

	test('a captured header lets nobody in after five minutes, and says stale=true only to a caller who knows the login', async () => {
		const node = await published({ authentication: 'digest' });
		const captured = await digestFor(node);
		const guess = await digestFor(node, { password: 'guess' });
		expect((await call(node, captured)).items).toHaveLength(1);

		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 5 * 60_000 + 1_000);
		const [late, wrong] = [await call(node, captured), await call(node, guess)];
		jest.restoreAllMocks();
		expect([late.answer.status, late.items]).toEqual([401, undefined]);
		expect(challengeOf(late.answer)).toContain('stale=true');
		expect(challengeOf(wrong.answer)).not.toContain('stale');
	});

	test('a caller may answer a challenge from another process of this n8n', async () => {
		const node = await published({ authentication: 'digest' });
		const header = await digestFor(node);
		expect(
			(await call(await again(sandbox(), node, { authentication: 'digest' }), header)).items,
		).toHaveLength(1);
	});

	test("a login isn't valid for another node, workflow or n8n", async () => {
		const node = await published({ authentication: 'digest' });
		const header = await digestFor(node);
		for (const identity of [{ nodeId: 'node-2' }, { workflowId: 'w-2' }, { instanceId: 'n8n-2' }]) {
			const other = await again(sandbox(), node, { authentication: 'digest' }, identity);
			expect((await call(other, header)).answer.status).toBe(401);
		}
	});

	test('a correct answer to a challenge not issued here, or one by a clock that is far ahead, is told to ask again', async () => {
		const node = await published({ authentication: 'digest' });
		const foreign = digestHeader({ ...login(), realm: REALM, nonce: 'nonce-of-another-server' });
		const ahead = Date.now() + 3_600_000;
		jest.spyOn(Date, 'now').mockReturnValue(ahead);
		const early = await digestFor(node);
		jest.restoreAllMocks();
		for (const header of [foreign, early]) {
			const { answer, items } = await call(node, header);
			expect([answer.status, items]).toEqual([401, undefined]);
			expect(challengeOf(answer)).toContain('stale=true');
		}
		const guess = await digestFor(node, { password: 'guess', nonce: 'nonce-of-another-server' });
		expect(challengeOf((await call(node, guess)).answer)).not.toContain('stale');
	});

	test('a challenge from a process whose clock is four minutes ahead is valid', async () => {
		const node = await published({ authentication: 'digest' });
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 4 * 60_000);
		const header = await digestFor(node);
		jest.restoreAllMocks();
		expect((await call(node, header)).items).toHaveLength(1);
	});

	test('ECGrid gets in while the registration is still running and nothing is stored', async () => {
		await published({ authentication: 'digest' });
		const notSavedYet = await trigger(sandbox(), { authentication: 'digest' });
		expect((await call(notSavedYet, await digestFor(notSavedYet))).items).toHaveLength(1);
	});
});

interface Asked {
	apiKey: string;
	/** The content of n8n's database. */
	stored: Login[];
	authorization?: string;
}

/** A separate process, like n8n's webhook processes in queue mode. It returns its response to a caller. */
function webhookProcess(authentication: 'basic' | 'digest') {
	const script = `
		const { refusal } = require('./nodes/EcGrid/trigger/authenticate.ts');
		const { verifierOf } = require('./nodes/EcGrid/trigger/login.ts');
		const { nodeFingerprint } = require('./nodes/EcGrid/runtime/nodeFingerprint.ts');
		const identity = {
			getInstanceId: () => 'instance-1', getWorkflow: () => ({ id: 'workflow-1' }), getNode: () => ({ id: 'node-1' }),
		};
		const owner = nodeFingerprint(identity);
		process.on('message', async ({ apiKey, stored, authorization }) => {
			const callbacks = stored.map((login) => ({ callbackId: 1, url: '', event: 'Parcel', owner, verifier: verifierOf(login) }));
			const refused = await refusal({
				...identity,
				getNodeParameter: (name, otherwise) => (name === 'authentication' ? '${authentication}' : otherwise),
				getRequestObject: () => ({ method: 'POST' }), getHeaderData: () => ({ authorization }),
				getQueryData: () => ({ event: 'Parcel' }), getWorkflowStaticData: () => ({ callbacks }),
				getCredentials: async () => ({ apiKey }), logger: { error: console.error },
			});
			process.send({ status: refused?.status ?? 200, challenge: refused?.headers['WWW-Authenticate'] });
		});
		process.send('ready');`;
	const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], {
		cwd: join(__dirname, '../..'),
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const ready = once(child, 'message');
	return {
		ask: async (asked: Asked) => {
			await ready;
			const answered = once(child, 'message');
			child.send(asked);
			return ((await answered) as [{ status: number; challenge: string }])[0];
		},
		stop: () => child.kill(),
	};
}

type WebhookProcess = ReturnType<typeof webhookProcess>;

describe('with several webhook processes, after the API key changed', () => {
	const [first, second, third] = ['key-1', 'key-2', 'key-3'];
	const loginFor = async (apiKey: string) => await loginOf(contextOf({ apiKey }));
	/** How long a process keeps a login that it derived for any caller. */
	const untilReadAgain = async () => await pause(1_050);

	let processes: WebhookProcess[] = [];
	const begin = (authentication: 'basic' | 'digest', count: number) => {
		processes = Array.from({ length: count }, () => webhookProcess(authentication));
		return processes;
	};
	afterEach(() => processes.splice(0).forEach((process) => process.stop()));

	/** A Digest call that one process challenges and another one answers. */
	const digestCall = async (asked: Omit<Asked, 'authorization'>, used: Login, [by, at]: WebhookProcess[]) => {
		const { challenge } = await by!.ask(asked);
		return await at!.ask({
			...asked,
			authorization: digestHeader({ ...used, realm: REALM, nonce: nonceIn(challenge), algorithm: 'MD5' }),
		});
	};

	test('any of them that knows the login accepts a challenge from any other', async () => {
		const [old, fresh] = begin('digest', 2) as [WebhookProcess, WebhookProcess];
		const former = { apiKey: first!, stored: [await loginFor(first!)] };
		await old.ask(former);
		const changed = { ...former, apiKey: second! };
		await untilReadAgain();
		expect(await digestCall(changed, await loginFor(first!), [fresh, old])).toEqual({ status: 200 });
		expect(await digestCall(changed, await loginFor(second!), [old, fresh])).toEqual({ status: 200 });
		expect(await digestCall(changed, await loginFor(second!), [fresh, old])).toEqual({ status: 200 });
		expect(await digestCall(changed, await loginFor(first!), [fresh, fresh])).toMatchObject({ status: 401 });
		expect(await digestCall(changed, { username: 'n8n-x', password: 'guess' }, [old, fresh])).toMatchObject({
			status: 401,
		});
	}, 20_000);

	test.each(['basic', 'digest'] as const)(
		'and again before anything was stored, ECGrid gets in with the %s login from in between, until it uses another',
		async (authentication) => {
			const [at] = begin(authentication, 1) as [WebhookProcess];
			const stored = [await loginFor(first!)];
			const call = async (apiKey: string, loginOfKey: string) => {
				const used = await loginFor(loginOfKey);
				const { status } =
					authentication === 'basic'
						? await at.ask({ apiKey, stored, authorization: basicHeader(used) })
						: await digestCall({ apiKey, stored }, used, [at, at]);
				return status;
			};
			expect(await call(first!, first!)).toBe(200);
			await untilReadAgain();
			expect(await call(second!, second!)).toBe(200);
			await untilReadAgain();
			expect(await call(third!, second!)).toBe(200);
			expect(await call(third!, third!)).toBe(200);
			expect(await call(third!, second!)).toBe(401);
		},
		20_000,
	);
});

describe('after the API key is rotated', () => {
	test.each(['basic', 'digest'])('ECGrid still gets in with its former %s login', async (authentication) => {
		const node = await published({ authentication });
		const header = async (target: TriggerNode) =>
			authentication === 'basic' ? basicHeader(login()) : await digestFor(target);
		expect((await call(node, await header(node))).items).toHaveLength(1);

		sandbox().setApiKey('key-after-rotation');
		const rotated = await again(sandbox(), node, { authentication });
		expect((await call(rotated, await header(rotated))).items).toHaveLength(1);
		expect((await call(rotated, await header(rotated))).items).toHaveLength(1);
	});

	test.each(['basic', 'digest'])(
		'the former %s login is refused once ECGrid has the new one',
		async (authentication) => {
			const node = await published({ authentication });
			const former = login();
			sandbox().setApiKey('key-after-rotation');
			const rotated = await again(sandbox(), node, { authentication });
			expect(await rotated.hook('checkExists', 'init')).toBe(true);
			expect(login()).not.toEqual(former);

			const old = authentication === 'basic' ? basicHeader(former) : await digestFor(rotated, former);
			const { answer, items } = await call(rotated, old);
			expect([answer.status, items]).toEqual([401, undefined]);
			const current = authentication === 'basic' ? basicHeader(login()) : await digestFor(rotated);
			expect((await call(rotated, current)).items).toHaveLength(1);
		},
	);

	test('a tick of the schedule gives ECGrid the new login', async () => {
		const node = await published();
		const former = basicHeader(login());
		sandbox().setApiKey('key-after-rotation');
		const rotated = await again(sandbox(), node);
		const running = await rotated.start();
		await running.idle();
		expect((await call(rotated, former)).items).toHaveLength(1);
		running.pass(15);
		await running.idle();
		expect((await call(rotated, former)).answer.status).toBe(401);
		expect((await call(rotated, basicHeader(login()))).items).toHaveLength(1);
		await running.close();
	});

	test('the stored data lets nobody in', async () => {
		const node = await published();
		const [stored] = storedCallbacks(node);
		const { username } = login();
		for (const password of [stored!.verifier, '', 'undefined']) {
			expect((await call(node, basicHeader({ username, password }))).answer.status).toBe(401);
		}
	});
});
