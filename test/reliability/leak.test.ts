import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CallbackRecord } from '../../sandbox';
import { triggerName } from '../e2e/lab';
import { basic, parcelEvent, paths, report, useReliabilityLab } from './lab';
import { quick } from '../quick';

// The new path tries a failing publication five times, which takes a while.
const lab = useReliabilityLab(paths[quick ? 1 : 0]![1]);

/** Does everything that could leave a trace of a secret. Returns the IDs of the workflows that it left. */
async function use(apiKey: string) {
	const secrets = new Set([apiKey]);
	const remember = () => {
		const sent = lab.sandbox.requests.map(({ body }) => body as Partial<CallbackRecord> | undefined);
		for (const { username, password } of [...sent, ...lab.sandbox.callbacks].map((login) => login ?? {})) {
			if (!username || !password) continue;
			const { authorization } = basic({ username, password });
			for (const secret of [username, password, authorization.slice('Basic '.length)]) secrets.add(secret);
		}
	};
	const workflows = [];

	// Deliveries that are accepted, duplicated and refused.
	for (const authentication of ['basic', 'digest']) {
		const workflow = await lab.published({ authentication, events: ['Parcel', 'Interchange'] });
		workflows.push(workflow);
		remember();
		await lab.takesAParcel(workflow);
		const callback = lab.callbacksOf(workflow)[0]!;
		for (const headers of [{}, basic({ username: callback.username, password: 'wrong' }), basic(callback)])
			await lab.post(callback.url, parcelEvent(1), headers as Record<string, string>);
	}

	// A publication that ECGrid refuses, and one that it refuses in the middle.
	for (const fault of [
		{ status: 403, errorCode: 'AccessDenied', message: 'AuthLevel too low', times: Infinity },
		{ cut: true, afterWork: true, times: Infinity },
	]) {
		lab.sandbox.fault('POST /v2/callbacks/create', fault);
		const workflow = await lab.triggerWorkflow();
		expect(await lab.api.publish(workflow.id)).toMatchObject({ status: 'failed' });
		remember();
		lab.sandbox.clearFaults();
		workflows.push(workflow);
	}

	// API errors in the action node: one for a wrong key, and one that repeats the key.
	const wrong = await lab.credentialWith({ apiKey: 'wrong-key-9e71c4' });
	secrets.add('wrong-key-9e71c4');
	for (const [credential, fault] of [
		[wrong, undefined],
		[lab.credential, { status: 400, message: `The key ${apiKey} may not do that` }],
		[lab.credential, { redirect: 'https://elsewhere.example.com/' }],
		[lab.credential, { cut: true }],
	] as const) {
		if (fault) lab.sandbox.fault('POST /v2/callbacks/create', fault);
		const workflow = await lab.createCallbackWorkflow({}, credential);
		workflows.push(workflow);
		expect(await lab.api.runManually(workflow.id, 'Start')).toMatchObject({ status: 'error' });
	}

	// Listening for a test event, a switch-off while ECGrid is down, and a start while ECGrid is down.
	await lab.api.listen(workflows[0]!.id, triggerName);
	remember();
	await lab.api.stopListening(workflows[0]!.id);
	lab.sandbox.fault('*', { status: 503, message: `no ${apiKey}`, times: Infinity });
	await lab.api.unpublish(workflows[1]!.id);
	await lab.restart([workflows[0]!]);
	await lab.untilAsked('/v2/callbacks/update', 2);
	lab.sandbox.clearFaults();
	remember();
	return { secrets, workflows };
}

const filesUnder = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => !file.startsWith(join('nodes', 'node_modules')))
		.map((file) => join(folder, file))
		.filter((file) => existsSync(file) && statSync(file).isFile());

test('n8n contains neither the API key nor a login derived from it anywhere', async () => {
	const { secrets, workflows } = await use(lab.sandbox.apiKey);
	expect(secrets.size).toBeGreaterThan(10);

	const places: Record<string, string> = {};
	for (const { id } of workflows) {
		const workflow = await lab.api.workflow(id);
		places[`workflow ${id} with its static data, over REST`] = JSON.stringify(workflow);
		for (const execution of await lab.api.executions(id)) {
			places[`execution ${execution.id}, over REST`] = JSON.stringify(
				await lab.api.call('GET', `/executions/${execution.id}`),
			);
		}
		places[`publication of ${id}, over REST`] = JSON.stringify(
			await lab.api.call('GET', `/workflows/${id}/publication-status`).catch(String),
		);
	}
	places['the credential as the editor gets it'] = JSON.stringify(
		await lab.api.call('GET', `/credentials/${lab.credential.id}?includeData=true`),
	);
	const folder = join(lab.n8n.userFolder, '.n8n');
	for (const file of [...filesUnder(folder), join(lab.n8n.userFolder, 'n8n.log')])
		places[file.slice(lab.n8n.userFolder.length + 1)] = readFileSync(file, 'latin1');

	const kinds = {
		executions: Object.keys(places).filter((place) => place.startsWith('execution ')).length,
		workflows: workflows.length,
		files: Object.keys(places).filter((place) => !place.endsWith('REST')),
		characters: Object.values(places).join('').length,
	};
	report('searched for secrets', { secrets: secrets.size, ...kinds });
	expect(kinds.executions).toBeGreaterThan(4);
	expect(Object.keys(places)).toContain(join('.n8n', 'database.sqlite-wal'));

	// Validates the search: it finds what exists.
	const [{ username }] = [lab.callbacksOf(workflows[0]!)[0]!];
	const found = (text: string) =>
		Object.entries(places).flatMap(([place, content]) => (content.includes(text) ? [place] : []));
	expect(found(workflows[0]!.nodes[0]!.webhookId!).length).toBeGreaterThan(2);
	expect(secrets.has(username!)).toBe(true);
	expect([...secrets].flatMap((secret) => found(secret).map((place) => `${secret} in ${place}`))).toEqual([]);
	const header = /authorization"?:? ?"?(basic|digest) [a-z0-9+/=]{8}/i;
	expect(Object.entries(places).flatMap(([place, text]) => (header.test(text) ? [place] : []))).toEqual([]);
});
