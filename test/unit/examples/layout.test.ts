import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { WorkflowContent, WorkflowNode } from '../../../local-n8n/api';

const folder = join(__dirname, '../../../examples');
const examples = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkflowContent] as const);

interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

const isNote = ({ type }: WorkflowNode) => type === 'n8n-nodes-base.stickyNote';

/** The space that a note or a node takes on the canvas: for a node, its box and its name below, which is wider. */
function boxOf(node: WorkflowNode): Box {
	const { name, position, parameters } = node;
	const [left, top] = position;
	if (isNote(node)) {
		const { width, height } = parameters as { width: number; height: number };
		return { name, left, top, right: left + width, bottom: top + height };
	}
	return { name, left: left - 30, top, right: left + 130, bottom: top + 150 };
}

const overlap = (one: Box, other: Box) =>
	one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

test.each(examples)('%s: no note or node lies upon another', (_, { nodes }) => {
	const boxes = nodes.map(boxOf);
	const overlaps = boxes.flatMap((one, index) =>
		boxes.slice(index + 1).flatMap((other) => (overlap(one, other) ? `${one.name} and ${other.name}` : [])),
	);
	expect(overlaps).toEqual([]);
});

test.each(examples)("%s: everything stands on the canvas's grid", (_, { nodes }) => {
	const off = nodes.filter(({ position }) => position.some((coordinate) => coordinate % 20 !== 0));
	expect(off.map(({ name }) => name)).toEqual([]);
});

/** The lines of a note's text: words of 7 pixels a letter, and what Markdown puts around a paragraph. */
const heightOf = (content: string, width: number) =>
	content
		.split('\n')
		.filter((line) => line !== '')
		.reduce((height, line) => height + Math.ceil((line.length * 7) / (width - 60)) * 18 + 12, 40);

test.each(examples)('%s: the text of each note fits into it', (_, { nodes }) => {
	for (const { name, parameters } of nodes.filter(isNote)) {
		const { content, width, height } = parameters as { content: string; width: number; height: number };
		expect([name, height - heightOf(content, width) >= 0]).toEqual([name, true]);
	}
});

test.each(examples)(
	'%s: each node does something: it starts the workflow, or another leads to it',
	(_, example) => {
		const { nodes, connections } = example as WorkflowContent & {
			connections: Record<string, { main: Array<Array<{ node: string }>> }>;
		};
		const reached = Object.values(connections).flatMap(({ main }) => main.flat().map(({ node }) => node));
		const idle = nodes.filter(
			(node) =>
				!isNote(node) &&
				(node.type === 'n8n-nodes-base.noOp' ||
					(!reached.includes(node.name) && !/trigger$/i.test(node.type))),
		);
		expect(idle.map(({ name }) => name)).toEqual([]);
	},
);

test('each example is named by a sentence that says what it does', () => {
	for (const [, { name }] of examples) {
		expect(name).toMatch(/^[A-Z][a-z]+ [^:]{15,70}[^.]$/);
	}
	expect(new Set(examples.map(([, { name }]) => name)).size).toBe(examples.length);
});
