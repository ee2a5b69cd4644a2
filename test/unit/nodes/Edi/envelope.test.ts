import { catalogue, type IssueCode, type Severity } from '../../../../nodes/Edi/interchange/issueCatalogue';
import type { Level } from '../../../../nodes/Edi/interchange/issue';
import { GS, interchangeIn, isa, isa501, issuesOf, order, orders, UNB } from './files';

interface Expected {
	severity: Severity;
	level: Level;
	/** The number of the segment in the file. */
	segment?: number;
	tag?: string;
	element?: number;
	component?: number;
	/** Where the segment begins: the first place of this text in the file. */
	at: string;
	message: string;
}

const segments = (...list: string[]): string => [...list, ''].join('~');
const edifact = (...list: string[]): string => [...list, ''].join("'");
const IEA = 'IEA*1*000000001';
const UNG = 'UNG+ORDERS+ACME+GIANT+260507:1230+7+UN+D:96A';
const UNH = 'UNH+1+ORDERS:D:96A:UN';

/** A file, and the issue that it has: by the code, in which standard. */
const cases: [IssueCode, string, string, Expected][] = [
	[
		'text-outside-interchange',
		'in front',
		`Dear partner, ${order([])}`,
		{
			severity: 'warning',
			level: 'interchange',
			at: 'Dear',
			message: '14 bytes belong to no interchange: “Dear partner, ”',
		},
	],
	[
		'text-outside-interchange',
		'after',
		`${orders([])}\r\nRegards`,
		{
			severity: 'warning',
			level: 'interchange',
			at: 'Regards',
			message: '7 bytes belong to no interchange: “Regards”',
		},
	],
	[
		'segment-too-long',
		'X12',
		order([`N1*BY*${'A'.repeat(17 * 1024 * 1024)}`]),
		{
			severity: 'error',
			level: 'interchange',
			segment: 4,
			at: 'N1*BY',
			message: 'No segment terminator follows within 16 MB',
		},
	],
	[
		'character-set-unknown',
		'EDIFACT',
		orders(['FTX+AAI+++M\xfcller'], "'", UNB.replace('UNOC', 'ZZZZ')),
		{
			severity: 'warning',
			level: 'interchange',
			segment: 1,
			at: 'UNB',
			message: "The syntax identifier ZZZZ of UNB isn't known: the text is read as ISO 8859-1",
		},
	],
	[
		'character-set-wrong',
		'characters beyond ASCII',
		orders(['FTX+AAI+++M\xfcller'], "'", UNB.replace('UNOC', 'UNOA')),
		{
			severity: 'warning',
			level: 'interchange',
			segment: 1,
			at: 'UNB',
			message:
				'UNOA of UNB allows no characters beyond ASCII, and there are some: they are read as ISO 8859-1',
		},
	],
	[
		'character-set-wrong',
		'UTF-8 under another name',
		orders(['FTX+AAI+++M\xc3\xbcller']),
		{
			severity: 'warning',
			level: 'interchange',
			segment: 1,
			at: 'UNB',
			message: 'UNB says UNOC, which is ISO 8859-1, and the bytes are UTF-8: they are read as such',
		},
	],
	[
		'character-set-wrong',
		'no UTF-8 under its name',
		orders(['FTX+AAI+++M\xfcller'], "'", UNB.replace('UNOC', 'UNOY')),
		{
			severity: 'warning',
			level: 'interchange',
			segment: 1,
			at: 'UNB',
			message: 'UNB says UNOY, which is UTF-8, and the bytes are no valid UTF-8: they are read as ISO 8859-1',
		},
	],
	[
		'character-set-wrong',
		'a euro sign of Windows-1252',
		orders(['FTX+AAI+++5 \x80']),
		{
			severity: 'warning',
			level: 'interchange',
			segment: 1,
			at: 'UNB',
			message:
				'Some bytes are control characters in ISO 8859-1, which UNB names. They may be meant as Windows-1252: choose that under “Encoding”',
		},
	],
	[
		'separator-invalid',
		'ISA16 is a letter',
		order([], '~', isa({ 16: 'A' })),
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			tag: 'ISA',
			element: 16,
			at: 'ISA',
			message: "ISA16 is “A”, which can't be a component separator",
		},
	],
	[
		'separator-invalid',
		'the same separator twice in X12',
		order([], '~', isa501({ 11: '>' })),
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			tag: 'ISA',
			element: 16,
			at: 'ISA',
			message: 'Two separators are the same character',
		},
	],
	[
		'separator-invalid',
		'no segment terminator',
		`${isa()}GS*PO`,
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			tag: 'ISA',
			element: 16,
			at: 'ISA',
			message: 'ISA16 is followed by no segment terminator',
		},
	],
	[
		'separator-invalid',
		'EDIFACT',
		orders([], "'", `UNA++.? '${UNB.replaceAll(':', '+')}`),
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			tag: 'UNB',
			at: 'UNB',
			message: 'Two service characters are the same',
		},
	],
	[
		'character-invalid',
		'KECA',
		orders(['FTX+AAI+++\xff\xb0'], "'", UNB.replace('UNOC', 'KECA')),
		{
			severity: 'warning',
			level: 'message',
			segment: 3,
			tag: 'FTX',
			at: 'FTX',
			message: 'The segment contains bytes that are no characters of KS C 5601',
		},
	],
	[
		'separator-guessed',
		'EDIFACT',
		orders([]).replaceAll('+', '*').replaceAll(':', '!').replaceAll("'", '~'),
		{
			severity: 'warning',
			level: 'interchange',
			segment: 1,
			at: 'UNB',
			message: 'The separators are none of the usual ones, and no UNA names them: they are guessed',
		},
	],
	[
		'repetition-separator-missing',
		'X12',
		order([], '~', isa501({ 11: 'U' })),
		{
			severity: 'warning',
			level: 'interchange',
			segment: 1,
			tag: 'ISA',
			element: 11,
			at: 'ISA',
			message: "ISA11 is “U”, which can't be a repetition separator: no element is repeated",
		},
	],
	[
		'repetition-separator-not-used',
		'EDIFACT',
		`UNA:+.?*'${orders([])}`,
		{
			severity: 'warning',
			level: 'interchange',
			segment: 1,
			at: 'UNB',
			message:
				"UNA names “*” as repetition separator, which syntax versions before 4 don't have: it is read as data",
		},
	],
	[
		'file-wrapped',
		'X12',
		order(['N1*BY*AC\r\nME', 'N1*ST*AC\r\nME']),
		{
			severity: 'warning',
			level: 'message',
			segment: 4,
			tag: 'N1',
			at: 'N1*BY',
			message: 'Lines are wrapped inside segments. The line breaks are no data',
		},
	],
	[
		'line-break-in-segment',
		'EDIFACT',
		orders(['FTX+AAI+++AC\nME'], "'\n"),
		{
			severity: 'warning',
			level: 'message',
			segment: 3,
			tag: 'FTX',
			at: 'FTX',
			message: 'The segment contains a line break, which is kept as data',
		},
	],
	[
		'segment-terminator-missing',
		'X12',
		order([]).slice(0, -1),
		{
			severity: 'warning',
			level: 'interchange',
			segment: 6,
			tag: 'IEA',
			at: 'IEA',
			message: 'The segment has no segment terminator',
		},
	],
	[
		'segment-terminator-missing',
		'EDIFACT',
		orders([]).slice(0, -1),
		{
			severity: 'warning',
			level: 'interchange',
			segment: 4,
			tag: 'UNZ',
			at: 'UNZ',
			message: 'The segment has no segment terminator',
		},
	],
	[
		'segment-empty',
		'X12',
		order(['BEG*00', '', 'N1*BY']),
		{
			severity: 'warning',
			level: 'message',
			segment: 5,
			tag: '',
			at: '~N1*BY',
			message: 'There is nothing between two segment terminators',
		},
	],
	[
		'segment-tag-invalid',
		'X12',
		order(['nm1*BY']),
		{
			severity: 'error',
			level: 'message',
			segment: 4,
			tag: 'nm1',
			at: 'nm1',
			message: "“nm1” can't be a segment tag",
		},
	],
	[
		'segment-tag-invalid',
		'EDIFACT',
		orders(['N1+BY']),
		{
			severity: 'error',
			level: 'message',
			segment: 3,
			tag: 'N1',
			at: 'N1',
			message: "“N1” can't be a segment tag",
		},
	],
	[
		'element-trailing-empty',
		'X12',
		order(['N1*BY*']),
		{
			severity: 'warning',
			level: 'message',
			segment: 4,
			tag: 'N1',
			element: 2,
			at: 'N1*BY',
			message: 'N1 ends in an empty element',
		},
	],
	[
		'binary-length',
		'X12',
		order(['BIN*9*ab~cd']),
		{
			severity: 'error',
			level: 'message',
			segment: 4,
			tag: 'BIN',
			element: 1,
			at: 'BIN',
			message: 'BIN says that its data has 9 bytes; no segment terminator follows there',
		},
	],
	[
		'binary-length',
		'EDIFACT',
		edifact(UNB.replace('UNOC:3', 'UNOC:4'), 'UNO+1+A:B+C+9', "ab'cdUNP+9+1", 'UNZ+1+REF1'),
		{
			severity: 'error',
			level: 'message',
			segment: 3,
			tag: 'ab',
			element: 4,
			at: "ab'cd",
			message: 'UNO says that its object has 9 bytes; no UNP follows there',
		},
	],
	[
		'interchange-header-missing',
		'X12',
		segments(GS, 'ST*850*0001', 'SE*2*0001', 'GE*1*1'),
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			at: 'GS',
			message: 'GS stands without ISA: sender and receiver are unknown, and the separators are guessed',
		},
	],
	[
		'interchange-header-missing',
		'EDIFACT',
		edifact(UNH, 'BGM+220', 'UNT+3+1'),
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			at: 'UNH',
			message: 'UNH stands without UNB: sender and receiver are unknown',
		},
	],
	[
		'interchange-header-incomplete',
		'X12',
		'ISA*00*          *00*          *ZZ*ACME',
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			tag: 'ISA',
			element: 7,
			at: 'ISA',
			message: 'ISA breaks off: it has 6 of 16 elements',
		},
	],
	[
		'interchange-header-incomplete',
		'EDIFACT',
		orders([], "'", 'UNB+UNOC:3+ACME:14++260507:1230+REF1'),
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			tag: 'UNB',
			element: 3,
			component: 1,
			at: 'UNB',
			message: 'UNB lacks the recipient (0010)',
		},
	],
	[
		'interchange-header-length',
		'X12',
		order([], '~', isa({ 6: 'ACME' })),
		{
			severity: 'warning',
			level: 'interchange',
			segment: 1,
			tag: 'ISA',
			element: 6,
			at: 'ISA',
			message: "ISA isn't 106 characters long: ISA06 has 4 of 15",
		},
	],
	[
		'interchange-element-invalid',
		'X12',
		order([], '~', isa({ 15: 'X' })),
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			tag: 'ISA',
			element: 15,
			at: 'ISA',
			message: 'ISA15 is “X”, not P, T or I',
		},
	],
	[
		'interchange-date',
		'X12',
		order([], '~', isa({ 9: '260231' })),
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			tag: 'ISA',
			element: 9,
			at: 'ISA',
			message: 'ISA09 is “260231”, which is no date (YYMMDD)',
		},
	],
	[
		'interchange-date',
		'EDIFACT',
		orders([], "'", UNB.replace('260507', '261307')),
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			tag: 'UNB',
			element: 4,
			component: 1,
			at: 'UNB',
			message: 'UNB 0017 is “261307”, which is no date',
		},
	],
	[
		'interchange-time',
		'X12',
		order([], '~', isa({ 10: '2460' })),
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			tag: 'ISA',
			element: 10,
			at: 'ISA',
			message: 'ISA10 is “2460”, which is no time (HHMM)',
		},
	],
	[
		'interchange-time',
		'EDIFACT',
		orders([], "'", UNB.replace('1230', '1260')),
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			tag: 'UNB',
			element: 4,
			component: 2,
			at: 'UNB',
			message: 'UNB 0019 is “1260”, which is no time',
		},
	],
	[
		'interchange-trailer-missing',
		'X12',
		segments(isa(), GS, 'ST*850*0001', 'SE*2*0001', 'GE*1*1'),
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			tag: 'ISA',
			at: 'ISA',
			message: "The interchange that begins with ISA isn't closed: IEA is missing",
		},
	],
	[
		'interchange-trailer-missing',
		'EDIFACT',
		edifact(UNB, UNH, 'UNT+2+1'),
		{
			severity: 'error',
			level: 'interchange',
			segment: 1,
			tag: 'UNB',
			at: 'UNB',
			message: "The interchange that begins with UNB isn't closed: UNZ is missing",
		},
	],
	[
		'interchange-control-number',
		'X12',
		order([]).replace(IEA, 'IEA*1*000000002'),
		{
			severity: 'error',
			level: 'interchange',
			segment: 6,
			tag: 'IEA',
			element: 2,
			at: 'IEA',
			message: 'IEA02 is “000000002”; ISA13 is “000000001”',
		},
	],
	[
		'interchange-control-number',
		'EDIFACT',
		orders([]).replace('UNZ+1+REF1', 'UNZ+1+REF2'),
		{
			severity: 'error',
			level: 'interchange',
			segment: 4,
			tag: 'UNZ',
			element: 2,
			at: 'UNZ',
			message: 'UNZ 0020 is “REF2”; UNB 0020 is “REF1”',
		},
	],
	[
		'interchange-count',
		'X12',
		order([]).replace('IEA*1', 'IEA*2'),
		{
			severity: 'error',
			level: 'interchange',
			segment: 6,
			tag: 'IEA',
			element: 1,
			at: 'IEA',
			message: 'IEA01 says 2 groups; there is 1',
		},
	],
	[
		'interchange-count',
		'EDIFACT, which counts messages without groups',
		orders([]).replace('UNZ+1', 'UNZ+x'),
		{
			severity: 'error',
			level: 'interchange',
			segment: 4,
			tag: 'UNZ',
			element: 1,
			at: 'UNZ',
			message: 'UNZ 0036 says “x”; there is 1',
		},
	],
	[
		'interchange-duplicate',
		'X12',
		`${order([])}${order([]).replace('ISA*00', 'ISA*01')}`,
		{
			severity: 'warning',
			level: 'interchange',
			segment: 7,
			tag: 'ISA',
			element: 13,
			at: 'ISA*01',
			message: 'ISA13 “000000001” occurs more than once between the same partners in the file',
		},
	],
	[
		'interchange-duplicate',
		'EDIFACT',
		`${orders([])}${orders([]).replace('UNB+UNOC:3', 'UNB+UNOC:2')}`,
		{
			severity: 'warning',
			level: 'interchange',
			segment: 5,
			tag: 'UNB',
			element: 5,
			at: 'UNB+UNOC:2',
			message: 'UNB 0020 “REF1” occurs more than once between the same partners in the file',
		},
	],
	[
		'interchange-empty',
		'X12',
		segments(isa(), 'IEA*0*000000001'),
		{
			severity: 'warning',
			level: 'interchange',
			segment: 1,
			tag: 'ISA',
			at: 'ISA',
			message: 'The interchange contains nothing',
		},
	],
	[
		'interchange-empty',
		'EDIFACT',
		edifact(UNB, 'UNZ+0+REF1'),
		{
			severity: 'warning',
			level: 'interchange',
			segment: 1,
			tag: 'UNB',
			at: 'UNB',
			message: 'The interchange contains nothing',
		},
	],
	[
		'groups-and-messages-mixed',
		'EDIFACT',
		edifact(UNB, UNG, UNH, 'UNT+2+1', 'UNE+1+7', 'UNH+2+ORDERS:D:96A:UN', 'UNT+2+2', 'UNZ+1+REF1'),
		{
			severity: 'error',
			level: 'interchange',
			segment: 6,
			tag: 'UNH',
			at: 'UNH+2',
			message: 'Groups and messages stand side by side in the interchange',
		},
	],
	[
		'segment-unexpected',
		'in a group of X12',
		order([]).replace('GE*1', 'N1*BY~GE*1'),
		{
			severity: 'error',
			level: 'group',
			segment: 5,
			tag: 'N1',
			at: 'N1',
			message: 'N1 stands outside of a message',
		},
	],
	[
		'segment-unexpected',
		'in an interchange of EDIFACT',
		orders([], "'", `${UNB}'BGM+220`),
		{
			severity: 'error',
			level: 'interchange',
			segment: 2,
			tag: 'BGM',
			at: 'BGM',
			message: 'BGM stands outside of a message',
		},
	],
	[
		'ta1-after-group',
		'X12',
		order([]).replace(IEA, `TA1*000000009*260507*1200*A*000~${IEA}`),
		{
			severity: 'warning',
			level: 'interchange',
			segment: 6,
			tag: 'TA1',
			at: 'TA1',
			message: 'TA1 stands after a group; it belongs in front of the first',
		},
	],
	[
		'ta1-after-group',
		'inside a message',
		order(['TA1*000000009*260507*1200*A*000']),
		{
			severity: 'warning',
			level: 'message',
			segment: 4,
			tag: 'TA1',
			at: 'TA1',
			message: 'TA1 stands inside a message',
		},
	],
	[
		'segment-unexpected',
		'ISA inside a message',
		order(['ISA*JONES']),
		{
			severity: 'error',
			level: 'message',
			segment: 4,
			tag: 'ISA',
			at: 'ISA*JONES',
			message: 'ISA stands inside a message',
		},
	],
	[
		'group-header-missing',
		'X12',
		segments(isa(), 'ST*850*0001', 'SE*2*0001', 'IEA*0*000000001'),
		{
			severity: 'error',
			level: 'group',
			segment: 2,
			tag: 'ST',
			at: 'ST*',
			message: 'ST stands outside of a group: GS is missing',
		},
	],
	[
		'group-header-incomplete',
		'X12',
		order([]).replace('*GIANT*', '**'),
		{
			severity: 'error',
			level: 'group',
			segment: 2,
			tag: 'GS',
			element: 3,
			at: 'GS',
			message: 'GS lacks GS03',
		},
	],
	[
		'group-header-incomplete',
		'EDIFACT',
		edifact(UNB, UNG.replace('+7+', '++'), UNH, 'UNT+2+1', 'UNE+1+', 'UNZ+1+REF1'),
		{
			severity: 'error',
			level: 'group',
			segment: 2,
			tag: 'UNG',
			element: 5,
			at: 'UNG',
			message: 'UNG lacks the group reference (0048)',
		},
	],
	[
		'group-date',
		'the date in GS',
		order([]).replace('20260507*1230*1', '20261507*1230*1'),
		{
			severity: 'warning',
			level: 'group',
			segment: 2,
			tag: 'GS',
			element: 4,
			at: 'GS',
			message: 'GS04 is “20261507”, which is no date',
		},
	],
	[
		'group-date',
		'the time in GS',
		order([]).replace('20260507*1230*1', '20260507*12*1'),
		{
			severity: 'warning',
			level: 'group',
			segment: 2,
			tag: 'GS',
			element: 5,
			at: 'GS',
			message: 'GS05 is “12”, which is no time',
		},
	],
	[
		'group-date',
		'the date in UNG',
		edifact(UNB, UNG.replace('260507', '260532'), UNH, 'UNT+2+1', 'UNE+1+7', 'UNZ+1+REF1'),
		{
			severity: 'warning',
			level: 'group',
			segment: 2,
			tag: 'UNG',
			element: 4,
			component: 1,
			at: 'UNG',
			message: 'UNG 0017 is “260532”, which is no date',
		},
	],
	[
		'group-date',
		'the time in UNG',
		edifact(UNB, UNG.replace('1230', '2500'), UNH, 'UNT+2+1', 'UNE+1+7', 'UNZ+1+REF1'),
		{
			severity: 'warning',
			level: 'group',
			segment: 2,
			tag: 'UNG',
			element: 4,
			component: 2,
			at: 'UNG',
			message: 'UNG 0019 is “2500”, which is no time',
		},
	],
	[
		'group-trailer-missing',
		'X12',
		order([]).replace('GE*1*1~', ''),
		{
			severity: 'error',
			level: 'group',
			segment: 2,
			tag: 'GS',
			at: 'GS',
			message: "The group that begins with GS isn't closed: GE is missing",
		},
	],
	[
		'group-trailer-missing',
		'EDIFACT',
		edifact(UNB, UNG, UNH, 'UNT+2+1', 'UNZ+1+REF1'),
		{
			severity: 'error',
			level: 'group',
			segment: 2,
			tag: 'UNG',
			at: 'UNG',
			message: "The group that begins with UNG isn't closed: UNE is missing",
		},
	],
	[
		'group-control-number',
		'X12',
		order([]).replace('GE*1*1', 'GE*1*2'),
		{
			severity: 'error',
			level: 'group',
			segment: 5,
			tag: 'GE',
			element: 2,
			at: 'GE*',
			message: 'GE02 is “2”; GS06 is “1”',
		},
	],
	[
		'group-control-number',
		'EDIFACT',
		edifact(UNB, UNG, UNH, 'UNT+2+1', 'UNE+1+8', 'UNZ+1+REF1'),
		{
			severity: 'error',
			level: 'group',
			segment: 5,
			tag: 'UNE',
			element: 2,
			at: 'UNE',
			message: 'UNE 0048 is “8”; UNG 0048 is “7”',
		},
	],
	[
		'group-count',
		'X12',
		order([]).replace('GE*1*1', 'GE*0*1'),
		{
			severity: 'error',
			level: 'group',
			segment: 5,
			tag: 'GE',
			element: 1,
			at: 'GE*',
			message: 'GE01 says 0 messages; there is 1',
		},
	],
	[
		'group-count',
		'EDIFACT',
		edifact(UNB, UNG, UNH, 'UNT+2+1', 'UNE++7', 'UNZ+1+REF1'),
		{
			severity: 'error',
			level: 'group',
			segment: 5,
			tag: 'UNE',
			element: 1,
			at: 'UNE',
			message: 'UNE 0060 says “”; there is 1',
		},
	],
	[
		'group-duplicate',
		'X12',
		segments(
			...[isa(), GS, 'ST*850*0001', 'SE*2*0001', 'GE*1*1'],
			...[GS.replace('ACMEPO', 'OTHER'), 'ST*850*0001', 'SE*2*0001', 'GE*1*1', 'IEA*2*000000001'],
		),
		{
			severity: 'error',
			level: 'group',
			segment: 6,
			tag: 'GS',
			element: 6,
			at: 'GS*PO*OTHER',
			message: 'GS06 “1” occurs more than once in the interchange',
		},
	],
	[
		'group-duplicate',
		'EDIFACT',
		edifact(
			...[UNB, UNG, UNH, 'UNT+2+1', 'UNE+1+7'],
			...[UNG.replace('ACME', 'OTHER'), UNH, 'UNT+2+1', 'UNE+1+7', 'UNZ+2+REF1'],
		),
		{
			severity: 'error',
			level: 'group',
			segment: 6,
			tag: 'UNG',
			element: 5,
			at: 'UNG+ORDERS+OTHER',
			message: 'UNG 0048 “7” occurs more than once in the interchange',
		},
	],
	[
		'group-empty',
		'X12',
		segments(isa(), GS, 'GE*0*1', IEA),
		{
			severity: 'warning',
			level: 'group',
			segment: 2,
			tag: 'GS',
			at: 'GS',
			message: 'The group contains no transaction set',
		},
	],
	[
		'group-empty',
		'EDIFACT',
		edifact(UNB, UNG, 'UNE+0+7', 'UNZ+1+REF1'),
		{
			severity: 'warning',
			level: 'group',
			segment: 2,
			tag: 'UNG',
			at: 'UNG',
			message: 'The group contains no message',
		},
	],
	[
		'group-type-mixed',
		'EDIFACT',
		edifact(UNB, UNG, UNH, 'UNT+2+1', 'UNH+2+ORDRSP:D:96A:UN', 'UNT+2+2', 'UNE+2+7', 'UNZ+1+REF1'),
		{
			severity: 'error',
			level: 'group',
			segment: 2,
			tag: 'UNG',
			at: 'UNG',
			message: 'The group contains messages of several types: ORDERS, ORDRSP',
		},
	],
	[
		'message-header-incomplete',
		'X12',
		order([]).replace('ST*850', 'ST*'),
		{
			severity: 'error',
			level: 'message',
			segment: 3,
			tag: 'ST',
			element: 1,
			at: 'ST**',
			message: 'ST01 is “”, which is no transaction set',
		},
	],
	[
		'message-header-incomplete',
		'EDIFACT',
		orders([]).replace(':UN', ''),
		{
			severity: 'error',
			level: 'message',
			segment: 2,
			tag: 'UNH',
			element: 2,
			component: 4,
			at: 'UNH',
			message: 'UNH lacks the controlling agency (0051)',
		},
	],
	[
		'message-control-number-missing',
		'X12',
		order([]).replace('ST*850*0001', 'ST*850'),
		{
			severity: 'error',
			level: 'message',
			segment: 3,
			tag: 'ST',
			element: 2,
			at: 'ST*',
			message: 'ST02 is missing',
		},
	],
	[
		'message-control-number-missing',
		'EDIFACT',
		orders([]).replace('UNH+1', 'UNH+'),
		{
			severity: 'error',
			level: 'message',
			segment: 2,
			tag: 'UNH',
			element: 1,
			at: 'UNH',
			message: 'UNH lacks the message reference (0062)',
		},
	],
	[
		'message-trailer-missing',
		'X12',
		order(['BEG*00']).replace('SE*3*0001~', ''),
		{
			severity: 'error',
			level: 'message',
			segment: 3,
			tag: 'ST',
			at: 'ST*',
			message: "The message that begins with ST isn't closed: SE is missing",
		},
	],
	[
		'message-trailer-missing',
		'EDIFACT',
		orders(['BGM+220']).replace("UNT+3+1'", ''),
		{
			severity: 'error',
			level: 'message',
			segment: 2,
			tag: 'UNH',
			at: 'UNH',
			message: "The message that begins with UNH isn't closed: UNT is missing",
		},
	],
	[
		'message-control-number',
		'X12',
		order([]).replace('SE*2*0001', 'SE*2*1'),
		{
			severity: 'error',
			level: 'message',
			segment: 4,
			tag: 'SE',
			element: 2,
			at: 'SE*',
			message: 'SE02 is “1”; ST02 is “0001”',
		},
	],
	[
		'message-control-number',
		'EDIFACT',
		orders([]).replace('UNT+2+1', 'UNT+2'),
		{
			severity: 'error',
			level: 'message',
			segment: 3,
			tag: 'UNT',
			element: 2,
			at: 'UNT',
			message: 'UNT 0062 is “”; UNH 0062 is “1”',
		},
	],
	[
		'message-count',
		'X12',
		order(['BEG*00']).replace('SE*3', 'SE*2'),
		{
			severity: 'error',
			level: 'message',
			segment: 5,
			tag: 'SE',
			element: 1,
			at: 'SE*',
			message: 'SE01 says 2 segments; there are 3',
		},
	],
	[
		'message-count',
		'EDIFACT',
		orders(['BGM+220']).replace('UNT+3', 'UNT+1'),
		{
			severity: 'error',
			level: 'message',
			segment: 4,
			tag: 'UNT',
			element: 1,
			at: 'UNT',
			message: 'UNT 0074 says 1 segment; there are 3',
		},
	],
	[
		'message-duplicate',
		'X12',
		segments(isa(), GS, 'ST*850*0001', 'SE*2*0001', 'ST*855*0001', 'SE*2*0001', 'GE*2*1', IEA),
		{
			severity: 'error',
			level: 'message',
			segment: 5,
			tag: 'ST',
			element: 2,
			at: 'ST*855',
			message: 'ST02 “0001” occurs more than once in the group',
		},
	],
	[
		'message-duplicate',
		'EDIFACT',
		edifact(UNB, UNH, 'UNT+2+1', 'UNH+1+ORDRSP:D:96A:UN', 'UNT+2+1', 'UNZ+2+REF1'),
		{
			severity: 'error',
			level: 'message',
			segment: 4,
			tag: 'UNH',
			element: 1,
			at: 'UNH+1+ORDRSP',
			message: 'UNH 0062 “1” occurs more than once in the group',
		},
	],
];

test.each(cases)('%s (%s) is reported, where it stands', (code, _, file, { at, ...expected }) => {
	const found = issuesOf(file).filter((issue) => issue.code === code);
	expect(found).toHaveLength(1);
	const { severity, level, segment, tag, element, component, offset, message } = found[0]!;
	expect({ severity, level, segment, tag, element, component, offset, message }).toEqual({
		...{ segment: undefined, tag: undefined, element: undefined, component: undefined },
		...expected,
		offset: file.indexOf(at),
	});
});

test('every issue of the catalogue is in the table, except that of an empty file, which Read reports', () =>
	expect([...new Set(cases.map(([code]) => code)), 'file-empty'].sort()).toEqual(
		Object.keys(catalogue).sort(),
	));

test.each([
	['X12', order(['BEG*00*SA*PO-1**20260507'])],
	['X12 in version 00501', order(['BEG*00*SA*PO-1**20260507'], '~\r\n', isa501())],
	['X12 with TA1 only', segments(isa(), 'TA1*000000009*260507*1200*A*000', 'IEA*0*000000001')],
	['EDIFACT', orders(['BGM+220+PO1+9'])],
	['EDIFACT with groups', edifact(UNB, UNG, UNH, 'UNT+2+1', 'UNE+1+7', 'UNZ+1+REF1')],
	[
		'EDIFACT of syntax version 4',
		orders(['BGM+220+PO1*PO2+9'], "'\n", `UNA:+.?*'${UNB.replace('UNOC:3', 'UNOC:4').replace('26', '2026')}`),
	],
])('%s in order has no issue', (_, file) => expect(issuesOf(file)).toEqual([]));

test.each([
	[1, '09', '010'],
	[3, '02', '012'],
	[5, '? ', '005'],
	[6, ' '.repeat(15), '006'],
	[7, '? ', '007'],
	[8, ' '.repeat(15), '008'],
	[12, '0040A', '017'],
	[13, '00000000A', '018'],
	[14, '2', '019'],
	[15, 'X', '020'],
])('a bad ISA%i is reported with its code for TA1', (element, value, code) => {
	const file = order([], '~', isa({ [element]: value }));
	expect(issuesOf(file).filter((issue) => issue.code === 'interchange-element-invalid')).toMatchObject([
		{ element, acknowledgment: { TA1: code } },
	]);
});

test('a segment terminator that is missing after ISA16 has its own code for TA1', () =>
	expect(issuesOf(`${isa()}GS*PO`)).toContainEqual(
		expect.objectContaining({ code: 'separator-invalid', acknowledgment: { TA1: '004' } }),
	));

test('the same issue in many segments of a message is one, with the number of them and the first place', () => {
	const file = order(Array<string>(1_000).fill('N1*BY*'));
	expect(issuesOf(file)).toMatchObject([
		{ code: 'element-trailing-empty', count: 1_000, segment: 4, position: 2 },
	]);
});

test('a place in a message counts from ST', () =>
	expect(issuesOf(order(['BEG*00', 'N1*BY*']))[0]).toMatchObject({ segment: 5, position: 3 }));

test('segment numbers and offsets go on through the interchanges of a file', () => {
	const file = `${order([])}\r\n${orders([]).replace('UNT+2', 'UNT+9')}`;
	expect(issuesOf(file)).toMatchObject([{ segment: 9, offset: file.indexOf('UNT') }]);
});

test('two groups with the same number and different types are different groups', () => {
	const file = segments(
		...[isa(), GS, 'ST*850*0001', 'SE*2*0001', 'GE*1*1'],
		...[GS.replace('PO', 'IN'), 'ST*810*0001', 'SE*2*0001', 'GE*1*1', 'IEA*2*000000001'],
	);
	expect(issuesOf(file)).toEqual([]);
	expect(interchangeIn(file).groups).toHaveLength(2);
});
