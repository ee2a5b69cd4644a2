/**
 * Does the work for every item, at most `limit()` items at once, and returns the results in item order. After a
 * failure, starts no further item, waits for those in flight, and throws the failure of the first item.
 */
export async function mapConcurrently<T, R>(
	items: T[],
	limit: () => number,
	work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	const failures = new Map<number, unknown>();
	let begun = 0;
	let inFlight = 0;
	await new Promise<void>((resolve) => {
		const goOn = () => {
			while (begun < items.length && inFlight < limit() && failures.size === 0) void one(begun++);
			if (inFlight === 0) resolve();
		};
		const one = async (index: number) => {
			inFlight++;
			try {
				results[index] = await work(items[index]!, index);
			} catch (error) {
				failures.set(index, error);
			}
			inFlight--;
			goOn();
		};
		goOn();
	});
	if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
	return results;
}
