import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '../../local-n8n/wait';
import type { Workflow } from '../../local-n8n/api';
import type { ParcelRecord } from '../../sandbox';
import { everyTwoSeconds, report, useReliabilityLab, type ReliabilityLab } from './lab';
import { pollsKilledAfter, testsIn } from './scale';

const LIST = '/v2/parcels/pending-inbox-list';

const durable = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
	N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '1',
	N8N_SCHEDULER_REAPER_INTERVAL: '1',
};

const schedulers: Array<[string, Record<string, string>]> = [
	['n8n’s own schedule', {}],
	['n8n’s durable scheduler', durable],
	['n8n’s durable scheduler and poll cursors', { ...durable, N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true' }],
];

const polls = (lab: ReliabilityLab) => lab.requestsTo(LIST).filter(({ status }) => status === 200).length;

async function untilPolled(lab: ReliabilityLab, times: number) {
	const before = polls(lab);
	await waitFor(`${times} polls`, () => polls(lab) >= before + times || undefined, { timeoutMs: 60_000 });
}

/** How often n8n's database contains an execution that was started with a parcel, by parcel ID. */
async function startedWith(lab: ReliabilityLab, { id }: Workflow): Promise<Map<number, number>> {
	const rows = await lab.sql<{ data: string | null }>(
		`SELECT d.data FROM execution_entity e LEFT JOIN execution_data d ON d."executionId" = e.id WHERE e."workflowId" = '${id}'`,
	);
	const times = new Map<number, number>();
	for (const { data } of rows) {
		const ids = [...(data ?? '').matchAll(/"parcelId":(\d+)/g)].map(([, parcelId]) => Number(parcelId));
		for (const parcelId of new Set(ids)) times.set(parcelId, (times.get(parcelId) ?? 0) + 1);
	}
	return times;
}

/** Makes these parcels look handed out long ago. */
async function endLeases(lab: ReliabilityLab, { id }: Workflow, parcelIds: number[]) {
	const [workflow] = await lab.sql<{ staticData: string }>(
		`SELECT "staticData" FROM workflow_entity WHERE id = '${id}'`,
	);
	const staticData = parcelIds.reduce(
		(text, parcelId) =>
			text.replace(
				new RegExp(`("${parcelId}":)(\\d+)`),
				(_, name, seconds) => `${name}${Number(seconds) - 60 * 60}`,
			),
		workflow!.staticData,
	);
	await lab.sql(`UPDATE workflow_entity SET "staticData" = '${staticData}' WHERE id = '${id}'`, 'SELECT 1');
}

describe.each(schedulers)('an inbox that is polled by %s', (scheduler, env) => {
	const lab = useReliabilityLab(env);
	const test = testsIn(
		schedulers.findIndex(([name]) => name === scheduler),
		schedulers.length,
	);
	afterEach(() => {
		(lab.sandbox.parcels as ParcelRecord[]).length = 0;
	});

	const published = async (parameters: Record<string, unknown> = {}) => {
		const workflow = await lab.inboxWorkflow({ pollTimes: { item: everyTwoSeconds }, ...parameters });
		await lab.publish(workflow.id);
		return workflow;
	};
	const arrives = () => lab.sandbox.addParcel({ fileName: 'x.edi', content: 'x' }, { fire: false }).parcelId;

	test('n8n is killed repeatedly while parcels arrive: none is lost, and only those being stored come twice', async () => {
		const workflow = await published({ options: { maxParcels: 1_000 } });
		const arrived: number[] = [];
		const atStake = new Set<number>();
		for (const delay of pollsKilledAfter) {
			const since = polls(lab);
			const until = Date.now() + 3_000 + delay;
			while (Date.now() < until) {
				arrived.push(arrives());
				await sleep(25);
			}
			await lab.n8n.kill();
			const before = await startedWith(lab, workflow);
			// The parcels that the last poll before the kill handed out.
			for (const id of arrived.slice(-Math.ceil(3_000 / 25))) if (before.has(id)) atStake.add(id);
			expect(polls(lab)).toBeGreaterThan(since);
			for (let count = 0; count < 10; count++) arrived.push(arrives());
			await lab.n8n.restart();
			await untilPolled(lab, 1);
		}
		await untilPolled(lab, 2);
		await lab.settledExecutionsOf(workflow, 1);
		const missing = async () => {
			const times = await startedWith(lab, workflow);
			return arrived.filter((id) => !times.has(id));
		};
		// n8n died between saving that they were handed out and storing the execution: they come after their
		// lease.
		const leased = await missing();
		if (leased.length > 0) {
			await lab.n8n.stop();
			await endLeases(lab, workflow, leased);
			await lab.n8n.restart();
			await untilPolled(lab, 2);
			await lab.settledExecutionsOf(workflow, 1);
		}
		const times = await startedWith(lab, workflow);
		const twice = arrived.filter((id) => (times.get(id) ?? 0) > 1);
		report(`${scheduler}, killed`, {
			kills: pollsKilledAfter.length,
			parcels: arrived.length,
			afterTheirLease: leased.length,
			lost: (await missing()).length,
			twice: twice.length,
		});
		expect(await missing()).toEqual([]);
		expect(twice.filter((id) => !atStake.has(id))).toEqual([]);
		if ('N8N_POLLER_DURABLE_CURSORS_ENABLED' in env) expect([leased, twice]).toEqual([[], []]);
	});

	test('only new arrivals: waiting parcels are left alone, and those that arrive while n8n is away are handed out once', async () => {
		const old = arrives();
		const workflow = await published({ startWith: 'now' });
		await untilPolled(lab, 1);
		await lab.n8n.kill();
		const first = arrives();
		await lab.n8n.restart();
		await untilPolled(lab, 2);
		const second = arrives();
		await untilPolled(lab, 2);
		await lab.settledExecutionsOf(workflow, 2);
		expect(await startedWith(lab, workflow)).toEqual(
			new Map([
				[first, 1],
				[second, 1],
			]),
		);
		expect(lab.n8n.logs()).not.toMatch(/no record of the parcels that were waiting/);

		// It leaves the inbox and returns.
		const parcel = lab.sandbox.parcels.find(({ parcelId }) => parcelId === old)!;
		parcel.status = 'InBoxTransferred';
		await untilPolled(lab, 2);
		parcel.status = 'InBoxReady';
		await untilPolled(lab, 2);
		await lab.settledExecutionsOf(workflow, 3);
		expect((await startedWith(lab, workflow)).get(old)).toBe(1);
	});

	test('two triggers in one workflow, and a node that writes static data: each parcel comes once to each trigger', async () => {
		const node = (name: string, type: string, typeVersion: number, parameters: Record<string, unknown>) => ({
			id: crypto.randomUUID(),
			name,
			type,
			typeVersion,
			position: [0, 0] as [number, number],
			parameters,
		});
		const inbox = (name: string) =>
			node(name, 'n8n-nodes-ecgrid.ecGridInboxTrigger', 1, {
				pollTimes: { item: everyTwoSeconds },
				options: {},
			});
		const writes = node('Writes', 'n8n-nodes-base.code', 2, {
			jsCode: `$getWorkflowStaticData('global').runs = Date.now(); return $input.all();`,
		});
		const to = { main: [[{ node: 'Writes', type: 'main' as const, index: 0 }]] };
		const workflow = await lab.importWorkflow({
			name: 'Two inboxes',
			nodes: [inbox('One'), inbox('Two'), writes],
			connections: { One: to, Two: to },
		});
		await lab.publish(workflow.id);
		const arrived: number[] = [];
		for (let count = 0; count < 5; count++) {
			arrived.push(arrives());
			await untilPolled(lab, 2);
		}
		await untilPolled(lab, 4);
		await lab.settledExecutionsOf(workflow, 2);
		const times = await startedWith(lab, workflow);
		expect(arrived.map((id) => times.get(id))).toEqual(arrived.map(() => 2));
		const cursors = await lab.sql(`SELECT cursor FROM poller_state WHERE cursor LIKE '%handedOut%'`);
		expect(cursors).toHaveLength('N8N_POLLER_DURABLE_CURSORS_ENABLED' in env ? 2 : 0);
		const jobs = await lab.sql('SELECT id FROM scheduled_job');
		expect(jobs).toHaveLength('N8N_SCHEDULER_ENABLED' in env ? 60 : 0);
	});
});
