/**
 * Does the work for every item, so many side by side at most, and gives the results in item order.
 * After a failure no further item is begun; those under way are waited for, and the failure of the first item is thrown.
 */
export async function sideBySide<T, R>(
	items: T[],
	width: number,
	work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	const failures = new Map<number, unknown>();
	const upcoming = items.entries();
	const worker = async () => {
		for (const [index, item] of upcoming) {
			try {
				results[index] = await work(item, index);
			} catch (error) {
				failures.set(index, error);
			}
			if (failures.size > 0) return;
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
	if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
	return results;
}
