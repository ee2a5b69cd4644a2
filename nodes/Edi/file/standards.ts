import { edifact } from '../edifact/edifact';
import type { Standard } from '../interchange/standard';
import type { StandardName } from '../interchange/tree';
import { x12 } from '../x12/x12';

/** The standards by their names. */
export const standards: Record<StandardName, Standard> = { X12: x12, EDIFACT: edifact };
