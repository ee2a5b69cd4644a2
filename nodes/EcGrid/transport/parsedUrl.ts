/**
 * A parsed URL; undefined for a text that isn't one. Doesn't use `URL.canParse`, which in Node.js 20 starts to refuse
 * hosts with letters beyond ASCII after some thousand calls.
 */
export function parsedUrl(text: string): URL | undefined {
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}
