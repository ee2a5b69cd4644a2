import type { Progress } from './bench';

/** Rotates the order by one for each round, so that none always follows the same one. */
export const rotated = <T>(all: T[], round: number): T[] => [
	...all.slice(round % all.length),
	...all.slice(0, round % all.length),
];

/**
 * Measures several subjects in turn, A B B A, and returns one value per round for each. Drift of the machine
 * affects all of them equally.
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
