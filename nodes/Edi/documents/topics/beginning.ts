import type { Codes } from '../engine/codes';
import { PURPOSES } from '../codes/purposes';
import { RESPONSE_PURPOSES, RESPONSES } from '../codes/responses';
import { text } from '../engine/forms';
import type { Mapping } from '../engine/mapping';
import { coded, expected, value } from '../engine/mappings';
import { segment } from '../engine/rules';

const purpose = coded('3', 'purpose', PURPOSES, { usual: 'original', isExact: true });

/** BGM: the type of the document, its number and its purpose. */
export const edifactBeginning = (
	types: Codes,
	type: { usual?: string; implied?: string },
	said: Mapping[] = [purpose],
) =>
	segment(
		'BGM',
		[
			coded('1.1', 'documentType', types, type),
			expected('1.3', ['9']),
			value('2.1', 'number', text(35), { isRequired: true }),
			...said,
		],
		{ isMandatory: true },
	);

const asPurpose = coded('3', 'response', RESPONSE_PURPOSES, { code: 'responseCode' });

/** 1225 of a response: what is said to the order, or the purpose. */
export const responseOrPurpose: Mapping = {
	at: ['3'],
	paths: ['response', 'responseCode', 'purpose'],
	read(texts, fields) {
		const isResponse = RESPONSE_PURPOSES.nameOf('EDIFACT', texts.at('3')) !== undefined;
		(isResponse ? asPurpose : purpose).read(texts, fields);
	},
	write(fields, put) {
		const [said, code] = [String(fields.at('response')), fields.at('responseCode')];
		const isResponse =
			fields.at('purpose') === undefined &&
			(code === undefined
				? RESPONSE_PURPOSES.codeOf('EDIFACT', said) !== undefined
				: RESPONSE_PURPOSES.nameOf('EDIFACT', String(code)) === said);
		if (isResponse) return asPurpose.write(fields, put);
		const given = String(fields.at('purpose') ?? '').trim();
		const response = RESPONSE_PURPOSES.nameOf('EDIFACT', PURPOSES.codeOf('EDIFACT', given) ?? given);
		if (response === undefined) purpose.write(fields, put);
		else
			fields.refuse(
				'purpose',
				`is “${given}”, which a response says as “response”: “${response}”. Leave it out`,
			);
	},
};

/** 4343: what is said to the order, where 1225 is the purpose. */
const asResponse = coded('4', 'response', RESPONSES, { code: 'responseCode' });
export const response: Mapping = {
	...asResponse,
	write(fields, put) {
		if (!fields.isWritten('response')) asResponse.write(fields, put);
	},
};

/** UNS: where the lines end. */
export const edifactSummary = segment('UNS', [], { usual: { '1': 'S' }, isMandatory: true });
