import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { waitFor } from '../../local-n8n/wait';
import { triggerName, useLab } from './lab';

const purchaseOrder = readFileSync(join(__dirname, '../../demo/850.edi'));

const basic = (username: string, password: string) => ({
	authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
});

describe.each([
	['in the background, as n8n now does', {}],
	['immediately, as older versions do', { N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' }],
])('publishing %s', (_, env: Record<string, string>) => {
	const lab = useLab(env);

	/** Every registered login, to search for at the end: none may be found. */
	const logins = new Set<string>();

	afterEach(() => {
		expect(lab.sandbox.callbacks).toEqual([]);
	});

	async function published(parameters?: Record<string, unknown>) {
		const workflow = await lab.triggerWorkflow(parameters);
		expect(await lab.api.publish(workflow.id)).toEqual({ status: 'published', message: '' });
		for (const { password } of lab.sandbox.callbacks) if (password) logins.add(password);
		return workflow;
	}

	async function parcelArrives(fileName = '850.edi') {
		const parcel = lab.sandbox.addParcel({ fileName, content: purchaseOrder });
		await lab.sandbox.idle();
		return parcel;
	}

	async function post(url: string, body: string, headers: Record<string, string> = {}) {
		const response = await request(url, {
			method: 'POST',
			dispatcher: new Agent({ connect: { ca: lab.n8n.ca } }),
			headers: { 'content-type': 'application/json', ...headers },
			body,
		});
		await response.body.dump();
		return { status: response.statusCode, challenge: response.headers['www-authenticate'] };
	}

	/** Posts to a webhook as a stranger would. */
	const call = async (url: string, headers: Record<string, string> = {}, eventId = 1, more: object = {}) =>
		await post(url, JSON.stringify({ eventId, callBackEvent: 'InBox', parcelId: 1, ...more }), headers);

	/** n8n starts to listen before it has reactivated its workflows. */
	const untilReady = async () =>
		await waitFor('n8n to take up its workflows', async (saw) => {
			const { status } = await call(lab.sandbox.callbacks[0]!.url);
			saw(`webhook answers ${status}`);
			return status === 401 ? true : undefined;
		});

	async function restart() {
		await lab.n8n.restart();
		await untilReady();
	}

	test('registers one callback for the workflow’s own address, with its own login', async () => {
		const { nodes } = await published();
		expect(lab.requestsTo('/v2/callbacks/create')).toHaveLength(1);
		expect(lab.sandbox.callbacks).toEqual([
			expect.objectContaining({
				url: `${lab.n8n.url}/webhook/${nodes[0]!.webhookId}/ecgrid?event=Parcel`,
				event: 'Parcel',
				httpAuthType: 'Basic',
				username: expect.stringMatching(/^.{8,}$/),
				password: expect.stringMatching(/^.{20,}$/),
				status: 'Active',
			}),
		]);
	});

	test('an arriving parcel runs the workflow once, with the parcel’s data', async () => {
		const { id } = await published();
		const { callbackId } = lab.sandbox.callbacks[0]!;
		const { parcelId } = await parcelArrives();

		const [execution, ...more] = await lab.api.waitForExecutions(id, 1);
		expect(more).toEqual([]);
		expect(execution).toMatchObject({ status: 'success' });
		expect(execution!.output()).toEqual([
			expect.objectContaining({
				event: 'Parcel',
				callbackId,
				parcelId,
				mailboxId: 30001,
				callbackEvent: 'InBox',
				fileName: '850.edi',
				isTest: false,
				payload: expect.objectContaining({ parcelId, fileName: '850.edi' }),
			}),
		]);
		expect(lab.sandbox.deliveries.at(-1)).toMatchObject({ status: 200, attempt: 1 });
		expect(JSON.parse(lab.sandbox.deliveries.at(-1)!.responseBody)).toEqual({ received: true });
	});

	test('a parcel also runs the workflow with Digest login and without a login', async () => {
		for (const authentication of ['digest', 'none']) {
			const { id } = await published({ authentication });
			await parcelArrives();
			expect(await lab.api.waitForExecutions(id, 1)).toHaveLength(1);
			await lab.api.unpublish(id);
		}
	});

	test.each(['text/plain', 'application/octet-stream', ''])(
		'a delivery with the content type “%s” runs the workflow with its data',
		async (type) => {
			const workflow = await published();
			const { url, username, password } = lab.sandbox.callbacks[0]!;
			const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
			expect(await call(url, { 'content-type': type, authorization }, 77)).toMatchObject({ status: 200 });
			const [execution] = await lab.api.waitForExecutions(workflow.id, 1);
			expect(execution!.output()).toEqual([expect.objectContaining({ eventId: 77, parcelId: 1 })]);
			await lab.api.unpublish(workflow.id);
		},
	);

	test("a body that is bigger than n8n accepts, of a type that n8n doesn't read, is answered 413", async () => {
		const { id } = await published();
		const { url, username, password } = lab.sandbox.callbacks[0]!;
		const headers = { 'content-type': 'application/octet-stream', ...basic(username!, password!) };
		const filling = 'x'.repeat(17 * 2 ** 20);
		expect(await call(url, headers, 78, { filling })).toMatchObject({ status: 413 });
		expect(await lab.api.executions(id)).toEqual([]);
	});

	test('n8n itself answers anybody 422 for broken JSON, and 500 or 413 for a body bigger than it accepts', async () => {
		const { id } = await published();
		const { url } = lab.sandbox.callbacks[0]!;
		expect(await post(url, '{"broken')).toMatchObject({ status: 422 });
		const { status } = await call(url, {}, 79, { filling: 'x'.repeat(17 * 2 ** 20) });
		expect([413, 500]).toContain(status);
		expect(await lab.api.executions(id)).toEqual([]);
	});

	test('accepts a body of 15 MB', async () => {
		const { id } = await published();
		const { url, username, password } = lab.sandbox.callbacks[0]!;
		const filling = 'x'.repeat(15 * 2 ** 20);
		expect(await call(url, basic(username!, password!), 80, { filling })).toMatchObject({ status: 200 });
		expect(await lab.api.waitForExecutions(id, 1)).toHaveLength(1);
	});

	test("n8n doesn't answer at addresses with doubled slashes", async () => {
		await published();
		const { url } = lab.sandbox.callbacks[0]!;
		expect(await call(url.replace('/webhook/', '//webhook/'))).toMatchObject({ status: 404 });
	});

	test('a repeated delivery runs the workflow once', async () => {
		const { id } = await published();
		const payload = {
			eventId: 424242,
			callBackEvent: 'InBox',
			parcelId: 7,
			eventDateTime: '2026-01-02T03:04:05Z',
		};
		for (let repeat = 1; repeat <= 3; repeat++) {
			lab.sandbox.fire('Parcel', { payload });
			await lab.sandbox.idle();
			expect(lab.sandbox.deliveries.at(-1)!.status).toBe(200);
		}
		expect(await lab.api.waitForExecutions(id, 1)).toHaveLength(1);
	});

	test("unselected events run nothing, and ECGrid needn't retry", async () => {
		const { id } = await published();
		lab.sandbox.fire('Parcel', { callBackEvent: 'OutBox' });
		await lab.sandbox.idle();
		expect(lab.sandbox.deliveries.at(-1)).toMatchObject({ status: 200, attempt: 1 });
		expect(await lab.api.executions(id)).toEqual([]);
	});

	test('a caller with a wrong login or none is answered 401 and runs nothing', async () => {
		const { id } = await published();
		const { url, username, password } = lab.sandbox.callbacks[0]!;
		const wrong = [
			{},
			basic(username!, 'wrong'),
			basic('wrong', password!),
			{ authorization: `Bearer ${password}` },
		];
		for (const headers of wrong) {
			expect(await call(url, headers as Record<string, string>)).toEqual({
				status: 401,
				challenge: expect.stringMatching(/^Basic /),
			});
		}
		expect(await lab.api.executions(id)).toEqual([]);
	});

	test('two events have two callbacks, and unpublishing the workflow removes both', async () => {
		const { id } = await published({ events: ['Parcel', 'Interchange'] });
		expect(lab.sandbox.callbacks.map(({ event }) => event).sort()).toEqual(['Interchange', 'Parcel']);
		await lab.api.unpublish(id);
		expect(lab.sandbox.callbacks).toEqual([]);
	});

	test('a changed workflow that is published again has one callback, with its current settings', async () => {
		const { id, nodes } = await published();
		nodes[0]!.parameters.options = { mailboxId: { __rl: true, mode: 'id', value: '30002' } };
		await lab.api.updateWorkflow(id, { nodes });
		expect(await lab.api.publish(id)).toEqual({ status: 'published', message: '' });
		expect(lab.sandbox.callbacks).toEqual([expect.objectContaining({ mailboxId: 30002 })]);
	});

	test('after n8n restarts, there is one callback, and a parcel is accepted', async () => {
		const { id } = await published();
		const before = lab.sandbox.callbacks.map(({ callbackId }) => callbackId);
		await restart();
		expect(lab.sandbox.callbacks.map(({ callbackId }) => callbackId)).toEqual(before);
		await parcelArrives();
		expect(await lab.api.waitForExecutions(id, 1)).toHaveLength(1);
	});

	test('the same after a power failure', async () => {
		const { id } = await published();
		const before = lab.sandbox.callbacks.map(({ callbackId }) => callbackId);
		await lab.n8n.kill();
		await restart();
		expect(lab.sandbox.callbacks.map(({ callbackId }) => callbackId)).toEqual(before);
		await parcelArrives();
		expect(await lab.api.waitForExecutions(id, 1)).toHaveLength(1);
	});

	test('a callback that somebody deleted at ECGrid exists again after a restart', async () => {
		await published();
		const before = lab.sandbox.callbacks[0]!.callbackId;
		(lab.sandbox.callbacks as unknown[]).length = 0;
		await lab.n8n.restart();
		await waitFor('a new callback', () => lab.sandbox.callbacks[0]);
		expect(lab.sandbox.callbacks.map(({ callbackId }) => callbackId)).not.toContain(before);
		await untilReady();
	});

	test('a parcel that arrived while n8n was down runs the workflow after the start, marked as recovered', async () => {
		const { id } = await published();
		await lab.n8n.stop();
		const { parcelId } = await parcelArrives('missed.edi');
		expect(lab.sandbox.deliveries.at(-1)!.status).toBe(0);
		await restart();
		const executions = await lab.api.waitForExecutions(id, 1);
		expect(executions.map((execution) => execution.output())).toEqual([
			[expect.objectContaining({ parcelId, recovered: true })],
		]);
	});

	test('a refusal by ECGrid fails publishing with ECGrid’s own words and leaves no callback', async () => {
		lab.sandbox.fault('POST /v2/callbacks/create', {
			status: 403,
			errorCode: 'AccessDenied',
			message: 'AuthLevel too low',
			times: Infinity,
		});
		const { id } = await lab.triggerWorkflow();
		const { status, message } = await lab.api.publish(id);
		expect(status).toBe('failed');
		expect(message).toMatch(/AccessDenied.*AuthLevel too low/);
	});

	test('listening for a test event takes one event at its own address and leaves the published one alone', async () => {
		const { id } = await published();
		const [production] = lab.sandbox.callbacks;
		await lab.api.listen(id, triggerName);
		expect(lab.sandbox.callbacks).toHaveLength(2);
		const test = lab.sandbox.callbacks.find(({ url }) => url !== production!.url)!;
		expect(test.url).toMatch(/\/webhook-test\//);
		expect(test.callbackId).not.toBe(production!.callbackId);

		const { status } = await call(test.url, basic(test.username!, test.password!));
		expect(status).toBe(200);
		const [execution] = await lab.api.waitForExecutions(id, 1);
		expect(execution).toMatchObject({ mode: 'manual', status: 'success' });
		expect(execution!.output()).toEqual([expect.objectContaining({ event: 'Parcel', parcelId: 1 })]);

		await waitFor('the test callback to be removed', (saw) => {
			saw(lab.sandbox.callbacks);
			return lab.sandbox.callbacks.length === 1 ? true : undefined;
		});
		expect(lab.sandbox.callbacks).toEqual([production]);
		expect(lab.n8n.logs()).not.toContain('The trigger leaves it as it is');
		await parcelArrives();
		expect(await lab.api.waitForExecutions(id, 2)).toHaveLength(2);
	});

	test('stopping listening leaves nothing at ECGrid', async () => {
		const { id } = await lab.triggerWorkflow();
		await lab.api.listen(id, triggerName);
		expect(lab.sandbox.callbacks).toEqual([
			expect.objectContaining({ url: expect.stringContaining('/webhook-test/') }),
		]);
		await lab.api.stopListening(id);
		await waitFor('the test callback to be removed', () =>
			lab.sandbox.callbacks.length === 0 ? true : undefined,
		);
	});

	describe('the callback of a test URL that stayed at ECGrid', () => {
		async function leaveTestCallback(id: string) {
			await lab.api.listen(id, triggerName);
			lab.sandbox.fault('DELETE /v2/callbacks', {
				status: 403,
				errorCode: 'AccessDenied',
				message: 'Not now',
			});
			await lab.api.stopListening(id);
			await waitFor('the refused deletion', () => lab.requestsTo('/v2/callbacks').length > 0 || undefined);
			await lab.sandbox.idle();
			lab.sandbox.clearFaults();
			expect(testUrls()).toHaveLength(1);
		}
		const testUrls = () =>
			lab.sandbox.callbacks.map(({ url }) => url).filter((url) => url.includes('/webhook-test/'));

		test('is deleted when the workflow is published', async () => {
			const { id } = await lab.triggerWorkflow();
			await leaveTestCallback(id);
			expect((await lab.api.publish(id)).status).toBe('published');
			expect(testUrls()).toEqual([]);
			expect(lab.sandbox.callbacks).toHaveLength(1);
		});

		test('is deleted when it is unpublished', async () => {
			const { id } = await published();
			await leaveTestCallback(id);
			await lab.api.unpublish(id);
			await waitFor('the callbacks to be deleted', () => lab.sandbox.callbacks.length === 0 || undefined);
		});
	});

	test('neither n8n’s log nor its database contains the key or a login', () => {
		expect(logins.size).toBeGreaterThan(3);
		const folder = join(lab.n8n.userFolder, '.n8n');
		const files = ['database.sqlite', 'database.sqlite-wal']
			.map((name) => join(folder, name))
			.filter((file) => existsSync(file));
		for (const text of [lab.n8n.logs(), ...files.map((file) => readFileSync(file, 'latin1'))]) {
			expect(text.includes(lab.sandbox.apiKey)).toBe(false);
			for (const login of logins) expect(text.includes(login)).toBe(false);
			expect(/authorization: ?(basic|digest)/i.test(text)).toBe(false);
		}
	});
});
