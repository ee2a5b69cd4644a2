import type { Progress } from './bench';

/**
 * The order of the subjects in a round. In as many rounds as there are subjects (twice as many if their number is odd),
 * each is equally often at each place and after each other one (a Williams design). So what one leaves behind in n8n, such
 * as garbage, affects all others alike. Two subjects take turns A B, B A.
 */
export function orderIn<T>(round: number, all: T[]): T[] {
	const { length } = all;
	const zigzag = all.map((_, place) => (place % 2 ? (place + 1) / 2 : (length - place / 2) % length));
	const order = zigzag.map((index) => all[(index + round) % length]!);
	return length % 2 && Math.floor(round / length) % 2 ? order.reverse() : order;
}

/**
 * Measures several subjects in turn and returns one value per round for each. Drift of the machine affects all of them
 * equally.
 */
export async function inTurn<Name extends string>(
	rounds: number,
	subjects: Record<Name, (round: number) => Promise<number>>,
	progress: Progress = () => {},
): Promise<Record<Name, number[]>> {
	const names = Object.keys(subjects) as Name[];
	const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
	for (let round = 0; round < rounds; round++) {
		for (const name of orderIn(round, names)) {
			progress(`round ${round + 1} of ${rounds}, ${name}`);
			values[name].push(await subjects[name](round));
		}
	}
	return values;
}
