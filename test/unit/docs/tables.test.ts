import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** In a process of its own: Prettier cannot be loaded in jest. */
const check = () =>
	spawnSync(process.execPath, ['--import', 'tsx', 'docs/tables.ts', '--check'], {
		cwd: root,
		encoding: 'utf8',
	});

test('the tables of operations are what the nodes describe (else run: npm run docs:tables)', () => {
	const { status, stderr } = check();
	expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}, 60_000);
