import type { WorkflowNode } from '../local-n8n/api';
import type { BenchLab } from './lab';

const [ecGridIdFrom, ecGridIdTo] = [820001, 820005];

/** Returns a sequence of nodes that downloads a parcel's file into n8n's storage and uploads it to ECGrid. */
export const fileRoutes = {
	/** ECGrid: Parcel → Download, then Parcel → Upload. */
	own: async (lab: BenchLab, parcelId: number): Promise<WorkflowNode[]> => {
		const ecGrid = (name: string, parameters: WorkflowNode['parameters']) =>
			lab.nodeOf('n8n-nodes-ecgrid.ecGrid', { resource: 'parcel', ...parameters }, { name });
		return [
			ecGrid('Download', { operation: 'download', parcelId: String(parcelId) }),
			ecGrid('Upload', {
				operation: 'upload',
				additionalFields: { ecGridIdFrom: String(ecGridIdFrom), ecGridIdTo: String(ecGridIdTo) },
			}),
		];
	},

	/** The equivalent built from n8n's own nodes. */
	'HTTP Request': async (lab: BenchLab, parcelId: number): Promise<WorkflowNode[]> => {
		const data = { name: 'X-API-Key', value: lab.sandbox.apiKey };
		const credential = await lab.api.createCredential('Header', 'httpHeaderAuth', data);
		const post = (name: string, path: string, body: Record<string, unknown>) =>
			lab.nodeOf(
				'n8n-nodes-base.httpRequest',
				{
					method: 'POST',
					url: `${lab.sandbox.url}${path}`,
					authentication: 'genericCredentialType',
					genericAuthType: 'httpHeaderAuth',
					sendBody: true,
					bodyParameters: {
						parameters: Object.entries(body).map(([key, value]) => ({ name: key, value })),
					},
					options: {},
				},
				{ name, typeVersion: 4.5, credentials: { httpHeaderAuth: credential } },
			);
		return [
			post('Download', '/v2/parcels/download', { parcelId: `={{ ${parcelId} }}` }),
			lab.nodeOf(
				'n8n-nodes-base.convertToFile',
				{
					operation: 'toBinary',
					sourceProperty: 'data.content',
					options: { fileName: '={{ $json.data.fileName }}' },
				},
				{ typeVersion: 1.1 },
			),
			lab.nodeOf(
				'n8n-nodes-base.extractFromFile',
				// n8n spells the operation this way. Without an encoding, which isn't used here, n8n guesses one for
				// 24 s.
				{ operation: 'binaryToPropery', options: { encoding: 'utf8' } },
				{ typeVersion: 1.1 },
			),
			post('Upload', '/v2/parcels/upload', {
				fileName: `={{ $('convertToFile').item.binary.data.fileName }}`,
				content: '={{ $json.data }}',
				ecGridIdFrom: `={{ ${ecGridIdFrom} }}`,
				ecGridIdTo: `={{ ${ecGridIdTo} }}`,
			}),
		];
	},
};

export type FileRoute = keyof typeof fileRoutes;
