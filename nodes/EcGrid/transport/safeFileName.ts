/** The most bytes of a name in the usual file systems, minus room for a workflow's prefix, such as the parcel's ID. */
const MAX_BYTES = 255 - 64;

/** Characters that Windows reserves, or reads as a path or pattern. */
const RESERVED_CHARACTERS = /[<>:"|?*]/g;
/** Windows device names, with any extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;

/** The beginning of a text in at most `bytes` bytes of UTF-8, without half a character. */
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

/** A name in at most `MAX_BYTES` bytes. Keeps the extension, unless it is too long for one. */
function shortened(name: string): string {
	if (Buffer.byteLength(name) <= MAX_BYTES) return name;
	const [extension = ''] = /\.[^.]{1,16}$/.exec(name) ?? [];
	const stem = name.slice(0, name.length - extension.length);
	return `${beginning(stem, MAX_BYTES - Buffer.byteLength(extension)).trimEnd()}${extension}`;
}

/**
 * A file name that works on every usual disk, and neither leads out of its folder nor disguises the file: without
 * directories, control and direction characters, and names that Windows reserves, and short enough for a prefix of 64 bytes.
 */
export function safeFileName(fileName: string | undefined, parcelId: number): string {
	const last = fileName?.replace(/\p{C}/gu, '').split(/[\\/]/).at(-1) ?? '';
	const name = withoutEnd(last.trimStart().replace(RESERVED_CHARACTERS, '_'));
	if (name === '') return `parcel-${parcelId}`;
	return withoutEnd(shortened(DEVICE.test(name) ? `_${name}` : name));
}

/** A name without the trailing dots and spaces, which Windows drops. */
function withoutEnd(name: string): string {
	let end = name.length;
	while (end > 0 && /[.\s]/.test(name[end - 1]!)) end--;
	return name.slice(0, end);
}
