/** A sentence without trailing full stops and spaces, so that another can follow. */
export const withoutFullStop = (text: string): string => {
	let { length } = text;
	while (length > 0 && /[.\s]/.test(text[length - 1]!)) length--;
	return text.slice(0, length);
};
