import { join } from 'node:path';
import type { Workflow, WorkflowNode } from '../local-n8n/api';
import { sql } from '../local-n8n/database';
import type { Installation } from '../local-n8n/install';
import { Lab } from '../local-n8n/lab';
import { installPackage } from '../local-n8n/package';
import { run } from '../local-n8n/run';
import { waitFor } from '../local-n8n/wait';
import type { SandboxOptions } from '../sandbox';
import { probing, type Probe } from './probe';

/**
 * n8n's older expression engine. The default engine creates an isolate for every call to a webhook that isn't
 * n8n's own.
 */
export const LEGACY = { N8N_EXPRESSION_ENGINE: 'legacy' };

type Parameters = Record<string, unknown>;

/** A real n8n with the packed package and the benchmark's own nodes, and an ECGrid on loopback. */
export class BenchLab extends Lab {
	readonly probe: Probe = probing();

	override async start(env: Record<string, string> = {}, sandbox?: SandboxOptions) {
		await super.start({ ...LEGACY, ...this.probe.env, ...env }, sandbox);
	}

	protected override async prepare(installation: Installation, userFolder: string) {
		await super.prepare(installation, userFolder);
		const cwd = join(__dirname, 'community');
		const [packed] = JSON.parse(
			await run('npm', ['pack', '--json', '--pack-destination', userFolder], { cwd }),
		);
		await installPackage(join(userFolder, packed.filename), userFolder);
	}

	/** Returns a node as the editor creates it. */
	nodeOf(type: string, parameters: Parameters = {}, more: Partial<WorkflowNode> = {}): WorkflowNode {
		const name = more.name ?? type.split('.').at(-1)!;
		const id = crypto.randomUUID();
		return { id, name, type, typeVersion: 1, position: [0, 0], parameters, ...more };
	}

	/** Saves a workflow with these nodes in sequence. */
	async chain(name: string, ...nodes: WorkflowNode[]): Promise<Workflow> {
		const connections = Object.fromEntries(
			nodes
				.slice(1)
				.map((node, index) => [
					nodes[index]!.name,
					{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
				]),
		);
		const placed = nodes.map((node, index) => ({ ...node, position: [220 * index, 0] as [number, number] }));
		return await this.importWorkflow({ name, nodes: placed, connections });
	}

	/** Returns the number of a workflow's executions by status, once none is in flight. */
	async settled({ id }: Pick<Workflow, 'id'>, timeoutMs = 120_000): Promise<Record<string, number>> {
		return await waitFor(
			`the executions of workflow ${id} to end`,
			async (saw) => {
				const rows = await sql<{ status: string; n: number }>(this.n8n.installation, this.n8n.userFolder, [
					`SELECT status, count(*) AS n FROM execution_entity WHERE "workflowId" = '${id}' GROUP BY 1`,
				]);
				const counts = Object.fromEntries(rows.map(({ status, n }) => [status, n]));
				saw(counts);
				return counts.new || counts.running ? undefined : counts;
			},
			{ timeoutMs, everyMs: 250 },
		);
	}
}

/** Starts a lab, passes it to `work` and stops it, whatever happens. */
export async function withLab<T>(
	work: (lab: BenchLab) => Promise<T>,
	{ env, sandbox }: { env?: Record<string, string>; sandbox?: SandboxOptions } = {},
): Promise<T> {
	const lab = new BenchLab();
	try {
		await lab.start(env, sandbox);
		return await work(lab);
	} finally {
		await lab.stop();
	}
}
