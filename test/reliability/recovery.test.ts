import type { Workflow } from '../../local-n8n/api';
import { peakDuring } from '../../local-n8n/memory';
import { waitFor } from '../../local-n8n/wait';
import { triggerName } from '../e2e/lab';
import { basic, parcelEvent, paths, report, useReliabilityLab, type ReliabilityLab } from './lab';
import { backlog, backlogAtKill, missed, othersBetween, testsIn } from './scale';

/** The fate of events: those without an execution, and superfluous executions. */
function lostAndDoubled(expected: number[], executed: number[]) {
	const times = new Map<number, number>();
	for (const id of executed) times.set(id, (times.get(id) ?? 0) + 1);
	return {
		lost: expected.filter((id) => !times.has(id)).length,
		doubled: expected.reduce((sum, id) => sum + Math.max(0, (times.get(id) ?? 0) - 1), 0),
	};
}

/**
 * Adds events that ECGrid gave up to its list, spread over six days, oldest first, with others' events in
 * between. Returns their IDs.
 */
function giveUp(lab: ReliabilityLab, workflow: Workflow, count: number, others = 0): number[] {
	const { callbackId, event } = lab.callbackOf(workflow);
	const from = Date.now() - 6 * 86_400_000;
	return Array.from({ length: count }, (_, index) => {
		const created = new Date(from + (index * 6 * 86_400_000) / count).toISOString();
		const rest = Array.from({ length: Math.round(others / count) }, () => ({ created, objectId: 1 }));
		lab.sandbox.addMissed({ callbackId: callbackId + 1_000_000, event }, rest);
		return lab.sandbox.addMissed({ callbackId, event }, [{ created, objectId: 1_000_000 + index }])[0]!
			.callbackEventId;
	});
}

/**
 * For each execution of a workflow, the event that it was started with, without reading all of the data into
 * this process.
 */
const executedBy = async (lab: ReliabilityLab, { id }: Workflow) =>
	await lab.sql<{ eventId: number; status: string; recovered: number }>(
		`SELECT CAST(substr(d.data, instr(d.data, '"eventId":') + 10, 12) AS INTEGER) AS eventId, e.status,
		d.data LIKE '%"recovered":true%' AS recovered
		FROM execution_entity e JOIN execution_data d ON d."executionId" = e.id WHERE e."workflowId" = '${id}' ORDER BY e.id`,
	);

const countOf = async (lab: ReliabilityLab, { id }: Workflow, status = 'success') =>
	(
		await lab.sql<{ n: number }>(
			`SELECT count(*) AS n FROM execution_entity WHERE "workflowId" = '${id}' AND status = '${status}'`,
		)
	)[0]!.n;

const untilExecuted = async (lab: ReliabilityLab, workflow: Workflow, count: number, timeoutMs = 120_000) =>
	await waitFor(
		`${count} executions`,
		async (saw) => {
			const executed = await countOf(lab, workflow);
			saw(`${executed}`);
			return executed >= count ? true : undefined;
		},
		{ timeoutMs, everyMs: 100 },
	);

describe.each(paths)('on the %s publication path', (path, env) => {
	const lab = useReliabilityLab(env);
	const test = testsIn(path === 'new' ? 0 : 1, 2);

	const ids = (workflow: Workflow) => lab.callbacksOf(workflow).map(({ callbackId }) => callbackId);

	/** Waits until ECGrid was asked about every callback and n8n has finished starting. */
	async function untilChecked(...workflows: Workflow[]) {
		await lab.untilAsked('/v2/callbacks/update', workflows.length);
		if (path === 'new') for (const workflow of workflows) await lab.untilPublished(workflow);
	}

	test("an event that ECGrid couldn't deliver while n8n was away runs once after the start, marked as recovered, and not again after the next", async () => {
		const workflow = await lab.published();
		await lab.takesAParcel(workflow);
		await lab.n8n.stop();
		const occurrences = Array.from(
			{ length: missed },
			(_, index) => lab.sandbox.fire('Parcel', { objectId: 40_001 + index })[0]!,
		);
		// Not chosen, so it doesn't run then either.
		lab.sandbox.fire('Parcel', { objectId: 1, callBackEvent: 'OutBox' });
		await lab.sandbox.idle(60_000);
		expect(occurrences.map(({ status }) => status)).toEqual(Array(missed).fill('Failed'));

		await lab.restart([workflow]);
		const executions = await lab.settledExecutionsOf(workflow, 1 + missed);
		const recovered = executions.filter((execution) => execution.recovered);
		// The node passes them on oldest first; n8n then stores them concurrently, in any order.
		expect(recovered.map(({ eventIds: [id] }) => id).sort()).toEqual(
			occurrences.map(({ callbackEventId }) => callbackEventId),
		);
		expect(executions.map(({ status }) => status)).toEqual(Array(1 + missed).fill('success'));

		await lab.restart([workflow]);
		await lab.untilAsked('/v2/callbacks/event-list');
		await untilChecked(workflow);
		await lab.takesAParcel(workflow);
		expect(await lab.executionsOf(workflow)).toHaveLength(2 + missed);
		const figures = lostAndDoubled(
			occurrences.map(({ callbackEventId }) => callbackEventId),
			(await lab.executionsOf(workflow)).flatMap(({ eventIds }) => eventIds),
		);
		report(`n8n was away, ${path} path`, { events: missed, recovered: recovered.length, ...figures });
		expect(figures).toEqual({ lost: 0, doubled: 0 });
	});

	test('a callback that was suspended, terminated, changed or deleted at ECGrid while n8n was away is correct after the start', async () => {
		const [suspended, terminated, changed, deleted, untouched] = [
			await lab.published(),
			await lab.published(),
			await lab.published({ authentication: 'digest' }),
			await lab.published(),
			await lab.published(),
		] as const;
		const all = [suspended, terminated, changed, deleted, untouched];
		const before = new Map(all.map((workflow) => [workflow.id, { ...lab.callbackOf(workflow) }]));
		await lab.n8n.stop();
		lab.callbackOf(suspended).status = 'Suspended';
		lab.callbackOf(terminated).status = 'Terminated';
		Object.assign(lab.callbackOf(changed), {
			httpAuthType: 'Basic',
			username: 'someone',
			password: 'Else-12345',
		});
		const callbacks = lab.sandbox.callbacks as unknown[];
		callbacks.splice(callbacks.indexOf(lab.callbackOf(deleted)), 1);

		await lab.restart(all);
		await waitFor('a new callback for the deleted one', () => lab.callbacksOf(deleted)[0]);
		await untilChecked(...all);
		for (const workflow of all) {
			const { callbackId, created, ...now } = lab.callbackOf(workflow);
			const { callbackId: formerId, created: formerly, ...formerly2 } = before.get(workflow.id)!;
			expect(now).toEqual(formerly2);
			expect(created >= formerly).toBe(true);
			if (workflow === deleted) expect(callbackId).not.toBe(formerId);
			else if (workflow !== terminated) expect(callbackId).toBe(formerId);
		}
		expect(lab.sandbox.callbacks).toHaveLength(all.length);
		for (const workflow of all) await lab.takesAParcel(workflow);
	});

	test('ECGrid is down while n8n starts: workflows stay published, deliveries are accepted, callbacks are unchanged', async () => {
		const workflow = await lab.published();
		const { id } = workflow;
		const callback = { ...lab.callbackOf(workflow) };
		await lab.n8n.stop();
		lab.sandbox.fault('*', { status: 503, times: Infinity });
		await lab.restart([workflow]);
		await untilChecked(workflow);
		expect((await lab.api.workflow(id)).active).toBe(true);
		expect(lab.sandbox.callbacks).toEqual([callback]);
		expect(lab.requestsTo('/v2/callbacks')).toEqual([]);
		expect(await lab.deliver(callback, parcelEvent(11))).toMatchObject({ status: 200 });
		expect(await lab.settledExecutionsOf(workflow, 1)).toMatchObject([{ status: 'success', eventIds: [11] }]);
		lab.sandbox.clearFaults();
		await lab.takesAParcel(workflow);
	});

	test('the API key changes: deliveries are accepted before and after n8n restarts', async () => {
		const credential = await lab.credentialWith({});
		const workflows = [
			await lab.published({ authentication: 'basic' }, credential),
			await lab.published({ authentication: 'digest' }, credential),
		];
		const former = workflows.map((workflow) => ({ ...lab.callbackOf(workflow) }));
		const apiKey = lab.sandbox.apiKey;
		try {
			lab.sandbox.setApiKey('rotated-key-66b2d1');
			await lab.api.updateCredential(credential, {
				baseUrl: lab.sandbox.url,
				apiKey: 'rotated-key-66b2d1',
			});
			for (const workflow of workflows) await lab.takesAParcel(workflow);
			expect(workflows.map((workflow) => lab.callbackOf(workflow))).toEqual(former);

			await lab.restart(workflows);
			await untilChecked(...workflows);
			for (const [index, workflow] of workflows.entries()) {
				const now = lab.callbackOf(workflow);
				expect(now.callbackId).toBe(former[index]!.callbackId);
				expect(now.password).not.toBe(former[index]!.password);
				await lab.takesAParcel(workflow);
			}
			// The former login is no longer valid.
			expect(await lab.post(former[0]!.url, parcelEvent(12), basic(former[0]!))).toMatchObject({
				status: 401,
			});
			for (const { id } of workflows) await lab.api.unpublish(id);
			expect(lab.sandbox.callbacks).toEqual([]);
		} finally {
			lab.sandbox.setApiKey(apiKey);
		}
	});

	test('a renamed node that is published again keeps one callback', async () => {
		const workflow = await lab.published();
		workflow.nodes[0]!.name = 'Orders come in';
		workflow.connections = { 'Orders come in': workflow.connections[triggerName] };
		await lab.api.updateWorkflow(workflow.id, { nodes: workflow.nodes, connections: workflow.connections });
		await lab.publish(workflow.id);
		lab.callbackOf(workflow);
		await lab.takesAParcel(workflow);
		await lab.api.unpublish(workflow.id);
		expect(lab.sandbox.callbacks).toEqual([]);
	});

	test('a duplicated workflow has its own callback, and unpublishing one leaves the other', async () => {
		const original = await lab.published();
		const { name, connections, nodes } = original;
		const duplicate = await lab.importWorkflow({
			name: `${name} 2`,
			connections,
			nodes: [{ ...nodes[0]!, webhookId: crypto.randomUUID() }, nodes[1]!],
		});
		await lab.publish(duplicate.id);
		const former = [...ids(original), ...ids(duplicate)];
		expect(new Set(former).size).toBe(2);
		await lab.takesAParcel(duplicate);
		await lab.api.unpublish(original.id);
		expect(ids(duplicate)).toEqual(former.slice(1));
		await lab.takesAParcel(duplicate);
		await lab.publish(original.id);
		await lab.api.unpublish(duplicate.id);
		expect(lab.sandbox.callbacks).toEqual([{ ...lab.callbackOf(original) }]);
		await lab.takesAParcel(original);
	});

	test('two triggers in one workflow have one callback each, and each starts it with its own events', async () => {
		const other = 'Interchanges';
		const then = { main: [[{ node: 'Then', type: 'main', index: 0 }]] };
		const workflow = await lab.importWorkflow({
			name: 'Two triggers',
			nodes: [
				lab.triggerNode(),
				lab.triggerNode(other, { events: ['Interchange'] }),
				{
					id: crypto.randomUUID(),
					name: 'Then',
					type: 'n8n-nodes-base.noOp',
					typeVersion: 1,
					position: [260, 0],
					parameters: {},
				},
			],
			connections: { [triggerName]: then, [other]: then },
		});
		await lab.publish(workflow.id);
		expect(lab.callbackOf(workflow, 0).event).toBe('Parcel');
		expect(lab.callbackOf(workflow, 1).event).toBe('Interchange');
		lab.sandbox.fire('Parcel', { objectId: 21 });
		lab.sandbox.fire('Interchange', { objectId: 22 });
		await lab.sandbox.idle(60_000);
		expect(await lab.settledExecutionsOf(workflow, 2)).toHaveLength(2);
		const [kept] = ids(workflow);
		workflow.nodes.splice(1, 1);
		workflow.connections = { [triggerName]: then };
		await lab.api.updateWorkflow(workflow.id, { nodes: workflow.nodes, connections: workflow.connections });
		await lab.publish(workflow.id);
		expect(lab.sandbox.callbacks).toEqual([expect.objectContaining({ event: 'Parcel' })]);
		if (path === 'new') expect(ids(workflow)).toEqual([kept]);
		await lab.api.unpublish(workflow.id);
		expect(lab.sandbox.callbacks).toEqual([]);
	});

	test("an imported workflow with its static data has its own callback; the original's is unchanged", async () => {
		const original = await lab.published();
		const callback = { ...lab.callbackOf(original) };
		const { name, connections, nodes, staticData } = await lab.api.workflow(original.id);
		expect(JSON.stringify(staticData)).toContain(String(callback.callbackId));
		const content = { name, connections, staticData, nodes: structuredClone(nodes) };
		content.nodes[0]!.webhookId = crypto.randomUUID();
		const imported = await lab.importWorkflow(content);
		await lab.sql(
			`UPDATE workflow_entity SET "staticData" = '${JSON.stringify(staticData)}' WHERE id = '${imported.id}'`,
			'SELECT 1',
		);
		expect((await lab.api.workflow(imported.id)).staticData).toEqual(staticData);
		await lab.publish(imported.id);
		expect(ids(imported)).not.toEqual(ids(original));
		await lab.takesAParcel(imported);
		await lab.api.unpublish(imported.id);
		expect(lab.sandbox.callbacks).toEqual([callback]);
		await lab.takesAParcel(original);
	});

	test('n8n is killed while it catches up: each event runs once after the next start', async () => {
		const workflow = await lab.published();
		await lab.n8n.stop();
		const ids = giveUp(lab, workflow, backlogAtKill);
		let stored = 0;
		const kills = [];
		await lab.restart([workflow]);
		for (const part of [0.1, 0.4]) {
			await untilExecuted(lab, workflow, Math.round(backlogAtKill * part));
			await lab.n8n.kill();
			stored = (await executedBy(lab, workflow)).length;
			kills.push(stored);
			await lab.restart([workflow]);
		}
		expect(stored).toBeLessThan(backlogAtKill);
		await waitFor(
			'each event to be stored',
			async (saw) => {
				const executed = new Set((await executedBy(lab, workflow)).map(({ eventId }) => eventId));
				saw(`${executed.size}`);
				return executed.size >= ids.length ? true : undefined;
			},
			{ timeoutMs: 180_000, everyMs: 500 },
		);
		await lab.restart([workflow]);
		await lab.untilAsked('/v2/callbacks/event-list');
		await untilChecked(workflow);
		const executed = await executedBy(lab, workflow);
		const figures = lostAndDoubled(
			ids,
			executed.map(({ eventId }) => eventId),
		);
		const crashed = executed.filter(({ status }) => status !== 'success').length;
		report(`killed while catching up, ${path} path`, {
			events: ids.length,
			storedAtTheKills: kills,
			...figures,
			crashed,
		});
		expect(figures).toEqual({ lost: 0, doubled: 0 });
	});

	test('a recovered event that n8n’s database refuses runs once in a later round', async () => {
		const workflow = await lab.published({ options: { catchUpMinutes: 1 } });
		await lab.n8n.stop();
		const [id] = giveUp(lab, workflow, 1);
		await lab.sql(
			`CREATE TRIGGER refuse BEFORE INSERT ON execution_data WHEN NEW.data LIKE '%"recovered":true%' BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
			'SELECT 1',
		);
		try {
			await lab.restart([workflow]);
			await lab.untilAsked('/v2/callbacks/get-event-by-id', 2);
			expect(await executedBy(lab, workflow)).toEqual([]);
		} finally {
			await lab.sql('DROP TRIGGER IF EXISTS refuse', 'SELECT 1');
		}
		await lab.untilAsked('/v2/callbacks/get-event-by-id', 3);
		expect(await lab.settledExecutionsOf(workflow, 1)).toMatchObject([{ status: 'success', eventIds: [id] }]);
		await lab.restart([workflow]);
		await lab.untilAsked('/v2/callbacks/event-list');
		await untilChecked(workflow);
		expect(await lab.executionsOf(workflow)).toHaveLength(1);
	});
});

describe('thousands of missed events', () => {
	const lab = useReliabilityLab({
		// n8n keeps 10,000 executions by default.
		EXECUTIONS_DATA_PRUNE: 'false',
		// Otherwise V8 takes gigabytes before it tidies up, the more the faster the machine is.
		NODE_OPTIONS: '--max-old-space-size=512',
	});

	test(
		'all run once each, in bounded memory',
		async () => {
			const workflow = await lab.published({ options: { catchUpMinutes: 1 } });
			await lab.takesAParcel(workflow);
			const ids = giveUp(lab, workflow, backlog, othersBetween);
			const { pid } = lab.n8n.process;
			const began = performance.now();
			const { added } = await peakDuring(pid!, async () => {
				await untilExecuted(lab, workflow, 1 + backlog, 30 * 60_000);
			});
			const seconds = Math.round((performance.now() - began) / 1000);
			const executed = await executedBy(lab, workflow);
			const figures = lostAndDoubled(
				ids,
				executed.map(({ eventId }) => eventId),
			);
			const { staticData } = await lab.api.workflow(workflow.id);
			report('thousands of missed events', {
				events: backlog,
				ofOthers: othersBetween,
				...figures,
				seconds,
				addedMegabytes: Math.round(added / 1e6),
				staticDataCharacters: JSON.stringify(staticData).length,
			});
			expect(figures).toEqual({ lost: 0, doubled: 0 });
			expect(executed.filter(({ recovered }) => recovered)).toHaveLength(backlog);
			expect(added).toBeLessThan(400e6);

			await lab.restart([workflow]);
			await lab.untilAsked('/v2/callbacks/event-list', Math.ceil((backlog + othersBetween) / 500));
			await lab.untilPublished(workflow);
			await lab.takesAParcel(workflow);
			expect(await countOf(lab, workflow)).toBe(backlog + 2);
		},
		45 * 60_000,
	);
});
