/**
 * What a copy of the trigger's memory was told, as facts: `out:7` is the seventh time that something was handed out,
 * `begun:2` the second beginning with what arrives from then on, `gone:2:1003` that parcel 1003 was seen to have left
 * since. The model holds the trigger to what the copies knew that it could read, and to no more.
 */
export type Facts = ReadonlySet<string>;

export const NONE: Facts = new Set();

export const union = (...all: Facts[]): Facts => new Set(all.flatMap((facts) => [...facts]));

/** Those that are about what is left alone. */
export const aboutBeginnings = (facts: Facts): Facts =>
	new Set([...facts].filter((fact) => !fact.startsWith('out:')));

export const aboutHandedOut = (facts: Facts): Facts =>
	new Set([...facts].filter((fact) => fact.startsWith('out:')));
