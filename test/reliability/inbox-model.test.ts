import { runSequences } from '../integration/inbox-model/sequences';
import { report } from './lab';
import { modelRuns } from './scale';

jest.setTimeout(60 * 60_000);

test(`in ${modelRuns} random sequences of events around an inbox trigger, no parcel is lost or handed out twice within its lease`, async () => {
	const began = performance.now();
	await runSequences(modelRuns);
	report('inbox trigger, random sequences', {
		sequences: modelRuns,
		seconds: Math.round((performance.now() - began) / 1000),
	});
});
