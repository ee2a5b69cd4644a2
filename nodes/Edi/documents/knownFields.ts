import { without } from '../../shared/without';
import { fieldsOf } from './tableFields';
import { eachLeaf, type Fields } from './engine/paths';
import { MESSAGES } from './messages';

/** The fields of all documents, as paths such as “lines[].ids.*”. */
const KNOWN = new Set([...MESSAGES.flatMap(fieldsOf).map(({ path }) => path), 'kind', 'unmapped']);

const LEVELS = new Set(
	[...KNOWN].flatMap((path) => path.split('.').map((_, end, parts) => parts.slice(0, end).join('.'))),
);

/** Whether there is a field of this path in any document. */
function isKnown(path: string): boolean {
	let found: string[] = [''];
	for (const name of path.replace(/\[\d+\]/g, '[]').split('.')) {
		found = found
			.flatMap((prefix) =>
				[name, name.endsWith('[]') ? '*[]' : '*'].map((each) => (prefix === '' ? each : `${prefix}.${each}`)),
			)
			.filter((each) => KNOWN.has(each) || LEVELS.has(each));
		if (found.length === 0) return false;
	}
	return found.some((each) => KNOWN.has(each));
}

/** The names that there are beside a path, for a person who misspelt one. */
export function namesBeside(path: string): string[] {
	const parts = path
		.replace(/\[\d+\]/g, '[]')
		.split('.')
		.slice(0, -1);
	const prefix = parts.join('.');
	return [
		...new Set(
			[...KNOWN]
				.filter((each) => prefix === '' || each.startsWith(`${prefix}.`))
				.map((each) => each.split('.')[parts.length]!.replace('[]', '')),
		),
	].sort();
}

/** The fields of a document that no document has. */
export function unknownFields(document: Fields): string[] {
	const unknown: string[] = [];
	eachLeaf(without(document, 'unmapped'), (path) => {
		if (!isKnown(path)) unknown.push(path);
	});
	return unknown;
}
