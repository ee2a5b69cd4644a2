/** What becomes of an interchange that we send. */
export const kinds = [
	'accepted', // every message is named
	'accepted as a whole', // none is named
	'accepted with errors',
	'partly accepted', // every message is named
	'partly accepted, rejected ones named',
	'partly accepted, none named', // X12 only
	'rejected',
	'rejected as a whole',
	'lost', // no acknowledgment
	'one lost', // of two groups, or the verdict after the receipt
	'doubled',
	'late', // after those of later interchanges
	'contradictory',
	'rejected by TA1', // X12 only, like the next two
	'only a TA1',
	'TA1 and verdict',
	'only received', // EDIFACT only, like the next two
	'received, then the verdict',
	'the verdict, then received',
	'unknown', // an acknowledgment of something that we didn't send
] as const;

export type Kind = (typeof kinds)[number];

export const onlyX12: Kind[] = [
	'partly accepted, none named',
	'accepted with errors',
	'rejected by TA1',
	'only a TA1',
	'TA1 and verdict',
];
export const onlyEdifact: Kind[] = [
	'only received',
	'received, then the verdict',
	'the verdict, then received',
];
