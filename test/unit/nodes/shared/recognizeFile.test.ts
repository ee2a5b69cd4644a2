import { recognizeFile } from '../../../../nodes/shared/recognizeFile';

const isa =
	'ISA*00*          *00*          *ZZ*ACME           *ZZ*PARTNER        *260507*1230*U*00401*000000001*0*P*>~';
const unb = "UNB+UNOA:1+SENDER:14+RECEIVER:14+260507:1230+1'";

test.each([
	['X12', isa, 'application/EDI-X12'],
	['X12 with a different separator', isa.replaceAll('*', '|'), 'application/EDI-X12'],
	['X12 with a control character as separator', isa.replaceAll('*', '\x1d'), 'application/EDI-X12'],
	['X12 after white space', ` \r\n${isa}`, 'application/EDI-X12'],
	['X12 after a byte order mark', `\uFEFF${isa}`, 'application/EDI-X12'],
	['the start of X12', isa.slice(0, 20), 'application/EDI-X12'],
	['EDIFACT', unb, 'application/EDIFACT'],
	['EDIFACT with a service string', `UNA:+.? '${unb}`, 'application/EDIFACT'],
	['EDIFACT with a service string on its own line', `UNA:+.? '\r\n${unb}`, 'application/EDIFACT'],
	['EDIFACT in another character set', unb.replace('UNOA', 'UNOC'), 'application/EDIFACT'],
	['EDIFACT with other separators', 'UNB*UNOB|2*SENDER', 'application/EDIFACT'],
	['EDIFACT after a byte order mark', `\uFEFF${unb}`, 'application/EDIFACT'],
	[
		'TRADACOMS, which RFC 1767 leaves to consent',
		'STX=ANA:1+5000000000000:SUPPLIER+',
		'application/octet-stream',
	],
	['a word that starts like X12', 'ISABELLA is here', 'application/octet-stream'],
	['separators that differ', 'ISA*00|', 'application/octet-stream'],
	['a word that starts like EDIFACT', 'UNBELIEVABLE', 'application/octet-stream'],
	['a service string alone', "UNA:+.? '", 'application/octet-stream'],
	['XML', '<?xml version="1.0"?><ISA/>', 'application/octet-stream'],
	['nothing', '', 'application/octet-stream'],
])('%s', (_, content, mediaType) => {
	expect(recognizeFile(Buffer.from(content)).mediaType).toBe(mediaType);
});

test("bytes that aren't text", () => {
	expect(recognizeFile(Buffer.from([0xff, 0xfe, 0, 1])).mediaType).toBe('application/octet-stream');
});

describe('the types of messages at the beginning', () => {
	test.each([
		[
			'X12',
			`${isa}GS*PO*A*B*20260507*1230*1*X*004010~ST*850*0001~BEG*00~SE*2*0001~ST*850*0002~ST*860*0003~`,
			['850', '860'],
		],
		['X12 with a line for each segment', `${isa}\nGS*PO~\nST*810*0001~\n`, ['810']],
		['X12 whose data looks like a header', `${isa}GS*IN~N1*ST*850 Street~FOST*997*1~`, []],
		['EDIFACT', `${unb}UNH+1+ORDERS:D:96A:UN'BGM+220'UNH+2+INVOIC:D:96A:UN'`, ['ORDERS', 'INVOIC']],
		['EDIFACT with other separators', "UNA*+,? 'UNB+UNOA*1+S+R'UNH+1+DESADV*D*96A*UN'", ['DESADV']],
		['neither', 'UNH+1+ORDERS:D', []],
	])('%s', (_, content, types) => {
		expect(recognizeFile(Buffer.from(content)).messageTypes).toEqual(types);
	});

	test('only the beginning is read', () => {
		const far = `${isa}${'REF*ZZ*0123456789~'.repeat(200)}ST*850*0001~`;
		expect(recognizeFile(Buffer.from(far))).toEqual({
			standard: 'X12',
			messageTypes: [],
			mediaType: 'application/EDI-X12',
		});
	});
});
