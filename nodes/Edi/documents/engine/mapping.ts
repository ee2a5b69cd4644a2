import type { StandardName } from '../../interchange/tree';
import { joined } from './paths';
import type { SegmentFields } from './segmentFields';
import type { SegmentTexts } from './segmentTexts';
import type { Syntax } from './syntax';

/** How places of a segment and fields of an object say the same: the smallest part of a table. */
export interface Mapping {
	/** The places, such as “3” and “1.2”. */
	at: string[];
	/** The fields, as paths in the object. */
	paths: string[];
	/** Whether the fields are numbers in JSON, and no texts. */
	isNumber?: boolean;
	/** Whether the rest of the segment means nothing where something else than a text stands at the first place. */
	isDecisive?: boolean;
	/** The code at the first place that says which field it is, if one does; undefined if the standard has none for it. */
	codeOf?: (path: string, standard: StandardName) => string | undefined;
	/** Sets the fields and claims the places that they come from. What is not claimed is listed as unmapped. */
	read(texts: SegmentTexts, fields: Record<string, unknown>): void;
	/** Puts the texts. */
	write(fields: SegmentFields, put: Put): void;
}

/** Puts a text at a place of the segment that is written. `path` is the field that it comes from. */
export type Put = (place: string, text: string, path: string) => void;

/** Puts the texts of an object in a field of this name. */
export const within =
	(put: Put, name: string): Put =>
	(place, text, path) =>
		put(place, text, joined(name, path));

/** How a text and a value say the same. */
export interface Form {
	/** Whether the value is a number in JSON, and no text. */
	isNumber?: boolean;
	/** The value; undefined if the text says none. */
	read(text: string, syntax: Syntax): unknown;
	/** The text. Throws Unfit if the value can't be said. */
	write(value: unknown, syntax: Syntax): string;
}

/** Why a value can't be written. The engine adds its path. */
export class Unfit extends Error {}
