import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';
import { owner } from '../../local-n8n/api';
import type { Lab } from './lab';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
	(path) => existsSync(path),
);

if (!executablePath) console.warn('No Chromium on this machine: the tests in a browser are SKIPPED.');

/** `describe`, where there is a browser. */
export const describeInBrowser = executablePath ? describe : describe.skip;

const pictures = join(__dirname, '../../test-results/editor');

/** n8n's editor in a real browser. */
export class Editor {
	page!: Page;

	private browser!: Browser;

	constructor(private readonly lab: Lab) {}

	async open() {
		mkdirSync(pictures, { recursive: true });
		selectors.setTestIdAttribute('data-test-id');
		this.browser = await chromium.launch({
			executablePath,
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
			],
		});
		const context = await this.browser.newContext({
			ignoreHTTPSErrors: true,
			viewport: { width: 1400, height: 900 },
		});
		context.setDefaultTimeout(30_000);
		this.page = await context.newPage();
		await this.page.goto(`${this.lab.n8n.url}/signin`);
		await this.page.locator('input[name=emailOrLdapLoginId]').fill(owner.email);
		await this.page.locator('input[name=password]').fill(owner.password);
		await this.page.getByRole('button', { name: 'Sign in' }).click();
		await this.page.waitForURL(/home/);
	}

	async close() {
		await this.browser?.close();
	}

	async goto(path: string) {
		await this.page.goto(`${this.lab.n8n.url}${path}`);
	}

	/** Opens a saved workflow, and the panel of one of its nodes. */
	async openNode(workflowId: string, name: string) {
		await this.goto(`/workflow/${workflowId}`);
		await this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`).dblclick();
		await this.page.getByTestId('ndv').waitFor();
	}

	/** The field of a node's parameter, where the panel shows one. */
	field(parameter: string) {
		return this.page.getByTestId(`parameter-input-${parameter}`);
	}

	async choose(parameter: string, option: string) {
		await this.field(parameter).click();
		await this.page.getByRole('option', { name: option }).click();
	}

	/** Keeps what is on the screen as a file. */
	async picture(name: string) {
		await this.page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
	}

	/** A test that keeps pictures of what it saw, above all when it fails. */
	test(name: string, run: () => Promise<void>) {
		test(name, async () => {
			try {
				await run();
			} catch (error) {
				await this.picture(`FAILED ${name.replace(/[^\w ]/g, '')}`).catch(() => undefined);
				throw error;
			}
		});
	}
}
