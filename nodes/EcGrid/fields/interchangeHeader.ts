import { invalidField } from '../transport/invalidField';
import { textField } from './constructors';
import { requiredField } from './field';
import { text, type Parser } from './parsers';

/** The characters of an ISA segment without its terminator: its elements have fixed lengths. X12.5. */
const ISA_LENGTH = 105;

/** An ISA segment with all its spaces, or a file that begins with one. */
const isaSegment: Parser<string> = (value, label) => {
	const entered = text(value, label);
	if (entered === undefined) return undefined;
	if (!entered.startsWith('ISA')) {
		throw invalidField(label, 'must begin with ISA. Only X12 files have this segment.');
	}
	if (entered.length < ISA_LENGTH) {
		throw invalidField(
			label,
			`is too short: ${entered.length} characters, but an ISA segment has ${ISA_LENGTH + 1}. Enter it with all its spaces, because its elements have fixed lengths.`,
		);
	}
	return entered;
};

/** The header of an X12 interchange. Pages: rest-api/interchanges/get-date, rest-api/interchanges/get-header. */
export const interchangeHeader = requiredField(
	textField(
		{
			displayName: 'Interchange Header',
			name: 'interchangeHeader',
			placeholder: 'e.g. ISA*00*          *00*          *ZZ*…',
			description: 'The ISA segment at the beginning of an X12 file, with all its spaces',
		},
		isaSegment,
	),
);
