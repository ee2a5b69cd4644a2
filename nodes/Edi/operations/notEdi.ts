/** What a file begins with that is no X12 and no EDIFACT, and what it is. */
const KINDS: [RegExp, string][] = [
	[/^%PDF-/, 'a PDF'],
	[/^PK\x03\x04/, 'a ZIP archive, or an Office document'],
	[/^\x1f\x8b/, 'compressed with gzip'],
	[/^\xd0\xcf\x11\xe0/, 'an older Office document'],
	[/^\s*(<\?xml|<[A-Za-z][^<>]*>)/, 'XML or HTML'],
	[/^\s*[[{]/, 'JSON'],
	[/^STX=/, 'TRADACOMS'],
	[/^(\x0b)?(MSH|FHS|BHS)\|/, 'HL7 version 2'],
	[/^EDI_DC40?\b/, 'an SAP IDoc'],
	[/^UIB[^A-Za-z0-9\s]/, 'interactive EDIFACT'],
	[/^-----BEGIN /, 'in PEM: a certificate, or an encrypted message'],
	[/^(0\x80|0\x82|0\x83|0\x84)/, 'encrypted or signed (PKCS #7)'],
	[/^(Received|From|Return-Path|MIME-Version|Content-Type):/im, 'an e-mail message'],
	[/^[A-Za-z0-9+/\r\n]{60,}={0,2}\s*$/, 'in Base64: decode it first'],
];

/** What a file without any interchange seems to be, as a sentence. */
export function notEdi(beginning: Buffer): string {
	const text = beginning.toString('latin1', 0, 2048).replace(/^\xef\xbb\xbf/, '');
	const kind = KINDS.find(([pattern]) => pattern.test(text));
	return kind
		? `The file is neither X12 nor EDIFACT. It seems to be ${kind[1]}.`
		: 'The file is neither X12 nor EDIFACT: it contains no ISA, no UNB, and no message.';
}
