import { isa } from '../files';
import { acknowledge, bodyIn, edifactFile, message, set, x12File } from './files';

const TA1 = 'TA1*000000001*260507*1230';
const AK1 = 'AK1*PO*7';
const one = 'AK2*850*0001';

/** Each fault, the TA1 and the 997 that it gets if errors reject, and those if they are only noted. Written by hand. */
const X12_FAULTS: [string, string, string[], string[]][] = [
	[
		'nothing',
		x12File(),
		[`${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*A*1*1*1'],
		[`${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*A*1*1*1'],
	],
	[
		'IEA02 that is not ISA13',
		x12File({ iea: 'IEA*1*000000002' }),
		[`${TA1}*R*001`, AK1, one, 'AK5*R', 'AK9*R*1*1*0'],
		[`${TA1}*E*001`, AK1, one, 'AK5*A', 'AK9*A*1*1*1'],
	],
	[
		'IEA01 that counts wrongly',
		x12File({ iea: 'IEA*3*000000001' }),
		[`${TA1}*R*021`, AK1, one, 'AK5*R', 'AK9*R*1*1*0'],
		[`${TA1}*E*021`, AK1, one, 'AK5*A', 'AK9*A*1*1*1'],
	],
	[
		'a missing IEA',
		x12File({ iea: '' }),
		[`${TA1}*R*023`, AK1, one, 'AK5*R', 'AK9*R*1*1*0'],
		[`${TA1}*E*023`, AK1, one, 'AK5*A', 'AK9*A*1*1*1'],
	],
	[
		'a date in ISA that is none',
		x12File({ header: isa({ 9: '261332', 14: '1' }) }),
		['TA1*000000001*261332*1230*R*014', AK1, one, 'AK5*R', 'AK9*R*1*1*0'],
		['TA1*000000001*261332*1230*E*014', AK1, one, 'AK5*A', 'AK9*A*1*1*1'],
	],
	[
		'a time in ISA that is none',
		x12File({ header: isa({ 10: '2561', 14: '1' }) }),
		['TA1*000000001*260507*2561*R*015', AK1, one, 'AK5*R', 'AK9*R*1*1*0'],
		['TA1*000000001*260507*2561*E*015', AK1, one, 'AK5*A', 'AK9*A*1*1*1'],
	],
	[
		'an authorization qualifier that is none',
		x12File({ header: isa({ 1: '99', 14: '1' }) }),
		[`${TA1}*R*010`, AK1, one, 'AK5*R', 'AK9*R*1*1*0'],
		[`${TA1}*E*010`, AK1, one, 'AK5*A', 'AK9*A*1*1*1'],
	],
	[
		'a test indicator that is none',
		x12File({ header: isa({ 14: '1', 15: 'Q' }) }),
		[`${TA1}*R*020`, AK1, one, 'AK5*R', 'AK9*R*1*1*0'],
		[`${TA1}*E*020`, AK1, one, 'AK5*A', 'AK9*A*1*1*1'],
	],
	[
		'a stray segment between groups',
		x12File({ ge: 'GE*1*7~ZZZ*1' }),
		[`${TA1}*R*024`, AK1, one, 'AK5*R', 'AK9*R*1*1*0'],
		[`${TA1}*E*024`, AK1, one, 'AK5*A', 'AK9*A*1*1*1'],
	],
	[
		'GE02 that is not GS06',
		x12File({ ge: 'GE*1*8' }),
		[`${TA1}*A*000`, AK1, one, 'AK5*R', 'AK9*R*1*1*0*4'],
		[`${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*E*1*1*1*4'],
	],
	[
		'GE01 that counts wrongly',
		x12File({ ge: 'GE*5*7' }),
		[`${TA1}*A*000`, AK1, one, 'AK5*R', 'AK9*R*5*1*0*5'],
		[`${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*E*5*1*1*5'],
	],
	[
		'a missing GE',
		x12File({ ge: '' }),
		[`${TA1}*A*000`, AK1, one, 'AK5*R', 'AK9*R*1*1*0*3'],
		[`${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*E*1*1*1*3'],
	],
	[
		'a group control number that occurs twice',
		x12File({
			ge: 'GE*1*7~GS*PO*ACMEPO*GIANT*20260507*1230*7*X*004010~ST*850*0009~SE*2*0009~GE*1*7',
			iea: 'IEA*2*000000001',
		}),
		[`${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*A*1*1*1', AK1, 'AK2*850*0009', 'AK5*R', 'AK9*R*1*1*0*19'],
		[`${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*A*1*1*1', AK1, 'AK2*850*0009', 'AK5*A', 'AK9*E*1*1*1*19'],
	],
	[
		'SE02 that is not ST02',
		x12File({ sets: [set('0001', 'SE*3*0002')] }),
		[`${TA1}*A*000`, AK1, one, 'AK5*R*3', 'AK9*R*1*1*0'],
		[`${TA1}*A*000`, AK1, one, 'AK5*E*3', 'AK9*E*1*1*1'],
	],
	[
		'SE01 that counts wrongly, in one of two sets',
		x12File({ sets: [set('0001', 'SE*15*0001'), set('0002')] }),
		[`${TA1}*A*000`, AK1, one, 'AK5*R*4', 'AK2*850*0002', 'AK5*A', 'AK9*P*2*2*1'],
		[`${TA1}*A*000`, AK1, one, 'AK5*E*4', 'AK2*850*0002', 'AK5*A', 'AK9*E*2*2*2'],
	],
	[
		'a missing SE',
		x12File({ sets: [set('0001', '')] }),
		[`${TA1}*A*000`, AK1, one, 'AK5*R*2', 'AK9*R*1*1*0'],
		[`${TA1}*A*000`, AK1, one, 'AK5*E*2', 'AK9*E*1*1*1'],
	],
	[
		'a control number that occurs twice in the group',
		x12File({ sets: [set('0001'), set('0001')] }),
		[`${TA1}*A*000`, AK1, one, 'AK5*A', one, 'AK5*R*23', 'AK9*P*2*2*1'],
		[`${TA1}*A*000`, AK1, one, 'AK5*A', one, 'AK5*E*23', 'AK9*E*2*2*2'],
	],
	[
		'ST without a control number: no segment can name the set',
		x12File({ sets: [set('', 'SE*3*'), set('0002')] }),
		[`${TA1}*A*000`, AK1, 'AK2*850*0002', 'AK5*A', 'AK9*P*2*2*1'],
		[`${TA1}*A*000`, AK1, 'AK2*850*0002', 'AK5*A', 'AK9*E*2*2*2'],
	],
	[
		'a segment whose tag is none: AK3 has no room for it',
		x12File({ sets: [['ST*850*0001', 'b?g*1', 'SE*3*0001']] }),
		[`${TA1}*A*000`, AK1, one, 'AK5*R*5', 'AK9*R*1*1*0'],
		[`${TA1}*A*000`, AK1, one, 'AK5*E*5', 'AK9*E*1*1*1'],
	],
	[
		'BIN whose length is wrong',
		x12File({ sets: [['ST*850*0001', 'BIN*900*ABC', 'SE*3*0001']] }),
		[`${TA1}*A*000`, AK1, one, 'AK3*BIN*2**8', 'AK5*R*5', 'AK9*R*1*1*0'],
		[`${TA1}*A*000`, AK1, one, 'AK3*BIN*2**8', 'AK5*E*5', 'AK9*E*1*1*1'],
	],
];

describe('the acknowledgments of an X12 file with', () => {
	test.each(X12_FAULTS)('%s', async (_, file, rejected, noted) => {
		const bodies = async (policy: string) =>
			(await acknowledge(file, { policy })).flatMap(({ text, error }) => (error ? [error] : bodyIn(text)));
		expect(await bodies('reject')).toEqual(rejected);
		expect(await bodies('acceptWithErrors')).toEqual(noted);
	});
});

const UCI = 'UCI+REF1+ACME:14+GIANT:14';
const UCM = 'UCM+1+ORDERS:D:96A:UN';
const GROUP = 'UNG+ORDERS+ACMEPO+GIANTPO+260507:1230+G1+UN+D:96A';

/** Each fault, the CONTRL that it gets if errors reject, and the one if they are only noted. Written by hand. */
const EDIFACT_FAULTS: [string, string, string[], string[]][] = [
	['nothing', edifactFile(), [`${UCI}+7`, `${UCM}+7`], [`${UCI}+7`, `${UCM}+7`]],
	[
		'UNZ 0020 that is not UNB 0020',
		edifactFile({ unz: 'UNZ+1+REF2' }),
		[`${UCI}+4+28+UNZ+3`],
		[`${UCI}+7`, `${UCM}+7`],
	],
	[
		'UNZ 0036 that counts wrongly',
		edifactFile({ unz: 'UNZ+3+REF1' }),
		[`${UCI}+4+29+UNZ+2`],
		[`${UCI}+7`, `${UCM}+7`],
	],
	['a missing UNZ', edifactFile({ unz: '' }), [`${UCI}+4+13+UNZ`], [`${UCI}+7`, `${UCM}+7`]],
	[
		'a date in UNB that is none',
		edifactFile({ unb: 'UNB+UNOC:3+ACME:14+GIANT:14+261332:1230+REF1++++1' }),
		[`${UCI}+4+12+UNB+5:1`],
		[`${UCI}+7`, `${UCM}+7`],
	],
	[
		'UNT 0062 that is not UNH 0062',
		edifactFile({ messages: [message('1', 'UNT+3+9'), message('2')] }),
		[`${UCI}+7`, `${UCM}+4+28+UNT+3`, 'UCM+2+ORDERS:D:96A:UN+7'],
		[`${UCI}+7`, `${UCM}+7`, 'UCM+2+ORDERS:D:96A:UN+7'],
	],
	[
		'UNT 0074 that counts wrongly',
		edifactFile({ messages: [message('1', 'UNT+9+1')] }),
		[`${UCI}+7`, `${UCM}+4+29+UNT+2`],
		[`${UCI}+7`, `${UCM}+7`],
	],
	[
		'a missing UNT',
		edifactFile({ messages: [message('1', '')] }),
		[`${UCI}+7`, `${UCM}+4+13+UNT`],
		[`${UCI}+7`, `${UCM}+7`],
	],
	[
		'a message reference that occurs twice',
		edifactFile({ messages: [message('1'), message('1')] }),
		[`${UCI}+7`, `${UCM}+7`, `${UCM}+4+26+UNH+2`],
		[`${UCI}+7`, `${UCM}+7`, `${UCM}+7`],
	],
	[
		'UNH without a reference: UCM can’t name the message, so UCI reports it',
		edifactFile({ messages: [message('', 'UNT+3+')] }),
		[`${UCI}+4+13+UNH+2`],
		[`${UCI}+7`],
	],
	[
		'UNE that is wrong',
		edifactFile({ messages: [[GROUP], message(), ['UNE+1+G2']], unz: 'UNZ+1+REF1' }),
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+4+28+UNE+3'],
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+7', `${UCM}+7`],
	],
	[
		'a group whose only message is wrong',
		edifactFile({ messages: [[GROUP], message('1', 'UNT+9+1'), ['UNE+1+G1']], unz: 'UNZ+1+REF1' }),
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+7', `${UCM}+4+29+UNT+2`],
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+7', `${UCM}+7`],
	],
	[
		'a segment whose tag is none',
		edifactFile({ messages: [['UNH+1+ORDERS:D:96A:UN', 'b-g+1', 'UNT+3+1']] }),
		[`${UCI}+7`, `${UCM}+4`, 'UCS+2+12'],
		[`${UCI}+7`, `${UCM}+7`],
	],
];

describe('the acknowledgment of an EDIFACT file with', () => {
	test.each(EDIFACT_FAULTS)('%s', async (_, file, rejected, noted) => {
		const bodies = async (policy: string) =>
			(await acknowledge(file, { policy })).flatMap(({ text, error }) => (error ? [error] : bodyIn(text)));
		expect(await bodies('reject')).toEqual(rejected);
		expect(await bodies('acceptWithErrors')).toEqual(noted);
	});
});
