import { readdirSync } from 'node:fs';
import { join } from 'node:path';

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

describe('this check', () => {
	const problems = (source: string) => problemsOf('docs/made-up.md', pageOf(source));

	test('accepts valid pages', () => {
		expect(
			problems(
				[
					'# A `b` & c: “d”',
					'## Same',
					'## Same',
					'[1](#a-b--c-d) [2](#same-1) [3](../README.md#ecgrid-node) [4](https://example.com/x#y)',
					'![5](../icons/ecgrid.svg) <a id="here"></a> [6](#here) `npm run build` `test/contract/ecgrid-api.json`',
					'`resources/<resource>/<operation>.ts` and `nodes/EcGrid/*.node.ts`',
				].join('\n\n'),
			),
		).toEqual([]);
	});

	test.each([
		['a file that is not there', '[a](../nowhere.md)'],
		['an anchor that is not there', '[a](../README.md#nowhere)'],
		['an anchor that the page does not have', '# A\n\n[a](#b)'],
		['a link in a table', '| a | b |\n| - | - |\n| x | [y](nowhere.md) |'],
		['a picture that is not there', '![a](nowhere.png)'],
		['a picture in HTML', '<img src="nowhere.png">'],
		['a reference', '[a][b]\n\n[b]: nowhere.md'],
		['an address without TLS', '[a](http://example.com)'],
		['a way out of the repository', '[a](../../x.md)'],
		['a script that is not there', '```sh\nnpm run nothing\n```'],
		['a silent script that is not there', '`npm run --silent nothing`'],
		['a path that is not there', '`test/nothing.test.ts`'],
	])('finds %s', (_, source) => expect(problems(source)).toHaveLength(1));
});
