import type { Row } from './result';

/** What a benchmark is given: where to say what it is doing. */
export type Progress = (doing: string) => void;

/**
 * One benchmark. It checks what it measures: a delivery that ran nothing, a byte that is wrong or an item that is
 * missing is thrown, and there is no figure then.
 */
export interface Bench {
	/** As in `--only NAME`. */
	name: string;
	/** What is measured, and how, for the reader of the results. */
	what: string;
	run(progress: Progress): Promise<Row[]>;
}
