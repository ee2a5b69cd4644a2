import { createHash, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';
import { owner } from './api';
import { Problem } from './problem';

/** The browser on this machine, if there is one. */
export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
	(path) => existsSync(path),
);

/** A certificate's key, as Chromium identifies it. */
const keyOf = (ca: string) =>
	createHash('sha256')
		.update(new X509Certificate(ca).publicKey.export({ type: 'spki', format: 'der' }))
		.digest('base64');

/** The editor of a local n8n in a real browser, with the owner logged in. */
export class Editor {
	page!: Page;

	private browser!: Browser;

	constructor(private readonly n8n: () => { url: string; ca: string }) {}

	/** `scale`: image pixels per page pixel. */
	async open({ dark = false, scale = 1 }: { dark?: boolean; scale?: number } = {}) {
		if (!chromiumPath) throw new Problem('This machine has no Chromium.');
		selectors.setTestIdAttribute('data-test-id');
		this.browser = await chromium.launch({
			executablePath: chromiumPath,
			args: [
				'--no-sandbox',
				// Chromium keeps no file of a site whose certificate it only tolerates: each page would load them all again.
				`--ignore-certificate-errors-spki-list=${keyOf(this.n8n().ca)}`,
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
			],
		});
		const context = await this.browser.newContext({
			viewport: { width: 1400, height: 900 },
			deviceScaleFactor: scale,
			colorScheme: dark ? 'dark' : 'light',
		});
		context.setDefaultTimeout(30_000);
		this.page = await context.newPage();
		await this.goto('/signin');
		await this.page.locator('input[name=emailOrLdapLoginId]').fill(owner.email);
		await this.page.locator('input[name=password]').fill(owner.password);
		await this.page.getByRole('button', { name: 'Sign in' }).click();
		await this.page.waitForURL(/home/);
	}

	async close() {
		await this.browser?.close();
	}

	async goto(path: string) {
		await this.page.goto(`${this.n8n().url}${path}`);
	}

	/** Opens a saved workflow and the panel of one of its nodes. */
	async openNode(workflowId: string, name: string) {
		await this.goto(`/workflow/${workflowId}`);
		await this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`).dblclick();
		await this.page.getByTestId('ndv').waitFor();
	}

	/** The field of a node's parameter, if the panel shows one. */
	field(parameter: string) {
		return this.page.getByTestId(`parameter-input-${parameter}`);
	}

	async choose(parameter: string, option: string) {
		await this.field(parameter).click();
		await this.page.getByRole('option', { name: option }).click();
	}

	/** Saves a screenshot to a file. `isForDocs`: without n8n's messages at the edge. */
	async picture(path: string, { isForDocs = false } = {}) {
		const style = isForDocs ? '.el-notification { display: none }' : '';
		await this.page.screenshot({ path, animations: 'disabled', style });
	}
}
