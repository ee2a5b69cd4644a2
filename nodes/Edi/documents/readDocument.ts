import type { Segment } from '../interchange/tree';
import { readSegments, type Unmapped } from './engine/readSegments';
import type { Fields } from './engine/paths';
import type { Syntax } from './engine/syntax';
import { tableOf } from './messages';

/** An order, an invoice and so on, in one shape for both standards. */
export interface BusinessDocument extends Fields {
	kind: string;
	/** What the document has no field for, so that nothing is lost unseen. */
	unmapped: Unmapped[];
}

/**
 * The business document in a message, from its header to its trailer; undefined if its type is none of the known ones.
 * Never throws.
 */
export function documentOf(
	type: string,
	segments: readonly Segment[],
	syntax: Syntax,
): BusinessDocument | undefined {
	const table = tableOf(syntax.standard, type);
	if (!table) return undefined;
	const { fields, unmapped, leave } = readSegments(table, segments, syntax);
	table.afterReading?.(fields, leave);
	unmapped.sort((one, other) => one.index - other.index);
	return { kind: table.kindOf?.(fields) ?? table.kinds[0]!, ...fields, unmapped };
}
