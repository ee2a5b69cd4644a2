import type { StandardName } from '../../interchange/tree';
import { INVOICE_TYPES } from '../codes/documentTypes';
import { isBlank, type Fields } from '../engine/paths';
import type { MessageTable, Prepared } from '../engine/table';

const kindOf = ({ documentType }: Fields): string =>
	/creditNote$/i.test(String(documentType)) ? 'creditNote' : 'invoice';

/** An invoice, which its type may make a credit note: every type whose name says so. */
export const INVOICE_KINDS: Pick<MessageTable, 'kinds' | 'kindOf'> = {
	kinds: ['invoice', 'creditNote'],
	kindOf,
};

/**
 * The inverse: the document with the type that its kind needs. A credit note whose type this standard has no code for is
 * a credit note all the same.
 */
export function asInvoice(document: Fields, kind: string, standard: StandardName): Prepared {
	const given = isBlank(document.documentType) ? kind : String(document.documentType).trim();
	const type = INVOICE_TYPES.nameOf(standard, given) ?? given;
	if (kindOf({ documentType: type }) !== kind)
		return {
			document,
			problems: [
				{ path: 'documentType', reason: `is “${given}”, and the kind of the document is “${kind}”` },
			],
		};
	if (kind !== 'creditNote' || (given !== kind && INVOICE_TYPES.codeOf(standard, type) !== undefined))
		return { document };
	return {
		document: { ...document, documentType: kind },
		pathOf: (path) => (path === 'documentType' && given !== kind ? 'kind' : path),
	};
}
