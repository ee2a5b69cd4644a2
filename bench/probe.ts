import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'undici';

/** Inspects n8n's main process. */
export interface Probe {
	/** Returns the memory that n8n holds, in bytes, after a garbage collection. */
	held(): Promise<{ rss: number; heapUsed: number; external: number }>;
	/** The environment variables that n8n must be started with. */
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
