import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { documentCodesPage } from '../../../docs/documentCodes';
import { Codes } from '../../../nodes/Edi/documents/engine/codes';

const folder = join(__dirname, '../../../nodes/Edi/documents/codes');
const tables = readdirSync(folder).flatMap((file) =>
	Object.entries(jest.requireActual<Record<string, unknown>>(join(folder, file)))
		.filter(([, value]) => value instanceof Codes)
		.map(([name, value]) => [name, value as Codes] as const),
);

const rowsOnPage = documentCodesPage()
	.split('\n')
	.map((line) => line.split(' | '))
	.map(([name, , ...codes]) => [name, ...codes].join(' | '));

test.each(tables)('docs/edi-codes.md has all of %s', (_, { rows }) => {
	const wanted = rows.map(
		([name, x12, edifact]) => `| \`${name}\` | ${x12.join(', ')} | ${edifact.join(', ')} |`,
	);
	expect(rowsOnPage).toEqual(expect.arrayContaining(wanted));
});
