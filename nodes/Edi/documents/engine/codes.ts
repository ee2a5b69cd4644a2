import type { StandardName } from '../../interchange/tree';

/** A name that documents use, and the codes that say it. The first code is the one that is written. */
export type CodeRow = [name: string, x12: string[], edifact: string[]];

/** Names and their codes in both standards. */
export class Codes {
	private readonly names: Record<StandardName, Map<string, string>>;
	private readonly codes: Record<StandardName, Map<string, string>>;

	constructor(readonly rows: readonly CodeRow[]) {
		const mapsOf = (column: 1 | 2) => ({
			names: new Map(rows.flatMap((row) => row[column].map((code) => [code, row[0]] as const))),
			codes: new Map(rows.flatMap((row) => (row[column].length ? [[row[0], row[column][0]!] as const] : []))),
		});
		const [x12, edifact] = [mapsOf(1), mapsOf(2)];
		this.names = { X12: x12.names, EDIFACT: edifact.names };
		this.codes = { X12: x12.codes, EDIFACT: edifact.codes };
	}

	/** The name that a code says; undefined if it is none of these. */
	nameOf(standard: StandardName, code: string): string | undefined {
		return this.names[standard].get(code);
	}

	/** The code that is written for a name; undefined if the standard has none. */
	codeOf(standard: StandardName, name: string): string | undefined {
		return this.codes[standard].get(name);
	}

	/** Whether a code says this name, in any standard. */
	isCodeOf(name: string, code: string): boolean {
		return this.names.X12.get(code) === name || this.names.EDIFACT.get(code) === name;
	}

	/** Whether a code says the same in both standards. */
	isShared(code: string): boolean {
		const name = this.names.X12.get(code);
		return name !== undefined && this.names.EDIFACT.get(code) === name;
	}

	/** Whether a name is one of these, in any standard. */
	has(name: string): boolean {
		return this.rows.some(([each]) => each === name);
	}

	/** The names that a standard has a code for. */
	namesIn(standard: StandardName): string[] {
		return [...this.codes[standard].keys()];
	}
}
