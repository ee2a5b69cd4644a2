/** Whether the tests repeat less: CI sets `ECGRID_RELIABILITY=quick`. They check the same. */
export const quick = process.env.ECGRID_RELIABILITY === 'quick';

/** How often or how much: the first in a full run, the second in a quick one. */
export const full = <T>(inFull: T, inQuick: T): T => (quick ? inQuick : inFull);
