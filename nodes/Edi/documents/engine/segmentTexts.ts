import type { Segment } from '../../interchange/tree';
import { isUnclear, keyOf, placeOf, textAt, type Place } from './place';
import type { Syntax } from './syntax';

const places = new Map<string, Place>();

/** The place of this name. There are few of them, so each is read once. */
export function placeNamed(name: string): Place {
	let place = places.get(name);
	if (!place) places.set(name, (place = placeOf(name)));
	return place;
}

/** A segment that is read, and which of its places a table has claimed. */
export class SegmentTexts {
	private readonly claimed = new Set<number>();

	constructor(
		private readonly segment: Segment,
		readonly syntax: Syntax,
	) {}

	/** The text at a place without blanks around it; '' if there is none. */
	at(place: string): string {
		return this.rawAt(place).trim();
	}

	/** The same with the blanks. */
	rawAt(place: string): string {
		return textAt(this.segment, placeNamed(place));
	}

	/** Whether something else than a text stands at a place. */
	isUnclear(place: string): boolean {
		return isUnclear(this.segment, placeNamed(place));
	}

	claim(...names: string[]): void {
		for (const name of names) this.claimed.add(keyOf(placeNamed(name)));
	}

	/** How many places are claimed. */
	get claims(): number {
		return this.claimed.size;
	}

	/** The elements with a text that nobody claimed. */
	unclaimed(): number[] {
		const found: number[] = [];
		for (let element = 1; element < this.segment.length; element++) {
			const value = this.segment[element]!;
			const components = typeof value === 'string' ? [value] : Array.isArray(value) ? value : undefined;
			const isLeft = components
				? components.some(
						(text, index) =>
							text.trim() !== '' && !this.claimed.has(keyOf({ element, component: index + 1 })),
					)
				: true;
			if (isLeft) found.push(element);
		}
		return found;
	}
}
