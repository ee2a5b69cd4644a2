import { fieldsOf } from '../nodes/Edi/documents/tableFields';
import { MESSAGES } from '../nodes/Edi/documents/messages';
import type { StandardName } from '../nodes/Edi/interchange/tree';
import { table } from './markdown';

/** How many places of one field the table names. */
const MOST_PLACES = 4;

/** The places of a field in a standard, each with the messages that have it there, unless all do. */
function placesOf(standard: StandardName, path: string): string {
	const tables = MESSAGES.filter((each) => each.standard === standard);
	const places = new Map<string, Set<string>>();
	for (const message of tables)
		for (const field of fieldsOf(message)) {
			if (field.path !== path) continue;
			places.set(field.place, (places.get(field.place) ?? new Set()).add(message.type));
		}
	const having = new Set([...places.values()].flatMap((types) => [...types]));
	const named = [...places].map(([place, types]) =>
		types.size === having.size ? place : `${place} (${[...types].join(', ')})`,
	);
	const more = named.length > MOST_PLACES ? [`and ${named.length - MOST_PLACES} more`] : [];
	return [...named.slice(0, MOST_PLACES), ...more].map((each) => each.replace(/\|/g, '/')).join('; ');
}

/** The object of the head that one deeper in a document is like: “references[]” for “lines[].references[].code”. */
function alike(path: string, known: ReadonlySet<string>): { object: string; head: string } | undefined {
	const parts = path.split('.');
	const from = parts.findIndex(
		(_, start) => start > 0 && start < parts.length - 1 && known.has(parts.slice(start).join('.')),
	);
	if (from < 0) return undefined;
	const depth = parts[from + 1] === '*' ? 2 : 1;
	return {
		object: parts.slice(0, from + depth).join('.'),
		head: parts.slice(from, from + depth).join('.'),
	};
}

/** Returns the table of fields in docs/edi-documents.md: where each comes from. */
export function documentFieldTable(): string {
	const paths = [
		...new Set(
			MESSAGES.flatMap(fieldsOf)
				.map(({ path }) => path)
				.filter((path) => !path.includes('otherParties[].') && !path.startsWith('otherTerms[].')),
		),
	].sort((one, other) => one.localeCompare(other, 'en'));
	const known = new Set(paths);
	const rows = new Map<string, string[]>();
	for (const path of paths) {
		const found = alike(path, known);
		if (found) rows.set(found.object, [`\`${found.object}\``, `as \`${found.head}\``, '']);
		else rows.set(path, [`\`${path}\``, placesOf('X12', path), placesOf('EDIFACT', path)]);
	}
	return table(['Field', 'X12', 'EDIFACT'], [...rows.values()]);
}
