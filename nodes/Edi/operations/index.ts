import { acknowledge } from './acknowledge';
import { matchAcknowledgments } from './matchAcknowledgments';
import { read } from './read';
import type { Run } from './run';
import { show } from './show';
import { split } from './split';
import { write } from './write';

/** What each operation of the EDI node does, by its value. */
export const runs: ReadonlyMap<string, Run> = new Map(
	Object.entries({ acknowledge, matchAcknowledgments, read, show, split, write }),
);
