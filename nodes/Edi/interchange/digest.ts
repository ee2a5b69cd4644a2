import type { ByteText } from './coding';

const spread = (hash: number): number => {
	const half = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	const whole = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
	return (whole ^ (whole >>> 16)) >>> 0;
};

/**
 * A fingerprint of bytes, to tell whether somebody changed what was read. It protects from nothing else, and is several
 * times as fast as a cryptographic hash for texts as short as messages are. 64 bits, in base 36.
 */
export function digestOf(text: ByteText, from = 0, to = text.length): string {
	let one = 0x811c9dc5;
	let other = 0x2545f491;
	for (let at = from; at < to; at++) {
		const byte = text.charCodeAt(at);
		one = Math.imul(one ^ byte, 0x01000193);
		other = Math.imul(other ^ byte, 0x5bd1e995) + (other >>> 15);
	}
	return spread(one ^ (to - from)).toString(36) + spread(other).toString(36).padStart(7, '0');
}
