import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { WorkflowContent, WorkflowNode } from '../../../local-n8n/api';
import { resources } from '../../../nodes/EcGrid/resources';

type Example = WorkflowContent & {
	connections: Record<string, { main: Array<Array<{ node: string }>> }>;
};

const folder = join(__dirname, '../../../examples');
const examples = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as Example] as const);

/** Whether the node does something that ECGrid must not carry out twice. */
function isToDoOnce({ type, parameters }: WorkflowNode): boolean {
	if (type !== 'n8n-nodes-ecgrid.ecGrid') return false;
	const operation = resources
		.find(({ value }) => value === parameters.resource)!
		.operations.find(({ value }) => value === parameters.operation)!;
	return !operation.idempotent;
}

/** Whether the node sends an acknowledgment: a second one says the same as the first. */
const sendsAcknowledgment = ({ name }: WorkflowNode, { nodes, connections }: Example): boolean =>
	nodes.some(
		(node) =>
			node.parameters.operation === 'acknowledge' &&
			connections[node.name]?.main.flat().some((next) => next.node === name),
	);

const toDoOnce = examples.flatMap(([file, example]) =>
	example.nodes
		.filter((node) => isToDoOnce(node) && !sendsAcknowledgment(node, example))
		.map((node) => [`${file}, ${node.name}`, node, example] as const),
);

test('there are steps that ECGrid must not carry out twice', () => {
	expect(toDoOnce.map(([name]) => name)).toEqual([
		'documents-out.json, Send',
		'new-trading-partner.json, Create it',
		'new-trading-partner.json, Send a test file',
		'send-a-file.json, Upload',
	]);
});

test.each(toDoOnce)(
	"%s: if it fails, an error ends the execution, which n8n's Retry repeats instead of the step",
	(_, { name, onError }, { nodes, connections }) => {
		expect(onError).toBe('continueErrorOutput');
		const afterError = connections[name]!.main[1]!.map(({ node }) =>
			nodes.find((each) => each.name === node)!,
		);
		expect(afterError.map(({ type }) => type)).toEqual(['n8n-nodes-base.stopAndError']);
		expect(afterError[0]!.parameters.errorMessage).toMatch(/^=\{\{ \$json\.error \}\}\. /);
	},
);
