/**
 * Does the work for every item, at most `width()` items at once, and returns the results in item order. After a
 * failure, starts no further item, waits for those in flight, and throws the failure of the first item.
 */
export async function mapConcurrently<T, R>(
	items: T[],
	width: () => number,
	work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	const failures = new Map<number, unknown>();
	let begun = 0;
	let underWay = 0;
	await new Promise<void>((resolve) => {
		const goOn = () => {
			while (begun < items.length && underWay < width() && failures.size === 0) void one(begun++);
			if (underWay === 0) resolve();
		};
		const one = async (index: number) => {
			underWay++;
			try {
				results[index] = await work(items[index]!, index);
			} catch (error) {
				failures.set(index, error);
			}
			underWay--;
			goOn();
		};
		goOn();
	});
	if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
	return results;
}
