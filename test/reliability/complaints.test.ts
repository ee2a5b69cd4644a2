import { dirname } from 'node:path';
import { run } from '../../local-n8n/run';
import { waitFor } from '../../local-n8n/wait';
import { triggerName } from '../e2e/lab';
import { basic, parcelEvent, paths, useReliabilityLab } from './lab';
import { quick } from '../quick';
import { restarts, testsIn } from './scale';

// Common complaints about webhook triggers, each tested as what a person sees here instead.
describe.each(paths)('on the %s publication path', (path, env) => {
	const lab = useReliabilityLab(env);
	const test = testsIn(path === 'new' ? 0 : 1, 2);

	/** Objects that don't belong to us, one of them at an address that starts like the workflow's own. */
	function strangersAt(url: string) {
		const address = url.split('?')[0]!;
		return [
			'https://erp.example.com/ecgrid?event=Parcel',
			`${lab.n8n.url}/webhook/${crypto.randomUUID()}/ecgrid?event=Parcel`,
			address,
			`${address}/more?event=Parcel`,
			`${address}?partner=7&event=Parcel`,
		].map((stranger) => ({
			...lab.sandbox.addCallback({ url: stranger, event: 'Parcel', status: 'Suspended' }),
		}));
	}

	test('1. a workflow that is switched off, or deleted while published, leaves no callback at ECGrid', async () => {
		const off = await lab.published({ events: ['Parcel', 'Interchange'] });
		const { name, nodes, connections } = await lab.triggerWorkflow();
		const deleted = await lab.api.createWorkflow({ name, nodes, connections });
		await lab.publish(deleted.id);
		expect(lab.sandbox.callbacks).toHaveLength(3);
		await lab.api.unpublish(off.id);
		expect(lab.callbacksOf(off)).toEqual([]);
		await lab.api.call('POST', `/workflows/${deleted.id}/archive`, {});
		await waitFor('the callback of the deleted workflow to be removed', (saw) => {
			saw(lab.sandbox.callbacks);
			return lab.sandbox.callbacks.length === 0 ? true : undefined;
		});
		await lab.api.call('DELETE', `/workflows/${deleted.id}`);
	});

	test('2. repeated saving and publishing keeps one callback for each event', async () => {
		const workflow = await lab.published();
		const { callbackId } = lab.callbackOf(workflow);
		for (let round = 1; round <= 4; round++) {
			workflow.nodes[1]!.position = [300 + round, 0];
			await lab.api.updateWorkflow(workflow.id, { nodes: workflow.nodes });
			await lab.publish(workflow.id);
			// The old path unpublishes and republishes everything, whatever changed.
			const { callbackId: now } = lab.callbackOf(workflow);
			if (path === 'new') expect(now).toBe(callbackId);
			else expect(now).not.toBe(callbackId);
		}
		for (const parcelEvents of [['InBox', 'OutBox'], [], ['InBox']]) {
			workflow.nodes[0]!.parameters.parcelEvents = parcelEvents;
			await lab.api.updateWorkflow(workflow.id, { nodes: workflow.nodes });
			await lab.publish(workflow.id);
			lab.callbackOf(workflow);
		}
		for (let round = 1; round <= 2; round++) {
			await lab.api.unpublish(workflow.id);
			await lab.publish(workflow.id);
			lab.callbackOf(workflow);
		}
		await lab.takesAParcel(workflow);
	});

	test('3. restarts create no new callbacks, and an event still runs the workflow once', async () => {
		const workflow = await lab.published({ events: ['Parcel', 'Interchange'] });
		const ids = lab.sandbox.callbacks.map(({ callbackId }) => callbackId);
		for (const end of restarts) {
			if (end === 'by force') await lab.n8n.kill();
			await lab.restart([workflow]);
			await lab.untilAsked('/v2/callbacks/update', 2);
			if (path === 'new') await lab.untilPublished(workflow);
			expect(lab.requestsTo('/v2/callbacks/create')).toEqual([]);
			expect(lab.sandbox.callbacks.map(({ callbackId }) => callbackId)).toEqual(ids);
		}
		await lab.takesAParcel(workflow);
	});

	test("4. leaves callbacks alone that the node didn't create", async () => {
		const workflow = await lab.triggerWorkflow();
		const address = `${lab.n8n.url}/webhook/${workflow.nodes[0]!.webhookId}/ecgrid?event=Parcel`;
		const strangers = strangersAt(address);
		await lab.publish(workflow.id);
		expect(lab.sandbox.callbacks).toHaveLength(strangers.length + 1);
		workflow.nodes[0]!.parameters.events = ['Interchange'];
		await lab.api.updateWorkflow(workflow.id, { nodes: workflow.nodes });
		await lab.publish(workflow.id);
		await lab.api.unpublish(workflow.id);
		expect(lab.sandbox.callbacks).toEqual(strangers);
	});

	test('6. listening for a test event leaves the published workflow alone, and vice versa', async () => {
		const workflow = await lab.published();
		const production = { ...lab.callbackOf(workflow) };
		await lab.api.listen(workflow.id, triggerName);
		expect(lab.sandbox.callbacks).toHaveLength(2);
		const test = lab.sandbox.callbacks.find(({ url }) => url.includes('/webhook-test/'))!;

		// A real event while somebody listens: the published workflow takes it as usual.
		expect(await lab.deliver(production, parcelEvent(61))).toMatchObject({ status: 200 });
		const [real] = await lab.settledExecutionsOf(workflow, 1);
		expect(real).toMatchObject({ mode: 'webhook', eventIds: [61] });
		expect(lab.sandbox.callbacks).toHaveLength(2);

		expect(await lab.deliver(test, parcelEvent(62))).toMatchObject({ status: 200 });
		await waitFor('the test callback to be removed', (saw) => {
			saw(lab.sandbox.callbacks);
			return lab.sandbox.callbacks.length === 1 ? true : undefined;
		});
		expect(lab.sandbox.callbacks).toEqual([production]);
		await lab.takesAParcel(workflow);

		// Unpublishing the workflow while somebody listens doesn't stop the listening.
		await lab.api.listen(workflow.id, triggerName);
		await lab.api.unpublish(workflow.id);
		expect(lab.sandbox.callbacks).toEqual([
			expect.objectContaining({ url: expect.stringContaining('/webhook-test/') }),
		]);
		await lab.api.stopListening(workflow.id);
		await waitFor('the test callback to be removed', () =>
			lab.sandbox.callbacks.length === 0 ? true : undefined,
		);
	});

	test('7. one event is one execution, however often and however simultaneously it is delivered', async () => {
		const workflow = await lab.published();
		const callback = lab.callbackOf(workflow);
		const bodies = [71, 72, 73].flatMap((eventId) => Array<unknown>(6).fill(parcelEvent(eventId)));
		const sideBySide = await lab.deliverAll(callback, bodies, bodies.length);
		const oneByOne = await lab.deliverAll(callback, bodies, 1);
		expect([...sideBySide, ...oneByOne].map(({ status }) => status)).toEqual(Array(36).fill(200));
		const executions = await lab.settledExecutionsOf(workflow, 3);
		expect(executions.map(({ eventIds }) => eventIds[0]).sort()).toEqual([71, 72, 73]);
	});

	test('8. a caller without the login that ECGrid was given is answered 401 and starts nothing', async () => {
		for (const authentication of ['basic', 'digest']) {
			const workflow = await lab.published({ authentication });
			const callback = lab.callbackOf(workflow);
			const wrong: Array<Record<string, string>> = [
				{},
				{ authorization: 'Basic' },
				{ authorization: `Bearer ${callback.password}` },
				basic({ username: callback.username, password: 'wrong' }),
				basic({ username: 'wrong', password: callback.password }),
				basic({ username: '', password: '' }),
				{ authorization: `Digest username="${callback.username}", response="0"` },
				// The correct login, but by the wrong method.
				...(authentication === 'digest' ? [basic(callback)] : []),
			];
			for (const headers of wrong) {
				expect(await lab.post(callback.url, parcelEvent(81), headers)).toMatchObject({ status: 401 });
			}
			expect(await lab.executionsOf(workflow)).toEqual([]);
			await lab.takesAParcel(workflow);
			await lab.api.unpublish(workflow.id);
		}
	});

	test('9. lets genuine calls in: Basic, Digest, while the workflow is being published, after the API key changed', async () => {
		for (const authentication of ['basic', 'digest']) {
			const credential = await lab.credentialWith({});
			// ECGrid calls during publication: nothing is stored yet.
			const options = { testOnActivation: true };
			const workflow = await lab.published({ authentication, options }, credential);
			expect(lab.sandbox.deliveries.at(-1)).toMatchObject({ status: 200 });
			await lab.settledExecutionsOf(workflow, 1);

			const callback = { ...lab.callbackOf(workflow) };
			await lab.api.updateCredential(credential, { baseUrl: lab.sandbox.url, apiKey: 'the-next-key-77aa01' });
			expect(lab.callbackOf(workflow)).toEqual(callback);
			await lab.takesAParcel(workflow);
			await lab.api.updateCredential(credential, {
				baseUrl: lab.sandbox.url,
				apiKey: lab.sandbox.apiKey,
			});
			await lab.api.unpublish(workflow.id);
		}
	});

	test('10. a copied workflow has its own callback, and neither takes the other’s, even with the same address', async () => {
		const original = await lab.published();
		const callback = { ...lab.callbackOf(original) };
		const { name, connections, staticData } = await lab.api.workflow(original.id);
		const copy = (webhookId: string) => ({
			name: `${name} copy`,
			connections,
			staticData,
			nodes: original.nodes.map((node, index) => (index === 0 ? { ...node, webhookId } : node)),
		});

		// As the editor copies: with a new address.
		const ordinary = await lab.importWorkflow(copy(crypto.randomUUID()));
		await lab.publish(ordinary.id);
		expect(lab.callbackOf(ordinary).callbackId).not.toBe(callback.callbackId);
		expect(lab.callbackOf(original)).toEqual(callback);
		await lab.takesAParcel(ordinary);
		await lab.api.unpublish(ordinary.id);

		// As a file imported past the editor: n8n refuses the address, which is taken.
		const clash = await lab.importWorkflow(copy(original.nodes[0]!.webhookId!));
		await expect(lab.api.publish(clash.id)).rejects.toThrow(/answered 409 .*conflict/);
		expect(lab.callbackOf(original)).toEqual(callback);
		await lab.takesAParcel(original);
	});

	test('11. a workflow can be switched off while ECGrid is down; what remains is reported and later taken over', async () => {
		const workflow = await lab.published();
		const { callbackId } = lab.callbackOf(workflow);
		lab.sandbox.fault('*', { status: 503, times: Infinity });
		await lab.api.unpublish(workflow.id);
		expect((await lab.api.workflow(workflow.id)).active).toBe(false);
		await waitFor('the log to name what was left', () =>
			new RegExp(`couldn't delete callback ${callbackId} .*Callback → Delete`).test(lab.n8n.logs())
				? true
				: undefined,
		);
		expect(lab.callbackOf(workflow).callbackId).toBe(callbackId);

		lab.sandbox.clearFaults();
		await lab.publish(workflow.id);
		expect(lab.callbackOf(workflow).callbackId).toBe(callbackId);
		await lab.takesAParcel(workflow);
		await lab.api.unpublish(workflow.id);
		expect(lab.callbacksOf(workflow)).toEqual([]);
	});

	// Refused before anything is sent, whatever the path. The old path says so immediately, the new one after
	// five tries.
	if (path === 'old') {
		test("5. doesn't register an address that ECGrid can't call: plain HTTP, or a host that isn't public", async () => {
			const { url } = lab.n8n;
			const elsewhere = await lab.credentialWith({ baseUrl: 'https://ecgrid.invalid' });
			for (const [address, credential, reason] of [
				[`${url}/`, elsewhere, /isn't on the public internet.*N8N_WEBHOOK_URL/],
				['http://n8n.example.com/', lab.credential, /HTTPS.*N8N_WEBHOOK_URL/],
			] as const) {
				if (address !== `${url}/`) await lab.n8n.restart({ env: { N8N_WEBHOOK_URL: address } });
				const { id } = await lab.triggerWorkflow({}, credential);
				const { status, message } = await lab.api.publish(id);
				expect({ status, message }).toEqual({ status: 'failed', message: expect.stringMatching(reason) });
				expect(lab.requestsTo('/v2/callbacks/create')).toEqual([]);
			}
			await lab.n8n.restart({ env: { N8N_WEBHOOK_URL: `${url}/` } });
		});
	}
});

// CI runs this check by itself.
if (!quick) {
	test('12. n8n’s own scanner finds nothing in the sources and in the packed tarball', async () => {
		// The rules behave differently if they detect that they run in a test.
		const { NODE_ENV, ...env } = process.env;
		void NODE_ENV;
		const printed = await run('npm', ['run', '--silent', 'scan'], { cwd: dirname(dirname(__dirname)), env });
		expect(printed.match(/^.*: \d+ files, 0 errors, 0 warnings$/gm)).toHaveLength(2);
	});
}
