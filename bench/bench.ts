import type { Row } from './result';

/** Reports progress from a benchmark. */
export type Progress = (doing: string) => void;

/**
 * One benchmark. It verifies what it measures: a delivery that ran nothing, a wrong byte or a missing item
 * throws an error, and the benchmark reports no figures.
 */
export interface Bench {
	/** The name for `--only NAME`. */
	name: string;
	/** Explains to the reader of the results what is measured, and how. */
	what: string;
	run(progress: Progress): Promise<Row[]>;
}
