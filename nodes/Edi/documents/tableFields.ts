import { joined } from './engine/paths';
import type { MessageTable, Rule, SegmentRule } from './engine/table';

/** A field of a document, and where a message says it. */
export interface TableField {
	/** Such as “lines[].quantity.ordered”; * stands for any name. */
	path: string;
	/** Such as “PO1 2” or “QTY 1.2”. */
	place: string;
}

function ofSegment({ tag, mappings, match }: SegmentRule, prefix: string): TableField[] {
	const qualifiers = Object.values(match).flat().filter(Boolean);
	const name = [tag, ...(qualifiers.length > 0 ? [`(${qualifiers.join('|')})`] : [])].join(' ');
	return mappings.flatMap(({ at, paths }) =>
		paths.map((path) => ({ path: joined(prefix, path), place: `${name} ${at.slice(0, 4).join(', ')}` })),
	);
}

function ofRules(rules: readonly Rule[], prefix: string): TableField[] {
	return rules.flatMap((rule): TableField[] => {
		if (rule.type === 'unmapped') return [];
		if (rule.type === 'segment') return ofSegment(rule, prefix);
		if (rule.type === 'texts')
			return [{ path: joined(prefix, `${rule.path}[]`), place: `${rule.tag} ${rule.at[0]}` }];
		return rule.target.paths.flatMap((path) => {
			const own = joined(prefix, path);
			return [...ofSegment(rule.first, own), ...ofRules(rule.rules, own)];
		});
	});
}

/** The fields that a table knows, with their places. */
export const fieldsOf = ({ rules, fieldsFor }: MessageTable): TableField[] =>
	ofRules(rules, '').flatMap(({ path, place }) =>
		(fieldsFor?.(path) ?? [path]).map((each) => ({ path: each, place })),
	);
