/** Bytes at the beginning of a file that show its media type. */
export const DETECTION_BYTES = 256;

const X12 = /^ISA([^a-z0-9\s])[a-z0-9]{2}\1/i;
const EDIFACT = /^(UNA[^]{6}\s*)?UNB[^a-z0-9\s][A-Z]{4}[^a-z0-9\s]/i;

/**
 * The media type of a file, by the names of RFC 1767 (and of IANA's registry, in that spelling). Its third name,
 * `application/EDI-consent`, depends on an agreement of the two partners, which the content doesn't show.
 */
export function mediaTypeOf(beginning: Buffer): string {
	const text = beginning
		.toString('latin1')
		.replace(/^\u00ef\u00bb\u00bf/, '')
		.trimStart();
	if (X12.test(text)) return 'application/EDI-X12';
	return EDIFACT.test(text) ? 'application/EDIFACT' : 'application/octet-stream';
}
