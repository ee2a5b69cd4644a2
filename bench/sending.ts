import type { Execution, WorkflowNode } from '../local-n8n/api';
import type { BenchLab } from './lab';

/** The nodes that get a parcel for each item: this package, and its peers. */
export const getters = {
	/** ECGrid: Parcel → Get. */
	ecGrid: (lab: BenchLab): WorkflowNode =>
		lab.nodeOf(
			'n8n-nodes-ecgrid.ecGrid',
			{ resource: 'parcel', operation: 'get', parcelId: '={{ $json.parcelId }}' },
			{ name: 'Get' },
		),
	/** 32 concurrent requests with n8n's own helper, and nothing else. */
	barePool: (lab: BenchLab): WorkflowNode =>
		lab.nodeOf('n8n-nodes-bench.barePool', {}, { name: 'Get', credentials: { ecGridApi: lab.credential } }),
	/** The alternative: n8n's HTTP Request node with its defaults and a header credential. */
	httpRequest: async (lab: BenchLab): Promise<WorkflowNode> => {
		const data = { name: 'X-API-Key', value: lab.sandbox.apiKey };
		const credential = await lab.api.createCredential('Header', 'httpHeaderAuth', data);
		const parameters = {
			url: `=${lab.sandbox.url}/v2/parcels/{{ $json.parcelId }}`,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpHeaderAuth',
			options: {},
		};
		const more = { name: 'Get', typeVersion: 4.5, credentials: { httpHeaderAuth: credential } };
		return lab.nodeOf('n8n-nodes-base.httpRequest', parameters, more);
	},
};

export type Getter = keyof typeof getters;

/** The result of a run. */
export interface Got {
	execution: Execution;
	/** The node's working time. */
	seconds: number;
	/** The IDs of the returned parcels, in order. */
	parcelIds: unknown[];
}

/** A workflow that gets this many parcels per run: Start → Parcels → the node to measure. */
export async function gettingWorkflow(
	lab: BenchLab,
	getter: Getter,
	count: number,
	parcelIds: number[],
	onError?: string,
) {
	const workflow = await lab.chain(
		`${getter}, ${count} items`,
		lab.nodeOf('n8n-nodes-base.manualTrigger', {}, { name: 'Start' }),
		lab.nodeOf('n8n-nodes-bench.parcels', { count, parcelIds: JSON.stringify(parcelIds) }),
		{ ...(await getters[getter](lab)), onError },
	);
	return async (): Promise<Got> => {
		const execution = await lab.api.runManually(workflow.id, 'Start', { timeoutMs: 300_000, everyMs: 250 });
		return {
			execution,
			seconds: execution.took('Get') / 1000,
			// The HTTP Request node and the bare pool return ECGrid's envelope unchanged.
			parcelIds: execution
				.output('Get')
				.map((json) => ((json.data ?? json) as { parcelId?: unknown }).parcelId),
		};
	};
}

const PARCELS = 20;

/** Adds some parcels to ECGrid. Returns their IDs, and the sequence of IDs for the given number of items. */
export function parcelsIn(lab: BenchLab, count: number): [ids: number[], expected: number[]] {
	const ids = Array.from(
		{ length: PARCELS },
		(_, index) =>
			lab.sandbox.addParcel({ fileName: `${index}.edi`, content: 'ISA*' }, { fire: false }).parcelId,
	);
	return [ids, Array.from({ length: count }, (_, index) => ids[index % PARCELS]!)];
}
