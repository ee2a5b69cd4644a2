import {
	CHANGE_TYPES,
	INVOICE_TYPES,
	ORDER_TYPES,
	REPORT_TYPES,
	RESPONSE_TYPES,
	SHIP_NOTICE_TYPES,
} from '../nodes/Edi/documents/codes/documentTypes';
import { DATES } from '../nodes/Edi/documents/codes/dates';
import { ID_SCHEMES } from '../nodes/Edi/documents/codes/idSchemes';
import { LINE_ACTIONS } from '../nodes/Edi/documents/codes/lineActions';
import { PRODUCT_IDS } from '../nodes/Edi/documents/codes/productIds';
import { PURPOSES } from '../nodes/Edi/documents/codes/purposes';
import { REFERENCES } from '../nodes/Edi/documents/codes/references';
import { LINE_RESPONSES, RESPONSE_PURPOSES, RESPONSES } from '../nodes/Edi/documents/codes/responses';
import { ROLES } from '../nodes/Edi/documents/codes/roles';
import type { Codes } from '../nodes/Edi/documents/engine/codes';
import { TRANSPORT_MODES } from '../nodes/Edi/documents/topics/transport';
import { inWords, schemeName, UNITS } from '../nodes/Edi/show/names';
import { table } from './markdown';

/** The tables of codes, by what their names are in a document. */
const TABLES: [heading: string, field: string, codes: Codes, words?: (name: string) => string][] = [
	['Parties', '`parties.*` and `otherParties[].role`', ROLES],
	['References', '`references[].type`', REFERENCES],
	['Dates', '`dates.*`', DATES],
	['Products', '`lines[].ids.*`', PRODUCT_IDS],
	['Who assigned an ID', '`ids[].scheme`', ID_SCHEMES, schemeName],
	['Purposes', '`purpose`', PURPOSES],
	['Answers to an order', '`response`', RESPONSES],
	['Answers to an order in the place of the purpose', '`response`', RESPONSE_PURPOSES],
	['Answers to a line', '`lines[].status`', LINE_RESPONSES],
	['Changes of a line', '`lines[].action`', LINE_ACTIONS],
	['Types of orders', '`documentType`', ORDER_TYPES],
	['Types of order changes', '`documentType`', CHANGE_TYPES],
	['Types of order responses', '`documentType`', RESPONSE_TYPES],
	['Types of ship notices', '`documentType`', SHIP_NOTICE_TYPES],
	['Types of invoices', '`documentType`', INVOICE_TYPES],
	['Types of inventory reports', '`documentType`', REPORT_TYPES],
	['Means of transport', '`transport.mode`', TRANSPORT_MODES],
];

/** Returns docs/edi-codes.md: the names of codes in documents, and what Show says for them. */
export function documentCodesPage(): string {
	const sections = TABLES.map(([heading, field, { rows }, words = inWords]) => {
		const lines = rows.map(([name, ...codes]) => [
			`\`${name}\``,
			words(name),
			...codes.map((each) => each.join(', ')),
		]);
		return `## ${heading}\n\n${field}\n\n${table(['Name', 'Show says', 'X12', 'EDIFACT'], lines)}`;
	});
	const codes = [...new Set(Object.values(UNITS).flatMap((names) => Object.keys(names)))].sort();
	const units = table(
		['Unit', 'X12', 'EDIFACT'],
		codes.map((code) => [code, UNITS.X12[code] ?? '', UNITS.EDIFACT[code] ?? '']),
	);
	return `# Names for codes

In a [business document](edi-documents.md), these codes come out as their names, whichever standard they are from; other
codes stay as they are. If several codes have one name, **Write** writes the first, unless the document has another code
beside the name; for a GTIN, it writes the code for its length. **Show** writes names as people do.

${sections.join('\n\n')}

## Units

\`unit\` and \`weightUnit\` keep the sender's code, such as \`EA\`. Show adds the name of those that it knows.

${units}
`;
}
