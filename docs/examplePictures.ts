import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { withCredential, type Credential, type N8nApi, type WorkflowContent } from '../local-n8n/api';
import { Editor } from '../local-n8n/editor';

const folder = join(__dirname, '../examples');
const pictures = join(__dirname, 'images/examples');

/** The names of the examples: those of their files, without `.json`. */
export const exampleNames: string[] = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file) => file.slice(0, -'.json'.length));

export const exampleNamed = (name: string): WorkflowContent =>
	JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as WorkflowContent;

/** The widest picture, in pixels. */
const WIDTH = 1600;
/** The biggest picture, in pixels: a page must load quickly. */
const PIXELS = 1_300_000;
/** What a node takes beyond its position: its box and its name. */
const NODE = { width: 130, height: 150 };
/** What the editor has beside the canvas, and what it leaves free around the nodes, in pixels. */
const AROUND = { width: 50, height: 110 };
const MARGIN = { side: 40, top: 16, bottom: 50 };

/** Everything on the canvas that isn't the workflow. */
const HIDE = `
	[data-test-id=canvas-controls], [data-test-id=canvas-background], [data-test-id=canvas-minimap],
	div:has([data-test-id=execute-workflow-button]):not(:has(.vue-flow__node)),
	[data-test-id^=execute-workflow-button-], [data-test-id=logs-panel],
	[data-test-id=node-creator-plus-button], [data-test-id=command-bar-button], [data-test-id=add-sticky-button],
	[data-test-id=toggle-focus-panel-button], [data-test-id=instance-ai-canvas-action-button],
	[data-test-id=canvas-handle-plus-wrapper] { visibility: hidden !important; }`;

/** The size of a window in which the workflow fills the width, unless it is small. */
function windowFor({ nodes }: WorkflowContent): { width: number; height: number } {
	const extent = (axis: 0 | 1, size: 'width' | 'height'): number => {
		const starts = nodes.map(({ position }) => position[axis]);
		const ends = nodes.map(
			({ position, parameters }) => position[axis] + ((parameters[size] as number | undefined) ?? NODE[size]),
		);
		return Math.max(...ends) - Math.min(...starts);
	};
	const wide = extent(0, 'width') * 1.1;
	const high = extent(1, 'height') * 1.1;
	const width = Math.round(Math.min(WIDTH, Math.sqrt((PIXELS * wide) / high)));
	const scale = Math.min(1, width / wide);
	return {
		width: width + AROUND.width,
		height: Math.round(high * scale) + AROUND.height + MARGIN.bottom,
	};
}

/** The part of the page in which the nodes and notes are. */
async function workflowIn({ page }: Editor) {
	const found = await page.locator('.vue-flow__node').all();
	const boxes = (await Promise.all(found.map((node) => node.boundingBox()))).flatMap((box) => box ?? []);
	const x = Math.min(...boxes.map((box) => box.x)) - MARGIN.side;
	const y = Math.min(...boxes.map((box) => box.y)) - MARGIN.top;
	const right = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN.side;
	const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN.bottom;
	return { x, y, width: right - x, height: bottom - y };
}

/** Takes a picture of the canvas of each example. */
export async function examplePictures(
	n8n: { url: string; ca: string },
	api: N8nApi,
	credential: Credential,
): Promise<void> {
	mkdirSync(pictures, { recursive: true });
	const editor = new Editor(() => n8n);
	await editor.open();
	try {
		for (const name of exampleNames) {
			const content = exampleNamed(name);
			const { id } = await api.createWorkflow(withCredential(content, credential));
			await editor.page.setViewportSize(windowFor(content));
			await editor.goto(`/workflow/${id}`);
			await editor.page.getByTestId('zoom-to-fit').click();
			await editor.page.locator('[data-test-id=canvas-node]').last().waitFor();
			await editor.page.addStyleTag({ content: HIDE });
			await editor.page.mouse.move(0, 0);
			await editor.page.waitForTimeout(1_000);
			await editor.page.screenshot({
				path: join(pictures, `${name}.png`),
				clip: await workflowIn(editor),
				animations: 'disabled',
			});
			console.log(`docs/images/examples/${name}.png`);
		}
	} finally {
		await editor.close();
	}
}
