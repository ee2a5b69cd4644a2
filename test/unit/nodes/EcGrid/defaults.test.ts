import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { defaultsIn, defaultsOf } from '../../../../docs/defaults';
import { EcGrid } from '../../../../nodes/EcGrid/EcGrid.node';
import { EcGridInboxTrigger } from '../../../../nodes/EcGrid/EcGridInboxTrigger.node';
import { EcGridTrigger } from '../../../../nodes/EcGrid/EcGridTrigger.node';
import { defaultResource, resources } from '../../../../nodes/EcGrid/resources';
import { propertiesOf } from '../../../../nodes/EcGrid/resources/properties';
import savedDefaults from '../../../contract/saved-defaults.json';

const current = defaultsOf([new EcGrid(), new EcGridTrigger(), new EcGridInboxTrigger()]);

// n8n does not save a parameter that has its default: saved workflows mean whatever the default is.
test.each(Object.entries(savedDefaults))('the default of %s stays %j', (where, value) =>
	expect(current[where]).toEqual(value),
);

test('every default is written down, so that it stays', () => {
	expect(Object.keys(current).filter((where) => !(where in savedDefaults))).toEqual([]);
});

test('n8n saves no parameter that has its default', () => {
	const { description } = new EcGridTrigger();
	const node = { typeVersion: 1 } as INode;
	const saved = (parameters: INodeParameters) =>
		NodeHelpers.getNodeParameters(description.properties, parameters, false, false, node, description);
	expect(saved({ authentication: 'basic', events: ['Parcel'] })).toEqual({});
	expect(saved({ authentication: 'digest', events: ['Parcel'] })).toEqual({ authentication: 'digest' });
});

describe('whatever the order of resources and operations', () => {
	const reversed = propertiesOf(
		resources.toReversed().map((resource) => ({ ...resource, operations: resource.operations.toReversed() })),
		defaultResource,
	);
	const choices = (properties: INodeProperties[]) =>
		Object.fromEntries(
			defaultsIn(properties, 'ecGrid').filter(([where]) => /(resource|operation)$/.test(where)),
		);

	test('what is chosen by default is the same', () => {
		expect(choices(reversed)).toEqual(choices(propertiesOf(resources, defaultResource)));
	});

	test('what is chosen by default is among the choices', () => {
		for (const { name, options, default: value } of reversed) {
			if (name !== 'resource' && name !== 'operation') continue;
			expect((options as INodePropertyOptions[]).map((option) => option.value)).toContain(value);
		}
	});
});
