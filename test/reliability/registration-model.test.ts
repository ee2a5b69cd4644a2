import fc from 'fast-check';

import { startSandbox, type Sandbox } from '../../sandbox';
import { holds, sequences } from '../integration/registration-model';
import { withoutPauses } from '../integration/setup';
import { report } from './lab';
import { modelRuns } from './scale';

jest.setTimeout(60 * 60_000);
withoutPauses();

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ retry: { attempts: 1 } });
});
afterAll(async () => await sandbox.stop());

test(`after each of ${modelRuns} random sequences of events around a trigger, ECGrid has one live callback for each event, and no event is lost`, async () => {
	const began = performance.now();
	await fc.assert(
		fc.asyncProperty(sequences, async (sequence) => await holds(sandbox, sequence)),
		{ numRuns: modelRuns, endOnFailure: true },
	);
	report('trigger, random sequences', {
		sequences: modelRuns,
		seconds: Math.round((performance.now() - began) / 1000),
	});
});
