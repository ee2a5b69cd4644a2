/** Bytes of a name that the usual file systems take, less those that a workflow may put before it, such as the parcel's ID. */
const MAX_BYTES = 255 - 64;

/** What Windows keeps for itself, or reads as a path or a pattern. */
const RESERVED_CHARACTERS = /[<>:"|?*]/g;
/** Devices of Windows, whatever follows their dot. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;

/** The beginning of a text in so many bytes of UTF-8, without half a character. */
function beginning(text: string, bytes: number): string {
	let length = 0;
	let kept = '';
	for (const character of text) {
		length += Buffer.byteLength(character);
		if (length > bytes) break;
		kept += character;
	}
	return kept;
}

/** A name in at most so many bytes. Its extension stays, unless that is longer than any. */
function shortened(name: string): string {
	if (Buffer.byteLength(name) <= MAX_BYTES) return name;
	const [extension = ''] = /\.[^.]{1,16}$/.exec(name) ?? [];
	const stem = name.slice(0, name.length - extension.length);
	return `${beginning(stem, MAX_BYTES - Buffer.byteLength(extension)).trimEnd()}${extension}`;
}

/**
 * A file name that every usual disk takes, and that neither leads out of its folder nor hides what it is: without
 * directories, control and direction characters, what Windows keeps for itself, and more bytes than a name may have with 64 before it.
 */
export function safeFileName(fileName: string | undefined, parcelId: number): string {
	const last = fileName?.replace(/\p{C}/gu, '').split(/[\\/]/).at(-1) ?? '';
	const name = withoutEnd(last.trimStart().replace(RESERVED_CHARACTERS, '_'));
	if (name === '') return `parcel-${parcelId}`;
	return withoutEnd(shortened(DEVICE.test(name) ? `_${name}` : name));
}

/** A name without the dots and blanks at its end, which Windows drops. */
function withoutEnd(name: string): string {
	let end = name.length;
	while (end > 0 && /[.\s]/.test(name[end - 1]!)) end--;
	return name.slice(0, end);
}
