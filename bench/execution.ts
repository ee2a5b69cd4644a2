import { sql } from '../local-n8n/database';
import { waitFor } from '../local-n8n/wait';
import type { BenchLab } from './lab';

/** How an execution ended. */
export interface Ended {
	status: string;
	seconds: number;
}

/**
 * Runs a workflow and reads its end from the database. n8n's response would load everything that passed
 * through its items again.
 */
export async function timedExecution(
	{ api, n8n: { installation, userFolder } }: BenchLab,
	workflowId: string,
	timeoutMs = 120_000,
): Promise<Ended> {
	const body = { triggerToStartFrom: { name: 'Start' } };
	const { executionId } = await api.call<{ executionId: string }>(
		'POST',
		`/workflows/${workflowId}/run`,
		body,
	);
	const ended = `SELECT status, 86400 * (julianday(stoppedAt) - julianday(startedAt)) AS seconds
		FROM execution_entity WHERE id = ${executionId} AND status NOT IN ('new', 'running')`;
	return await waitFor(
		`execution ${executionId} to end`,
		async () => (await sql<Ended>(installation, userFolder, [ended]))[0],
		{ timeoutMs, everyMs: 250 },
	);
}
