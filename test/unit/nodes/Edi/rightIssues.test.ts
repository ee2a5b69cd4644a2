import type { Issue } from '../../../../nodes/Edi/interchange/issue';
import { bytes, codesOf, interchangeIn, isa, issuesOf, jsonOf, order, orders, rewritten, UNB } from './files';

const UNB4 = UNB.replace('UNOC:3', 'UNOC:4').replace('260507', '20260507');
const UNG = 'UNG+ORDERS+ACME+GIANT+20260507:1230+7+UN+D:96A';
const MESSAGE = "UNH+1+ORDERS:D:96A:UN'UNT+2+1";
const packaged = (object = 'abcd', counted = object.length): string =>
	`UNO+1+AA:1+BB+${object.length}'${object}UNP+${counted}+1`;
const inInterchange = (...parts: string[]): string => [UNB4, ...parts, ''].join("'");
const acknowledgments = (issues: Issue[], code: string): Issue['acknowledgment'][] =>
	issues.filter((issue) => issue.code === code).map(({ acknowledgment }) => acknowledgment);

describe('packages', () => {
	test('may stand in a group of messages', () =>
		expect(codesOf(inInterchange(UNG, MESSAGE, packaged(), 'UNE+2+7', 'UNZ+1+REF1'))).toEqual([]));

	test('have references of their own', () =>
		expect(codesOf(inInterchange(MESSAGE, packaged(), 'UNZ+2+REF1'))).toEqual([]));

	test('with one reference are duplicates, by their own names', () =>
		expect(issuesOf(inInterchange(packaged(), packaged(), 'UNZ+2+REF1'))).toMatchObject([
			{ code: 'message-duplicate', tag: 'UNO', message: expect.stringMatching(/^UNO 0800 “1”/) as string },
		]));

	test('with a wrong count have the place of UNP', () =>
		expect(issuesOf(inInterchange(packaged('abcdefghij', 9), 'UNZ+1+REF1'))).toMatchObject([
			{ code: 'message-count', tag: 'UNP', segment: 4, position: 3 },
		]));

	test('beside a group are named', () =>
		expect(issuesOf(inInterchange(UNG, MESSAGE, 'UNE+1+7', packaged(), 'UNZ+1+REF1'))).toMatchObject([
			{ code: 'groups-and-messages-mixed', tag: 'UNO' },
		]));
});

describe('a doubled terminator outside of a message is a warning, as it is inside', () => {
	test.each<[string, string]>([
		['behind UNT', orders([]).replace('UNZ', "'UNZ")],
		['behind GE', order([]).replace('IEA', '~IEA')],
		['behind SE', order([]).replace('GE*', '~GE*')],
		['behind ISA', order([]).replace('GS', '~GS')],
	])('%s', (_, file) => {
		const [issue, ...more] = issuesOf(file);
		expect(issue).toMatchObject({ code: 'segment-empty', severity: 'warning' });
		expect(more).toEqual([]);
	});
});

describe('a segment without a tag is an error', () => {
	test.each<[string, string]>([
		['in X12', order(['BEG*1', '*1'])],
		['in EDIFACT', orders(['BGM+1', '+1'])],
	])('%s', (_, file) => expect(codesOf(file)).toEqual(['segment-tag-invalid']));

	test('and is not written', () =>
		expect(() => rewritten(order(['BEG*1']), (segments) => segments.splice(2, 0, ['', '1']))).toThrow(
			/segment tag/,
		));

	test('but the object of a package has none', () =>
		expect(codesOf(inInterchange(packaged(), 'UNZ+1+REF1'))).toEqual([]));
});

describe('in an acknowledgment, an issue is reported on its own level', () => {
	const trailing = 'element-trailing-empty';
	test.each<[string, string, string, Issue['acknowledgment'][]]>([
		['an empty element of IEA', order([]).replace(/~$/, '*~'), trailing, [{ UCI: '45' }]],
		['of UNZ', orders([]).replace(/'$/, "+'"), trailing, [{ UCI: '45' }]],
		['of GE', order([]).replace('~IEA', '*~IEA'), trailing, [{ UCF: '45' }]],
		['of a segment in a message', orders(['BGM+']), trailing, [{ UCS: '45' }]],
		['an empty segment in front of UNZ', orders([]).replace('UNZ', "'UNZ"), 'segment-empty', [{ UCF: '45' }]],
		['an empty segment behind GE', order([]).replace('IEA', '~IEA'), 'segment-empty', [{ UCI: '45' }]],
		['a bad tag behind GE', order([]).replace('IEA', 'ab*1~IEA'), 'segment-tag-invalid', [{ UCI: '12' }]],
		['one in a message', order(['ab*1']), 'segment-tag-invalid', [{ AK3: '1', UCS: '12' }]],
	])('%s', (_, file, code, expected) => expect(acknowledgments(issuesOf(file), code)).toEqual(expected));

	test('a byte that is no character in UNB', () => {
		const file = bytes(orders([], "'", UNB.replace('UNOC', 'UNOY').replace('ACME', 'AC\xff')));
		const issues = issuesOf(file, { characterSet: 'KS C 5601' });
		expect(acknowledgments(issues, 'character-invalid')).toEqual([{ UCI: '21' }]);
	});
});

test('what usually follows a segment is not judged by a released terminator', () => {
	const file = orders(['BGM+1'], "'", UNB.replace('ACME', "O?'     NEIL"));
	expect(interchangeIn(file).usualEnding).toBe("'");
	expect(jsonOf(file)[0]!.syntax!.ending).toBe("'");
	expect(rewritten(file, (segments) => (segments[1]![1] = '2'))).toBe(file.replace('BGM+1', 'BGM+2'));
});

test.each(['~', '~\r\n', '\n', '\r\n', '~  '])('what usually follows a segment is %j', (ending) =>
	expect(interchangeIn(order(['BEG*1'], ending, isa())).usualEnding).toBe(ending),
);

test.each<[string, string, string]>([
	['UNH without an agency', orders(['BGM+1']).replace(':UN', ''), 'BGM+'],
	['UNH with a long association', orders(['BGM+1']).replace(':UN', ':UN:ASSOCIA'), 'BGM+'],
	['UNH without a type', orders(['BGM+1']).replace('ORDERS', ''), 'BGM+'],
	['ST without a number', order(['BEG*1']).replaceAll('*0001~', '~'), 'BEG*'],
	['a long ST03', order(['BEG*1']).replace('850*0001', `850*0001*${'X'.repeat(40)}`), 'BEG*'],
])('a message with %s can be changed as long as the header stays', (_, file, segment) => {
	expect(rewritten(file, (segments) => (segments[1]![1] = '2'))).toBe(
		file.replace(`${segment}1`, `${segment}2`),
	);
	expect(() => rewritten(file, (segments) => (segments[0]![1] = ''))).toThrow(/^segments\[0\]/);
});
