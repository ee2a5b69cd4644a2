/**
 * A URL in parts; undefined for a text that is none. Not `URL.canParse`: in Node.js 20 it comes to refuse hosts with
 * letters beyond ASCII, once it was called some thousand times.
 */
export function parsedUrl(text: string): URL | undefined {
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}
