/** A number with fewer digits is not too big for JavaScript to hold exactly. */
const MIN_LONG_DIGITS = 16;
const LONG_NUMBER = /\d{16}/;
/** A whole number outside of texts. One with more digits is no ID. */
const WHOLE_NUMBER = /(?<![\d.eE+-])-?[1-9]\d{15,400}(?![\d.eE])/g;

const quotedIfInexact = (number: string) => (Number.isSafeInteger(Number(number)) ? number : `"${number}"`);

/** Where a text that begins with the quotation mark at `start` ends: behind its other quotation mark. */
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

/** Without a byte order mark. */
export const withoutMark = (text: string) => (text.startsWith('\uFEFF') ? text.slice(1) : text);

/** Whether `parsedExactly` can differ from what JSON.parse gives. */
export const hasLongNumber = (json: string): boolean => LONG_NUMBER.test(json);

/**
 * JSON, with every whole number that JavaScript cannot hold exactly as a text of the digits that were sent. A byte order
 * mark may come first. Throws like JSON.parse.
 */
export function parsedExactly(text: string): unknown {
	const json = withoutMark(text);
	const value: unknown = JSON.parse(json);
	return hasLongNumber(json) ? JSON.parse(withInexactQuoted(json)) : value;
}
