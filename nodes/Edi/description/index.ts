import { acknowledge } from './acknowledge';
import { matchAcknowledgments } from './matchAcknowledgments';
import type { OperationDescription } from './operationDescription';
import { read } from './read';
import { show } from './show';
import { split } from './split';
import { write } from './write';

/** The operations of the EDI node, in the order of the list: the most used first. */
export const operations: OperationDescription[] = [
	read,
	write,
	acknowledge,
	matchAcknowledgments,
	show,
	split,
];
