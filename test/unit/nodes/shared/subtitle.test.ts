import { Workflow, type INodeParameters, type INodeType, type INodeTypes } from 'n8n-workflow';

import { EcGrid } from '../../../../nodes/EcGrid/EcGrid.node';
import { EcGridTrigger } from '../../../../nodes/EcGrid/EcGridTrigger.node';
import { resources } from '../../../../nodes/EcGrid/resources';
import { Edi } from '../../../../nodes/Edi/Edi.node';

/** The subtitle of a node with these parameters on the canvas, as n8n evaluates it. */
function subtitleWith(type: INodeType, parameters: INodeParameters): unknown {
	const nodeTypes = { getByNameAndVersion: () => type } as unknown as INodeTypes;
	const node = {
		id: '1',
		name: 'Node',
		type: 'node',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(node, type.description.subtitle, 'internal', {});
}

test.each(
	resources.flatMap((resource) =>
		resource.operations.map((operation): [string, string, string] => [
			`${resource.name}: ${operation.name}`,
			resource.value,
			operation.value,
		]),
	),
)('“%s” is read on the canvas', (shown, resource, operation) =>
	expect(subtitleWith(new EcGrid(), { resource, operation })).toBe(shown),
);

test.each([
	[['Parcel'], ['InBox'], 'Parcel: Arrived'],
	[['Parcel'], ['InBox', 'OutBoxError'], 'Parcel: Arrived, Parcel: Outbound Error'],
	[['Parcel'], [], 'Parcel'],
	[['Mailbox', 'Parcel'], ['OutBox'], 'Mailbox, Parcel: Delivered'],
	[['CarbonCopy'], undefined, 'Carbon Copy (May Be Refused)'],
	['Parcel', 'InBox', 'Parcel: Arrived'],
])('a trigger for %j and %j reads “%s”', (events, parcelEvents, shown) => {
	const parameters = { events, ...(parcelEvents && { parcelEvents }) };
	expect(subtitleWith(new EcGridTrigger(), parameters)).toBe(shown);
});

test('EDI reads “Match Acknowledgments”', () =>
	expect(subtitleWith(new Edi(), { operation: 'matchAcknowledgments' })).toBe('Match Acknowledgments'));

test('an operation of another version stays as it is', () =>
	expect(subtitleWith(new EcGrid(), { resource: 'parcel', operation: 'other' })).toBe('Parcel: other'));
