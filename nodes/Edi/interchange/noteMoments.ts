import type { IssueCode } from './issueCatalogue';
import type { Note } from './standard';
import type { Segment } from './tree';
import { trimmed } from './values';

/** An element of a header that is a date or a time. */
export interface Moment {
	code: IssueCode;
	/** What the issue calls it, such as GS04. */
	name: string;
	element: number;
	component?: number;
	isValid: (value: string) => boolean;
	/** What it should be, such as a date. */
	expected: string;
	/** Whether an empty one is none, too. Otherwise, that is another matter. */
	isMandatory?: true;
}

/** Notes dates and times of a header that are none. */
export function noteMoments(moments: Moment[], header: Segment, note: Note): void {
	for (const { code, name, element, component, isValid, expected, isMandatory } of moments) {
		const value = trimmed(header, element, component);
		if (isValid(value) || (value === '' && !isMandatory)) continue;
		note(code, {
			message: `${name} is “${value}”, which is no ${expected}`,
			tag: String(header[0]),
			element,
			...(component !== undefined && { component }),
		});
	}
}
