import { bytes, isa, isa501 } from '../files';
import { ownSegments, segmentsOfEdifact, segmentsOfNodeX12, segmentsOfX12Parser } from '../foreignParsers';
import { acknowledge, edifactFile, message, set, x12File } from './files';

const two = [set('0001'), set('0002', 'SE*9*0002')];
const X12: [string, string][] = [
	['a 997 that accepts', x12File({ header: isa() })],
	['a 997 that accepts a part', x12File({ header: isa(), sets: two })],
	['a 997 that rejects', x12File({ header: isa(), ge: 'GE*9*8' })],
	[
		'a 997 with segments in error',
		x12File({ header: isa(), sets: [['ST*850*0001', 'BIN*900*ABC', 'SE*3*0001']] }),
	],
	[
		'a 999',
		x12File({
			header: isa501(),
			gs: 'GS*HC*ACMEPO*GIANT*20260507*1230*7*X*005010X222A1',
			sets: [['ST*837*0001*005010X222A1', 'BHT*0019*00*1', 'SE*3*0001']],
		}),
	],
];

const fileOf = async (file: string): Promise<Buffer> => {
	const [item] = await acknowledge(file, { options: { controlNumber: '4711' } });
	return bytes(item!.text!);
};

test.each(X12)('node-x12 and x12-parser find the segments of %s', async (_, file) => {
	const made = await fileOf(file);
	expect(segmentsOfNodeX12(made)).toEqual(ownSegments(made));
	expect(await segmentsOfX12Parser(made)).toEqual(ownSegments(made));
	expect(ownSegments(made).length).toBeGreaterThan(4);
});

test('x12-parser finds a TA1', async () => {
	const made = await fileOf(x12File());
	expect(await segmentsOfX12Parser(made)).toEqual(['TA1+000000001+260507+1230+A+000']);
});

test.each([
	['accepts', edifactFile()],
	['accepts a part', edifactFile({ messages: [message('1'), message('2', 'UNT+9+2')] })],
	['rejects', edifactFile({ unz: 'UNZ+9+REF2' })],
])('edifact finds the segments of a CONTRL that %s', async (_, file) => {
	const made = await fileOf(file);
	expect(segmentsOfEdifact(made)).toEqual(ownSegments(made));
	expect(ownSegments(made).length).toBeGreaterThan(2);
});
