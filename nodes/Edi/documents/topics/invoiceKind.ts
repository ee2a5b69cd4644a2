import type { Fields } from '../engine/paths';
import type { MessageTable } from '../engine/table';

/** An invoice, which its type may make a credit note: every type whose name says so. */
export const INVOICE_KINDS: Pick<MessageTable, 'kinds' | 'kindOf'> = {
	kinds: ['invoice', 'creditNote'],
	kindOf: ({ documentType }) => (/creditNote$/i.test(String(documentType)) ? 'creditNote' : 'invoice'),
};

/** The inverse: the document with the type that its kind needs. */
export const asInvoice = (document: Fields, kind: string): Fields =>
	kind === 'creditNote' ? { documentType: kind, ...document } : document;
