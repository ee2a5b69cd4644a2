import type { Segment } from './tree';

/** Texts of segments, found by the values that they say. Each is taken once. */
export class TextsByValues<T> {
	private readonly left: Set<number>;
	/** For values as JSON, the indexes of the texts that say them; the first one is the last in the list. */
	private readonly byValues = new Map<string, number[]>();

	constructor(
		private readonly texts: T[],
		readingsOf: (text: T) => Iterable<Segment>,
	) {
		this.left = new Set(texts.keys());
		for (const index of [...texts.keys()].reverse()) {
			for (const reading of readingsOf(texts[index]!)) {
				const key = JSON.stringify(reading);
				const same = this.byValues.get(key);
				if (same) same.push(index);
				else this.byValues.set(key, [index]);
			}
		}
	}

	/** The first text left that says these values. */
	take(segment: Segment): T | undefined {
		const same = this.byValues.get(JSON.stringify(segment)) ?? [];
		for (let index = same.pop(); index !== undefined; index = same.pop()) {
			if (this.left.delete(index)) return this.texts[index];
		}
		return undefined;
	}

	/** The texts that weren't taken. */
	rest(): T[] {
		return [...this.left].map((index) => this.texts[index]!);
	}
}
