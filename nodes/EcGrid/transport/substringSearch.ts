type Codes = Int32Array;

/** A text to search for: its characters and, for each, the length of the prefix that ends there. */
export interface Needle {
	codes: Codes;
	overlaps: Codes;
}

export function needleOf(codes: Codes): Needle {
	const overlaps = new Int32Array(codes.length);
	for (let at = 1, matched = 0; at < codes.length; at++) {
		while (matched > 0 && codes[matched] !== codes[at]) matched = overlaps[matched - 1]!;
		if (codes[matched] === codes[at]) matched++;
		overlaps[at] = matched;
	}
	return { codes, overlaps };
}

/** The indexes where a needle begins, including overlapping ones. Takes linear time (Knuth–Morris–Pratt). */
export function placesOf({ codes, overlaps }: Needle, text: Codes): number[] {
	const { length } = codes;
	const places: number[] = [];
	for (let at = 0, matched = 0; at < text.length; at++) {
		if (matched === 0) at = text.indexOf(codes[0]!, at);
		if (at < 0) break;
		const next = text[at];
		while (matched > 0 && codes[matched] !== next) matched = overlaps[matched - 1]!;
		if (codes[matched] === next) matched++;
		if (matched < length) continue;
		places.push(at - length + 1);
		matched = overlaps[matched - 1]!;
	}
	return places;
}
