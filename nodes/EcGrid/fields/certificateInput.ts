import type { IBinaryData } from 'n8n-workflow';

import { invalidField } from '../transport/invalidField';
import type { OutgoingFile } from '../transport/outgoingFile';
import { inputChoice, inputFile, shownForInput } from './binaryFile';
import { textField, type Shown } from './constructors';
import { requiredField, type Field } from './field';
import { text, type Parser } from './parsers';

/** A line that begins PEM, PGP or SSH2 text, or a whole OpenSSH public key. */
const WRITTEN_KEY = /^-----? ?BEGIN [^\n]*\n|^(?:ssh|ecdsa|sk)-[\w@.-]+ AAAA/m;
/** Base64 of a certificate or key, all of which are longer than 30 bytes. */
const BASE64 = /^(?=.{40})(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const withoutBlanks = (written: string) => written.replace(/\s+/g, '');

/** The text of a certificate or key, as its programs write it, or Base64 of its file. A message never shows it. */
const writtenCertificate: Parser<string> = (value, label) => {
	const written = text(value, label);
	if (written === undefined || WRITTEN_KEY.test(written) || BASE64.test(withoutBlanks(written)))
		return written;
	throw invalidField(
		label,
		written.includes('BEGIN ')
			? 'lost its line breaks. Enter it with them, such as from an expression, or choose a file as the input.'
			: 'must be text that begins with -----BEGIN, an OpenSSH key, or Base64. Enter the whole certificate, or choose a file as the input.',
	);
};

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
						displayName: 'Certificate',
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

/** The certificate to add. Base64 stands for the bytes that it encodes. */
export function certificateFile(values: { file?: unknown; certificate?: unknown }): OutgoingFile {
	if (values.file) return values.file as IBinaryData;
	const written = String(values.certificate);
	return WRITTEN_KEY.test(written)
		? { text: written, characterSet: 'UTF-8' }
		: { data: withoutBlanks(written) };
}
