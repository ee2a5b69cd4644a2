import type { Bench, Progress } from './bench';
import { Caller } from './caller';
import { event } from './event';
import { percentile, type Row } from './result';
import { sql } from '../local-n8n/database';
import { basic } from '../local-n8n/delivery';
import { Lab } from '../local-n8n/lab';
import { QueueLab } from '../local-n8n/queueLab';
import { startPostgres, type Postgres } from '../local-n8n/services';
import { waitFor } from '../local-n8n/wait';

const ROUNDS = 3;
const CALLS = 60;
const AT_ONCE = 10;
/** Webhook processes, and as many workers. */
const PROCESSES = [1, 2, 4];

/** A published workflow that accepts deliveries at one or more processes. */
interface Receiving {
	lab: Lab;
	workflowId: string;
	/** The callback's address, at each process. */
	urls: string[];
	headers: Record<string, string>;
	query: Postgres['query'];
	/** How many deliveries it got. */
	delivered: number;
}

async function receiving(lab: Lab, query: Postgres['query']): Promise<Receiving> {
	const { id } = await lab.triggerWorkflow();
	const { status, message } = await lab.api.publish(id);
	if (status !== 'published') throw new Error(`The trigger wasn't published: ${message || status}`);
	const [callback] = lab.sandbox.callbacks;
	const { pathname, search } = new URL(callback!.url);
	const processes = lab instanceof QueueLab ? lab.webhooks : [lab.n8n];
	const urls = processes.map(({ url }) => `${url}${pathname}${search}`);
	return { lab, workflowId: id, urls, headers: basic(callback!), query, delivered: 0 };
}

/** Waits until every delivery has run, and returns when the last one ended. Throws unless each ran once. */
async function allRan({ workflowId, query, delivered }: Receiving): Promise<number> {
	return await waitFor(
		`${delivered} executions to end`,
		async (saw) => {
			const rows = await query<{ status: string; n: number; last: string }>(
				`SELECT status, count(*) AS n, max("stoppedAt") AS last FROM execution_entity
				WHERE "workflowId" = '${workflowId}' GROUP BY status`,
			);
			saw(rows);
			if (rows.some(({ status }) => status === 'new' || status === 'running')) return undefined;
			const [{ status, n, last } = { status: 'none', n: 0, last: '' }, ...others] = rows;
			if (n < delivered && others.length === 0) return undefined;
			if (status !== 'success' || n !== delivered || others.length > 0)
				throw new Error(`${delivered} deliveries ran as ${JSON.stringify(rows)}`);
			// SQLite's times have no zone, and are UTC.
			return Date.parse(last.includes('+') ? last : `${last.replace(' ', 'T')}Z`);
		},
		{ timeoutMs: 120_000, everyMs: 250 },
	);
}

async function measured(what: string, subject: Receiving, progress: Progress): Promise<Row[]> {
	const caller = new Caller(subject.lab.n8n.ca);
	const deliver = async (calls: number) => {
		const began = Date.now();
		const bodies = Array.from({ length: calls }, event);
		const { urls, headers } = subject;
		const answered = await caller.call({ url: urls, headers, bodies, atOnce: AT_ONCE, expect: 200 });
		subject.delivered += calls;
		return { ...answered, calls, runSeconds: ((await allRan(subject)) - began) / 1000 };
	};
	try {
		await deliver(AT_ONCE * subject.urls.length);
		const rounds: Array<Awaited<ReturnType<typeof deliver>>> = [];
		for (let round = 1; round <= ROUNDS; round++) {
			progress(`${what}, round ${round} of ${ROUNDS}`);
			rounds.push(await deliver(CALLS));
		}
		const row = (measure: string, unit: string, of: (round: (typeof rounds)[number]) => number): Row => ({
			what: `${what}: ${measure}`,
			unit,
			values: rounds.map(of),
		});
		return [
			row('accepted', '/s', ({ calls, seconds }) => calls / seconds),
			row('run', '/s', ({ calls, runSeconds }) => calls / runSeconds),
			...[50, 95].map((p) => row(`p${p} to the answer`, 'ms', ({ latencies }) => percentile(latencies, p))),
		];
	} finally {
		await caller.close();
	}
}

async function oneProcess(what: string, postgres: Postgres | undefined, progress: Progress): Promise<Row[]> {
	const lab = new Lab();
	try {
		await lab.start(postgres?.env);
		const { installation, userFolder } = lab.n8n;
		const query = postgres?.query ?? (async (statement) => await sql(installation, userFolder, [statement]));
		return await measured(what, await receiving(lab, query), progress);
	} finally {
		await lab.stop();
	}
}

async function queueMode(progress: Progress): Promise<Row[]> {
	const lab = new QueueLab();
	try {
		await lab.start();
		const rows: Row[] = [];
		let subject: Receiving | undefined;
		for (const count of PROCESSES) {
			while (lab.webhooks.length < count) await Promise.all([lab.addWebhookProcess(), lab.addWorker()]);
			const { query } = lab.postgres;
			if (subject) await lab.tidy();
			subject = await receiving(lab, query);
			const what = `queue mode, ${count} webhook process${count > 1 ? 'es' : ''} and ${count} worker${count > 1 ? 's' : ''}`;
			rows.push(...(await measured(what, subject, progress)));
		}
		return rows;
	} finally {
		await lab.stop();
	}
}

export const scaling: Bench = {
	name: 'scaling',
	what: `How many deliveries ECGrid Trigger accepts and n8n runs in one process, and in queue mode with the environment of [examples/docker/queue/compose.yaml](../examples/docker/queue/compose.yaml): ${CALLS} deliveries, ${AT_ONCE} at once, to the webhook processes in turn, without the proxy. Each starts a workflow of one node that does nothing. The caller, PostgreSQL, Redis and all processes of n8n share this machine's processors. n8n runs with its default expression engine. Every delivery has run once.`,
	async run(progress) {
		const postgres = await startPostgres();
		try {
			return [
				...(await oneProcess('one process, SQLite', undefined, progress)),
				...(await oneProcess('one process, PostgreSQL', postgres, progress)),
				...(await queueMode(progress)),
			];
		} finally {
			await postgres.stop();
		}
	},
};
