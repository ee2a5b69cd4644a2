import { joinSegment } from '../interchange/joinSegment';
import type { Delimiters, Segment } from '../interchange/tree';
import { mapTexts } from '../interchange/values';

/** A segment as EDIFACT writes it, without its terminator. Releases the delimiters in force and the release character. ISO 9735-1, 7. */
export function segmentText(segment: Segment, delimiters: Delimiters): string {
	const { element, component = '', repetition, release, segment: terminator } = delimiters;
	const special = [element, component, repetition ?? '', release ?? '', terminator].join('');
	const released = (value: string): string => {
		if (release === undefined) return value;
		let text = '';
		let from = 0;
		for (let at = 0; at < value.length; at++) {
			if (!special.includes(value[at]!)) continue;
			text += value.slice(from, at) + release;
			from = at;
		}
		return from === 0 ? text + value : text + value.slice(from);
	};
	return joinSegment(mapTexts(segment, released), delimiters);
}
