const tails = new Map<string, Promise<unknown>>();

/** Runs one piece of work at a time for each owner, in the order of the calls: n8n's hooks and the schedule must not change the same registration at once. */
export async function exclusively<T>(owner: string, work: () => Promise<T>): Promise<T> {
	const turn = (tails.get(owner) ?? Promise.resolve()).then(work, work);
	tails.set(owner, turn);
	try {
		return await turn;
	} finally {
		if (tails.get(owner) === turn) tails.delete(owner);
	}
}
