// What people complain about in public issue trackers of other tools that read and write EDI. Not here: 45 to 55, which
// are about acknowledgments, and what only a business document shows: a number from `4,5` (24), the tree of HL
// segments (44). The choices of 23 and 29 (release the decimal mark, replace a separator) are options of a writer.
import { NotWritable } from '../../../../nodes/Edi/interchange/notWritable';
import { catalogue } from '../../../../nodes/Edi/interchange/issueCatalogue';
import { cpuMilliseconds } from '../../cpuTime';
import {
	bodyOf,
	codesOf,
	GS,
	interchangeIn,
	isa,
	isa501,
	issuesOf,
	jsonOf,
	messagesInFile,
	order,
	orders,
	rewritten,
	UNB,
	writtenText,
} from './files';

const wrapped = (text: string, width: number): string =>
	text.replace(new RegExp(`[^]{${width}}`, 'g'), '$&\r\n');

const errorsOf = (file: string | Buffer) =>
	issuesOf(file).filter(({ code }) => catalogue[code].severity === 'error');

describe('delimiters, terminators, white space', () => {
	test('1: a file wrapped at 80 columns, ISA included, reads, and the line breaks are no data', () => {
		const file = wrapped(order(['BEG*00*SA*PO-1**20260507', 'N1*BY*ACME SUPPLY COMPANY OF SPRINGFIELD']), 80);
		expect(bodyOf(file)).toEqual([
			['BEG', '00', 'SA', 'PO-1', '', '20260507'],
			['N1', 'BY', 'ACME SUPPLY COMPANY OF SPRINGFIELD'],
		]);
		const [message] = messagesInFile(file);
		expect([message!.segments[0]![2], message!.segments[3]![2]]).toEqual(['0001', '0001']);
		expect(new Set(codesOf(file))).toEqual(new Set(['file-wrapped']));
	});

	test('2: a line feed as segment terminator is found without any setting', () => {
		const file = order(['BEG*00*SA*PO-1**20260507'], '\n');
		expect(interchangeIn(file).delimiters.segment).toBe('\n');
		expect(bodyOf(file)).toEqual([['BEG', '00', 'SA', 'PO-1', '', '20260507']]);
		expect(codesOf(file)).toEqual([]);
	});

	test('3: with line feeds as terminators and none at the end, IEA is read', () => {
		const file = order(['BEG*00*SA*PO-1'], '\n').trimEnd();
		expect(interchangeIn(file).trailer).toEqual([['IEA', '1', '000000001']]);
		expect(codesOf(file)).toEqual(['segment-terminator-missing']);
	});

	test('4: a blank between ISA16 and the terminator is accepted and noted', () => {
		const file = order(['BEG*00*SA*PO-1'], '~', `${isa({ 16: ':' })} `);
		expect(interchangeIn(file).delimiters).toMatchObject({ component: ':', segment: '~' });
		expect(bodyOf(file)).toEqual([['BEG', '00', 'SA', 'PO-1']]);
		expect(codesOf(file)).toEqual(['interchange-header-length']);
	});

	test.each(['~', '~\n', '~\r\n'])(
		'5: lines that end in %j read alike, and no value holds a line break',
		(ending) => {
			const file = order(['BEG*00*SA*PO-1', 'N1*BY*ACME'], ending);
			expect(bodyOf(file)).toEqual([
				['BEG', '00', 'SA', 'PO-1'],
				['N1', 'BY', 'ACME'],
			]);
			expect(codesOf(file)).toEqual([]);
		},
	);

	test('6: what follows ISA16 in the file is the terminator, even if the usual one stands in the data', () => {
		const file = order(['N1*BY*ACME~GIANT'], '\r\n');
		expect(interchangeIn(file).delimiters.segment).toBe('\n');
		expect(bodyOf(file)).toEqual([['N1', 'BY', 'ACME~GIANT']]);
	});

	test('7: ISA in the data begins no interchange', () => {
		const file = order(['NM1*IL*1*ISAAC*ISA', 'REF*NARCISA*1', 'ISAAC*1']);
		expect(bodyOf(file)).toEqual([
			['NM1', 'IL', '1', 'ISAAC', 'ISA'],
			['REF', 'NARCISA', '1'],
			['ISAAC', '1'],
		]);
	});

	test('8: segments named IEA or END end no EDIFACT interchange', () => {
		const file = orders(['IEA+1+2', 'END+1', 'SE+2']);
		expect(bodyOf(file)).toEqual([
			['IEA', '1', '2'],
			['END', '1'],
			['SE', '2'],
		]);
		expect(codesOf(file)).toEqual(['segment-tag-invalid']);
	});

	test('9: U in ISA11 of version 00401 is no repetition separator', () => {
		const file = order(['N1*SU*UNITED'], '~', isa({ 11: 'U', 12: '00401' }));
		expect(bodyOf(file)).toEqual([['N1', 'SU', 'UNITED']]);
		expect(codesOf(file)).toEqual([]);
	});

	test('10: U in ISA11 of version 00501 is no repetition separator, either, and is noted', () => {
		const file = order(['N1*SU*UNITED'], '~', isa({ 11: 'U', 12: '00501' }));
		expect(bodyOf(file)).toEqual([['N1', 'SU', 'UNITED']]);
		expect(codesOf(file)).toEqual(['repetition-separator-missing']);
	});

	test('11: repetitions are split first, and then into components', () => {
		const file = order(['RAS*34.25*1234567890*12345:0^67890:1'], '~', isa501({ 16: ':' }));
		expect(bodyOf(file)).toEqual([
			[
				'RAS',
				'34.25',
				'1234567890',
				{
					repetitions: [
						['12345', '0'],
						['67890', '1'],
					],
				},
			],
		]);
	});

	test('12: adjacent empty elements are empty elements', () => {
		const [message] = messagesInFile(
			[isa(), GS, 'ST*850*0001', 'SE**', 'GE*1*1', 'IEA*1*000000001', ''].join('~'),
		);
		expect(message!.segments[1]).toEqual(['SE', '', '']);
	});

	test('13: ISA11 and ISA16 have the separators as their values', () => {
		const [header] = jsonOf(order([], '~', isa501()))[0]!.interchange!.header;
		expect([header![11], header![16]]).toEqual(['^', '>']);
	});

	test('14: an ISA that is not padded is read, and the message names the elements', () => {
		const file = order(
			['BEG*00*SA*PO-1'],
			'~',
			'ISA*00*NA *00*NA *ZZ*NA *ZZ*ABC *260507*1230*U*00401*000000001*0*P*:',
		);
		expect(bodyOf(file)).toEqual([['BEG', '00', 'SA', 'PO-1']]);
		expect(issuesOf(file)).toMatchObject([
			{
				code: 'interchange-header-length',
				message:
					"ISA isn't 106 characters long: ISA02 has 3 of 10, ISA04 has 3 of 10, ISA06 has 3 of 15, ISA08 has 4 of 15",
			},
		]);
	});

	test('15: UNA in the data sets no service characters', () => {
		const file = orders(['FTX+AAI+++CUNA:EM', 'COM+NA:EM', 'UNA:X+1']);
		expect(bodyOf(file)).toEqual([
			['FTX', 'AAI', '', '', ['CUNA', 'EM']],
			['COM', ['NA', 'EM']],
			['UNA', '1'],
		]);
		expect(interchangeIn(file).una).toBeUndefined();
	});

	test('16: a stray terminator in front of UNA and none after UNB gives no wrong content, and an error', () => {
		const file = "'UNA:+.? '\nUNB+UNOA:3\nUNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'UNZ+1+1'";
		expect(messagesInFile(file)).toEqual([]);
		expect(errorsOf(file).find(({ tag }) => tag === 'UNB')).toMatchObject({
			code: 'interchange-header-incomplete',
			offset: 11,
		});
	});

	test('17: a repetition separator in the UNA of syntax version 1 is noted, and the counts agree', () => {
		const file = orders(['FTX+AAI+++A*B'], "'", `UNA:+,?*'${UNB.replace('UNOC:3', 'UNOA:1')}`);
		expect(bodyOf(file)).toEqual([['FTX', 'AAI', '', '', 'A*B']]);
		expect(codesOf(file)).toEqual(['repetition-separator-not-used']);
	});

	test('18: line breaks between EDIFACT segments are ignored', () => {
		const file = orders(['BGM+220+PO1+9'], "'\n", `UNA:+.? '\n${UNB}`);
		expect(bodyOf(file)).toEqual([['BGM', '220', 'PO1', '9']]);
		expect(codesOf(file)).toEqual([]);
	});
});

describe('release character, decimal mark, characters', () => {
	test('19: an even number of release characters in front of a terminator releases nothing', () => {
		expect(bodyOf(orders(["ATT+1400+??????'XRH+3"]).replace('UNT+3', 'UNT+4'))).toEqual([
			['ATT', '1400', '???'],
			['XRH', '3'],
		]);
	});

	test('20: released characters in an address are data', () =>
		expect(bodyOf(orders(['FTX+DEL+++http?://x/t.cgi??refnr=1']))).toEqual([
			['FTX', 'DEL', '', '', 'http://x/t.cgi?refnr=1'],
		]));

	test('21: the release character itself is released', () =>
		expect(
			rewritten(orders(['FTX+AAI+++a']), (segments) => {
				segments[1]![4] = 'a?b';
			}),
		).toContain("FTX+AAI+++a??b'"));

	test('22: only the separators in force are released', () => {
		const file = orders(['FTX+AAI+++a']).replaceAll('+', '|').replaceAll(':', ';');
		const text = rewritten(`UNA;|.? '${file}`, (segments) => {
			segments[1]![4] = '13:45 + 1;2|3';
		});
		expect(text).toContain("FTX|AAI|||13:45 + 1?;2?|3'");
	});

	test('23: the decimal mark is not released', () =>
		expect(
			rewritten(orders(['FTX+AAI+++a']), (segments) => {
				segments[1]![4] = 'int.';
			}),
		).toContain("FTX+AAI+++int.'"));

	test('24: a decimal comma stays as it was sent, and UNA says that it is one', () => {
		const file = orders(['PRI+AAA:4,5'], "'", `UNA:+,? '${UNB}`);
		expect(bodyOf(file)).toEqual([['PRI', ['AAA', '4,5']]]);
		expect(interchangeIn(file).delimiters.decimal).toBe(',');
	});

	test('25: UNA is written as it was read, even if the message is changed', () => {
		const file = orders(['FTX+AAI+++a'], "'", `UNA:+,! '${UNB}`);
		expect(
			rewritten(file, (segments) => {
				segments[1]![4] = 'a+b!';
			}),
		).toBe(orders(['FTX+AAI+++a!+b!!'], "'", `UNA:+,! '${UNB}`));
	});

	test('26: bytes are read in the character set that UNB names', () =>
		expect(bodyOf(orders(['NAD+BY+++M\xfcller']))).toEqual([['NAD', 'BY', '', '', 'Müller']]));

	test('26: UTF-8 under UNOC is recognized and noted, and a setting overrides', () => {
		const file = Buffer.from(orders(['NAD+BY+++Müller']), 'utf8');
		expect(bodyOf(file)).toEqual([['NAD', 'BY', '', '', 'Müller']]);
		expect(codesOf(file)).toEqual(['character-set-wrong']);
		expect(bodyOf(file, { characterSet: 'ISO 8859-1' })).toEqual([['NAD', 'BY', '', '', 'MÃ¼ller']]);
	});

	test('27: a character that the set lacks is refused with its place', () =>
		expect(() =>
			rewritten(orders(['NAD+BY+++a'], "'", UNB.replace('UNOC', 'UNOA')), (segments) => {
				segments[1]![4] = '北京';
			}),
		).toThrow("segments[1][4] contains “北”, which the character set ASCII doesn't have"));

	test('28: an underscore under UNOC is no issue', () => {
		const file = orders(['BGM+220'], "'", UNB.replace('GIANT:14', 'ART_T'));
		expect(jsonOf(file)[0]!.receiver).toEqual({ id: 'ART_T' });
		expect(codesOf(file)).toEqual([]);
	});

	test.each(['*', '>', '~'])('29: %s in X12 data is refused with its place', (separator) => {
		const refused = () =>
			rewritten(order(['N1*BY*a']), (segments) => {
				segments[1]![2] = `ACME ${separator} CO`;
			});
		expect(refused).toThrow(NotWritable);
		expect(refused).toThrow(`segments[1][2] contains “${separator}”, which is a separator`);
	});
});

describe('envelope, counts, groups', () => {
	test('30: two transaction sets in a group are two', () => {
		const file = [
			...[isa(), GS, 'ST*820*1', 'BPR*C*1', 'SE*3*1', 'ST*820*2', 'BPR*C*2', 'SE*3*2'],
			...['GE*2*1', 'IEA*1*000000001', ''],
		].join('~');
		const [group] = interchangeIn(file).groups;
		expect(group!.messages.map(({ segments }) => segments[1]![2])).toEqual(['1', '2']);
		expect(group!.header).toHaveLength(1);
		expect(codesOf(file)).toEqual([]);
	});

	test('31: with a wrong count in SE, the content comes, and the issue says both numbers', () => {
		const file = order([]).replace('SE*2*', 'SE*39*');
		expect(messagesInFile(file)[0]!.segments).toHaveLength(2);
		expect(issuesOf(file)).toMatchObject([
			{ code: 'message-count', message: 'SE01 says 39 segments; there are 2', severity: 'error' },
		]);
	});

	test('32: UNZ counts messages, or groups if there are any', () => {
		const changed = (file: string) =>
			rewritten(file, (segments) => {
				segments.splice(1, 0, ['BGM', '220']);
			});
		expect(changed(orders(['FTX+AAI']))).toContain("UNT+4+1'UNZ+1+REF1'");
		const group = [
			...[UNB, 'UNG+ORDERS+A+B+260507:1230+7+UN+D:96A', 'UNH+1+ORDERS:D:96A:UN', 'UNT+2+1'],
			...['UNH+2+ORDERS:D:96A:UN', 'UNT+2+2', 'UNE+2+7', 'UNZ+1+REF1', ''],
		].join("'");
		expect(changed(group)).toMatch(/UNE\+2\+7'UNZ\+1\+REF1'$/);
	});

	test('33: TA1 after ISA is listed with the interchange', () => {
		const file = order([]).replace('~GS', '~TA1*000000007*260507*1200*A*000~GS');
		expect(jsonOf(file)[0]!.interchange!.header[1]).toEqual([
			'TA1',
			'000000007',
			'260507',
			'1200',
			'A',
			'000',
		]);
		expect(codesOf(file)).toEqual([]);
	});

	test('34: TA1 after a group is read, and its place noted', () => {
		const file = order([]).replace('~IEA', '~TA1*000000007*260507*1200*A*000~IEA');
		expect(interchangeIn(file).other).toEqual([['TA1', '000000007', '260507', '1200', 'A', '000']]);
		expect(codesOf(file)).toEqual(['ta1-after-group']);
	});

	test('35: what is written has right counts, a padded ISA, and no empty segments', () => {
		const text = writtenText([
			{
				standard: 'X12',
				interchange: {
					header: [
						[...['ISA', '00', '', '00', '', 'ZZ', 'MEGACORP', 'ZZ', 'ACME', '260507', '1230', 'U', '00401']],
					].map((header) => [...header, '7', '0', 'T', '']),
					trailer: [['IEA', '0', '']],
				},
				group: { header: [GS.split('*')], trailer: [['GE', '9', '9']] },
				segments: [
					['ST', '850', '0001'],
					['BEG', '00', 'SA', 'PO-1', ''],
					['FOB', ''],
					['SE', '54', '0009'],
				],
			},
		]);
		expect(text).toBe(
			[
				isa({ 6: 'MEGACORP       ', 7: 'ZZ', 8: 'ACME           ', 13: '000000007', 15: 'T', 16: ':' }),
				...[GS, 'ST*850*0001', 'BEG*00*SA*PO-1', 'SE*3*0001', 'GE*1*1', 'IEA*1*000000007', ''],
			].join('~'),
		);
	});

	test('36: ISA16 is written, and what is read is written byte for byte', () => {
		const file = order(['BEG*00*SA*2', 'FOB*'], '~\n');
		expect(writtenText(jsonOf(file))).toBe(file);
		const changed = rewritten(file, (segments) => {
			segments[1]![3] = '3';
		});
		expect(changed.slice(0, 107)).toBe(`${isa()}~\n`);
	});

	test('37: UNB is written once for an interchange', () => {
		const file = [
			...[UNB, 'UNH+1+ORDERS:D:96A:UN', 'UNT+2+1', 'UNH+2+ORDERS:D:96A:UN', 'UNT+2+2', 'UNZ+2+REF1', ''],
		].join("'");
		const text = rewritten(file, (segments) => {
			segments.splice(1, 0, ['BGM', '220']);
		});
		expect(text.match(/UNB/g)).toHaveLength(1);
		expect(text.match(/UNZ/g)).toHaveLength(1);
	});

	test('38: the last terminator may be missing, and is written', () => {
		const file = orders(['BGM+220']).slice(0, -1);
		expect(messagesInFile(file)).toHaveLength(1);
		const text = rewritten(file, (segments) => {
			segments[1]![1] = '221';
		});
		expect(text).toBe(orders(['BGM+221']));
	});

	test('39: empty elements keep their place, and trailing ones are dropped', () => {
		expect(
			rewritten(orders(['FTX+AAI+++a']), (segments) => {
				segments[1]![4] = 'TEXT';
				segments[1]!.push('', ['', '']);
			}),
		).toContain("FTX+AAI+++TEXT'");
		expect(
			rewritten(order(['HI*ABK>M1']), (segments) => {
				segments[1]![1] = ['ABK', 'M47812', ''];
			}),
		).toContain('~HI*ABK>M47812~');
	});

	test('40: trailers are in the JSON', () => {
		const [message] = jsonOf(order([]));
		expect(message!.segments!.at(-1)).toEqual(['SE', '2', '0001']);
		expect(message!.group!.trailer).toEqual([['GE', '1', '1']]);
		expect(message!.interchange!.trailer).toEqual([['IEA', '1', '000000001']]);
	});

	test.each([
		['UNH+1+ZZTEST:D:96A:UN', undefined],
		['UNH+1+ZZTEST:D:96A:UN:ACME01', 'ACME01'],
	])(
		'41: a message type that nobody knows reads, with and without association code: %s',
		(unh, association) => {
			const file = orders(['BGM+1']).replace('UNH+1+ORDERS:D:96A:UN', unh);
			const [message] = jsonOf(file);
			expect(message).toMatchObject({ type: 'ZZTEST', version: 'D.96A', valid: true });
			expect(message!.association).toBe(association);
		},
	);

	test('42: the sender is ISA06, and blanks around codes and ids are no part of them', () => {
		const [message] = jsonOf(order([], '~', isa({ 5: '2 ', 6: '  ACME'.padEnd(15) })));
		expect(message!.sender).toEqual({ qualifier: '2', id: 'ACME', groupId: 'ACMEPO' });
		expect(message!.receiver).toEqual({ qualifier: '01', id: '123456789', groupId: 'GIANT' });
	});

	test('43: a segment that a schema may understand in many ways takes linear time', () => {
		const began = cpuMilliseconds();
		expect(bodyOf(order(Array<string>(100_000).fill('HI*>M545')))).toHaveLength(100_000);
		expect(cpuMilliseconds() - began).toBeLessThan(5_000);
	});

	test('44: segments keep their order, whatever loops they are', () => {
		const body = ['HL*1**S', 'N1*ST*A', 'HL*2*1*O', 'N1*ST*B', 'LS*2100', 'NM1*1', 'LE*2100'];
		expect(bodyOf(order(body)).map((segment) => segment.join('*'))).toEqual(body);
	});
});
