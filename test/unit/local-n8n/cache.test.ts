import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';

import { cacheFolder } from '../../../local-n8n/cache';

let home: string;
const { XDG_CACHE_HOME: chosen } = process.env;
beforeEach(() => {
	home = mkdtempSync(join(os.tmpdir(), 'home-'));
	jest.spyOn(os, 'homedir').mockReturnValue(home);
	delete process.env.XDG_CACHE_HOME;
});
afterEach(() => {
	jest.restoreAllMocks();
	if (chosen === undefined) delete process.env.XDG_CACHE_HOME;
	else process.env.XDG_CACHE_HOME = chosen;
	rmSync(home, { recursive: true });
});

test('keeps data that outlives a checkout in ~/.cache/n8n-nodes-ecgrid', () => {
	const folder = cacheFolder('n8n-1.2.3');
	expect(folder).toBe(join(home, '.cache/n8n-nodes-ecgrid/n8n-1.2.3'));
	expect(statSync(folder).isDirectory()).toBe(true);
});

test('XDG_CACHE_HOME selects another location', () => {
	process.env.XDG_CACHE_HOME = join(home, 'elsewhere');
	expect(cacheFolder('demo')).toBe(join(home, 'elsewhere/n8n-nodes-ecgrid/demo'));
});
