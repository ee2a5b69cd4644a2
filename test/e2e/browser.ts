import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumPath, Editor } from '../../local-n8n/editor';
import type { Lab } from './lab';

if (!chromiumPath) console.warn('No Chromium on this machine: the tests in a browser are SKIPPED.');

/** `describe`, if there is a browser. */
export const describeInBrowser = chromiumPath ? describe : describe.skip;

const pictures = join(__dirname, '../../test-results/editor');

/** n8n's editor in a real browser, for tests that keep screenshots. */
export class EditorOfTests extends Editor {
	constructor(lab: Lab) {
		super(() => lab.n8n);
		mkdirSync(pictures, { recursive: true });
	}

	/** Saves a screenshot under this name. */
	override async picture(name: string) {
		await super.picture(join(pictures, `${name}.png`));
	}

	/** A test that keeps screenshots of what it saw, especially if it fails. */
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
