import { LARGEST_FILE_BYTES } from '../../../../nodes/Edi/file/readFile';
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
