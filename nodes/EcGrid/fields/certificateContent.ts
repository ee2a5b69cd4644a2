import { invalidField } from '../transport/invalidField';

/** A part of a key pair. */
export type KeyPart = 'private' | 'public';

/** No certificate or key ring is bigger. */
const MAX_BYTES = 1_000_000;

/** The marks around a part of PEM, PGP or SSH2 text, with its label. */
const MARK = /-----? ?(BEGIN|END) ([A-Z0-9 ]{1,40}?) ?-----?/g;
const PUTTY_KEY = /^PuTTY-User-Key-File-/m;
const OPENSSH_PUBLIC_KEY = /^(?:ssh|ecdsa|sk)-[\w@.-]+ AAAA/m;

/** Tags of ASN.1 in DER. ITU-T X.690. */
const [INTEGER, BIT_STRING, OCTET_STRING, SEQUENCE] = [0x02, 0x03, 0x04, 0x30];

interface Element {
	tag: number;
	/** Where its contents begin. */
	at: number;
	/** Where it ends; NaN if its beginning doesn't say. */
	end: number;
}

/** The element of DER that begins here. */
function elementAt(bytes: Buffer, at: number): Element {
	const [tag = 0, first = 0] = bytes.subarray(at);
	if (first < 0x80) return { tag, at: at + 2, end: at + 2 + first };
	const digits = first & 0x7f;
	const begins = at + 2 + digits;
	const isReadable = digits > 0 && digits <= 4 && begins <= bytes.length;
	return { tag, at: begins, end: isReadable ? begins + bytes.readUIntBE(at + 2, digits) : NaN };
}

/**
 * The part of a key pair in DER, by its beginning. A private key and PKCS #12 begin with a small version number (RFC 5208,
 * 5915, 7292, 8017), an encrypted key with an algorithm and an octet string (RFC 5958), a certificate or public key with
 * a sequence and another or a bit string (RFC 5280).
 */
function partInDer(bytes: Buffer): KeyPart | undefined {
	const first = elementAt(bytes, elementAt(bytes, 0).at);
	const next = bytes[first.end];
	if (first.tag === INTEGER)
		return first.end - first.at === 1 && bytes[first.at]! <= 3 ? 'private' : undefined;
	if (first.tag !== SEQUENCE) return undefined;
	if (next === OCTET_STRING) return 'private';
	return next === SEQUENCE || next === BIT_STRING ? 'public' : undefined;
}

/** Whether a file begins with a secret key of PGP: a packet with the tag 5. RFC 9580, section 4.2. */
const isPrivatePgp = ([first = 0]: Buffer) => (first & 0xfc) === 0x94 || first === 0xc5;

/** The same text, whether its characters have one byte or, as in UTF-16, two. */
const textOf = (bytes: Buffer) => bytes.toString('latin1').replaceAll('\0', '');

/** Whether a text is Base64 of a certificate or key, all of which are longer than 30 bytes. */
export const isBase64 = (text: string): boolean =>
	/^(?=.{40})(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/\s+/g, ''));

const marksIn = (text: string) =>
	[...text.matchAll(MARK)].map(([, kind, label]) => ({ isEnd: kind === 'END', label: label! }));

/** Which parts of a key pair a file has, also as Base64; undefined if its form isn't known. */
function partIn(bytes: Buffer): KeyPart | undefined {
	const text = textOf(bytes);
	const labels = marksIn(text).map(({ label }) => label);
	if (labels.some((label) => label.includes('PRIVATE KEY')) || PUTTY_KEY.test(text)) return 'private';
	if (labels.length > 0) {
		return labels.every((label) => /CERTIFICATE|PUBLIC KEY/.test(label)) ? 'public' : undefined;
	}
	if (OPENSSH_PUBLIC_KEY.test(text)) return 'public';
	if (isBase64(text)) return partIn(Buffer.from(text, 'base64'));
	if (bytes[0] === SEQUENCE) return partInDer(bytes);
	return isPrivatePgp(bytes) ? 'private' : undefined;
}

/** How a file is cut off; undefined if it isn't, as far as its form shows. */
function cutOff(bytes: Buffer): string | undefined {
	const text = textOf(bytes);
	const last = marksIn(text).at(-1);
	if (last) return last.isEnd ? undefined : `the line with END ${last.label} is missing`;
	if (isBase64(text)) return cutOff(Buffer.from(text, 'base64'));
	if (bytes[0] !== SEQUENCE) return undefined;
	const { end } = elementAt(bytes, 0);
	return end > bytes.length ? `it has ${bytes.length} of ${end} bytes` : undefined;
}

/** Refuses a file that is too big for a certificate. */
export function checkSizeOfCertificate(bytes: number, label: string): void {
	if (bytes <= MAX_BYTES) return;
	const size = (bytes / 1_000_000).toFixed(1);
	throw invalidField(label, `has ${size} MB, but no certificate is bigger than 1 MB. Choose another one.`);
}

/**
 * Refuses the file of a certificate that is too big or cut off, and one without the wanted part of a key pair. A private
 * key isn't sent as a public one, because others may see that. A message shows nothing of it.
 */
export function checkCertificate(bytes: Buffer, label: string, wanted: KeyPart): void {
	checkSizeOfCertificate(bytes.length, label);
	const problem = cutOff(bytes);
	if (problem) throw invalidField(label, `is cut off: ${problem}. Enter the whole certificate.`);
	const part = partIn(bytes);
	if (wanted === 'public' && part === 'private') {
		throw invalidField(
			label,
			'contains a private key, which must stay secret. Enter the public certificate alone. If the key is your own, use Add Private.',
		);
	}
	if (wanted === 'private' && part === 'public') {
		throw invalidField(
			label,
			'contains no private key. Enter a file or text with the private key. For the certificate of a partner, use Add Public.',
		);
	}
}
