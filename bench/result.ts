import { createRequire } from 'node:module';
import type * as Statistics from 'simple-statistics' with { 'resolution-mode': 'import' };

// The types exist only in an ES module; the code doesn't.
const { median, quantile } = createRequire(__filename)('simple-statistics') as typeof Statistics;

/** The target of a measurement. */
export interface Target {
	atLeast?: number;
	atMost?: number;
}

/** An alternative that was measured in the same rounds. */
export interface Peer {
	name: string;
	values: number[];
	/** For the ratio of this package to the peer. */
	target?: Target;
}

/** One line of the results: a value for each round. */
export interface Row {
	what: string;
	/** The unit of the values, such as `ms`. */
	unit: string;
	values: number[];
	target?: Target;
	peers?: Peer[];
}

export interface Figure {
	middle: number;
	lowest: number;
	highest: number;
}

/** Returns the median and range of all rounds. */
export const figureOf = (values: number[]): Figure => ({
	middle: median(values),
	lowest: Math.min(...values),
	highest: Math.max(...values),
});

/** Returns the ratio of each round. Anything that slows the machine for a moment affects both sides. */
export const ratioTo = ({ values }: Row, peer: Peer): Figure =>
	figureOf(values.map((value, round) => value / peer.values[round]!));

export const isMet = ({ middle }: Figure, { atLeast = -Infinity, atMost = Infinity }: Target): boolean =>
	middle >= atLeast && middle <= atMost;

/** Returns whether each target of a row is met. */
export const verdictsOn = (row: Row): boolean[] => [
	...(row.target ? [isMet(figureOf(row.values), row.target)] : []),
	...(row.peers ?? []).flatMap((peer) => (peer.target ? [isMet(ratioTo(row, peer), peer.target)] : [])),
];

/** Returns the value that p percent of the values don't exceed. */
export const percentile = (values: number[], p: number): number => quantile(values, p / 100);
