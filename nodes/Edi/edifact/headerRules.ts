/** An element or component of a service segment. */
export interface Field {
	element: number;
	component?: number;
	/** With the number that the standard gives it. */
	name: string;
	/** In characters, at most; before and since syntax version 4, if that differs. */
	length: number | [number, number];
	isMandatory?: true;
}

/** The fields of the headers. ISO 9735-1, and ISO 9735:1988 for the versions before 4. */
export const HEADER_FIELDS: Record<string, Field[]> = {
	UNB: [
		{ element: 1, component: 1, name: 'the syntax identifier (0001)', length: 4, isMandatory: true },
		{ element: 1, component: 2, name: 'the syntax version (0002)', length: 1, isMandatory: true },
		{ element: 2, component: 1, name: 'the sender (0004)', length: 35, isMandatory: true },
		{ element: 2, component: 2, name: "the sender's qualifier (0007)", length: 4 },
		{ element: 2, component: 3, name: "the sender's internal identification (0008)", length: [14, 35] },
		{ element: 3, component: 1, name: 'the recipient (0010)', length: 35, isMandatory: true },
		{ element: 3, component: 2, name: "the recipient's qualifier (0007)", length: 4 },
		{ element: 3, component: 3, name: "the recipient's internal identification (0014)", length: [14, 35] },
		{ element: 4, component: 1, name: 'the date (0017)', length: 8, isMandatory: true },
		{ element: 4, component: 2, name: 'the time (0019)', length: 4, isMandatory: true },
		{ element: 5, name: 'the control reference (0020)', length: 14, isMandatory: true },
		{ element: 6, component: 1, name: 'the recipient reference (0022)', length: 14 },
		{ element: 7, name: 'the application reference (0026)', length: 14 },
		{ element: 8, name: 'the priority (0029)', length: 1 },
		{ element: 9, name: 'the acknowledgment request (0031)', length: 1 },
		{ element: 10, name: 'the agreement (0032)', length: 35 },
		{ element: 11, name: 'the test indicator (0035)', length: 1 },
	],
	UNG: [
		{ element: 1, name: 'the message group (0038)', length: 6 },
		{ element: 2, component: 1, name: 'the sender (0040)', length: 35 },
		{ element: 3, component: 1, name: 'the recipient (0044)', length: 35 },
		{ element: 4, component: 1, name: 'the date (0017)', length: 8 },
		{ element: 4, component: 2, name: 'the time (0019)', length: 4 },
		{ element: 5, name: 'the group reference (0048)', length: 14, isMandatory: true },
	],
	UNH: [
		{ element: 1, name: 'the message reference (0062)', length: 14, isMandatory: true },
		{ element: 2, component: 1, name: 'the message type (0065)', length: 6, isMandatory: true },
		{ element: 2, component: 2, name: 'the version (0052)', length: 3, isMandatory: true },
		{ element: 2, component: 3, name: 'the release (0054)', length: 3, isMandatory: true },
		{ element: 2, component: 4, name: 'the controlling agency (0051)', length: 3, isMandatory: true },
		{ element: 2, component: 5, name: 'the association (0057)', length: 6 },
	],
};
