import fc from 'fast-check';

import { OWN, type DownloadFault, type ListFault, type Parcel } from './grid';
import { World, type Mishap, type Scheduling, type Settings, type Setup } from './world';

/** An event. A recorded sequence of events can be replayed as a test. */
export type Step =
	| { step: 'arrive'; mailbox: number; file: Parcel['file'] }
	| { step: 'poll'; mishap?: Mishap }
	| { step: 'confirm' | 'goes away' | 'comes back'; parcel: number }
	| { step: 'publish'; settings: Settings; mishap?: Mishap }
	| { step: 'unpublish' | 'restart' | 'other takes over' | 'change leader' }
	| { step: 'overwrite'; with: number }
	| { step: 'list fault'; fault: ListFault }
	| { step: 'download fault'; fault: DownloadFault }
	| { step: 'pass'; minutes: number };

async function take(world: World, step: Step): Promise<void> {
	world.pass(1 / 60);
	switch (step.step) {
		case 'arrive':
			return world.arrive(step.mailbox, step.file);
		case 'poll':
			return void (await world.poll(step.mishap));
		case 'confirm':
			return world.set(step.parcel, 'confirmed');
		case 'goes away':
			return world.set(step.parcel, 'away');
		case 'comes back':
			return world.set(step.parcel, 'waiting');
		case 'publish':
			return await world.publish(step.settings, step.mishap);
		case 'unpublish':
			return world.unpublish();
		case 'restart':
			return await world.restart();
		case 'other takes over':
			return await world.restart({ otherTakesOver: true });
		case 'change leader':
			return await world.changeLeader();
		case 'overwrite':
			return world.overwrite(step.with);
		case 'list fault':
			world.grid.listFault = step.fault;
			return;
		case 'download fault':
			world.grid.downloadFault = step.fault;
			return;
		case 'pass':
			return world.pass(step.minutes);
	}
}

/**
 * Creates a world with its own clock, from the first publication until everything has settled. Throws if the
 * trigger breaks a promise.
 */
async function inWorld(setup: Setup, what: (world: World) => Promise<unknown>): Promise<void> {
	const world = new World(setup);
	jest.spyOn(Date, 'now').mockImplementation(() => world.now);
	jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
	try {
		await world.publish({ startWith: 'everything', mailbox: OWN });
		await what(world);
		await world.settle();
	} finally {
		jest.restoreAllMocks();
	}
}

/** Runs one sequence. */
export async function runSequence(setup: Setup, steps: Step[]): Promise<void> {
	await inWorld(setup, async (world) => {
		for (const step of steps) await take(world, step);
	});
}

/** A step as fast-check runs and prints it. */
class Command implements fc.AsyncCommand<object, World> {
	constructor(readonly step: Step) {}

	check = () => true;

	async run(_: object, world: World) {
		await take(world, this.step);
	}

	toString = () => JSON.stringify(this.step);
}

const mailbox = fc.constantFrom(OWN, OWN, OWN, 2);
const settings: fc.Arbitrary<Settings> = fc.record({
	startWith: fc.constantFrom('everything', 'now', 'now'),
	mailbox,
});
const death: fc.Arbitrary<Mishap> = fc.oneof(
	fc.record({ what: fc.constant('kill' as const), beforeAnswer: fc.nat(3) }),
	fc.record({
		what: fc.constant('kill while storing' as const),
		staticData: fc.boolean(),
		execution: fc.boolean(),
	}),
);
const mishap: fc.Arbitrary<Mishap> = fc.oneof(
	death,
	fc.record({ what: fc.constant('switch off' as const), beforeAnswer: fc.nat(3) }),
);
const often = <T>(arbitrary: fc.Arbitrary<T>, weight: number) => ({ arbitrary, weight });
const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });

const step: fc.Arbitrary<Step> = fc.oneof(
	often(
		fc.record({
			step: fc.constant('arrive' as const),
			mailbox,
			file: fc.constantFrom<Parcel['file']>('good', 'good', 'good', 'broken', 'refused'),
		}),
		10,
	),
	often(fc.record({ step: fc.constant('poll' as const) }), 16),
	often(fc.record({ step: fc.constant('poll' as const), mishap }), 6),
	often(fc.record({ step: fc.constant('confirm' as const), parcel: fc.nat(9) }), 4),
	often(fc.record({ step: fc.constantFrom('goes away', 'comes back'), parcel: fc.nat(3) }), 12),
	often(fc.record({ step: fc.constant('publish' as const), settings, mishap: sometimes(death) }), 4),
	often(
		fc.record({ step: fc.constantFrom('unpublish', 'restart', 'other takes over', 'change leader') }),
		10,
	),
	often(fc.record({ step: fc.constant('overwrite' as const), with: fc.nat(20) }), 5),
	often(
		fc.record({
			step: fc.constant('list fault' as const),
			fault: fc.constantFrom<ListFault>('503', 'cut', 'unknown', 'null', 'capped'),
		}),
		5,
	),
	often(
		fc.record({
			step: fc.constant('download fault' as const),
			fault: fc.constantFrom<DownloadFault>('503', '500', 'cut'),
		}),
		3,
	),
	often(
		fc.record({
			step: fc.constant('pass' as const),
			minutes: fc.constantFrom(1, 5, 30, 59, 61, 200, -5, -90),
		}),
		8,
	),
);

const setup: fc.Arbitrary<Setup> = fc.record({
	scheduling: fc.constantFrom<Scheduling>('legacy', 'legacy', 'durable', 'cursors'),
	download: fc.boolean(),
	most: fc.constantFrom(1, 3, 50),
});

/**
 * Runs this many random sequences. A failure prints the shortest failing sequence and the seed. By default,
 * the seed is always the same, and so are the sequences.
 */
export async function runSequences(numRuns: number): Promise<void> {
	const seed = Number(process.env.ECGRID_MODEL_SEED ?? 20_261_125);
	const commands = fc.commands([step.map((each) => new Command(each))], { maxCommands: 40, size: 'max' });
	await fc.assert(
		fc.asyncProperty(setup, commands, async (chosen, sequence) => {
			await inWorld(chosen, async (real) => {
				await fc.asyncModelRun(() => ({ model: {}, real }), sequence);
			});
		}),
		{ numRuns, seed },
	);
}
