import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fake npm that records its arguments, counts like jest, and fails if its arguments contain this word. */
const npm = (asked: string, failing: string) => `#!${process.execPath}
const { appendFileSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const report = args.find((arg) => arg.startsWith('--outputFile='))?.split('=')[1];
const words = args.filter((arg) => !arg.startsWith('--outputFile='));
appendFileSync(${JSON.stringify(asked)}, [...words, process.env.ECGRID_RELIABILITY].filter(Boolean).join(' ') + '\\n');
const fails = words.includes(${JSON.stringify(failing)});
const counts = { numPassedTests: 10, numFailedTests: fails ? 1 : 0, numPendingTests: 2, numTodoTests: 0 };
if (report) writeFileSync(report, JSON.stringify(counts));
process.exitCode = fails ? 1 : 0;
`;

/** Runs the checks with that npm and without the programs that some tests need. */
function checks(failing = 'nothing') {
	const folder = mkdtempSync(join(tmpdir(), 'checks-'));
	try {
		const asked = join(folder, 'asked');
		writeFileSync(join(folder, 'npm'), npm(asked, failing), { mode: 0o755 });
		const { status, stdout } = spawnSync(process.execPath, [join(__dirname, '../../../.ci/checks.mjs')], {
			env: { PATH: folder },
			encoding: 'utf8',
		});
		return {
			status,
			lastLine: stdout.trim().split('\n').at(-1),
			asked: readFileSync(asked, 'utf8').trim().split('\n'),
		};
	} finally {
		rmSync(folder, { recursive: true });
	}
}

test('runs the checks that CONTRIBUTING.md lists and prints the counts on the last line', () => {
	expect(checks()).toEqual({
		status: 0,
		lastLine: '14 passed, 0 failed, 2 skipped',
		asked: [
			'run --silent lint',
			'run --silent build',
			'run --silent start -- --once --fresh',
			'run --silent test:all -- --json quick',
			'run --silent scan',
		],
	});
});

test.each([
	['lint', '13 passed, 1 failed, 2 skipped'],
	['test:all', '14 passed, 1 failed, 2 skipped'],
])('reports that %s fails and still runs the other checks', (failing, lastLine) => {
	expect(checks(failing)).toMatchObject({
		status: 1,
		lastLine,
		asked: expect.objectContaining({ length: 5 }),
	});
});
