/** JavaScript represents every number with fewer digits exactly. */
const MIN_LONG_DIGITS = 16;
const LONG_NUMBER = /\d{16}/;
/** A whole number outside texts. A number with more digits isn't an ID. */
const WHOLE_NUMBER = /(?<![\d.eE+-])-?[1-9]\d{15,400}(?![\d.eE])/g;

const quotedIfInexact = (number: string) => (Number.isSafeInteger(Number(number)) ? number : `"${number}"`);

/** The index behind the closing quotation mark of the text that begins at `start`. */
function endOfText(json: string, start: number): number {
	for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
		let backslashes = 0;
		while (json[end - 1 - backslashes] === '\\') backslashes++;
		if (backslashes % 2 === 0) return end + 1;
	}
	return json.length;
}

function withInexactQuoted(json: string): string {
	const parts: string[] = [];
	let kept = 0;
	for (let at = 0; at < json.length;) {
		const quote = json.indexOf('"', at);
		const end = quote === -1 ? json.length : quote;
		if (end - at >= MIN_LONG_DIGITS) {
			parts.push(json.slice(kept, at), json.slice(at, end).replace(WHOLE_NUMBER, quotedIfInexact));
			kept = end;
		}
		at = quote === -1 ? end : endOfText(json, quote);
	}
	return parts.join('') + json.slice(kept);
}

/** Removes a byte order mark. */
export const withoutMark = (text: string) => (text.startsWith('\uFEFF') ? text.slice(1) : text);

/** Whether `parsedExactly` may return something else than JSON.parse. */
export const hasLongNumber = (json: string): boolean => LONG_NUMBER.test(json);

/**
 * Parses JSON. A whole number that JavaScript can't represent exactly becomes a text with its digits. Skips a byte
 * order mark. Throws like JSON.parse.
 */
export function parsedExactly(text: string): unknown {
	const json = withoutMark(text);
	const value: unknown = JSON.parse(json);
	return hasLongNumber(json) ? JSON.parse(withInexactQuoted(json)) : value;
}
