import { createRequire } from 'node:module';
import type * as Statistics from 'simple-statistics' with { 'resolution-mode': 'import' };

// Its types are an ES module's only; its code is not.
const { median, quantile } = createRequire(__filename)('simple-statistics') as typeof Statistics;

/** What is aimed at. */
export interface Target {
	atLeast?: number;
	atMost?: number;
}

/** What was measured beside this package, in the same rounds. */
export interface Peer {
	name: string;
	values: number[];
	/** For the ratio of this package to it. */
	target?: Target;
}

/** One line of the results: what was measured, once in each round. */
export interface Row {
	what: string;
	/** Of the values, such as `ms`. */
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

/** The middle of what all rounds gave, and how far apart they are. */
export const figureOf = (values: number[]): Figure => ({
	middle: median(values),
	lowest: Math.min(...values),
	highest: Math.max(...values),
});

/** Each round's own ratio: what slows the machine down for a moment concerns both sides of it. */
export const ratioTo = ({ values }: Row, peer: Peer): Figure =>
	figureOf(values.map((value, round) => value / peer.values[round]!));

export const isMet = ({ middle }: Figure, { atLeast = -Infinity, atMost = Infinity }: Target): boolean =>
	middle >= atLeast && middle <= atMost;

/** Of each target of a row, whether it is met. */
export const verdictsOn = (row: Row): boolean[] => [
	...(row.target ? [isMet(figureOf(row.values), row.target)] : []),
	...(row.peers ?? []).flatMap((peer) => (peer.target ? [isMet(ratioTo(row, peer), peer.target)] : [])),
];

/** What p percent of the values do not exceed. */
export const percentile = (values: number[], p: number): number => quantile(values, p / 100);
