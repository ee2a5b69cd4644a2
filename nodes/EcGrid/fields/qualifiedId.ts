import { textField, type Shown } from './constructors';
import { requiredField } from './field';
import { text, type Parser } from './parsers';

/** Text without the blanks around it, with which an ISA segment fills up its elements. Blanks alone count as empty. */
const trimmed: Parser<string> = (value, label) => text(value, label)?.trim() || undefined;

/** The qualifier of an EDI ID. Pages: rest-api/ids/create-id, rest-api/ids/find-id, rest-api/ids/add-van. */
export const qualifier = (shown: Pick<Shown, 'description'> & Partial<Shown>) =>
	requiredField(
		textField({ displayName: 'Qualifier', name: 'qualifier', placeholder: 'e.g. ZZ', ...shown }, trimmed),
	);

/** An EDI ID without its qualifier. Pages: as for the qualifier. */
export const ediId = (shown: Pick<Shown, 'description'> & Partial<Shown>) =>
	requiredField(
		textField({ displayName: 'EDI ID', name: 'id', placeholder: 'e.g. HARBORLINE', ...shown }, trimmed),
	);
