import { PRODUCT_IDS } from '../nodes/Edi/documents/codes/productIds';
import { joined } from '../nodes/Edi/documents/engine/paths';
import type { MessageTable, Rule, SegmentRule } from '../nodes/Edi/documents/engine/table';
import { MESSAGES } from '../nodes/Edi/documents/messages';
import { fieldsOf } from '../nodes/Edi/documents/tableFields';
import { merged, type Schema } from './schema';

/** The names that are shown where a field may have any. */
const NAMES: Record<string, string[]> = {
	'parties.*': ['buyer', 'seller', 'shipTo', 'billTo', 'shipFrom', 'remitTo', 'carrier'],
	'lines[].ids.*': PRODUCT_IDS.rows.map(([name]) => name),
};

/** Places in the list of lines or packages. They are numbers, though segments say them by other texts. */
const PLACES_IN_LISTS = ['packages[].parent', 'packages[].lines[]', 'orders[].lines[]'];

/** Whether a document has the field: the role of a party is its name in `parties`. */
const isInDocument = (path: string): boolean => !/(^|\.)parties\.\*\.role$/.test(path);

/** The fields of a segment that are numbers. */
const numbersInSegment = ({ mappings }: SegmentRule, prefix: string): string[] =>
	mappings
		.filter(({ isNumber }) => isNumber)
		.flatMap(({ paths }) => paths.map((path) => joined(prefix, path)));

const numbersIn = (rules: readonly Rule[], prefix: string): string[] =>
	rules.flatMap((rule): string[] => {
		if (rule.type === 'segment') return numbersInSegment(rule, prefix);
		if (rule.type !== 'loop') return [];
		return rule.target.paths.flatMap((path) => {
			const own = joined(prefix, path);
			return [...numbersInSegment(rule.first, own), ...numbersIn(rule.rules, own)];
		});
	});

/** The fields of a message, in the order of its table, with their types. */
function typedFields(table: MessageTable): [path: string, type: string][] {
	const { rules, fieldsFor } = table;
	const counted = numbersIn(rules, '').flatMap((path) => fieldsFor?.(path) ?? [path]);
	const numbers = new Set([...counted, ...PLACES_IN_LISTS]);
	return fieldsOf(table)
		.filter(({ path }) => isInDocument(path))
		.map(({ path }) => [path, numbers.has(path) ? 'number' : 'string']);
}

/** A path, and the same with the names that are shown for its *. */
function withNames(path: string): string[] {
	const star = Object.keys(NAMES).find((each) => path.startsWith(each));
	const named = star === undefined ? [] : NAMES[star]!.map((name) => path.replace('*', name));
	return [...named, path];
}

/** The schema of an object with one field, such as “lines[].quantity.ordered”. */
function objectWith(path: string, type: string): Schema {
	const [, name, brackets, rest] = /^([^.[]+)(\[\])?\.?(.*)$/.exec(path)!;
	const inner = rest ? objectWith(rest, type) : { type };
	const field = brackets ? { type: 'array', items: inner } : inner;
	return {
		type: 'object',
		...(name === '*' ? { additionalProperties: field } : { properties: { [name!]: field } }),
	};
}

/** The schema of a business document: the fields that the tables of all messages have, in their order. */
export function documentSchema(): Schema {
	const fields: [string, string][] = [['kind', 'string'], ...MESSAGES.flatMap(typedFields)];
	return fields
		.flatMap(([path, type]) => withNames(path).map((each) => objectWith(each, type)))
		.reduce((all, each) => merged(all, each)!);
}
