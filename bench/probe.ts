import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'undici';

/** A look into n8n's main process. */
export interface Probe {
	/** What it holds on to, in bytes: garbage is collected first. */
	held(): Promise<{ rss: number; heapUsed: number; external: number }>;
	/** The environment with which n8n has to be started for it. */
	env: Record<string, string>;
}

export function probing(): Probe {
	const socketPath = join(mkdtempSync(join(tmpdir(), 'bench-')), 'probe');
	return {
		env: {
			NODE_OPTIONS: `--require=${join(__dirname, 'probe.cjs')}`,
			ECGRID_BENCH_PROBE: socketPath,
		},
		held: async () => {
			const client = new Client('http://localhost', { socketPath });
			try {
				const { body } = await client.request({ method: 'GET', path: '/' });
				return (await body.json()) as NodeJS.MemoryUsage;
			} finally {
				await client.close();
			}
		},
	};
}
