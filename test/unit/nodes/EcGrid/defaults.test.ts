import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeType,
} from 'n8n-workflow';

import { EcGrid } from '../../../../nodes/EcGrid/EcGrid.node';
import { EcGridInboxTrigger } from '../../../../nodes/EcGrid/EcGridInboxTrigger.node';
import { EcGridTrigger } from '../../../../nodes/EcGrid/EcGridTrigger.node';
import { defaultResource, resources } from '../../../../nodes/EcGrid/resources';
import { propertiesOf } from '../../../../nodes/EcGrid/resources/properties';
import savedDefaults from '../../../contract/saved-defaults.json';

/** The defaults of properties, by where a property is shown and its name. */
function defaultsIn(properties: INodeProperties[], where: string): Array<[string, unknown]> {
	return properties.flatMap(({ name, type, displayOptions, options = [], default: value }) => {
		const { resource = [], operation = [] } = displayOptions?.show ?? {};
		const path = [where, ...resource, ...operation, name].join('/');
		const inner = type === 'collection' ? defaultsIn(options as INodeProperties[], path) : [];
		return [[path, value], ...inner] as Array<[string, unknown]>;
	});
}

const defaultsOf = (node: INodeType) =>
	defaultsIn(
		node.description.properties.filter(({ type }) => type !== 'notice'),
		node.description.name,
	);

const defaults = Object.fromEntries(
	[new EcGrid(), new EcGridTrigger(), new EcGridInboxTrigger()].flatMap(defaultsOf),
);

// n8n does not save a parameter that has its default: saved workflows mean whatever the default is.
test.each(Object.entries(savedDefaults))('the default of %s stays %j', (where, value) =>
	expect(defaults[where]).toEqual(value),
);

test('every default is written down, so that it stays', () => {
	expect(Object.keys(defaults).filter((where) => !(where in savedDefaults))).toEqual([]);
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
