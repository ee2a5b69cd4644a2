import type { Progress } from './bench';

/** Begins each round with another one, so that none always comes after the same. */
export const rotated = <T>(all: T[], round: number): T[] => [
	...all.slice(round % all.length),
	...all.slice(0, round % all.length),
];

/**
 * Measures several subjects in turn, A B B A: the values of each, one for each round. What drifts on the machine
 * concerns all of them alike.
 */
export async function inTurn<Name extends string>(
	rounds: number,
	subjects: Record<Name, (round: number) => Promise<number>>,
	progress: Progress = () => {},
): Promise<Record<Name, number[]>> {
	const names = Object.keys(subjects) as Name[];
	const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
	for (let round = 0; round < rounds; round++) {
		for (const name of rotated(names, round)) {
			progress(`round ${round + 1} of ${rounds}, ${name}`);
			values[name].push(await subjects[name](round));
		}
	}
	return values;
}
