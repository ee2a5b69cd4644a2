import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { localCertificate } from '../../local-n8n/certificate';
import { installN8n } from '../../local-n8n/install';
import { freePort, startN8n } from '../../local-n8n/instance';
import { report } from './lab';

jest.setTimeout(15 * 60_000);

// This is n8n's own behavior, which no node can change; docs/reliability.md says how to live with it.
test("while n8n sets up its database, it answers 200 to everybody; only /healthz/readiness shows that it isn't ready", async () => {
	const userFolder = mkdtempSync(join(tmpdir(), 'n8n-startup-'));
	const { ca } = await localCertificate(userFolder);
	const dispatcher = new Agent({ connect: { ca } });
	const port = await freePort();
	const ask = async (method: 'GET' | 'POST', path: string) => {
		const response = await request(`https://localhost:${port}${path}`, { method, dispatcher });
		return { status: response.statusCode, text: await response.body.text() };
	};

	let starting = true;
	const fooled: Array<{ at: number; ready: number }> = [];
	const others = new Set<number>();
	const caller = (async () => {
		while (starting) {
			try {
				const ready = await ask('GET', '/healthz/readiness');
				const { status, text } = await ask('POST', '/webhook/some-id/ecgrid?event=Parcel');
				if (text.includes('n8n is starting up')) {
					expect(status).toBe(200);
					fooled.push({ at: Date.now(), ready: ready.status });
				} else others.add(status);
			} catch {
				// It isn't listening yet.
			}
			await sleep(10);
		}
	})();
	const n8n = await startN8n({ installation: await installN8n(), userFolder, port });
	starting = false;
	await caller;
	await n8n.stop();
	await dispatcher.destroy();
	rmSync(userFolder, { recursive: true });

	report('n8n answers 200 while it sets up a new database', {
		milliseconds: fooled.at(-1)!.at - fooled[0]!.at,
		calls: fooled.length,
		otherAnswers: [...others].join(),
	});
	expect(new Set(fooled.map(({ ready }) => ready))).toEqual(new Set([503]));
});
