import { Codes } from '../engine/codes';

/** Who assigned the id of a party: X12 element 66 (N103), EDIFACT NAD C082.3055. */
export const ID_SCHEMES = new Codes([
	['GLN', ['UL'], ['9']],
	['DUNS', ['1'], ['16']],
	['DUNS+4', ['9'], []],
	['SCAC', ['2'], ['182']],
	['supplier', ['91'], ['91']],
	['buyer', ['92'], ['92']],
]);
