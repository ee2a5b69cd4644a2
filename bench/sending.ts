import type { Execution, WorkflowNode } from '../local-n8n/api';
import type { BenchLab } from './lab';

/** What gets a parcel for each item: this package, and what it is compared with. */
export const getters = {
	/** ECGrid: Parcel → Get. */
	ecGrid: (lab: BenchLab): WorkflowNode =>
		lab.nodeOf(
			'n8n-nodes-ecgrid.ecGrid',
			{ resource: 'parcel', operation: 'get', parcelId: '={{ $json.parcelId }}' },
			{ name: 'Get' },
		),
	/** 32 at once with n8n's own helper, and nothing else. */
	barePool: (lab: BenchLab): WorkflowNode =>
		lab.nodeOf('n8n-nodes-bench.barePool', {}, { name: 'Get', credentials: { ecGridApi: lab.credential } }),
	/** What a person would use instead: n8n's HTTP Request node at its defaults, with a header credential. */
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

/** What a run came to. */
export interface Got {
	execution: Execution;
	/** That the node worked. */
	seconds: number;
	/** The ids of the parcels that came out, in order. */
	parcelIds: unknown[];
}

/** A workflow that gets so many parcels when it is run: Start → Parcels → a node of the benchmark's choice. */
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
			// The HTTP Request node and a pool that looks at nothing give ECGrid's envelope as it is.
			parcelIds: execution
				.output('Get')
				.map((json) => ((json.data ?? json) as { parcelId?: unknown }).parcelId),
		};
	};
}

const PARCELS = 20;

/** Puts some parcels into ECGrid: their ids, and those that so many items come to, one after another. */
export function parcelsIn(lab: BenchLab, count: number): [ids: number[], expected: number[]] {
	const ids = Array.from(
		{ length: PARCELS },
		(_, index) =>
			lab.sandbox.addParcel({ fileName: `${index}.edi`, content: 'ISA*' }, { fire: false }).parcelId,
	);
	return [ids, Array.from({ length: count }, (_, index) => ids[index % PARCELS]!)];
}
