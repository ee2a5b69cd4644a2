import { documentOf } from '../../../../../nodes/Edi/documents/readDocument';
import type { Segment, StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { edifact, syntaxOf, x12 } from './pairs';

export const VERSIONS = { X12: '004010', EDIFACT: 'D.96A' };

/** A first segment for each message. */
export const HEADS: Record<string, { standard: StandardName; segments: Segment[] }> = {
	'850': { standard: 'X12', segments: x12('ST*850*1\nBEG*00*SA*P-1**20260507') },
	'855': { standard: 'X12', segments: x12('ST*855*1\nBAK*00*AC*P-1*20260507') },
	'856': { standard: 'X12', segments: x12('ST*856*1\nBSN*00*S-1*20260507*1200\nHL*1**S') },
	'810': { standard: 'X12', segments: x12('ST*810*1\nBIG*20260507*I-1') },
	ORDERS: { standard: 'EDIFACT', segments: edifact('UNH+1+ORDERS:D:96A:UN\nBGM+220+P-1+9') },
	ORDRSP: { standard: 'EDIFACT', segments: edifact('UNH+1+ORDRSP:D:96A:UN\nBGM+231+R-1+9') },
	INVOIC: { standard: 'EDIFACT', segments: edifact('UNH+1+INVOIC:D:96A:UN\nBGM+380+I-1+9') },
	'860': { standard: 'X12', segments: x12('ST*860*1\nBCH*04*SA*P-1***20260507') },
	'846': { standard: 'X12', segments: x12('ST*846*1\nBIA*00*SI*S-1*20260507') },
	INVRPT: { standard: 'EDIFACT', segments: edifact('UNH+1+INVRPT:D:96A:UN\nBGM+35+S-1+9') },
	ORDCHG: { standard: 'EDIFACT', segments: edifact('UNH+1+ORDCHG:D:96A:UN\nBGM+230+C-1+4') },
	DESADV: { standard: 'EDIFACT', segments: edifact('UNH+1+DESADV:D:96A:UN\nBGM+351+S-1+9') },
};

/** What a text adds to a document: the rest of the document, and the tags that stay unmapped. */
export function read(type: string, text: string, version?: string) {
	const { standard, segments } = HEADS[type]!;
	const added = standard === 'X12' ? x12(text) : edifact(text);
	const { unmapped, ...document } = documentOf(
		type,
		[...segments, ...added],
		syntaxOf(standard, version ?? VERSIONS[standard]),
	)!;
	return { document, unmapped: unmapped.map(({ tag, elements }) => (elements ? `${tag} ${elements}` : tag)) };
}
