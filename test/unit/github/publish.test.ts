import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'yaml';

const root = join(__dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const workflow = parse(read('.github/workflows/publish.yml')) as {
	jobs: Record<'checks' | 'publish', { needs?: string; steps?: Array<{ name?: string; run?: string }> }>;
};
const { needs, steps } = workflow.jobs.publish;
const runs = steps!.flatMap(({ run }) => run ?? []);
const check = runs.findIndex((run) => run.includes('GITHUB_REF_NAME'));

const FILES = ['package.json', 'SECURITY.md', 'CHANGELOG.md'];
const { version } = JSON.parse(read('package.json')) as { version: string };
const named = (content: string) => content.replaceAll('n8n-nodes-ecgrid.example', 'publisher.test');
const released = (content: string) => content.replaceAll('not released', '7 May 2026');

/** Returns the workflow's verdict on a tag, with the files of this repository as modified by `change`. */
function checked(tag: string, change: (content: string) => string) {
	const folder = mkdtempSync(join(tmpdir(), 'publish-'));
	try {
		for (const file of FILES) writeFileSync(join(folder, file), change(read(file)));
		const { status, stdout } = spawnSync('bash', ['-e', '-c', runs[check]!], {
			cwd: folder,
			env: { ...process.env, GITHUB_REF_NAME: tag },
			encoding: 'utf8',
		});
		return { status, stdout };
	} finally {
		rmSync(folder, { recursive: true });
	}
}

test('checks a tag after all other checks and before publishing', () => {
	expect(needs).toBe('checks');
	expect(check).toBeGreaterThanOrEqual(0);
	expect(runs.findIndex((run) => run.startsWith('npm publish'))).toBeGreaterThan(check);
});

test('publishes a tag that matches the version', () => {
	expect(checked(`v${version}`, (content) => released(named(content)))).toEqual({ status: 0, stdout: '' });
});

test.each<[string, string, (content: string) => string, string]>([
	['is not the version', 'v99.0.0', (content) => released(named(content)), 'does not match version'],
	['finds neutral values', `v${version}`, released, 'still hold placeholder values'],
	['finds no release in the changelog', `v${version}`, named, 'is not released yet'],
])('refuses a tag that %s', (_, tag, change, why) => {
	expect(checked(tag, change)).toEqual({ status: 1, stdout: expect.stringContaining(why) });
});
