import type { CharacterSet } from '../../shared/characterSets';
import type { Delimiters, Envelope, Interchange, Segment, StandardName } from './tree';

interface Around {
	header: Segment[];
	trailer: Segment[];
}

const NOWHERE = { number: 0, offset: 0 };

const envelope = ({ header, trailer }: Around): Envelope => ({
	header,
	other: [],
	trailer,
	layout: { digest: '', parts: -1, trailer: { digest: '' } },
	start: NOWHERE,
	issues: [],
});

/** An interchange that wasn't read: with these segments around one message, or around nothing. */
export function newInterchange(
	standard: StandardName,
	delimiters: Delimiters,
	characterSet: CharacterSet,
	around: Around,
	content?: { group?: Around; message: Segment[] },
): Interchange {
	const group = content && {
		...envelope(content.group ?? { header: [], trailer: [] }),
		messages: [{ segments: content.message, layout: { digest: '' }, index: 1, start: NOWHERE, issues: [] }],
		index: content.group ? 1 : 0,
		part: 1,
	};
	return {
		...envelope(around),
		standard,
		delimiters,
		usualEnding: delimiters.segment,
		characterSet,
		groups: group ? [group] : [],
		index: 1,
	};
}
