import { catalogue } from '../../../../../nodes/Edi/interchange/issueCatalogue';
import { isa, read } from '../files';
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
	[
		'two separators that are the same: the answer has the usual ones',
		x12File({ header: isa({ 14: '1', 16: '*' }) }),
		[`${TA1}*R*027`, AK1, one, 'AK5*R', 'AK9*R*1*1*0'],
		[`${TA1}*E*027`, AK1, one, 'AK5*A', 'AK9*A*1*1*1'],
	],
	[
		'ISA that breaks off',
		x12File({ header: 'ISA*00*          *00*          *ZZ*ACME' }),
		['There is no valid 997: ISA07, ISA08 are missing in the file'],
		['There is no valid 997: ISA07, ISA08 are missing in the file'],
	],
	[
		'GS without a date: no code of AK9 fits',
		x12File({ gs: 'GS*PO*ACMEPO*GIANT**1230*7*X*004010' }),
		[`${TA1}*A*000`, AK1, one, 'AK5*R', 'AK9*R*1*1*0'],
		[`${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*E*1*1*1'],
	],
	[
		'GS without a number',
		x12File({ gs: 'GS*PO*ACMEPO*GIANT*20260507*1230**X*004010', ge: 'GE*1*' }),
		[`${TA1}*A*000`, 'There is no valid 997: GS06 is missing in the file'],
		[`${TA1}*A*000`, 'There is no valid 997: GS06 is missing in the file'],
	],
	[
		'a set outside of a group, beside a group',
		x12File({ gs: 'ST*850*9~BEG*00~SE*3*9~GS*PO*ACMEPO*GIANT*20260507*1230*7*X*004010' }),
		[
			`${TA1}*A*000`,
			'There is no valid 997: the transaction sets stand outside of a group (GS)',
			AK1,
			one,
			'AK5*A',
			'AK9*A*1*1*1',
		],
		[
			`${TA1}*A*000`,
			'There is no valid 997: the transaction sets stand outside of a group (GS)',
			AK1,
			one,
			'AK5*A',
			'AK9*A*1*1*1',
		],
	],
	[
		'a stray segment in a group: no code of AK9 fits',
		x12File({ ge: 'ZZZ*1~GE*1*7' }),
		[`${TA1}*A*000`, AK1, one, 'AK5*R', 'AK9*R*1*1*0'],
		[`${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*E*1*1*1'],
	],
	[
		'a type that is none',
		x12File({ sets: [['ST*8-0*0001', 'BEG*00', 'SE*3*0001']] }),
		[`${TA1}*A*000`, AK1, 'AK2*8-0*0001', 'AK5*R*6', 'AK9*R*1*1*0'],
		[`${TA1}*A*000`, AK1, 'AK2*8-0*0001', 'AK5*E*6', 'AK9*E*1*1*1'],
	],
	[
		'a type and a number for which AK2 has no room: no segment can name the sets',
		x12File({
			sets: [['ST*PURCH*0001', 'BEG*00', 'SE*3*0001'], set('0000000002', 'SE*9*0000000002'), set('0003')],
		}),
		[`${TA1}*A*000`, AK1, 'AK2*850*0003', 'AK5*A', 'AK9*P*3*3*2'],
		[`${TA1}*A*000`, AK1, 'AK2*850*0003', 'AK5*A', 'AK9*E*3*3*3'],
	],
	[
		'three faults in one set',
		x12File({ sets: [set('0001'), set('0001', 'SE*9*0002')] }),
		[`${TA1}*A*000`, AK1, one, 'AK5*A', one, 'AK5*R*3*4*23', 'AK9*P*2*2*1'],
		[`${TA1}*A*000`, AK1, one, 'AK5*A', one, 'AK5*E*3*4*23', 'AK9*E*2*2*2'],
	],
	[
		'faults on each level: each is reported there',
		x12File({
			header: isa({ 9: '261332', 14: '1' }),
			sets: [set('0001', 'SE*9*0002'), set('0001', '')],
			ge: 'GE*9*8',
			iea: 'IEA*4*000000002',
		}),
		['TA1*000000001*261332*1230*R*001', AK1, one, 'AK5*R*3*4', one, 'AK5*R*2*23', 'AK9*R*9*2*0*4*5'],
		['TA1*000000001*261332*1230*E*001', AK1, one, 'AK5*E*3*4', one, 'AK5*E*2*23', 'AK9*E*9*2*2*4*5'],
	],
	[
		'warnings only: a control number that was used before, a date in GS, empty elements, TA1 behind a group',
		x12File() +
			x12File({
				gs: 'GS*PO*ACMEPO*GIANT*20261307*1230*7*X*004010',
				sets: [['ST*850*0001', 'BEG*00*', 'N1*', 'SE*4*0001']],
				ge: 'GE*1*7~TA1*000000005*260507*1230*A*000',
			}),
		[`${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*A*1*1*1', `${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*A*1*1*1'],
		[`${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*A*1*1*1', `${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*A*1*1*1'],
	],
	[
		'an acknowledgment among the orders: it gets no verdict, and is received',
		x12File({ sets: [set('0001'), ['ST*997*0002', 'AK1*PO*1', 'AK9*A*1*1*1', 'SE*4*0002']] }),
		[`${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*A*2*2*2'],
		[`${TA1}*A*000`, AK1, one, 'AK5*A', 'AK9*A*2*2*2'],
	],
	[
		'no set in its group, and none in the interchange',
		x12File({ sets: [] }) + x12File({ gs: '', sets: [], ge: '', iea: 'IEA*0*000000001' }),
		[`${TA1}*A*000`, AK1, 'AK9*A*0*0*0', `${TA1}*A*000`],
		[`${TA1}*A*000`, AK1, 'AK9*A*0*0*0', `${TA1}*A*000`],
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
	[
		'UNB without a date',
		edifactFile({ unb: 'UNB+UNOC:3+ACME:14+GIANT:14++REF1++++1' }),
		[`${UCI}+4+13+UNB+5:1`],
		[`${UCI}+7`, `${UCM}+7`],
	],
	[
		'a time in UNB that is none',
		edifactFile({ unb: 'UNB+UNOC:3+ACME:14+GIANT:14+260507:2561+REF1++++1' }),
		[`${UCI}+4+12+UNB+5:2`],
		[`${UCI}+7`, `${UCM}+7`],
	],
	[
		'two service characters that are the same: the answer has the usual ones',
		`UNA:+.+ '${edifactFile()}`,
		[`${UCI}+4+20+UNB`],
		[`${UCI}+7`, `${UCM}+7`],
	],
	[
		'a segment behind a message',
		edifactFile({ messages: [message(), ['ZZZ+1']], unz: 'UNZ+1+REF1' }),
		[`${UCI}+4+33`],
		[`${UCI}+7`, `${UCM}+7`],
	],
	[
		'a second UNT',
		edifactFile({ messages: [message(), ['UNT+3+1']], unz: 'UNZ+1+REF1' }),
		[`${UCI}+4+33+UNT`],
		[`${UCI}+7`, `${UCM}+7`],
	],
	[
		'a segment behind a message in a group',
		edifactFile({ messages: [[GROUP], message(), ['ZZZ+1'], ['UNE+1+G1']], unz: 'UNZ+1+REF1' }),
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+4+33'],
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+7', `${UCM}+7`],
	],
	[
		'a message beside a group',
		edifactFile({ messages: [message('2'), [GROUP], message(), ['UNE+1+G1']], unz: 'UNZ+1+REF1' }),
		[`${UCI}+4+30+UNG`],
		[`${UCI}+7`, 'UCM+2+ORDERS:D:96A:UN+7', 'UCF+G1+ACMEPO+GIANTPO+7', `${UCM}+7`],
	],
	[
		'a group with messages of two types',
		edifactFile({
			messages: [[GROUP], message(), message('2', 'UNT+3+2', 'UNH+2+INVOIC:D:96A:UN'), ['UNE+2+G1']],
			unz: 'UNZ+1+REF1',
		}),
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+4+31+UNG'],
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+7', `${UCM}+7`, 'UCM+2+INVOIC:D:96A:UN+7'],
	],
	[
		'a group reference that occurs twice',
		edifactFile({
			messages: [[GROUP], message(), ['UNE+1+G1'], [GROUP], message('2'), ['UNE+1+G1']],
			unz: 'UNZ+2+REF1',
		}),
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+7', `${UCM}+7`, 'UCF+G1+ACMEPO+GIANTPO+4+26+UNG+6'],
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+7', `${UCM}+7`, 'UCF+G1+ACMEPO+GIANTPO+7', 'UCM+2+ORDERS:D:96A:UN+7'],
	],
	[
		'a missing UNE',
		edifactFile({ messages: [[GROUP], message()], unz: 'UNZ+1+REF1' }),
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+4+13+UNE'],
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+7', `${UCM}+7`],
	],
	[
		'UNE that counts wrongly',
		edifactFile({ messages: [[GROUP], message(), ['UNE+4+G1']], unz: 'UNZ+1+REF1' }),
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+4+29+UNE+2'],
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+7', `${UCM}+7`],
	],
	[
		'UNG without a reference: UCF can’t name the group, so UCI reports it',
		edifactFile({ messages: [[GROUP.replace('G1', '')], message(), ['UNE+1+']], unz: 'UNZ+1+REF1' }),
		[`${UCI}+4+13+UNG+6`],
		[`${UCI}+7`],
	],
	[
		'UNG without partners, and a message in it that is wrong: UCI reports it, too',
		edifactFile({
			messages: [
				['UNG+ORDERS+++260507:1230+G1+UN+D:96A'],
				message('1', 'UNT+9+1'),
				message('2'),
				['UNE+2+G1'],
			],
			unz: 'UNZ+1+REF1',
		}),
		[`${UCI}+4+29+UNT+2`],
		[`${UCI}+7`],
	],
	[
		'UNG without partners, and all is right in it',
		edifactFile({
			messages: [['UNG+ORDERS+++260507:1230+G1+UN+D:96A'], message(), ['UNE+1+G1']],
			unz: 'UNZ+1+REF1',
		}),
		[`${UCI}+7`],
		[`${UCI}+7`],
	],
	[
		'UNH without a version: UCM can’t name the message',
		edifactFile({ messages: [message('1', 'UNT+3+1', 'UNH+1+ORDERS'), message('2')] }),
		[`${UCI}+4+13+UNH+3:2`],
		[`${UCI}+7`, 'UCM+2+ORDERS:D:96A:UN+7'],
	],
	[
		'a package whose length is wrong: UCM can’t name it',
		edifactFile({
			unb: 'UNB+UNOC:4+ACME:14+GIANT:14+20260507:1230+REF1++++1',
			messages: [["UNO+P1+A:B+X+3'abcUNP+9+P1"], message('2')],
		}),
		[`${UCI}+4+29+UNP+2`],
		[`${UCI}+7`, 'UCM+2+ORDERS:D:96A:UN+7'],
	],
	[
		'a package that is not as long as UNO says: UCM can’t name it',
		edifactFile({
			unb: 'UNB+UNOC:4+ACME:14+GIANT:14+20260507:1230+REF1++++1',
			messages: [["UNO+P1+A:B+X+9'abcUNP+9+P1"]],
		}),
		[`${UCI}+4+18`],
		[`${UCI}+7`],
	],
	[
		'warnings only: an empty group, a date in UNG, an empty element, an empty segment',
		edifactFile({
			messages: [
				[GROUP.replace('260507', '261307')],
				['UNH+1+ORDERS:D:96A:UN', 'BGM+220+', 'UNT+3+1'],
				['UNE+1+G1'],
				[GROUP.replace('G1', 'G2')],
				['UNE+0+G2'],
			],
			unz: 'UNZ+2+REF1',
		}),
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+7', `${UCM}+7`, 'UCF+G2+ACMEPO+GIANTPO+7'],
		[`${UCI}+7`, 'UCF+G1+ACMEPO+GIANTPO+7', `${UCM}+7`, 'UCF+G2+ACMEPO+GIANTPO+7'],
	],
];

test('a segment that never ends has no code of its own: what is missing behind it is reported', async () => {
	const endless = 'X'.repeat(17 * 1024 * 1024);
	const [ta1] = await acknowledge(x12File({ iea: '' }) + endless);
	expect(bodyIn(ta1!.text)).toEqual([`${TA1}*R*023`]);
	const [contrl] = await acknowledge(edifactFile({ unz: '' }) + endless);
	expect(bodyIn(contrl!.text)).toEqual([`${UCI}+4+13+UNZ`]);
});

describe('the acknowledgment of an EDIFACT file with', () => {
	test.each(EDIFACT_FAULTS)('%s', async (_, file, rejected, noted) => {
		const bodies = async (policy: string) =>
			(await acknowledge(file, { policy })).flatMap(({ text, error }) => (error ? [error] : bodyIn(text)));
		expect(await bodies('reject')).toEqual(rejected);
		expect(await bodies('acceptWithErrors')).toEqual(noted);
	});
});

/** The errors that an acknowledgment of the standard has a code for, and that no interchange with a header can lack. */
const errorsWithCode = (segments: RegExp): string[] =>
	Object.entries(catalogue)
		.filter(
			([, { severity, acknowledgment = {} }]) =>
				severity === 'error' && Object.keys(acknowledgment).some((segment) => segments.test(segment)),
		)
		.map(([code]) => code)
		.sort();

test.each([
	['X12', X12_FAULTS, /^(TA1|AK)/, []],
	['EDIFACT', EDIFACT_FAULTS, /^UC/, ['interchange-element-invalid']],
] as const)('each error that %s can report is among these faults', (_, faults, segments, others) => {
	const found = new Set(
		faults.flatMap(([, file]) =>
			read(file).interchanges.flatMap(({ issues, groups }) =>
				[issues, ...groups.flatMap((group) => [group.issues, ...group.messages.map((each) => each.issues)])]
					.flat()
					.map(({ code }) => code as string),
			),
		),
	);
	const expected = errorsWithCode(segments).filter((code) => !(others as readonly string[]).includes(code));
	expect(expected.length).toBeGreaterThan(15);
	expect(expected.filter((code) => !found.has(code))).toEqual([]);
});
