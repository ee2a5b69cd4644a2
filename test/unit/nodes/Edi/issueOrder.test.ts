import { byFile, byInterchange } from '../../../../nodes/Edi/json/grouped';
import { messagesOf } from '../../../../nodes/Edi/json/messageJson';
import { jsonOf, order, read } from './files';
import { readText } from './node';

/** Wrong counts in SE, GE and IEA, and an empty element at the end of N1: in the file, N1 comes first. */
const wrong = order(['N1*BY*', 'REF*DP'])
	.replace('SE*4', 'SE*9')
	.replace('GE*1', 'GE*9')
	.replace('IEA*1', 'IEA*9');
const inOrder = ['element-trailing-empty', 'message-count', 'group-count', 'interchange-count'];

describe('issues stand in the order of the file', () => {
	const codes = (issues: { code: string }[]) => issues.map(({ code }) => code);

	test('of a message', () => expect(codes(jsonOf(wrong)[0]!.issues)).toEqual(inOrder));

	test('of an interchange, and of a file', () => {
		const messages = messagesOf(read(`junk\n${wrong}${wrong}`));
		const [first, second] = byInterchange(messages);
		expect(codes(first!.issues)).toEqual(['text-outside-interchange', ...inOrder]);
		expect(codes(second!.issues)).toEqual(['interchange-duplicate', ...inOrder]);
		expect(byFile(messages).issues.map(({ offset }) => offset)).toEqual(
			byFile(messages)
				.issues.map(({ offset }) => offset!)
				.sort((one, other) => one - other),
		);
	});
});

describe('“On Issues: Fail” names the first error of the file', () => {
	const errorOf = async (file: string) => (await readText(file, { onIssues: 'fail' }))[0]!.error;

	test('and how many more there are', async () =>
		expect(await errorOf(wrong)).toBe(
			`SE01 says 9 segments; there are 4 (segment 6, byte ${wrong.indexOf('SE*9')}); 2 more errors follow`,
		));

	test('even if it is in a later message than a trailer that is wrong, too', async () => {
		const two = order(['BEG*00']).replace('GE*1', 'ST*850*0002~SE*7*0002~GE*5');
		expect(await errorOf(two)).toMatch(/^SE01 says 7 .*; 1 more error follows$/);
	});

	test('and counts those that are listed once', async () =>
		expect(await errorOf(order(['n1*A', 'n1*A', 'n1*A']))).toMatch(/“n1”.*; 2 more errors follow$/));

	test('and nothing more if it is the only one', async () =>
		expect(await errorOf(order([]).replace('SE*2', 'SE*7'))).toMatch(/\(segment 4, byte \d+\)$/));
});
