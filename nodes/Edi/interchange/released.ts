import type { ByteText } from './coding';

/** Whether a release character releases what stands at this place: an odd number of them stands in front of it. ISO 9735-1, 7. */
export function isReleased(text: ByteText, at: number, release: string | undefined, from = 0): boolean {
	if (release === undefined) return false;
	let place = at;
	while (place > from && text[place - 1] === release) place--;
	return (at - place) % 2 === 1;
}
