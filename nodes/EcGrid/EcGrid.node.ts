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
		credentials: [{ name: 'ecGridApi', required: true, testedBy: 'ecGridApiTest' }],
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
