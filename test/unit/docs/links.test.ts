import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { pageOf, pages, problemsOf } from './page';

test('README, CONTRIBUTING, SECURITY, CHANGELOG and docs/ exist', () => {
	expect([...pages.keys()]).toEqual(
		expect.arrayContaining([
			'README.md',
			'CONTRIBUTING.md',
			'SECURITY.md',
			'CHANGELOG.md',
			'docs/operations.md',
		]),
	);
});

test.each([...pages.keys()])('%s: links, anchors, npm scripts and paths are valid', (file) => {
	expect(problemsOf(file)).toEqual([]);
});

test('docs/architecture.md: every file that it names exists', () => {
	const files = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(__dirname, '../../..', folder), { recursive: true, encoding: 'utf8' }).map(
			(file) => `/${file}`,
		),
	);
	const { inline, blocks } = pages.get('docs/architecture.md')!;
	const named = [...inline, ...blocks].flatMap((code) => code.match(/(?<![\w>])[\w/]+\.ts\b/g) ?? []);
	expect(named).toContain('concurrencyLimiter.ts');
	expect(named.filter((name) => !files.some((file) => file.endsWith(`/${name}`)))).toEqual([]);
});

test('each picture of the documentation is shown on a page', () => {
	const root = join(__dirname, '../../..');
	const shown = new Set(
		[...pages].flatMap(([file, { targets }]) => targets.map((target) => join(dirname(file), target))),
	);
	const pictures = readdirSync(join(root, 'docs/images'), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.png'))
		.map((file) => join('docs/images', file));
	expect(pictures).toContain('docs/images/order.png');
	expect(pictures.filter((picture) => !shown.has(picture))).toEqual([]);
});

describe('this check', () => {
	const problems = (source: string) => problemsOf('docs/made-up.md', pageOf(source));

	test('accepts valid pages', () => {
		expect(
			problems(
				[
					'# A `b` & c: “d”',
					'## Same',
					'## Same',
					'[1](#a-b--c-d) [2](#same-1) [3](../README.md#quick-start) [4](https://example.com/x#y)',
					'![5](../icons/ecgrid.svg) <a id="here"></a> [6](#here) `npm run build` `test/contract/ecgrid-api.json`',
					'`resources/<resource>/<operation>.ts` and `nodes/EcGrid/*.node.ts`',
				].join('\n\n'),
			),
		).toEqual([]);
	});

	test.each([
		['a missing file', '[a](../nowhere.md)'],
		['a missing anchor', '[a](../README.md#nowhere)'],
		["an anchor that the page doesn't have", '# A\n\n[a](#b)'],
		['a link in a table', '| a | b |\n| - | - |\n| x | [y](nowhere.md) |'],
		['a missing image', '![a](nowhere.png)'],
		['an image in HTML', '<img src="nowhere.png" alt="a">'],
		['an image without a text', '![](../icons/ecgrid.svg)'],
		['an image in HTML without a text', '<img src="../icons/ecgrid.svg">'],
		['a reference', '[a][b]\n\n[b]: nowhere.md'],
		['an address without TLS', '[a](http://example.com)'],
		['a path out of the repository', '[a](../../x.md)'],
		['a missing script', '```sh\nnpm run nothing\n```'],
		['a missing silent script', '`npm run --silent nothing`'],
		['a missing path', '`test/nothing.test.ts`'],
	])('finds %s', (_, source) => expect(problems(source)).toHaveLength(1));
});
