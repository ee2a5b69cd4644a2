import { sandboxWith } from '../setup';
import { edifact, invoic, upload } from './files';
import { edifactSegments } from './foreignParsers';

const UCI = 'UCI+REF17+HARBORLINE:ZZZ+LAKESIDE:14:STORE12';

const error = ['UCS+2', 'UCD+12+2:1'];

/** What stands between UNH and UNT of a CONTRL. */
const body = (segments: string[]) => segments.slice(2, -2);

test('a CONTRL with sender and receiver swapped in UNB, and as received in UCI', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const [answer, ...more] = await upload(sandbox, edifact([invoic('1'), invoic('2')]));
	expect(more).toEqual([]);
	const date = new Date().toISOString().slice(2, 10).replaceAll('-', '');
	const segments = edifactSegments(answer!);
	expect(segments).toEqual([
		expect.stringMatching(`^UNB\\+UNOC:3\\+LAKESIDE:14:STORE12\\+HARBORLINE:ZZZ\\+${date}:\\d{4}\\+500001$`),
		'UNH+1+CONTRL:D:3:UN',
		`${UCI}+7`,
		'UCM+1+INVOIC:D:96A:UN:EAN008+7',
		'UCM+2+INVOIC:D:96A:UN:EAN008+7',
		'UNT+5+1',
		'UNZ+1+500001',
	]);
	expect(answer).toMatchObject({
		fileName: 'CONTRL-500001.edi',
		ecGridIdFrom: 820003,
		ecGridIdTo: 820001,
		mailboxId: 30001,
	});
});

const accepted = (n: number) => `UCM+${n}+INVOIC:D:96A:UN:EAN008+7`;
const rejected = (n: number) => `UCM+${n}+INVOIC:D:96A:UN:EAN008+4`;

test.each([
	['reject', 2, [`${UCI}+4`, rejected(1), ...error, rejected(2), ...error]],
	['partial', 2, [`${UCI}+7`, accepted(1), rejected(2), ...error]],
	['partial', 1, [`${UCI}+4`, rejected(1), ...error]],
	['contradict', 2, [`${UCI}+4`, accepted(1), accepted(2)]],
] as const)('%s with %d messages', async (answers, count, expected) => {
	const sandbox = await sandboxWith({ partner: { answers } });
	const messages = Array.from({ length: count }, (_, index) => invoic(String(index + 1)));
	const [answer] = await upload(sandbox, edifact(messages));
	expect(body(edifactSegments(answer!))).toEqual(expected);
});

test('rejects a message without segments, too', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'reject' } });
	const [answer] = await upload(sandbox, edifact(["UNH+1+INVOIC:D:96A:UN'UNT+2+1'"]));
	expect(body(edifactSegments(answer!))).toEqual([`${UCI}+4`, 'UCM+1+INVOIC:D:96A:UN+4+18']);
});

test('points to the first element that has a value', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'reject' } });
	const [answer] = await upload(sandbox, edifact(["UNH+1+INVOIC:D:96A:UN'BGM++A'UNT+3+1'"]));
	expect(body(edifactSegments(answer!)).slice(-1)).toEqual(['UCD+12+3:1']);
});

test('syntax 4 has another CONTRL, and a year of four digits', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const [answer] = await upload(sandbox, edifact([invoic('1')], { syntax: 'UNOB:4' }));
	const segments = edifactSegments(answer!);
	expect(segments[0]).toMatch(/^UNB\+UNOB:4\+LAKESIDE:14:STORE12\+HARBORLINE:ZZZ\+\d{8}:\d{4}\+500001$/);
	expect(segments[1]).toBe('UNH+1+CONTRL:4:1:UN');
});

test('a test remains a test', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const [answer] = await upload(sandbox, edifact([invoic('1')], { unb: '++++++1' }));
	expect(edifactSegments(answer!)[0]).toMatch(/\+500001\+{6}1$/);
});

test('answers each group, the last message of which is rejected', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'partial' } });
	const group = (number: string, messages: string[]) =>
		`UNG+INVOIC+LINES:ZZZ+STORE:14+260131:0930+${number}+UN+D:96A'${messages.join('')}UNE+${messages.length}+${number}'`;
	const [answer] = await upload(
		sandbox,
		edifact([group('G1', [invoic('1'), invoic('2')]), group('G2', [invoic('1')])]),
	);
	expect(body(edifactSegments(answer!))).toEqual([
		`${UCI}+7`,
		'UCF+G1+LINES:ZZZ+STORE:14+7',
		accepted(1),
		rejected(2),
		...error,
		'UCF+G2+LINES:ZZZ+STORE:14+4',
		rejected(1),
		...error,
	]);
});

test('reads the service characters of UNA and releases its own', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const file =
		'UNA/|,! ~\nUNB|UNOC/3|HARBOR!|+?LINE/ZZZ|LAKE!!SIDE/14|260131/0930|REF!~!/17~\n' +
		'UNH|A:1|INVOIC/D/96A/UN~BGM|380~UNT|3|A:1~UNZ|1|REF!~!/17~';
	const [answer] = await upload(sandbox, file);
	expect(answer!.content.toString()).toContain("UCI+REF~/17+HARBOR|?+??LINE:ZZZ+LAKE!SIDE:14+7'");
	expect(body(edifactSegments(answer!))).toEqual([
		'UCI+REF~/17+HARBOR|+?LINE:ZZZ+LAKE!SIDE:14+7',
		'UCM+A:1+INVOIC:D:96A:UN+7',
	]);
	expect(sandbox.partner.report().received).toMatchObject([
		{
			sender: 'HARBOR|+?LINE',
			receiver: 'LAKE!SIDE',
			controlNumber: 'REF~/17',
			groups: [{ messages: [{ type: 'INVOIC', controlNumber: 'A:1' }] }],
		},
	]);
});

test('without a release character in UNA, the question mark is data', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const file =
		"UNA:+.  'UNB+UNOC:3+WHO?:ZZZ+LAKESIDE:14+260131:0930+R'UNH+1+INVOIC:D:96A:UN'UNT+2+1'UNZ+1+R'";
	const [answer] = await upload(sandbox, file);
	expect(answer!.content.toString()).toContain("UCI+R+WHO??:ZZZ+LAKESIDE:14+7'");
	expect(body(edifactSegments(answer!))[0]).toBe('UCI+R+WHO?:ZZZ+LAKESIDE:14+7');
});

test('in syntax 4, an asterisk is released, too', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const file = edifact([invoic('1')], { syntax: 'UNOC:4' }).replaceAll('REF17', 'A?*B');
	const [answer] = await upload(sandbox, file);
	expect(answer!.content.toString()).toContain("UCI+A?*B+HARBORLINE:ZZZ+LAKESIDE:14:STORE12+7'");
	expect(sandbox.partner.report().received).toMatchObject([{ controlNumber: 'A*B' }]);
});

test('leaves bytes beyond ASCII as they are', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const [answer] = await upload(sandbox, edifact([invoic('1')]).replaceAll('HARBORLINE', 'K\xd6LN'));
	expect(answer!.content.toString('latin1')).toContain('UCI+REF17+K\xd6LN:ZZZ+');
});
