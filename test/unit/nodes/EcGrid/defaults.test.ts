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
import { Edi } from '../../../../nodes/Edi/Edi.node';
import { defaultResource, resources } from '../../../../nodes/EcGrid/resources';
import { propertiesOf } from '../../../../nodes/EcGrid/resources/properties';
import savedDefaults from '../../../contract/saved-defaults.json';

const current = defaultsOf([new EcGrid(), new EcGridTrigger(), new EcGridInboxTrigger(), new Edi()]);

// n8n doesn't save a parameter that has its default, so saved workflows depend on the default.
test.each(Object.entries(savedDefaults))('keeps the default of %s at %j', (where, value) =>
	expect(current[where]).toEqual(value),
);

test("records every default so that it can't change unnoticed", () => {
	expect(Object.keys(current).filter((where) => !(where in savedDefaults))).toEqual([]);
});

test("n8n doesn't save parameters that have their default", () => {
	const { description } = new EcGridTrigger();
	const node = { typeVersion: 1 } as INode;
	const saved = (parameters: INodeParameters) =>
		NodeHelpers.getNodeParameters(description.properties, parameters, false, false, node, description);
	expect(saved({ authentication: 'basic', events: ['Parcel'] })).toEqual({});
	expect(saved({ authentication: 'digest', events: ['Parcel'] })).toEqual({ authentication: 'digest' });
});

describe('holds in any order of resources and operations', () => {
	const reversed = propertiesOf(
		resources.toReversed().map((resource) => ({ ...resource, operations: resource.operations.toReversed() })),
		defaultResource,
	);
	const choices = (properties: INodeProperties[]) =>
		Object.fromEntries(
			defaultsIn(properties, 'ecGrid').filter(([where]) => /(resource|operation)$/.test(where)),
		);

	test('has the same default choice', () => {
		expect(choices(reversed)).toEqual(choices(propertiesOf(resources, defaultResource)));
	});

	test('the default choice is one of the choices', () => {
		for (const { name, options, default: value } of reversed) {
			if (name !== 'resource' && name !== 'operation') continue;
			expect((options as INodePropertyOptions[]).map((option) => option.value)).toContain(value);
		}
	});
});
