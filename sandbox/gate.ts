/** Runs at most `width` tasks concurrently; the rest wait their turn. */
export function gate(width: number) {
	const waiting: Array<() => void> = [];
	let free = width;
	return async <T>(task: () => Promise<T>): Promise<T> => {
		if (free > 0) free--;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await task();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free++;
		}
	};
}
