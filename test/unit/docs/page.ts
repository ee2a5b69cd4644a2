import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import MarkdownIt from 'markdown-it';

import { anchorOf } from '../../../docs/markdown';

const root = join(__dirname, '../../..');
const markdown = new MarkdownIt({ html: true });
type Token = ReturnType<typeof markdown.parse>[number];

/** The parts of a Markdown page that can become wrong unnoticed. */
export interface Page {
	/** Anchors that links can point to. */
	anchors: Set<string>;
	/** Targets of links and images. */
	targets: string[];
	/** Images, with what stands in their place for people who can't see them. */
	images: Array<{ target: string; alternative: string }>;
	/** Code on the page, `inline` and in blocks. */
	inline: string[];
	blocks: string[];
}

const textOf = ({ children }: Token) =>
	(children ?? [])
		.filter(({ type }) => type === 'text' || type === 'code_inline')
		.map(({ content }) => content)
		.join('');

const attributesOf = (html: string, ...names: string[]) =>
	[...html.matchAll(new RegExp(`\\b(?:${names.join('|')})="([^"]*)"`, 'g'))].map(([, value]) => value!);

export function pageOf(source: string): Page {
	const page: Page = { anchors: new Set(), targets: [], images: [], inline: [], blocks: [] };
	const headings = new Map<string, number>();
	const tokens = markdown.parse(source, {});
	tokens.forEach((token, index) => {
		if (token.type === 'fence' || token.type === 'code_block') page.blocks.push(token.content);
		if (token.type === 'heading_open') {
			const anchor = anchorOf(textOf(tokens[index + 1]!));
			const before = headings.get(anchor) ?? 0;
			headings.set(anchor, before + 1);
			page.anchors.add(before ? `${anchor}-${before}` : anchor);
		}
		for (const part of [token, ...(token.children ?? [])]) {
			const target = part.attrGet('href') ?? part.attrGet('src');
			if (target) page.targets.push(String(target));
			if (part.type === 'image') page.images.push({ target: String(target), alternative: textOf(part) });
			if (part.type === 'code_inline') page.inline.push(part.content);
			if (part.type === 'html_inline' || part.type === 'html_block') {
				page.targets.push(...attributesOf(part.content, 'href', 'src', 'srcset'));
				for (const [tag] of part.content.matchAll(/<img\b[^>]*>/g)) {
					const [target = ''] = attributesOf(tag, 'src');
					page.images.push({ target, alternative: attributesOf(tag, 'alt')[0] ?? '' });
				}
				for (const id of attributesOf(part.content, 'id', 'name')) page.anchors.add(id);
			}
		}
	});
	return page;
}

const pagesIn = (folder: string) =>
	existsSync(join(root, folder))
		? readdirSync(join(root, folder))
				.filter((file) => file.endsWith('.md'))
				.map((file) => join(folder, file))
		: [];

const read = (file: string) => pageOf(readFileSync(join(root, file), 'utf8'));

/** The pages for readers, by file. */
export const pages = new Map(
	['', 'docs', 'examples', '.github'].flatMap(pagesIn).map((file) => [file, read(file)]),
);

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	scripts: Record<string, string>;
};

/**
 * Returns the problem with a link on a page, checked offline: files and anchors must exist; other hosts
 * aren't contacted.
 */
function problemWithTarget(file: string, page: Page, target: string): string | undefined {
	if (/^[a-z]+:/i.test(target)) {
		return /^(https:|mailto:)/.test(target) && URL.canParse(target)
			? undefined
			: `${target} isn't an https: address`;
	}
	const [path = '', anchor] = decodeURIComponent(target).split('#');
	const there = path ? join(dirname(file), path) : file;
	if (there.startsWith('..')) return `${target} leads out of the repository`;
	if (path && !existsSync(join(root, there))) return `${target}: ${there} doesn't exist`;
	if (!anchor) return undefined;
	const targetPage = path ? (there.endsWith('.md') ? read(there) : undefined) : page;
	return targetPage?.anchors.has(anchor) ? undefined : `${target}: ${there} has no heading for #${anchor}`;
}

const FOLDERS = readdirSync(root).filter(
	(name) => statSync(join(root, name)).isDirectory() && !['node_modules', 'dist', '.git'].includes(name),
);
/** A path from the repository root, such as `test/e2e/lab.ts`. A path with a placeholder doesn't count. */
const PATH = new RegExp(`^(?:${FOLDERS.map((name) => name.replace('.', '\\.')).join('|')})/[\\w./-]*$`);

/** Returns all false statements that a page makes about this repository. */
export function problemsOf(file: string, page = pages.get(file)!): string[] {
	const links = page.targets.map((target) => problemWithTarget(file, page, target));
	const commands = [...page.inline, ...page.blocks].flatMap((code) =>
		[...code.matchAll(/\bnpm (?:(?:run|run-script)(?: -\S+)* ([\w:-]+)|(test|start)\b)/g)].map(
			([, run, short]) => {
				const script = run ?? short!;
				return script in scripts ? undefined : `package.json has no script “${script}”`;
			},
		),
	);
	const paths = page.inline
		.filter((code) => PATH.test(code))
		.map((path) =>
			existsSync(join(root, path)) ? undefined : `${relative(root, join(root, path))} doesn't exist`,
		);
	const images = page.images.map(({ target, alternative }) =>
		alternative.trim() ? undefined : `${target}: no text stands for the image`,
	);
	return [...links, ...images, ...commands, ...paths].filter((problem) => problem !== undefined);
}
