import { LARGEST_FILE_BYTES } from '../../../../nodes/Edi/file/readFile';
import { mostBytesSaved } from '../../../../nodes/Edi/operations/savedSize';
import { readText, run } from './node';

const TOO_LARGE = /^The file has \d+ MB; this node reads at most 500 MB$/;

test('a stored file that is too large is refused before it is loaded', async () => {
	const item = { json: {}, binary: { data: { data: 'filesystem-v2', id: 'x', mimeType: 'text/plain' } } };
	const [output] = await run(
		{ operation: 'read', binaryPropertyName: 'data' },
		[item],
		LARGEST_FILE_BYTES + 1,
	);
	expect(output!.error).toMatch(TOO_LARGE);
	expect(output!.error).toContain('has 501 MB');
});

test('a text that is too large is refused', async () => {
	const [output] = await readText('ü'.repeat(LARGEST_FILE_BYTES / 2 + 1));
	expect(output!.error).toMatch(TOO_LARGE);
});

test('a file whose segments n8n could not save is refused, unless they are left out', async () => {
	const content = 'x'.repeat(150 * 1024 * 1024);
	const [output] = await readText(content);
	expect(output!.error).toBe('The file has 150 MB; with “Include Segments”, n8n can save at most 140 MB');
	const [without] = await readText(content, { options: { includeSegments: false } });
	expect(without!.error).toMatch(/neither X12 nor EDIFACT/);
});

test('documents need room, too', () => {
	const most = (segments: boolean, document: boolean) =>
		Math.floor(mostBytesSaved({ segments, document }) / 1024 / 1024);
	expect([most(true, true), most(true, false), most(false, true)]).toEqual([68, 140, 132]);
	expect(mostBytesSaved({ segments: false, document: false })).toBe(Infinity);
});
