// Writes the table of docs/edi-documents.md that says how much of each file in a folder comes out in documents:
// `npm run docs:samples -- <folder>`. The files are other people's and not in this repository.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { withDocument } from '../nodes/Edi/documents/withDocument';
import type { BusinessDocument } from '../nodes/Edi/documents/readDocument';
import { readFile } from '../nodes/Edi/file/readFile';
import { messagesOf } from '../nodes/Edi/json/messageJson';
import { table } from './markdown';
import { formatted, pageWith, write } from './page';

const PAGE = 'docs/edi-documents.md';

/** Segments around a message. */
const AROUND = ['ST', 'SE', 'UNH', 'UNT'];

const percent = (part: number, whole: number) => `${Math.floor((100 * part) / whole)} %`;

/** The row of a file: what of its messages has a place in documents. Undefined if it has no document. */
function rowOf(name: string, bytes: Buffer): { row: string[]; segments: number; mapped: number } | undefined {
	const messages = messagesOf(readFile(bytes))
		.map(withDocument)
		.flatMap(({ standard, type, segments = [], document }) =>
			document
				? [
						{
							type: `${standard} ${type}`,
							segments: segments.filter(([tag]) => !AROUND.includes(String(tag))),
							unmapped: (document as BusinessDocument).unmapped,
						},
					]
				: [],
		);
	if (messages.every(({ segments }) => segments.length === 0)) return undefined;
	const types = [...new Set(messages.map(({ type }) => type))];
	const unmapped = messages.flatMap((message) => message.unmapped);
	const whole = unmapped.filter(({ elements }) => elements === undefined);
	const segments = messages.reduce((sum, message) => sum + message.segments.length, 0);
	const mapped = segments - whole.length;
	const tags = (some: { tag: string }[]) => [...new Set(some.map(({ tag }) => tag))].sort().join(', ');
	const inPart = unmapped.filter(({ elements }) => elements !== undefined);
	const cells = [segments, mapped].map(String);
	return {
		row: [name, types.join(', '), ...cells, percent(mapped, segments), tags(whole), tags(inPart)],
		segments,
		mapped,
	};
}

async function main() {
	const [folder] = process.argv.slice(2);
	if (!folder) {
		process.exitCode = 1;
		return console.error('Name a folder: npm run docs:samples -- <folder>');
	}
	const names = readdirSync(folder)
		.filter((name) => name.endsWith('.edi'))
		.sort();
	const rows = names.flatMap((name) => rowOf(name, readFileSync(join(folder, name))) ?? []);
	const sum = (of: 'segments' | 'mapped') => rows.reduce((total, row) => total + row[of], 0);
	const [segments, mapped] = [sum('segments'), sum('mapped')];
	const total = [
		`${rows.length} files`,
		'',
		String(segments),
		String(mapped),
		percent(mapped, segments),
		'',
		'',
	];
	const head = ['File', 'Message', 'Segments', 'Mapped', 'Share', 'Not mapped', 'Mapped in part'];
	const content = table(head, [...rows.map(({ row }) => row), total]);
	write(PAGE, await formatted(PAGE, pageWith(PAGE, 'samples', content)));
}

void main();
