/**
 * What a copy of the trigger's memory was told, as facts. `out:7` means something was handed out for the
 * seventh time, `begun:2` is the second start with new arrivals, and `gone:2:1003` means parcel 1003 has been
 * seen to leave since then. The model holds the trigger to what the copies that it could read knew, and to no
 * more.
 */
export type Facts = ReadonlySet<string>;

export const NONE: Facts = new Set();

export const union = (...all: Facts[]): Facts => new Set(all.flatMap((facts) => [...facts]));

/** The facts about what is left alone. */
export const aboutBeginnings = (facts: Facts): Facts =>
	new Set([...facts].filter((fact) => !fact.startsWith('out:')));

export const aboutHandedOut = (facts: Facts): Facts =>
	new Set([...facts].filter((fact) => fact.startsWith('out:')));
