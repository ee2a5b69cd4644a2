/** Returns a whole number from 0 to below a limit. */
export type Random = (limit: number) => number;

/** Returns whole numbers below a limit, always the same for a seed. */
export function randomFrom(seed: number): Random {
	let state = (seed * 2_654_435_761) % 2_147_483_647 || 1;
	return (limit) => {
		state = (state * 48_271) % 2_147_483_647;
		return state % limit;
	};
}
