const tails = new Map<string, Promise<unknown>>();

/**
 * Runs one task at a time for each key, in the order of the calls: n8n's hooks and the schedule must not change the
 * same registration at the same time.
 */
export async function runExclusive<T>(key: string, work: () => Promise<T>): Promise<T> {
	const turn = (tails.get(key) ?? Promise.resolve()).then(work, work);
	tails.set(key, turn);
	try {
		return await turn;
	} finally {
		if (tails.get(key) === turn) tails.delete(key);
	}
}
