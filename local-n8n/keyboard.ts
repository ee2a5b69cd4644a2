import type { Page } from 'playwright-core';
import type { Editor } from './editor';
import { Problem } from './problem';

/** More than there are places on a panel of n8n that Tab stops at. */
const MOST_TABS = 100;

/** Builds workflows in n8n's editor without a mouse: every step is a key that a person presses. */
export class Keyboard {
	constructor(private readonly editor: Editor) {}

	/** Opens an empty workflow from n8n's overview. */
	async newWorkflow(): Promise<void> {
		await this.editor.goto('/home/workflows');
		await this.page.getByTestId('add-resource-workflow').waitFor();
		await this.tabTo('add-resource-workflow');
		await this.page.keyboard.press('Enter');
		await this.page.getByTestId('canvas-add-button').waitFor();
	}

	/** Adds a node behind the selected one, and opens its panel. `entry` and `action`: how far down in the lists they stand. */
	async add(search: string, entry: number, action: number): Promise<void> {
		const { keyboard } = this.page;
		await this.closePanel();
		await keyboard.press('n');
		await this.page.getByTestId('node-creator-search-bar').waitFor();
		await this.settled();
		await keyboard.type(search);
		await this.settled();
		await this.down(entry);
		await keyboard.press('Enter');
		await this.settled();
		await this.down(action);
		await keyboard.press('Enter');
		await this.page.getByTestId('ndv').waitFor();
		await this.settled();
	}

	/** Makes a field of the open panel an expression. Only for panels in which it is the first field that can be one. */
	async expression(text: string): Promise<void> {
		const { keyboard } = this.page;
		await this.tabTo('radio-button-fixed');
		await keyboard.press('ArrowRight');
		await this.settled();
		// n8n writes the closing braces.
		await keyboard.type(`{{ ${text}`);
		await this.settled();
		// The first closes the suggestions; after the second, Tab leaves the field.
		await keyboard.press('Escape');
		await this.settled();
		await keyboard.press('Escape');
	}

	/** Executes the step in the open panel, and waits until its output contains this text. */
	async execute(text: string): Promise<void> {
		await this.tabTo('node-execute-button');
		await this.page.keyboard.press('Enter');
		await this.page.getByTestId('output-panel').getByText(text).first().waitFor();
	}

	/** Publishes the workflow. */
	async publish(): Promise<void> {
		await this.closePanel();
		await this.page.keyboard.press('Shift+P');
		await this.page.getByTestId('workflowPublish-modal').waitFor();
		await this.tabTo('workflow-publish-button');
		await this.page.keyboard.press('Enter');
		await this.page.getByTestId('workflowPublish-modal').waitFor({ state: 'hidden' });
	}

	private async closePanel(): Promise<void> {
		const panel = this.page.getByTestId('ndv');
		if (!(await panel.isVisible())) return;
		await this.page.keyboard.press('Escape');
		await panel.waitFor({ state: 'hidden' });
		await this.settled();
	}

	/** Presses Tab until the focus is in the element with this test ID. Closes n8n's tips on the way. */
	private async tabTo(testId: string): Promise<void> {
		for (let tabs = 0; tabs < MOST_TABS; tabs++) {
			await this.page.keyboard.press('Tab');
			const focus = this.page.locator(':focus');
			if ((await focus.count()) === 0) continue;
			if (await this.page.locator(`[data-test-id="${testId}"]:focus-within`).count()) return;
			if ((await focus.first().innerText()) === 'Got it') await this.page.keyboard.press('Enter');
		}
		throw new Problem(`Tab doesn't reach ${testId}`);
	}

	private async down(times: number): Promise<void> {
		for (let count = 0; count < times; count++) await this.page.keyboard.press('ArrowDown');
	}

	/** n8n draws a moment later. */
	private async settled(): Promise<void> {
		await this.page.waitForTimeout(700);
	}

	private get page(): Page {
		return this.editor.page;
	}
}
