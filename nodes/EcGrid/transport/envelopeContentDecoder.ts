import { BrokenFile } from './brokenFile';

const MAX_ENVELOPE_BYTES = 65_536;
const UNFINISHED_ESCAPE = /\\(?:u[\da-f]{0,3})?$/i;
const ESCAPE = /\\(?:u([\da-f]{4})|([^]))/gi;
const BASE64 = /^[a-z\d+/]*={0,2}$/i;

/** The character of a JSON escape, if it can occur in Base64. */
const unescaped = (escape: string, code: string | undefined, letter: string) => {
	if (code) return String.fromCharCode(parseInt(code, 16));
	if (letter === '/') return letter;
	return 'nrt'.includes(letter) ? ' ' : escape;
};

/**
 * Reads the response `{ data: { content: "<Base64>", … }, … }` while it arrives: decodes the file in `content`, and keeps
 * everything else as text, with an empty `content`. However long the response, it keeps only some 64 kB.
 * Page: rest-api/parcels/download-parcel.
 */
export class EnvelopeContentDecoder {
	/** Bytes of the file so far. */
	bytes = 0;

	/** Whether the kept text may be incomplete. */
	isCut = false;

	/** Everything but the file, a character for each byte. */
	private kept = '';

	/** The keys that lead to the current position. */
	private readonly path: string[] = [];

	private key = '';

	private isValue = false;

	/** The string at the current position. */
	private string?: string;

	private isEscaped = false;

	private content: 'ahead' | 'here' | 'over' = 'ahead';

	/** The part of the content that isn't decoded yet: less than four characters, and the beginning of an escape. */
	private pending = '';

	private isPadded = false;

	constructor(private readonly source: AsyncIterable<Buffer>) {}

	/** The response without the file. */
	get envelope(): string {
		return Buffer.from(this.kept, 'latin1')
			.toString('utf8')
			.replace(/^\uFEFF/, '');
	}

	/** The response without the file, closed at the current position. */
	get envelopeSoFar(): string {
		return this.envelope + (this.content === 'here' ? '"' : '') + '}'.repeat(this.path.length);
	}

	/** Reads the response, and yields the file in pieces. */
	async *file(): AsyncGenerator<Buffer> {
		for await (const chunk of this.source) {
			let text = chunk.toString('latin1');
			while (text) {
				if (this.content !== 'here') {
					text = this.keep(text);
					continue;
				}
				const end = text.indexOf('"');
				const piece = this.decode(end < 0 ? text : text.slice(0, end), end >= 0, chunk);
				if (end >= 0) {
					this.content = 'over';
					this.kept += '"';
				}
				text = end < 0 ? '' : text.slice(end + 1);
				if (piece.length > 0) yield piece;
			}
			this.isCut = this.kept.length >= MAX_ENVELOPE_BYTES;
			if (this.isCut) return;
		}
		if (this.content !== 'ahead' && this.path.length > 0) throw BrokenFile.incomplete('it broke off');
	}

	/** Keeps text up to the beginning of the content, and returns the rest. */
	private keep(text: string): string {
		for (let at = 0; at < text.length; at++) {
			const letter = text.charAt(at);
			this.kept += letter;
			if (letter === '"' && this.string === undefined && this.isAtContent()) {
				this.content = 'here';
				return text.slice(at + 1);
			}
			this.follow(letter);
		}
		return '';
	}

	private isAtContent() {
		const { path, key, isValue, content } = this;
		return content === 'ahead' && isValue && key === 'content' && path.length === 2 && path[1] === 'data';
	}

	private follow(letter: string) {
		if (this.string !== undefined) {
			if (this.isEscaped || letter !== '"') {
				this.isEscaped = !this.isEscaped && letter === '\\';
				this.string += letter;
			} else {
				if (!this.isValue) this.key = this.string.toLowerCase();
				this.string = undefined;
			}
		} else if (letter === '"') this.string = '';
		else if ('{['.includes(letter)) this.path.push(this.key);
		else if ('}]'.includes(letter)) this.path.pop();
		if (this.string === undefined && '{[}],:'.includes(letter)) this.isValue = letter === ':';
	}

	/** Decodes a part of the content, if possible in the memory of its chunk, which halves the garbage. */
	private decode(text: string, isLast: boolean, chunk: Buffer): Buffer {
		const raw = this.pending + text;
		const unfinished = isLast ? '' : (UNFINISHED_ESCAPE.exec(raw)?.[0] ?? '');
		let clean = raw.slice(0, raw.length - unfinished.length);
		if (clean.includes('\\')) clean = clean.replace(ESCAPE, unescaped);
		if (/\s/.test(clean)) clean = clean.replace(/\s+/g, '');
		const quartets = clean.slice(0, isLast ? clean.length : clean.length - (clean.length % 4));
		if (quartets) {
			if (this.isPadded || quartets.length % 4 > 0 || !BASE64.test(quartets)) {
				throw new BrokenFile('ECGrid sent a file that is not valid Base64');
			}
			this.isPadded = quartets.endsWith('=');
		}
		this.pending = clean.slice(quartets.length) + unfinished;
		const fits = quartets.length <= chunk.length;
		const piece = fits ? chunk.subarray(0, chunk.write(quartets, 'base64')) : Buffer.from(quartets, 'base64');
		this.bytes += piece.length;
		return piece;
	}
}
