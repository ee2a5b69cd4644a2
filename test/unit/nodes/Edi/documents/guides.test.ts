import { documentOf } from '../../../../../nodes/Edi/documents/readDocument';
import { tableOf } from '../../../../../nodes/Edi/documents/messages';
import { writtenDocument } from '../../../../../nodes/Edi/documents/writeDocument';
import { without } from '../../../../../nodes/shared/without';
import type { Segment } from '../../../../../nodes/Edi/interchange/tree';
import { GUIDES } from './guides';
import { syntaxOf } from './pairs';

describe.each(GUIDES)('$guide', ({ standard, type, version, segments, document, unmapped }) => {
	const syntax = syntaxOf(standard, version);
	const read = (all: Segment[]) => documentOf(type, all, syntax)!;

	test('is read as the document that it says', () => {
		const found = read(segments);
		expect(found).toMatchObject(document);
		expect(
			found.unmapped.map(({ tag, elements }) => (elements ? `${tag} ${elements.join(',')}` : tag)),
		).toEqual(unmapped);
	});

	test('is written and read again as the same', () => {
		const found = read(segments);
		const {
			segments: written,
			problems,
			notWritten,
		} = writtenDocument(tableOf(standard, type)!, found, syntax);
		expect({ problems, notWritten }).toEqual({ problems: [], notWritten: [] });
		const again = read([segments[0]!, ...written, segments.at(-1)!]);
		expect(without(again, 'unmapped')).toEqual(without(found, 'unmapped'));
	});
});
