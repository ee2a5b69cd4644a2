import { order } from './files';
import { readText, split } from './node';

const content = order(['BEG*00*SA*PO-1**20260507']);

test.each([
	[false, false],
	['false', false],
	['true', true],
	['', true],
])('Include Document %j', async (includeDocument, has) => {
	const [output] = await readText(content, { options: { includeDocument } });
	expect('document' in output!.json).toBe(has);
});

test('Include Segments "false"', async () => {
	const [output] = await readText(content, { options: { includeSegments: 'false' } });
	expect(output!.json).not.toHaveProperty('segments');
	expect(output!.json).toHaveProperty('document');
});

test.each([
	[{ options: { includeDocument: 'no' } }, '“Include Document” is “no”, neither true nor false'],
	[{ options: { includeSegments: 0 } }, '“Include Segments” is “0”, neither true nor false'],
	[{ onIssues: 'Fail' }, '“On Issues” is “Fail”, which is none of continue, fail'],
	[{ itemFor: 'messages' }, '“One Item For” is “messages”, which is none of message, interchange, file'],
	[{ input: 'Text' }, '“Input” is “Text”, which is none of file, text'],
])('Read with %j is refused by name', async (parameters, message) => {
	const [output] = await readText(content, parameters);
	expect(output!.error).toContain(message);
});

test('Split into what there is not is refused by name', async () => {
	const [output] = await split(content, 'messages');
	expect(output!.error).toContain(
		'“One File For” is “messages”, which is none of interchange, group, message',
	);
});
