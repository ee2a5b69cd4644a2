import { isRecord } from '../../../shared/isRecord';
import { isBlank, joined, valueAt, type Fields } from './paths';
import type { Syntax } from './syntax';

/** What happened to the fields of a document that is written. */
export interface Ledger {
	syntax: Syntax;
	/** Whether the document was read from the other standard, so that its codes are none of this one. */
	isFromOther: boolean;
	/** The paths that were written. */
	written: Set<string>;
	/** The paths of codes that others were written for: their name says the same. */
	replaced: Set<string>;
	/** Objects that have a place of their own, where what else they say has none. */
	taken: Set<string>;
	/** The parts that were written of fields, by their paths. */
	parts: Map<string, string>;
	problems: Problem[];
}

/** A field that can't be written. */
export interface Problem {
	path: string;
	reason: string;
	/** It isn't there, which matters only if its segment is written. */
	isMissing?: boolean;
}

/** An object of a document that is written, with its path. */
export class SegmentFields {
	constructor(
		readonly fields: Fields,
		readonly path: string,
		readonly ledger: Ledger,
		/** What other segments have written. */
		private readonly earlier: ReadonlySet<string> = ledger.written,
		private readonly outer?: SegmentFields,
	) {}

	get syntax(): Syntax {
		return this.ledger.syntax;
	}

	pathOf(name: string): string {
		return joined(this.path, name);
	}

	/** The value of a field; undefined if it says nothing. */
	at(name: string): unknown {
		const value = valueAt(this.fields, name);
		return isBlank(value) ? undefined : value;
	}

	/** The same for a key, which may be any text, of the object in a field. */
	in(name: string, key: string): unknown {
		const object = this.at(name);
		const value = isRecord(object) && Object.hasOwn(object, key) ? object[key] : undefined;
		return isBlank(value) ? undefined : value;
	}

	/** An object in this one, with its path. */
	entry(name: string, fields: Fields): SegmentFields {
		return new SegmentFields(fields, this.pathOf(name), this.ledger, this.earlier, this);
	}

	/** Whether a field is written already. */
	isWritten(name: string): boolean {
		const path = this.pathOf(name);
		return this.ledger.written.has(path) || this.earlier.has(path);
	}

	/** Whether a field was written that is a reason to write the segment. */
	isSaying = false;

	/** Notes that a field is written. One that only goes along with others is no reason to write the segment. */
	wrote(name: string, goesAlong = false): void {
		this.ledger.written.add(this.pathOf(name));
		if (!goesAlong) (this.outer ?? this).isSaying = true;
	}

	/** Notes that a part of a field is written. The field is listed as not written. */
	wrotePart(name: string, part: string): void {
		this.ledger.parts.set(this.pathOf(name), part);
		(this.outer ?? this).isSaying = true;
	}

	/** Notes that another code is written, or none: its name says the same. */
	replaced(name: string): void {
		this.ledger.replaced.add(this.pathOf(name));
	}

	/** Whether the segment can't be said in this standard. */
	isLeftOut = false;

	/** Leaves the segment out. Its fields are listed as not written. */
	leaveOut(): void {
		(this.outer ?? this).isLeftOut = true;
	}

	/** Notes that a field can't be written. */
	refuse(name: string, reason: string): void {
		this.ledger.problems.push({ path: this.pathOf(name), reason });
	}

	/** Notes that a field is missing that its segment can't be without. */
	isMissing(name: string, reason = 'is missing'): void {
		this.ledger.problems.push({ path: this.pathOf(name), reason, isMissing: true });
	}
}
