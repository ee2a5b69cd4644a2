import { OWN } from './inbox-model/grid';
import { runSequence, runSequences, type Step } from './inbox-model/sequences';
import { full } from '../quick';

jest.setTimeout(30 * 60_000);

const runs = Number(process.env.ECGRID_MODEL_RUNS ?? full(100, 30));

test(`in ${runs} random sequences, no parcel is lost or handed out twice within its lease`, async () => {
	await runSequences(runs);
});

const legacy = { scheduling: 'legacy', download: false, most: 1 } as const;
const here: Step = { step: 'publish', settings: { startWith: 'now', mailbox: OWN } };
const elsewhere: Step = { step: 'publish', settings: { startWith: 'now', mailbox: 2 } };

describe('sequences that once failed', () => {
	test.each<[string, Step[]]>([
		[
			'two machines begin one after the other without knowing of each other: the later beginning counts',
			[
				here,
				{ step: 'overwrite', with: 0 },
				{ step: 'arrive', mailbox: 2, file: 'good' },
				{ step: 'unpublish' },
				{ step: 'change leader' },
				elsewhere,
				{ step: 'other takes over' },
			],
		],
		[
			'the same after the clock is set back: parcels left alone may be handed out, but nothing is lost',
			[
				here,
				{ step: 'pass', minutes: -5 },
				{ step: 'publish', settings: { startWith: 'everything', mailbox: OWN } },
				{ step: 'overwrite', with: 2 },
				{ step: 'arrive', mailbox: 2, file: 'good' },
				{ step: 'unpublish' },
				{ step: 'change leader' },
				elsewhere,
				{ step: 'other takes over' },
			],
		],
		[
			'a lease that began when the clock was ahead lasts until the clock reaches that time again',
			[{ step: 'arrive', mailbox: OWN, file: 'good' }, { step: 'poll' }, { step: 'pass', minutes: -90 }],
		],
	])('%s', async (_, steps) => {
		await runSequence(legacy, steps);
	});
});
