import type { Page } from 'playwright-core';
import type { Editor } from './editor';

/** A node to look for: what to type, what the entry in the list says, and the action to choose, if it has any. */
export interface WantedNode {
	search: string;
	entry: string;
	action?: string;
}

/** Keeps a picture of what is in sight. */
export type Picture = (name: string) => Promise<void>;

/** Builds workflows on n8n's canvas as a person does, by mouse and keyboard. */
export class Canvas {
	constructor(private readonly editor: Editor) {}

	/** Opens an empty workflow from n8n's overview. */
	async newWorkflow(): Promise<void> {
		await this.overview();
		await this.page.getByTestId('add-resource-workflow').click();
		await this.page.getByTestId('canvas-add-button').click();
	}

	/** Makes an ECGrid credential from n8n's list of credentials, and waits until n8n says that it works. */
	async newCredential(apiKey: string, baseUrl: string): Promise<void> {
		await this.editor.goto('/home/credentials');
		await this.page.getByTestId('add-resource-credential').click();
		await this.page.getByTestId('new-credential-type-select').click();
		await this.page.keyboard.type('ECGrid');
		await this.page
			.getByTestId('new-credential-type-select-option')
			.filter({ hasText: 'ECGrid API' })
			.click();
		await this.page.getByTestId('new-credential-type-button').click();
		await this.type('apiKey', apiKey);
		await this.type('baseUrl', baseUrl);
		await this.page.getByTestId('credential-save-button').click();
		await this.page.getByText('Connection tested successfully').waitFor();
	}

	/** Opens a workflow from n8n's overview. */
	async openWorkflow(name: string): Promise<void> {
		await this.overview();
		await this.page.getByTestId('workflow-card-name').filter({ hasText: name }).click();
		await this.page.getByTestId('zoom-to-fit').waitFor();
	}

	/** Gives the workflow another name. */
	async rename(name: string): Promise<void> {
		await this.page.getByTestId('inline-edit-preview').click();
		await this.page.keyboard.press('ControlOrMeta+a');
		await this.page.keyboard.type(name);
		await this.page.keyboard.press('Enter');
	}

	/** Types into the search field of the open list of nodes, and waits until this entry is found. */
	async search(text: string, entry: string): Promise<void> {
		await this.page.getByTestId('node-creator-search-bar').fill(text);
		await this.page.getByTestId('item-iterator-item').filter({ hasText: entry }).first().waitFor();
	}

	/** Chooses a node in the open list of nodes, which adds it and opens its panel. */
	async choose({ search, entry, action }: WantedNode): Promise<void> {
		await this.search(search, entry);
		await this.page.getByTestId('item-iterator-item').filter({ hasText: entry }).first().click();
		if (action) await this.page.getByTestId('node-creator').getByText(action, { exact: true }).click();
		await this.page.getByTestId('ndv').waitFor();
	}

	/** Chooses a trigger without a panel in the open list. */
	async chooseTrigger(entry: string): Promise<void> {
		await this.page.getByTestId('item-iterator-item').filter({ hasText: entry }).first().click();
		await this.page.getByTestId('zoom-to-fit').waitFor();
	}

	/** Adds a node with the plus button behind another one. */
	async addAfter(name: string, wanted: WantedNode): Promise<void> {
		await this.closePanel();
		await this.fit();
		await this.around(name).getByTestId('canvas-handle-plus').click();
		await this.choose(wanted);
	}

	/** Adds a node on a new branch: draws a line from another node's output to a free place this far below it. */
	async branch(name: string, pixelsBelow: number, wanted: WantedNode): Promise<void> {
		await this.closePanel();
		await this.fit();
		const output = (await this.around(name).locator('.vue-flow__handle.source').first().boundingBox())!;
		const { mouse } = this.page;
		await mouse.move(output.x + output.width / 2, output.y + output.height / 2);
		await mouse.down();
		await mouse.move(output.x + 50, output.y + pixelsBelow, { steps: 10 });
		await mouse.up();
		await this.choose(wanted);
	}

	/** Opens a node's panel. */
	async open(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.page.getByTestId('ndv').waitFor();
	}

	async closePanel(): Promise<void> {
		const panel = this.page.getByTestId('ndv');
		if (!(await panel.isVisible())) return;
		await this.page.getByTestId('ndv-close-button').click();
		await panel.waitFor({ state: 'hidden' });
	}

	/** Executes the step in the open panel, and waits until its output contains this text. */
	async execute(text: string): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
		await this.output.getByText(text).first().waitFor();
	}

	/** Has the trigger in the open panel listen for a test event, makes one, and waits until its output contains this text. */
	async listen(makeEvent: () => Promise<void>, text: string): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
		await this.page.getByText('Stop Listening').first().waitFor();
		await makeEvent();
		await this.output.getByText(text).first().waitFor();
	}

	/** Drags a field that a node before put out into a field of the open panel. `from`: the node, if it isn't the one directly before. */
	async drag(value: string, parameter: string, from?: string): Promise<void> {
		const input = this.page.getByTestId('ndv-input-panel');
		if (from) {
			// The fields of the node directly before may be so many that the others are out of sight.
			await input.getByTestId('run-data-schema-header').first().click();
			await input.getByText(from).click();
		}
		const path = from ? `$('${from}').item.json.${value}` : `$json.${value}`;
		await input
			.locator(`[data-value="{{ ${path} }}"]`)
			.first()
			.dragTo(this.editor.field(parameter), { steps: 10 });
		await this.editor.field(parameter).getByText(path.slice(-value.length)).first().waitFor();
		// n8n checks the field a moment later, and until then refuses to execute the step.
		await this.page.waitForTimeout(500);
	}

	/** Types into a field. */
	async type(parameter: string, text: string): Promise<void> {
		await this.editor.field(parameter).locator('input').fill(text);
	}

	/** Selects an option of a field. */
	async select(parameter: string, option: string): Promise<void> {
		await this.editor.choose(parameter, option);
	}

	/** Replaces what stands in a field for JSON. */
	async typeJson(parameter: string, json: object): Promise<void> {
		await this.editor.field(parameter).locator('.cm-content').click();
		await this.page.keyboard.press('ControlOrMeta+a');
		await this.page.keyboard.insertText(JSON.stringify(json, null, 2));
	}

	/** Publishes the workflow. */
	async publish(): Promise<void> {
		await this.closePanel();
		await this.page.getByTestId('workflow-open-publish-modal-button').click();
		await this.page.getByTestId('workflow-publish-button').click();
		await this.page.getByTestId('workflowPublish-modal').waitFor({ state: 'hidden' });
	}

	/** Moves everything into sight. */
	async fit(): Promise<void> {
		await this.page.getByTestId('zoom-to-fit').click();
		// The canvas moves for a moment.
		await this.page.waitForTimeout(500);
	}

	/** The output in the open panel. */
	get output() {
		return this.page.getByTestId('output-panel');
	}

	node(name: string) {
		return this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
	}

	private async overview(): Promise<void> {
		// n8n saves a change a moment later.
		await this.page.waitForTimeout(2_000);
		await this.editor.goto('/home/workflows');
	}

	/** A node with its handles. */
	private around(name: string) {
		return this.page.locator('.vue-flow__node').filter({ has: this.node(name) });
	}

	private get page(): Page {
		return this.editor.page;
	}
}
