import type { StandardName } from '../interchange/tree';
import { joined } from './engine/paths';
import type { MessageTable, Rule, SegmentRule } from './engine/table';

/** A field of a document, and where a message says it. */
export interface TableField {
	/** Such as “lines[].quantity.ordered”; * stands for any name. */
	path: string;
	/** Such as “PO1 2” or “QTY 1.2”. */
	place: string;
}

/** How many places a field names. */
const MOST_PLACES = 4;

function ofSegment(
	{ tag, mappings, match }: SegmentRule,
	prefix: string,
	standard: StandardName,
): TableField[] {
	const qualifiers = Object.values(match).flat().filter(Boolean);
	const place = (codes: string[], at: string[]): string =>
		[tag, ...(codes.length > 0 ? [`(${codes.join('|')})`] : []), at.slice(0, MOST_PLACES).join(', ')].join(
			' ',
		);
	return mappings.flatMap(({ at, paths, codeOf }) =>
		paths.flatMap((path): TableField[] => {
			const own = joined(prefix, path);
			if (!codeOf) return [{ path: own, place: place(qualifiers, at) }];
			const code = codeOf(path, standard);
			return code === undefined ? [] : [{ path: own, place: place([code], at.slice(1)) }];
		}),
	);
}

function ofRules(rules: readonly Rule[], prefix: string, standard: StandardName): TableField[] {
	return rules.flatMap((rule): TableField[] => {
		if (rule.type === 'unmapped') return [];
		if (rule.type === 'segment') return ofSegment(rule, prefix, standard);
		if (rule.type === 'texts')
			return [{ path: joined(prefix, `${rule.path}[]`), place: `${rule.tag} ${rule.at[0]}` }];
		return rule.target.paths.flatMap((path) => {
			const own = joined(prefix, path);
			return [...ofSegment(rule.first, own, standard), ...ofRules(rule.rules, own, standard)];
		});
	});
}

/** The fields that a table knows, with their places. */
export const fieldsOf = ({ rules, fieldsFor, standard }: MessageTable): TableField[] =>
	ofRules(rules, '', standard).flatMap(({ path, place }) =>
		(fieldsFor?.(path) ?? [path]).map((each) => ({ path: each, place })),
	);
