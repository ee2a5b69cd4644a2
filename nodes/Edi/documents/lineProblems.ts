import { isRecord } from '../../shared/isRecord';
import { isBlank, joined, valueAt, type Fields } from './engine/paths';
import type { Problem } from './engine/segmentFields';

/** The quantity that a line of a document has. A line that an order response rejects may have none. */
const QUANTITIES: Record<string, string> = {
	order: 'ordered',
	shipNotice: 'shipped',
	invoice: 'invoiced',
	creditNote: 'invoiced',
};

const hasQuantity = (line: Fields): boolean =>
	isRecord(line.quantity) &&
	Object.entries(line.quantity).some(([name, value]) => name !== 'unit' && !isBlank(value));

/** Kinds of document that are nothing without a line. A credit note may be for a sum. */
const NEED_LINES = ['order', 'shipNotice', 'invoice'];

/** Lines of a document without a quantity, none where there must be one, and a number of lines that isn't theirs. */
export function lineProblems(document: Fields): Problem[] {
	const lines = Array.isArray(document.lines) ? (document.lines as unknown[]) : [];
	const quantity = QUANTITIES[String(document.kind)];
	const problems = lines.flatMap((line, index): Problem[] =>
		quantity !== undefined && isRecord(line) && !hasQuantity(line)
			? [{ path: joined(`lines[${index}]`, `quantity.${quantity}`), reason: 'is missing' }]
			: [],
	);
	const count = valueAt(document, 'totals.lines');
	if (!isBlank(count) && String(count).trim() !== String(lines.length))
		problems.push({
			path: 'totals.lines',
			reason: `is ${String(count)}, and there are ${lines.length} lines. Leave it out: it is counted`,
		});
	if (lines.length === 0 && NEED_LINES.includes(String(document.kind)))
		problems.push({ path: 'lines', reason: 'has no entry, and at least one is needed' });
	return problems;
}
