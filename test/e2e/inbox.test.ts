import { readdirSync } from 'node:fs';
import { waitFor } from '../../local-n8n/wait';
import type { Workflow } from '../../local-n8n/api';
import type { ParcelRecord } from '../../sandbox';
import { sql } from '../../local-n8n/database';
import { everyTwoSeconds, useLab } from './lab';

const lab = useLab();

const LIST = 'POST /v2/parcels/pending-inbox-list';
const DOWNLOAD = 'POST /v2/parcels/download';
const path = (endpoint: string) => endpoint.split(' ')[1]!;

/** Saves ECGrid Inbox Trigger → No Operation. */
const saved = async (parameters: Record<string, unknown> = {}): Promise<Workflow> =>
	await lab.importWorkflow({
		name: 'Parcels wait',
		nodes: [
			{
				id: crypto.randomUUID(),
				name: 'Inbox',
				type: 'n8n-nodes-ecgrid.ecGridInboxTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: { pollTimes: { item: everyTwoSeconds }, options: {}, ...parameters },
			},
			{
				id: crypto.randomUUID(),
				name: 'Then',
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [260, 0],
				parameters: {},
			},
		],
		connections: { Inbox: { main: [[{ node: 'Then', type: 'main', index: 0 }]] } },
	});

async function published(parameters?: Record<string, unknown>) {
	const workflow = await saved(parameters);
	expect(await lab.api.publish(workflow.id)).toEqual({ status: 'published', message: '' });
	return workflow;
}

const arrives = (fileName = '850.edi'): ParcelRecord =>
	lab.sandbox.addParcel({ fileName, content: `content of ${fileName}` });

/** The items that the workflow was started with: an array for each execution, oldest first. */
async function handedOut({ id }: Workflow, executions: number) {
	const all = await lab.api.waitForExecutions(id, executions, { timeoutMs: 60_000 });
	return all
		.sort((left, right) => Number(left.id) - Number(right.id))
		.map((execution) => execution.output().map(({ parcelId }) => parcelId));
}

const polls = () => lab.requestsTo(path(LIST)).filter(({ status }) => status === 200).length;

/** Waits for this many more polls. */
async function untilPolled(times: number) {
	const before = polls();
	await waitFor(`${times} polls`, () => polls() >= before + times || undefined, { timeoutMs: 30_000 });
}

afterEach(() => {
	(lab.sandbox.parcels as ParcelRecord[]).length = 0;
});

test('publishing hands out waiting parcels in one execution, with files; a rename and a restart forget nothing', async () => {
	const first = [arrives('1.edi'), arrives('2.edi')].map(({ parcelId }) => parcelId);
	const workflow = await published({ options: { download: true } });
	expect(await handedOut(workflow, 1)).toEqual([first]);
	const [execution] = await lab.api.waitForExecutions(workflow.id, 1);
	expect(execution).toMatchObject({ mode: 'trigger', status: 'success' });
	expect(execution!.output()[0]).toMatchObject({ fileName: '1.edi', handedOut: 1 });
	expect(execution!.stored).toContain('1.edi');

	const [inbox, then] = workflow.nodes;
	await lab.api.updateWorkflow(workflow.id, {
		nodes: [{ ...inbox!, name: 'Orders' }, then!],
		connections: { Orders: { main: [[{ node: 'Then', type: 'main', index: 0 }]] } },
	});
	expect(await lab.api.publish(workflow.id)).toMatchObject({ status: 'published' });
	await untilPolled(1);
	const second = arrives('3.edi').parcelId;
	expect(await handedOut(workflow, 2)).toEqual([first, [second]]);

	await lab.n8n.restart();
	await untilPolled(1);
	const third = arrives('4.edi').parcelId;
	expect(await handedOut(workflow, 3)).toEqual([first, [second], [third]]);
});

test('n8n is killed during a poll and starts while ECGrid is down: the trigger stays on and hands out everything once', async () => {
	const workflow = await published({ options: { download: true } });
	lab.sandbox.fault(DOWNLOAD, { delayMs: 60_000, times: 2 });
	const ids = ['1.edi', '2.edi', '3.edi'].map((name) => arrives(name).parcelId);
	await waitFor('three downloads', () => lab.requestsTo(path(DOWNLOAD))[2], { timeoutMs: 30_000 });
	await lab.n8n.kill();
	lab.sandbox.clearFaults();
	lab.sandbox.fault('*', { status: 503, times: Infinity });
	lab.sandbox.clearRequests();
	await lab.n8n.restart();
	// The first poll is part of the start; a later failed poll leaves an execution to see.
	await waitFor(
		'a poll that fails',
		async () => (await lab.api.executions(workflow.id)).find(({ status }) => status === 'error'),
		{ timeoutMs: 60_000 },
	);
	lab.sandbox.clearFaults();
	const succeeded = await waitFor(
		'the parcels to be handed out',
		async (saw) => {
			const executions = await lab.api.executions(workflow.id);
			saw(executions);
			return executions.find(({ status }) => status === 'success');
		},
		{ timeoutMs: 60_000 },
	);
	await untilPolled(2);
	const all = await lab.api.waitForExecutions(workflow.id, 1);
	expect(all.filter(({ status }) => status === 'success').map(({ id }) => id)).toEqual([succeeded.id]);
	const execution = all.find(({ id }) => id === succeeded.id)!;
	expect(execution.output().map(({ parcelId }) => parcelId)).toEqual(ids);
});

test("n8n saved what was handed out but didn't store the execution: the parcel is handed out again after its lease", async () => {
	const run = async <T>(...statements: string[]) =>
		await sql<T>(lab.n8n.installation, lab.n8n.userFolder, statements);
	const workflow = await published();
	const memory = async () =>
		(
			await run<{ staticData: string }>(
				`SELECT "staticData" FROM workflow_entity WHERE id = '${workflow.id}'`,
			)
		)[0]!.staticData ?? '';
	await run(
		`CREATE TRIGGER refuse BEFORE INSERT ON execution_entity BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
		'SELECT 1',
	);
	const { parcelId } = arrives();
	const since = await waitFor('n8n to save', async () => {
		const [, seconds] = new RegExp(`"${parcelId}":(\\d+)`).exec(await memory()) ?? [];
		return seconds;
	});
	await lab.n8n.kill();
	expect(await run(`SELECT * FROM execution_entity WHERE "workflowId" = '${workflow.id}'`)).toEqual([]);
	const anHourAgo = Number(since) - 60 * 60;
	await run(
		'DROP TRIGGER refuse',
		`UPDATE workflow_entity SET "staticData" = replace("staticData", '${since}', '${anHourAgo}') WHERE id = '${workflow.id}'`,
		'SELECT 1',
	);
	await lab.n8n.restart();
	const [execution] = await lab.api.waitForExecutions(workflow.id, 1);
	expect(execution!.output()).toEqual([expect.objectContaining({ parcelId, handedOut: 2 })]);
});

/** ECGrid fails for a parcel as long as `isBroken` returns true. */
function stumbleOver(parcel: ParcelRecord, isBroken = () => true) {
	const { content } = parcel;
	Object.defineProperty(parcel, 'content', {
		get: () => {
			if (isBroken()) throw new Error('disk error');
			return content;
		},
	});
}

/** The number of files that n8n keeps on disk for a workflow, in total or for this execution. */
const filesOf = ({ id }: Workflow, execution = '.*') =>
	readdirSync(lab.n8n.userFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
		new RegExp(`workflows/${id}/executions/${execution}/binary_data/[\\w-]+$`).test(file),
	).length;

/** n8n keeps a polling trigger's files there, whatever happens to the execution. */
const OF_NO_EXECUTION = 'temp';

test('50 parcels, some of which fail in each poll, come once each with a file, and n8n keeps one file for each', async () => {
	const parcels = Array.from({ length: 50 }, (_, index) => arrives(`${index}.edi`));
	const asked = () => lab.requestsTo(path(LIST)).length;
	parcels.forEach((parcel, index) => stumbleOver(parcel, () => (index * 7 + asked() * 3) % 20 === 0));
	const workflow = await published({ options: { download: true } });
	const ids = await waitFor(
		'all parcels to be handed out',
		async (saw) => {
			const executions = await lab.api.waitForExecutions(workflow.id, 1, { timeoutMs: 60_000 });
			const all = executions.flatMap((execution) => execution.output());
			saw(all.length);
			expect(all.filter(({ downloadError }) => downloadError)).toEqual([]);
			return all.length >= 50 ? all.map(({ parcelId }) => parcelId) : undefined;
		},
		{ timeoutMs: 60_000, everyMs: 500 },
	);
	await untilPolled(2);
	expect(ids.sort()).toEqual(parcels.map(({ parcelId }) => parcelId));
	expect(filesOf(workflow)).toBe(50);
	expect(filesOf(workflow, OF_NO_EXECUTION)).toBe(50);
});

test("only parcels whose files ECGrid can't return wait: publishing works, the first comes at the third poll, the others wait, and nothing is left on disk", async () => {
	const parcels = [arrives('1.edi'), arrives('2.edi')];
	parcels.forEach((parcel) => stumbleOver(parcel));
	const workflow = await published({ options: { download: true } });
	const succeeded = await waitFor(
		'them to be handed out',
		async (saw) => {
			const executions = await lab.api.executions(workflow.id);
			saw(executions.map(({ status }) => status).join());
			return executions.find(({ status }) => status === 'success');
		},
		{ timeoutMs: 60_000 },
	);
	const execution = await lab.api.waitForEnd(succeeded.id);
	expect(execution.output()).toEqual([
		expect.objectContaining({
			parcelId: parcels[0]!.parcelId,
			handedOut: 1,
			downloadError: expect.stringContaining('disk error'),
		}),
	]);
	expect(filesOf(workflow)).toBe(0);
	expect(lab.n8n.logs()).toMatch(/couldn't download 2 of 2 files/);
});

test('a failed first poll fails the publication and says what to do', async () => {
	const wrong = await lab.credentialWith({ apiKey: 'wrong' });
	const workflow = await saved();
	const [inbox, then] = workflow.nodes;
	await lab.api.updateWorkflow(workflow.id, {
		nodes: [{ ...inbox!, credentials: { ecGridApi: wrong } }, then!],
	});
	const { status, message } = await lab.api.publish(workflow.id);
	expect(status).toBe('failed');
	expect(message).toMatch(
		/doesn't accept the API key.*Enter the current API key in the ECGrid API credential/,
	);
});

test('“Fetch test event” shows the oldest parcel and consumes nothing', async () => {
	const workflow = await saved();
	const { parcelId } = arrives('1.edi');
	arrives('2.edi');
	for (let times = 0; times < 2; times++) {
		const execution = await lab.api.runManually(workflow.id, 'Inbox');
		expect(execution.output()).toEqual([expect.objectContaining({ parcelId, handedOut: 1 })]);
	}
	expect((await lab.api.workflow(workflow.id)).staticData ?? {}).toEqual({});
});
