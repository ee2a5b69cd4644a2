import fc from 'fast-check';

import { startSandbox, type Sandbox } from '../../sandbox';
import { holds, sequences } from './registration-model';
import { withoutPauses } from './setup';
import { full } from '../quick';

withoutPauses();

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ retry: { attempts: 1 } });
});
afterAll(async () => {
	await sandbox.stop();
});

const numRuns = Number(process.env.ECGRID_MODEL_RUNS ?? full(100, 30));

test(
	`after any of ${numRuns} sequences, ECGrid has one live callback for each event, accepts every delivery and loses nothing`,
	async () => {
		await fc.assert(
			fc.asyncProperty(sequences, async (sequence) => await holds(sandbox, sequence)),
			{ numRuns, endOnFailure: !!process.env.CI },
		);
	},
	60_000 + numRuns * 2_000,
);
