import fc from 'fast-check';

import { isa, isa501, read } from '../files';
import { readText } from '../node';
import { acknowledge, bodyIn, edifactFile, message, set, x12File } from './files';

const HEALTH_CARE = 'GS*HC*ACMEPO*GIANT*20260507*1230*7*X*005010X222A1';
const claim = (number = '0001') => [`ST*837*${number}*005010X222A1`, 'BHT*0019*00*1', `SE*3*${number}`];

const only = async (...args: Parameters<typeof acknowledge>) => {
	const items = await acknowledge(...args);
	expect(items).toHaveLength(1);
	return items[0]!;
};

/** A file without what depends on the moment: the dates and the control numbers. */
const stable = (text: string | undefined): string =>
	(text ?? '')
		.replace(/(ISA(?:\*[^*]*){8})\*\d{6}\*\d{4}/, '$1*DATE*TIME')
		.replace(/(GS(?:\*[^*]*){3})\*\d{8}\*\d{4}/, '$1*DATE*TIME')
		.replace(/\+\d{6}:\d{4}\+/, '+DATE:TIME+');

describe('a 997 is a file that can be sent as it is', () => {
	test('partners change places in ISA and GS, and GS01 is FA', async () => {
		const item = await only(x12File({ header: isa() }), { options: { controlNumber: '4711' } });
		expect(stable(item.text)).toBe(
			[
				'ISA*00*          *00*          *01*123456789      *ZZ*ACME           *DATE*TIME*U*00401*000004711*0*P*>',
				'GS*FA*GIANT*ACMEPO*DATE*TIME*4711*X*004010',
				'ST*997*0001',
				'AK1*PO*7',
				'AK2*850*0001',
				'AK5*A',
				'AK9*A*1*1*1',
				'SE*6*0001',
				'GE*1*4711',
				'IEA*1*000004711',
				'',
			].join('~'),
		);
		expect(item).toMatchObject({
			fileName: '997-000004711.edi',
			pairedItem: { item: 0 },
			json: {
				standard: 'X12',
				messageTypes: ['997'],
				acknowledgment: '997',
				status: 'accepted',
				sender: { qualifier: '01', id: '123456789', groupId: 'GIANT' },
				receiver: { qualifier: 'ZZ', id: 'ACME', groupId: 'ACMEPO' },
				acknowledges: {
					sender: { id: 'ACME' },
					receiver: { id: '123456789' },
					interchangeControlNumber: '000000001',
					groupType: 'PO',
					groupControlNumber: '7',
					messages: [{ type: '850', controlNumber: '0001', status: 'accepted', errors: [] }],
				},
			},
		});
	});

	test('each group gets its own, with numbers that follow one another', async () => {
		const second = 'GE*1*7~GS*IN*ACMEIN*GIANT*20260507*1230*8*X*004040~ST*810*0001~BIG*1~SE*3*0001~GE*1*8';
		const items = await acknowledge(x12File({ ge: second, iea: 'IEA*2*000000001' }), {
			options: { controlNumber: '999999998' },
		});
		expect(items.map(({ fileName }) => fileName)).toEqual([
			'TA1-999999998.edi',
			'997-999999999.edi',
			'997-000000001.edi',
		]);
		expect(bodyIn(items[2]!.text)).toEqual(['AK1*IN*8', 'AK2*810*0001', 'AK5*A', 'AK9*A*1*1*1']);
		// The version of the group, and not always 004010.
		expect(items[2]!.text).toContain('*X*004040~');
		expect(items[2]!.text).toContain('GS*FA*GIANT*ACMEIN*');
	});

	test('numbers are unique without being given', async () => {
		const items = await acknowledge([x12File(), x12File(), x12File()]);
		const numbers = items.map(({ json }) => json.controlNumber);
		expect(new Set(numbers).size).toBe(6);
		expect([...numbers].sort()).toEqual(numbers);
	});

	test('the separators are those of the file', async () => {
		const file = x12File().replaceAll('*', '|').replaceAll('~', '\n').replace('|>', '|^');
		const [, item] = await acknowledge(file);
		expect(item!.text).toMatch(/^ISA\|00\|.*\|\^\nGS\|FA\|.*\nST\|997\|0001\nAK1\|PO\|7\n/s);
	});

	test('from 00402 on, ISA11 is the repetition separator', async () => {
		const [, item] = await acknowledge(x12File({ header: isa501({ 14: '1' }) }));
		expect(item!.text!.slice(82, 89)).toBe('^*00501');
	});

	test.each([
		['the file has none', isa501({ 11: 'U' }), '^'],
		['those of the file are not usable', isa501({ 16: '*' }), '^'],
		['it is the component separator of the file', isa501({ 11: '>' }), '^'],
		['the file uses the usual one for something else', isa501({ 11: 'U', 16: '^' }), '|'],
	])('which it also is if %s', async (_, header, repetition) => {
		const item = await only(x12File({ header }));
		expect(item.text!.slice(82, 89)).toBe(`${repetition}*00501`);
		expect((await readText(item.text!))[0]!.json).toMatchObject({ valid: true, issues: [] });
	});

	test('a version that is none is answered in 00401', async () => {
		const item = await only(x12File({ header: isa({ 12: '4010 ' }) }));
		expect(item.text).toContain('*U*00401*');
	});

	test('an interchange that ends behind ISA16, without a separator, is answered with the usual ones', async () => {
		const item = await only(isa({ 14: '1' }));
		expect(bodyIn(item.text)).toEqual(['TA1*000000001*260507*1230*R*023']);
		expect((await readText(item.text!))[0]!.json).toMatchObject({ valid: true, issues: [] });
	});

	test('a test is answered with a test', async () => {
		const item = await only(x12File({ header: isa({ 15: 'T' }) }));
		expect(item.json.test).toBe(true);
	});
});

describe('TA1', () => {
	test('is a file without a group', async () => {
		const [item] = await acknowledge(x12File(), { options: { controlNumber: '5' } });
		expect(stable(item!.text)).toBe(
			'ISA*00*          *00*          *01*123456789      *ZZ*ACME           *DATE*TIME*U*00401*000000005*0*P*>~TA1*000000001*260507*1230*A*000~IEA*0*000000005~',
		);
		expect(item!.json).toMatchObject({ acknowledgment: 'TA1', messageTypes: ['TA1'], status: 'accepted' });
	});

	test.each([
		['requested', '0', 'IEA*1*000000001', 0],
		['requested', '1', 'IEA*1*000000001', 1],
		['requested', '0', 'IEA*9*000000001', 0],
		['onError', '0', 'IEA*1*000000001', 0],
		['onError', '0', 'IEA*9*000000001', 1],
		['onError', '1', 'IEA*1*000000001', 1],
		['always', '0', 'IEA*1*000000001', 1],
	])('if it is %s, ISA14 is %s and the trailer is %s: %d', async (ta1, isa14, iea, count) => {
		const items = await acknowledge(x12File({ header: isa({ 14: isa14 }), iea }), { ta1 });
		expect(items.filter(({ json }) => json.acknowledgment === 'TA1')).toHaveLength(count);
	});
});

describe('a 999', () => {
	test('answers health care from 005010 on, with the version that the guide wants', async () => {
		const item = await only(x12File({ header: isa501(), gs: HEALTH_CARE, sets: [claim()] }));
		expect(item.text).toContain('*X*005010X231A1~ST*999*0001*005010X231A1~');
		expect(bodyIn(item.text)).toEqual([
			'AK1*HC*7*005010X222A1',
			'AK2*837*0001*005010X222A1',
			'IK5*A',
			'AK9*A*1*1*1',
		]);
	});

	test('reports segments with IK3', async () => {
		const sets = [['ST*837*0001*005010X222A1', 'BIN*900*ABC', 'SE*3*0001']];
		const item = await only(x12File({ header: isa501(), gs: HEALTH_CARE, sets }));
		expect(bodyIn(item.text)).toContain('IK3*BIN*2**8');
		expect(bodyIn(item.text)).toContain('IK5*R*5');
	});

	test('can be chosen for other groups of 005010, and 997 for health care', async () => {
		const other = x12File({ header: isa501(), gs: 'GS*PO*ACMEPO*GIANT*20260507*1230*7*X*005010' });
		expect((await only(other, { kind: '999' })).text).toContain('*X*005010~ST*999*0001~');
		const care = x12File({ header: isa501(), gs: HEALTH_CARE, sets: [claim()] });
		expect((await only(care, { kind: '997' })).text).toContain('*X*005010~ST*997*0001~');
	});

	test('does not exist for 004010', async () => {
		const { error } = await only(x12File({ header: isa() }), { kind: '999' });
		expect(error).toBe(
			'There is no valid 999: the group has version 004010, and the 999 exists from 005010 on. Choose 997',
		);
	});
});

describe('CONTRL', () => {
	test('is a file that can be sent as it is', async () => {
		const item = await only(edifactFile(), { options: { controlNumber: 'C1' } });
		expect(stable(item.text)).toBe(
			[
				'UNB+UNOC:3+GIANT:14+ACME:14+DATE:TIME+C1',
				'UNH+1+CONTRL:D:3:UN',
				'UCI+REF1+ACME:14+GIANT:14+7',
				'UCM+1+ORDERS:D:96A:UN+7',
				'UNT+4+1',
				'UNZ+1+C1',
				'',
			].join("'"),
		);
		expect(item.json).toMatchObject({
			acknowledgment: 'CONTRL',
			status: 'accepted',
			acknowledges: { interchangeControlNumber: 'REF1', messages: [{ type: 'ORDERS', controlNumber: '1' }] },
		});
	});

	test.each([
		['requested', '', 0],
		['requested', '++++1', 1],
		['always', '', 1],
	])('if it is %s and UNB ends in “%s”: %d', async (when, end, count) => {
		const unb = `UNB+UNOC:3+ACME:14+GIANT:14+260507:1230+REF1${end}`;
		expect(await acknowledge(edifactFile({ unb }), { when })).toHaveLength(count);
	});

	test('of syntax version 4 has its own version, and says “received” if no more is asked for', async () => {
		const unb = 'UNB+UNOC:4+ACME:14+GIANT:14+20260507:1230+REF1++++2';
		const item = await only(edifactFile({ unb }));
		expect(item.text).toContain("UNH+1+CONTRL:4:1:UN'UCI+REF1+ACME:14+GIANT:14+8'UNT");
		expect(item.text).toMatch(/^UNB\+UNOC:4\+GIANT:14\+ACME:14\+\d{8}:\d{4}\+/);
	});

	test('on groups says in which group each message is', async () => {
		const UNG = 'UNG+ORDERS+A+B+260507:1230+G1+UN+D:96A';
		const item = await only(edifactFile({ messages: [[UNG], message(), ['UNE+1+G1']], unz: 'UNZ+1+REF1' }));
		expect(item.json).toMatchObject({
			acknowledges: { messages: [{ type: 'ORDERS', groupControlNumber: 'G1', controlNumber: '1' }] },
		});
	});

	test('on groups is partly accepted if one of them is', async () => {
		const group = (name: string) => `UNG+ORDERS+A+B+260507:1230+${name}+UN+D:96A`;
		const messages = [
			[group('G1')],
			message('1', 'UNT+9+1'),
			message('2'),
			['UNE+2+G1'],
			[group('G2')],
			message(),
			['UNE+1+G2'],
		];
		expect((await only(edifactFile({ messages, unz: 'UNZ+2+REF1' }))).json.status).toBe('partlyAccepted');
	});

	test('lists each error once, even if neither the group nor the message can be named', async () => {
		const messages = [
			['UNG+ORDERS+++260507:1230+G1+UN+D:96A'],
			message('1', 'UNT+3+1', 'UNH+1+ORDERS'),
			['UNE+1+G1'],
		];
		const item = await only(edifactFile({ messages, unz: 'UNZ+1+REF1' }));
		expect((item.json.acknowledges as { errors: unknown[] }).errors).toHaveLength(1);
	});

	test('says more than “received” if the interchange is rejected', async () => {
		const unb = 'UNB+UNOC:3+ACME:14+GIANT:14+260507:1230+REF1++++2';
		const item = await only(edifactFile({ unb, unz: 'UNZ+7+REF1' }));
		expect(bodyIn(item.text)).toEqual(['UCI+REF1+ACME:14+GIANT:14+4+29+UNZ+2']);
	});

	test('has no empty components that the file has', async () => {
		const messages = [message('1', 'UNT+3+1', 'UNH+1+ORDERS:D:96A:UN:')];
		const item = await only(edifactFile({ messages }));
		expect(bodyIn(item.text)[1]).toBe('UCM+1+ORDERS:D:96A:UN+7');
	});

	test('has UNA if the file has other separators', async () => {
		const file = `UNA^|.! ~${edifactFile().replaceAll('+', '|').replaceAll(':', '^').replaceAll("'", '~')}`;
		const item = await only(file);
		expect(item.text).toMatch(/^UNA\^\|\.! ~UNB\|UNOC\^3\|GIANT\^14\|ACME\^14\|/);
		expect((await readText(item.text!))[0]!.json).toMatchObject({ type: 'CONTRL', valid: true });
	});
});

describe('what the workflow rejects', () => {
	const two = x12File({ header: isa(), sets: [set('0001'), set('0002')] });

	test.each([
		['an array', [{ controlNumber: '0002', reason: 'unknown buyer' }]],
		['JSON text', '[{"controlNumber":2,"type":"850","reason":"unknown buyer"}]'],
	])('is rejected, given as %s', async (_, rejected) => {
		const item = await only(two, { rejected });
		expect(bodyIn(item.text).slice(1)).toEqual([
			'AK2*850*0001',
			'AK5*A',
			'AK2*850*0002',
			'AK5*R*5',
			'AK9*P*2*2*1',
		]);
		expect(item.json).toMatchObject({
			status: 'partlyAccepted',
			acknowledges: { messages: [{ status: 'accepted' }, { status: 'rejected', reason: 'unknown buyer' }] },
		});
	});

	test('in EDIFACT, with an error that is not specified', async () => {
		const file = edifactFile({ messages: [message('1'), message('2')] });
		const item = await only(file, { rejected: [{ controlNumber: '2' }] });
		expect(bodyIn(item.text)).toContain('UCM+2+ORDERS:D:96A:UN+4+18');
	});

	test.each([
		['no number', [{ type: '850' }], '“Rejected”, entry 1: “controlNumber” is missing'],
		[
			'an unknown number',
			[{ controlNumber: '0001' }, { controlNumber: '0009', type: '850' }],
			'“Rejected”, entry 2: type 850, controlNumber 0009 fits no message in the file',
		],
		[
			'another type',
			[{ controlNumber: '0001', type: '810' }],
			'“Rejected”, entry 1: type 810, controlNumber 0001 fits no message in the file',
		],
		[
			'a misspelt field',
			[{ controlNumber: '0001', group: '7' }],
			'“Rejected”, entry 1: “group” is none of its fields, which are type, interchangeControlNumber, groupControlNumber, controlNumber and reason',
		],
		[
			'an object as number',
			[{ controlNumber: {} }],
			'“Rejected”, entry 1: “controlNumber” is neither text nor a number',
		],
		[
			'an object',
			{ controlNumber: '0001' },
			'“Rejected” is no list. Give an array of objects, such as [{ … }]',
		],
		['a list of numbers', ['0001'], '“Rejected”, entry 1: is no object'],
		['no JSON', '[{', '“Rejected” is no valid JSON'],
	])('with %s is refused', async (_, rejected, problem) => {
		const { error, text } = await only(two, { rejected });
		expect(error).toContain(problem);
		expect(text).toBeUndefined();
	});

	test.each([undefined, null, '', ' ', '[]', []])('may be nothing: %j', async (rejected) => {
		expect((await only(two, { rejected })).json.status).toBe('accepted');
	});

	test('must say which interchange, if two have the same numbers', async () => {
		const file =
			x12File({ header: isa() }) + x12File({ header: isa({ 13: '000000002' }), iea: 'IEA*1*000000002' });
		const rejected = [{ controlNumber: '0001', interchangeControlNumber: 2 }];
		const items = await acknowledge(file, { rejected });
		expect(items.map(({ json }) => json.status)).toEqual(['accepted', 'rejected']);
	});

	test('must say which group, if the number stands in two', async () => {
		const second = 'GE*1*7~GS*PO*ACMEPO*GIANT*20260507*1230*8*X*004010~ST*850*0001~BEG*1~SE*3*0001~GE*1*8';
		const file = x12File({ header: isa(), ge: second, iea: 'IEA*2*000000001' });
		const [item] = await acknowledge(file, { rejected: [{ controlNumber: '0001' }] });
		expect(item!.error).toContain('fits 2 messages in the file. Add “groupControlNumber”');
		const items = await acknowledge(file, { rejected: [{ controlNumber: '0001', groupControlNumber: 8 }] });
		expect(items.map(({ json }) => json.status)).toEqual(['accepted', 'rejected']);
	});
});

describe('what the workflow rejects, while errors in the envelope are only noted', () => {
	const settings = (controlNumber: string) => ({ rejected: [{ controlNumber }], policy: 'acceptWithErrors' });

	test('does not reject the envelope of X12', async () => {
		const items = await acknowledge(x12File({ iea: 'IEA*5*000000001', ge: 'GE*4*7' }), settings('0001'));
		expect(items.map(({ json }) => json.status)).toEqual(['acceptedWithErrors', 'rejected']);
		expect(bodyIn(items[0]!.text)).toEqual(['TA1*000000001*260507*1230*E*021']);
		expect(bodyIn(items[1]!.text).slice(2)).toEqual(['AK5*R*5', 'AK9*R*4*1*0*5']);
	});

	test('nor that of EDIFACT', async () => {
		const UNG = 'UNG+ORDERS+A+B+260507:1230+G1+UN+D:96A';
		const messages = [[UNG], message(), ['UNE+4+G1']];
		const item = await only(edifactFile({ messages, unz: 'UNZ+5+REF1' }), settings('1'));
		expect(bodyIn(item.text)).toEqual([
			'UCI+REF1+ACME:14+GIANT:14+7',
			'UCF+G1+A+B+7',
			'UCM+1+ORDERS:D:96A:UN+4+18',
		]);
	});

	test.each([
		['a message without a version', [message('1', 'UNT+3+1', 'UNH+1+ORDERS')], '1'],
		['a package', [["UNO+P1+A:B+X+3'abcUNP+3+P1"]], 'P1'],
		[
			'a message in a group without partners',
			[['UNG+ORDERS+++260507:1230+G1+UN+D:96A'], message(), ['UNE+1+G1']],
			'1',
		],
	])('is refused if a CONTRL could not say so: %s', async (_, messages, number) => {
		const unb = 'UNB+UNOC:4+ACME:14+GIANT:14+20260507:1230+REF1++++1';
		const { error } = await only(edifactFile({ unb, messages, unz: 'UNZ+1+REF1' }), settings(number));
		expect(error).toBe(
			`“Rejected”, entry 1: controlNumber ${number} is something that a CONTRL can't name, so it can't reject it`,
		);
	});
});

test('10,000 sets are acknowledged, and all of them rejected, in seconds', async () => {
	const numbers = Array.from({ length: 10_000 }, (_, index) => String(index + 1).padStart(5, '0'));
	const file = x12File({ header: isa(), sets: numbers.map((number) => set(number)) });
	const start = performance.now();
	const item = await only(file, { rejected: numbers.map((number) => ({ controlNumber: Number(number) })) });
	expect(bodyIn(item.text).slice(-2)).toEqual(['AK5*R*5', 'AK9*R*10000*10000*0']);
	expect(performance.now() - start).toBeLessThan(20_000);
}, 60_000);

describe('what the headers of a file have is repeated as it can be:', () => {
	const group = (version: string, number = '7', type = 'PO') =>
		`GS*${type}*ACMEPO*GIANT*20260507*1230*${number}*X*${version}`;

	test.each([
		['a version with the name of a guide', '004010VICS', '004010VICS', 'AK1*PO*7'],
		['a guide of 004010', '004010X098A1', '004010', 'AK1*PO*7'],
		['a later version', '006030', '006030', 'AK1*PO*7*006030'],
		['a version that is none', '4010', '4010', 'AK1*PO*7'],
		['a name instead of a version', 'VICS', 'VICS', 'AK1*PO*7'],
	])('%s', async (_, version, answered, ak1) => {
		const item = await only(x12File({ header: isa(), gs: group(version) }));
		expect(item.text).toContain(`*X*${answered}~ST*997*0001~${ak1}~`);
	});

	test('ST03 stands in AK2 from 005010 on', async () => {
		const sets = [set('0001', undefined, 'ST*850*0001*GUIDE')];
		const bodies = ['004010', '005010'].map(async (version) =>
			bodyIn((await only(x12File({ header: isa(), gs: group(version), sets }))).text),
		);
		expect((await Promise.all(bodies)).map(([, ak2]) => ak2)).toEqual(['AK2*850*0001', 'AK2*850*0001*GUIDE']);
	});

	test('there is no 999 for a version that is none', async () => {
		const { error } = await only(x12File({ header: isa(), gs: group('4010') }), { kind: '999' });
		expect(error).toContain('the group has version 4010, and the 999 exists from 005010 on');
	});

	test('a short number of ISA13 has nine digits in TA1', async () => {
		const file = x12File({ header: isa({ 13: '42       ', 14: '1' }), iea: 'IEA*1*42' });
		const [item] = await acknowledge(file);
		expect(bodyIn(item!.text)).toEqual(['TA1*000000042*260507*1230*A*000']);
	});

	test('released characters and internal identifications of UNB', async () => {
		const unb = "UNB+UNOC:3+AC?+ME?'??:14:IN?:1+GIANT:14:BACK+260507:1230+R?:1++++1";
		const item = await only(edifactFile({ unb, unz: 'UNZ+1+R?:1' }));
		expect(item.text).toContain("UNB+UNOC:3+GIANT:14:BACK+AC?+ME?'??:14:IN?:1+");
		expect(bodyIn(item.text!.replaceAll("?'", '’'))[0]).toBe('UCI+R?:1+AC?+ME’??:14:IN?:1+GIANT:14:BACK+7');
	});

	test('letters of its character set', async () => {
		const unb = 'UNB+UNOC:3+M\xdcLLER:14+GIANT:14+260507:1230+REF1++++1';
		const item = await only(edifactFile({ unb }));
		expect(bodyIn(item.text)[0]).toBe('UCI+REF1+M\xdcLLER:14+GIANT:14+7');
		const header = isa({ 6: 'M\xc3\x9cLLER'.padEnd(15) });
		// ISA has a place for bytes, and a letter may have several.
		expect((await only(x12File({ header }))).error).toContain('There is no valid 997: its ISA08');
	});

	test.each([
		['', false],
		['0', false],
		['1', true],
		['4', true],
	])('UNB 0035 “%s” is a test: %s', async (indicator, isTest) => {
		const unb = `UNB+UNOC:3+ACME:14+GIANT:14+260507:1230+REF1++++1++${indicator}`;
		expect((await only(edifactFile({ unb }))).json.test).toBe(isTest);
	});

	test('a given number is that of the first acknowledgment of all items', async () => {
		const items = await acknowledge([x12File(), x12File()], { options: { controlNumber: '7' } });
		const numbers = ['000000007', '000000008', '000000009', '000000010'];
		expect(items.map(({ json }) => json.controlNumber)).toEqual(numbers);
	});

	test('a given file name has a number if a file gets several acknowledgments', async () => {
		const options = { fileName: 'answer.edi' };
		const items = await acknowledge([x12File(), x12File({ header: isa() })], { options });
		expect(items.map(({ fileName }) => fileName)).toEqual(['answer-1.edi', 'answer-2.edi', 'answer.edi']);
	});

	test('a given number has no zeros in front in GS and GE', async () => {
		const item = await only(x12File({ header: isa() }), { options: { controlNumber: '0042' } });
		expect(item.text).toMatch(/\*42\*X\*004010~.*~GE\*1\*42~IEA\*1\*000000042~$/);
	});

	test('given numbers keep their zeros', async () => {
		const second = edifactFile({
			unb: 'UNB+UNOC:3+ACME:14+GIANT:14+260507:1230+REF2++++1',
			unz: 'UNZ+1+REF2',
		});
		const items = await acknowledge(edifactFile() + second, { options: { controlNumber: '0009' } });
		expect(items.map(({ json }) => json.controlNumber)).toEqual(['0009', '0010']);
	});

	const long = 'REF'.repeat(5);
	test.each([
		[
			'GS06',
			x12File({ header: isa(), gs: group('004010', 'ABC'), ge: 'GE*1*ABC' }),
			'GS06: it is “ABC”, not 1 to 9 digits',
		],
		[
			'GS06',
			x12File({ header: isa(), gs: group('004010', '1234567890'), ge: 'GE*1*1234567890' }),
			'GS06: it is “1234567890”, not 1 to 9 digits',
		],
		[
			'GS01',
			x12File({ header: isa(), gs: group('004010', '7', 'PUR') }),
			'GS01: it is “PUR”, not 2 characters',
		],
		[
			'UNB 0020',
			edifactFile({ unb: `UNB+UNOC:3+A+B+260507:1230+${long}++++1`, unz: `UNZ+1+${long}` }),
			`UNB 0020: it is “${long}”, not 1 to 14 characters`,
		],
		[
			'UNB 0002',
			edifactFile({ unb: 'UNB+UNOC:X+A+B+260507:1230+REF1++++1' }),
			'UNB 0002: it is “X”, not a digit',
		],
	])('%s that has no room is an error', async (_, file, problem) => {
		const { error } = await only(file);
		expect(error).toMatch(/^There is no valid (997|CONTRL), which repeats /);
		expect(error).toContain(problem);
	});

	test('an ID of the group that is too long is named', async () => {
		const gs = `GS*PO*${'A'.repeat(16)}*GIANT*20260507*1230*7*X*004010`;
		const { error } = await only(x12File({ header: isa(), gs }));
		expect(error).toBe('There is no valid 997: its GS03 has 16 characters; GS has room for 15');
	});
});

describe('where there is no valid acknowledgment, an error says why, and others are made', () => {
	test.each([
		[
			'ST outside of a group',
			x12File({ header: isa(), gs: '', ge: '' }),
			'There is no valid 997: the transaction sets stand outside of a group (GS)',
		],
		[
			'no ISA',
			x12File({ header: '', iea: '' }),
			'There is no valid acknowledgment: ISA is missing, so nobody is named to send it to',
		],
		[
			'no GS06',
			x12File({ header: isa(), gs: 'GS*PO*ACMEPO*GIANT*20260507*1230**X*004010' }),
			'There is no valid 997: GS06 is missing in the file',
		],
		[
			'no sender',
			x12File({ header: isa({ 6: ' '.repeat(15) }) }),
			'There is no valid 997: ISA06 is missing in the file',
		],
		[
			'no UNB',
			edifactFile({ unb: '', unz: '' }),
			'There is no valid acknowledgment: UNB is missing, so nobody is named to send it to',
		],
		[
			'no sender in UNB',
			edifactFile({ unb: 'UNB+UNOC:3++GIANT:14+260507:1230+REF1++++1' }),
			'There is no valid CONTRL: UNB 0004 is missing in the file',
		],
		[
			'no reference in UNB',
			edifactFile({ unb: 'UNB+UNOC:3+ACME:14+GIANT:14+260507:1230+++++1' }),
			'There is no valid CONTRL: UNB 0020 is missing in the file',
		],
		['nothing in the file', '', 'The file is empty: there is nothing to acknowledge'],
	])('%s', async (_, file, problem) => {
		const items = await acknowledge([file, x12File({ header: isa() })]);
		expect(items.map(({ error }) => error)).toEqual([problem, undefined]);
		expect(items[1]!.json.status).toBe('accepted');
	});

	test('one group without a number does not cost the others theirs', async () => {
		const second = 'GE*1*7~GS*PO*ACMEPO*GIANT*20260507*1230**X*004010~ST*850*0001~BEG*1~SE*3*0001~GE*1*';
		const items = await acknowledge(x12File({ header: isa(), ge: second, iea: 'IEA*2*000000001' }));
		expect(items.map(({ error, json }) => error ?? json.status)).toEqual([
			'accepted',
			'There is no valid 997: GS06 is missing in the file',
		]);
	});
});

describe('an acknowledgment is never acknowledged', () => {
	test.each(['X12', 'EDIFACT'])('whatever was acknowledged, and however: %s', async (standard) => {
		const settings = fc.record({
			policy: fc.constantFrom('reject', 'acceptWithErrors'),
			kind: fc.constantFrom('version', '997'),
			ta1: fc.constantFrom('requested', 'onError', 'always'),
			when: fc.constantFrom('requested', 'always'),
		});
		const file =
			standard === 'X12'
				? fc
						.record({
							header: fc.constantFrom(isa(), isa({ 14: '1' }), isa501({ 14: '1' })),
							sets: fc.array(
								fc.constantFrom(set('0001'), set('0002', 'SE*9*0002'), set('0003', ''), claim('0004')),
								{ minLength: 1, maxLength: 4 },
							),
							ge: fc.constantFrom('GE*1*7', 'GE*2*8', ''),
							iea: fc.constantFrom('IEA*1*000000001', 'IEA*2*000000007', ''),
						})
						.map(x12File)
				: fc
						.record({
							messages: fc.array(fc.constantFrom(message('1'), message('2', 'UNT+9+2'), message('3', '')), {
								minLength: 1,
								maxLength: 4,
							}),
							unz: fc.constantFrom('UNZ+1+REF1', 'UNZ+2+REF9', ''),
						})
						.map(edifactFile);
		let count = 0;
		await fc.assert(
			fc.asyncProperty(file, settings, settings, async (content, first, second) => {
				const made = await acknowledge(content, first);
				for (const { text, error } of made) {
					expect(error).toBeUndefined();
					// What we send has no issue, and asks for nothing.
					const [answer] = await readText(text!);
					expect(answer!.json).toMatchObject({ valid: true, issues: [] });
					// Not even if somebody asks for it.
					const asked = text!.replace(/\*0\*([PT])\*/, '*1*$1*').replace(/^(UNB\+[^']*)/, '$1++++1');
					expect(read(asked).interchanges).toHaveLength(1);
					expect(await acknowledge(asked, second)).toEqual([]);
					count++;
				}
			}),
			{ numRuns: 100, seed: 1 },
		);
		expect(count).toBeGreaterThan(90);
	});

	test('by what its group says, whatever is in it', async () => {
		const gs = 'GS*FA*ACMEPO*GIANT*20260507*1230*7*X*004010';
		for (const sets of [[], [set('0001')]])
			expect(await acknowledge(x12File({ gs, sets }), { ta1: 'always' })).toEqual([]);
	});

	test('a TA1 that is not the first behind ISA, and alone', async () => {
		const file = x12File({
			gs: 'ZZZ*1~TA1*000000009*260507*1230*A*000',
			sets: [],
			ge: '',
			iea: 'IEA*0*000000001',
		});
		expect(await acknowledge(file, { ta1: 'always' })).toEqual([]);
	});

	test('beside an order, in a group of its own', async () => {
		const fa =
			'GE*1*7~GS*FA*ACMEPO*GIANT*20260507*1230*8*X*004010~ST*997*0001~AK1*PO*1~AK9*A*1*1*1~SE*4*0001~GE*1*8';
		const items = await acknowledge(x12File({ header: isa(), ge: fa, iea: 'IEA*2*000000001' }));
		expect(items.map(({ text }) => bodyIn(text)[0])).toEqual(['AK1*PO*7']);
	});
});
