// Writes the parts of the documentation that follow from the nodes' descriptions: the tables of operations
// and endpoints, and the list of defaults, to which it adds new ones. With --check, it writes nothing and
// fails if a file is out of date.
import { EcGrid } from '../nodes/EcGrid/EcGrid.node.js';
import { EcGridInboxTrigger } from '../nodes/EcGrid/EcGridInboxTrigger.node.js';
import { EcGridTrigger } from '../nodes/EcGrid/EcGridTrigger.node.js';
import { Edi } from '../nodes/Edi/Edi.node.js';
import { coveragePage } from './coverage';
import { documentCodesPage } from './documentCodes';
import { documentFieldTable } from './documentFields';
import { savedDefaults } from './defaults';
import { issueTable } from './issues';
import { operationsPage } from './operations';
import { operationsNotForAgents } from './agents';
import { formatted, pageWith, read, write } from './page';

const COMMAND = 'npm run docs:tables';
const GENERATED = `<!-- Written by \`${COMMAND}\` from the descriptions of the nodes. Do not edit. -->`;

async function main() {
	const files = {
		'docs/ai-tool.md': pageWith('docs/ai-tool.md', 'not for agents', operationsNotForAgents()),
		'docs/edi.md': pageWith('docs/edi.md', 'issues', issueTable()),
		'docs/edi-documents.md': pageWith('docs/edi-documents.md', 'fields', documentFieldTable()),
		'docs/edi-codes.md': `${GENERATED}\n\n${documentCodesPage()}`,
		'docs/operations.md': `${GENERATED}\n\n${await operationsPage()}`,
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
			write(file, wanted);
		} else if (read(file) !== wanted) {
			process.exitCode = 1;
			console.error(`${file} is out of date. Run: ${COMMAND}`);
		}
	}
}

void main();
