// Writes the parts of the documentation that follow from the nodes' descriptions: the tables of operations
// and endpoints, and the list of defaults, to which it adds new ones. With --check, it writes nothing and
// fails if a file is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

import { EcGrid } from '../nodes/EcGrid/EcGrid.node.js';
import { EcGridInboxTrigger } from '../nodes/EcGrid/EcGridInboxTrigger.node.js';
import { EcGridTrigger } from '../nodes/EcGrid/EcGridTrigger.node.js';
import { Edi } from '../nodes/Edi/Edi.node.js';
import { coveragePage } from './coverage';
import { documentCodesPage } from './documentCodes';
import { documentFieldTable } from './documentFields';
import { savedDefaults } from './defaults';
import { issueTable } from './issues';
import { operationsInBrief, operationsPage } from './operations';

const COMMAND = 'npm run docs:tables';
const GENERATED = `<!-- Written by \`${COMMAND}\` from the descriptions of the nodes. Do not edit. -->`;

const root = join(__dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Returns a page with this content between two markers of this name. */
function pageWith(file: string, name: string, content: string): string {
	const page = read(file);
	const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const [from, to] = [page.indexOf(begin), page.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`${file} has no ${begin} … ${end}`);
	return `${page.slice(0, from + begin.length)}\n\n${content}\n\n${page.slice(to)}`;
}

const formatted = async (file: string, content: string) =>
	await format(content, { ...(await resolveConfig(join(root, file))), filepath: file });

async function main() {
	const files = {
		'README.md': pageWith('README.md', 'operations', operationsInBrief()),
		'docs/edi.md': pageWith('docs/edi.md', 'issues', issueTable()),
		'docs/edi-documents.md': pageWith('docs/edi-documents.md', 'fields', documentFieldTable()),
		'docs/edi-codes.md': `${GENERATED}\n\n${documentCodesPage()}`,
		'docs/operations.md': `${GENERATED}\n\n${operationsPage()}`,
		'docs/api-coverage.md': `${GENERATED}\n\n${coveragePage()}`,
		'test/contract/saved-defaults.json': savedDefaults([
			new EcGrid(),
			new EcGridTrigger(),
			new EcGridInboxTrigger(),
			new Edi(),
		]),
	};
	const isCheck = process.argv.includes('--check');
	for (const [file, content] of Object.entries(files)) {
		const wanted = await formatted(file, content);
		if (!isCheck) {
			writeFileSync(join(root, file), wanted);
		} else if (read(file) !== wanted) {
			process.exitCode = 1;
			console.error(`${file} is out of date. Run: ${COMMAND}`);
		}
	}
}

void main();
