import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { subtitleOf } from '../shared/subtitle';
import { ecGridApiTest } from './methods/credentialTest';
import * as listSearch from './methods/listSearch';
import { defaultResource, resources } from './resources';
import { hintsBefore } from './resources/hints';
import { propertiesOf } from './resources/properties';
import { run } from './resources/run';
import { withErrorsRedacted } from './transport/secrets';

export class EcGrid implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ECGrid',
		name: 'ecGrid',
		icon: { light: 'file:../../icons/ecgrid.svg', dark: 'file:../../icons/ecgrid.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf('[$parameter["resource"], $parameter["operation"]]', [
			...resources,
			...resources.flatMap(({ operations }) => operations),
		]),
		description: 'Work with ECGrid, the EDI network of Loren Data',
		defaults: { name: 'ECGrid' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		hints: hintsBefore(resources),
		credentials: [{ name: 'ecGridApi', required: true, testedBy: 'ecGridApiTest' }],
		builderHint: {
			searchHint:
				'After Parcel → Download, read the file with the EDI node (operation read), and end the workflow with Parcel → Confirm Download: until then, ECGrid offers the parcel again. Parcel → Upload sends to a trading partner for real. To start a workflow with arriving parcels, use ECGrid Trigger or, if n8n has no public HTTPS address, ECGrid Inbox Trigger.',
		},
		properties: propertiesOf(resources, defaultResource),
	};

	methods = {
		credentialTest: { ecGridApiTest },
		listSearch: { ...listSearch },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await withErrorsRedacted(this, async () => await run(this, resources));
	}
}
