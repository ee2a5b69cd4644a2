import { ownSegments, segmentsOfEdifact, segmentsOfNodeX12, segmentsOfX12Parser } from '../foreignParsers';
import { fileOf, settingsFor } from './files';
import { PAIRS } from './pairs';

describe.each(PAIRS)('$name', ({ document }) => {
	const x12 = fileOf(document, settingsFor('X12')).bytes;

	test('node-x12 finds the same segments', () => {
		expect(segmentsOfNodeX12(x12)).toEqual(ownSegments(x12));
	});

	test('x12-parser finds the same segments', async () => {
		expect(await segmentsOfX12Parser(x12)).toEqual(ownSegments(x12));
	});

	test('edifact finds the same segments', () => {
		const { bytes } = fileOf(document, settingsFor('EDIFACT'));
		expect(segmentsOfEdifact(bytes)).toEqual(ownSegments(bytes));
	});
});
