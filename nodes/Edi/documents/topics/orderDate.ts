import { isRecord } from '../../../shared/isRecord';
import { without } from '../../../shared/without';
import { valueAt, type Fields } from '../engine/paths';
import type { Prepared } from '../engine/table';

const orderIn = (document: Fields): { reference: Fields; index: number } | undefined => {
	const references = Array.isArray(document.references) ? (document.references as unknown[]) : [];
	const index = references.findIndex((each) => isRecord(each) && each.type === 'order');
	return index < 0 ? undefined : { reference: references[index] as Fields, index };
};

/** Says the date of the order that a document refers to where X12 has it, too: in `dates`. */
export function dateFromReference(document: Fields): void {
	const { reference } = orderIn(document) ?? {};
	if (reference?.date === undefined || valueAt(document, 'dates.order') !== undefined) return;
	document.dates = { ...(document.dates as Fields), order: reference.date };
	delete reference.date;
}

/** The inverse. */
export function dateToReference(document: Fields): Prepared {
	const date = valueAt(document, 'dates.order');
	const { reference, index } = orderIn(document) ?? {};
	const asRead = (read: Fields): Fields => {
		const again = structuredClone(read);
		dateFromReference(again);
		return again;
	};
	if (date === undefined || !reference || reference.date !== undefined) return { document, asRead };
	const references = [...(document.references as Fields[])];
	references[index!] = { ...reference, date };
	return {
		document: { ...document, dates: without(document.dates as Fields, 'order'), references },
		pathOf: (path) => (path === `references[${index}].date` ? 'dates.order' : path),
		asRead,
	};
}
