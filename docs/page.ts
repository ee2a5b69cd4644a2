import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

const root = join(__dirname, '..');

/** Returns the text of a file of this repository. */
export const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Writes it. */
export const write = (file: string, content: string) => writeFileSync(join(root, file), content);

/** Returns the content as Prettier formats this file. */
export const formatted = async (file: string, content: string) =>
	await format(content, { ...(await resolveConfig(join(root, file))), filepath: file });

/** Returns a page with this content between two markers of this name. */
export function pageWith(file: string, name: string, content: string): string {
	const page = read(file);
	const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const [from, to] = [page.indexOf(begin), page.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`${file} has no ${begin} … ${end}`);
	return `${page.slice(0, from + begin.length)}\n\n${content}\n\n${page.slice(to)}`;
}
