import type { Segment } from '../interchange/tree';
import { trimmed } from '../interchange/values';
import { codesOf } from './errorCodes';
import { checkNeeded } from './notPossible';
import type { InterchangeVerdict } from './verdict';
import { X12_VERDICTS } from './x12Verdicts';

const NO_ERROR = '000';
const CONTROL_NUMBER_LENGTH = 9;

/** TA1: what becomes of ISA and IEA, whatever the content. It has one code: that of the first error. X12.5. */
export function ta1({ interchange, errors, own }: InterchangeVerdict): Segment {
	const [isa] = interchange.header;
	checkNeeded('TA1', isa, [
		{ name: 'ISA09', element: 9 },
		{ name: 'ISA10', element: 10 },
		{ name: 'ISA13', element: 13 },
	]);
	const [code = NO_ERROR] = codesOf(errors, 'TA1');
	const number = trimmed(isa, 13).padStart(CONTROL_NUMBER_LENGTH, '0');
	return ['TA1', number, trimmed(isa, 9), trimmed(isa, 10), X12_VERDICTS[own], code];
}
