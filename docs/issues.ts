import { catalogue, type IssueCode } from '../nodes/Edi/interchange/issueCatalogue';
import { table } from './markdown';

/** What each issue means. */
const MEANINGS: Record<IssueCode, string> = {
	'file-empty': 'The file has no byte.',
	'text-outside-interchange': 'Text stands before, between or after interchanges.',
	'segment-too-long': 'No segment terminator follows within 16 MB.',
	'character-set-unknown': 'UNB names a character set that the node does not decode.',
	'character-set-wrong': 'The bytes are not in the character set that UNB names.',
	'character-invalid': 'Bytes are no characters of the character set.',
	'separator-invalid': 'A separator is missing, occurs twice, or stands in a value of ISA.',
	'separator-guessed': 'The separators are unusual, and no UNA names them.',
	'repetition-separator-missing': 'ISA11 is a letter, a digit or a blank, from version 00402 on.',
	'repetition-separator-not-used': 'UNA names a repetition separator before syntax version 4.',
	'file-wrapped': 'Lines are wrapped inside segments; the line breaks are dropped.',
	'line-break-in-segment': 'A line break stands in a value, and is kept.',
	'segment-terminator-missing': 'Nothing ends the segment, such as the last one of the file.',
	'segment-empty': 'Nothing stands between two segment terminators.',
	'segment-tag-invalid': 'What stands at the start of a segment cannot be a tag.',
	'element-trailing-empty': 'A segment ends in an empty element or component.',
	'binary-length': 'The length in BIN, BDS or UNO is not that of the data.',
	'interchange-header-missing': 'Messages stand in the file without ISA or UNB.',
	'interchange-header-incomplete': 'ISA breaks off, or UNB lacks a mandatory element.',
	'interchange-header-length': 'ISA is not padded to 106 characters.',
	'interchange-element-invalid': 'An element of ISA is none of its codes.',
	'interchange-date': 'The date of ISA or UNB is none.',
	'interchange-time': 'The time of ISA or UNB is none.',
	'interchange-trailer-missing': 'IEA or UNZ is missing.',
	'interchange-control-number': 'IEA02 or UNZ 0020 is not the number of the header.',
	'interchange-count': 'IEA01 or UNZ 0036 counts wrongly.',
	'interchange-duplicate': 'The number occurs twice between the same partners in the file.',
	'interchange-empty': 'The interchange contains nothing.',
	'groups-and-messages-mixed': 'Groups and messages stand side by side.',
	'segment-unexpected': 'A segment stands outside of a message, or a service segment inside of one.',
	'ta1-after-group': 'TA1, ISB or ISE stands behind a group.',
	'group-header-missing': 'ST stands outside of a group.',
	'group-header-incomplete': 'GS or UNG lacks a mandatory element.',
	'group-date': 'The date or the time of GS or UNG is none.',
	'group-trailer-missing': 'GE or UNE is missing.',
	'group-control-number': 'GE02 or UNE 0048 is not the number of the header.',
	'group-count': 'GE01 or UNE 0060 counts wrongly.',
	'group-duplicate': 'The type and number occur twice in the interchange.',
	'group-empty': 'The group contains no message.',
	'group-type-mixed': 'A group of EDIFACT contains messages of several types.',
	'message-header-incomplete': 'ST01 is no transaction set, or UNH lacks a mandatory element.',
	'message-control-number-missing': 'ST02 or UNH 0062 is missing.',
	'message-trailer-missing': 'SE or UNT is missing.',
	'message-control-number': 'SE02 or UNT 0062 is not the number of the header.',
	'message-count': 'SE01 or UNT 0074 counts wrongly.',
	'message-duplicate': 'The number occurs twice in the group.',
};

/** Returns the table of issues in docs/edi.md. */
export const issueTable = (): string =>
	table(
		['Code', 'Severity', 'Meaning', 'In an acknowledgment'],
		(Object.keys(MEANINGS) as IssueCode[]).map((code) => {
			const { severity, acknowledgment = {} } = catalogue[code];
			const codes = Object.entries(acknowledgment).map(([segment, value]) => `${segment} ${value}`);
			return [`\`${code}\``, severity, MEANINGS[code], codes.join(', ')];
		}),
	);
