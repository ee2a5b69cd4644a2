import type { Verdict } from './verdict';

/** Verdicts as TA104, AK501, IK501 and AK901 say them. TA104 and AK501 have no P: nothing there is accepted in part. */
export const X12_VERDICTS: Record<Verdict, string> = {
	accepted: 'A',
	acceptedWithErrors: 'E',
	partlyAccepted: 'P',
	rejected: 'R',
};
