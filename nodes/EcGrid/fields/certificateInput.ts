import { invalidField } from '../transport/invalidField';
import { checkSizeOfCertificate, isBase64 } from './certificateContent';
import { inputChoice, inputFile, shownForInput } from './binaryFile';
import { textField, type Shown } from './constructors';
import { requiredField, type Field } from './field';
import { text, type Parser } from './parsers';

/** A line that begins PEM, PGP or SSH2 text, or a whole OpenSSH public key. */
const WRITTEN_KEY = /^-----? ?BEGIN [^\n]*\n|^(?:ssh|ecdsa|sk)-[\w@.-]+ AAAA/m;
/** The text of a certificate or key, as its programs write it, or Base64 of its file. A message never shows it. */
const writtenCertificate: Parser<string> = (value, label) => {
	const written = text(value, label)?.replace(/^\uFEFF/, '');
	checkSizeOfCertificate(written?.length ?? 0, label);
	if (written === undefined || WRITTEN_KEY.test(written) || isBase64(written)) return written;
	throw invalidField(
		label,
		written.includes('BEGIN ')
			? 'lost its line breaks. Enter it with them, such as from an expression, or choose a file as the input.'
			: 'must be text that begins with -----BEGIN, an OpenSSH key, or Base64. Enter the whole certificate, or choose a file as the input.',
	);
};

export const CERTIFICATE_LABEL = 'Certificate';

const input: Field = {
	...inputChoice,
	property: { ...inputChoice.property, description: 'The source of the certificate' },
};

/** The certificate to add: a file, or text. */
export const certificateInput = (shown: Pick<Shown, 'description' | 'typeOptions'>): Field[] => [
	input,
	shownForInput({ ...inputFile, apiName: 'file' }, 'file'),
	shownForInput(
		{
			...requiredField(
				textField(
					{
						displayName: CERTIFICATE_LABEL,
						name: 'certificate',
						placeholder: 'e.g. -----BEGIN CERTIFICATE-----…',
						...shown,
					},
					writtenCertificate,
				),
			),
			in: 'local',
		},
		'text',
	),
];

/** The bytes of a written certificate. Base64 stands for the bytes that it encodes. */
export const certificateWritten = (written: string): Buffer =>
	WRITTEN_KEY.test(written) ? Buffer.from(written) : Buffer.from(written, 'base64');
