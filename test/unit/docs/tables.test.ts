import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** In a separate process, because jest can't load Prettier. */
const check = () =>
	spawnSync(process.execPath, ['--import', 'tsx', 'docs/tables.ts', '--check'], {
		cwd: root,
		encoding: 'utf8',
	});

test('the tables of operations match the nodes (if not, run: npm run docs:tables)', () => {
	const { status, stderr } = check();
	expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}, 60_000);
