import { valueAt } from './partner/interchange';
import { interchangesIn } from './partner/interchangesIn';
import { interchangesOf, type X12Party } from './x12';

/** The sender and receiver in the first ISA or UNB segment of a file; undefined if it has none. */
export function partiesIn(file: Buffer): { sender: X12Party; receiver: X12Party } | undefined {
	const [x12] = interchangesOf(file);
	if (x12) return x12;
	const [first] = interchangesIn(file.toString('latin1'));
	if (!first) return undefined;
	const party = (element: number): X12Party => ({
		id: valueAt(first.header, element, 0).trim(),
		qualifier: valueAt(first.header, element, 1).trim(),
	});
	return { sender: party(2), receiver: party(3) };
}
