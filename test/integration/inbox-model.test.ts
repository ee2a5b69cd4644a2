import { runSequences } from './inbox-model/sequences';

jest.setTimeout(30 * 60_000);

const runs = Number(process.env.ECGRID_MODEL_RUNS ?? 100);
const seed = Number(process.env.ECGRID_MODEL_SEED ?? 20_261_125);

test(`in ${runs} random sequences no parcel is lost, and none is handed out twice within its lease`, async () => {
	await runSequences(runs, seed);
});
