// Runs the checks one after another, even if one fails, and adds up their results.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'ecgrid-ci-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
/** A check that runs longer than this has failed. */
const LONGEST_MS = 45 * 60_000;

function run(command, args, env = {}) {
	const began = Date.now();
	console.log(`\n== ${command} ${args.filter((arg) => !arg.includes(work)).join(' ')}`);
	const { status } = spawnSync(command, args, {
		cwd: root,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'inherit', 'inherit'],
		timeout: LONGEST_MS,
	});
	console.log(`== ${status === 0 ? 'done' : 'FAILED'} in ${Math.round((Date.now() - began) / 1000)} s`);
	return status === 0;
}

/** Runs a check that passes or fails as a whole. */
function check(...command) {
	const passed = run(command[0], command.slice(1));
	total[passed ? 'passed' : 'failed']++;
	if (!passed) failures.push(command.join(' '));
}

/** Runs jest and counts each of its tests. */
function tests(script, env) {
	const report = join(work, `${script.replace(':', '-')}.json`);
	const passed = run('npm', ['run', '--silent', script, '--', '--json', `--outputFile=${report}`], env);
	let counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
	try {
		counts = JSON.parse(readFileSync(report, 'utf8'));
	} catch {
		console.log(`${script} wrote no report`);
	}
	total.passed += counts.numPassedTests;
	total.failed += counts.numFailedTests;
	total.skipped += counts.numPendingTests + counts.numTodoTests;
	const isEmpty = counts.numPassedTests + counts.numFailedTests === 0;
	if ((!passed && counts.numFailedTests === 0) || isEmpty) total.failed++;
	if (!passed || isEmpty) failures.push(`npm run ${script}`);
}

check('npm', 'run', '--silent', 'lint');
check('npm', 'run', '--silent', 'build');
// The first command in the README.
check('npm', 'run', '--silent', 'start', '--', '--once', '--fresh');
// All tests; the reliability tests with smaller counts than in a full run.
tests('test:all', { ECGRID_RELIABILITY: 'quick' });
check('npm', 'run', '--silent', 'scan');
rmSync(work, { recursive: true, force: true });

const couldRunAll = ['chromium', 'redis-server'].every(
	(program) => spawnSync(program, ['--version']).status === 0,
);
if (total.skipped > 0 && couldRunAll) failures.push('this machine skipped tests that it can run');
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = failures.length === 0 ? 0 : 1;
