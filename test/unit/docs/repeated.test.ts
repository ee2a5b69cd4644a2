import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readCompose } from '../../../local-n8n/compose';
import { EcGridApi } from '../../../credentials/EcGridApi.credentials';
import { withDocument } from '../../../nodes/Edi/documents/withDocument';
import { readFile } from '../../../nodes/Edi/file/readFile';
import { messagesOf } from '../../../nodes/Edi/json/messageJson';

const read = (file: string) => readFileSync(join(__dirname, '../../..', file), 'utf8');

const { version, author, homepage, devDependencies } = JSON.parse(read('package.json')) as {
	version: string;
	author: { email: string };
	homepage: string;
	devDependencies: Record<string, string>;
};
const readme = read('README.md');

const compose = readCompose<'ecgrid' | 'n8n'>('compose.yaml');
const queue = readCompose<'ecgrid' | 'n8n' | 'webhook-1' | 'webhook-2' | 'worker'>('queue/compose.yaml');

/** Returns a page's code blocks in one language. */
const blocksOf = (page: string, language: string) =>
	[...page.matchAll(new RegExp(`\`\`\`${language}\\n([^\`]+)\`\`\``, 'g'))].map(([, block]) => block!);

/** What `whole` has in the places that `part` has. */
function partOf(whole: unknown, part: unknown): unknown {
	if (Array.isArray(part)) return part.map((each, index) => partOf((whole as unknown[])[index], each));
	if (typeof part !== 'object' || part === null) return whole;
	return Object.fromEntries(
		Object.entries(part).map(([name, inner]) => [
			name,
			partOf((whole as Record<string, unknown>)[name], inner),
		]),
	);
}

describe('facts in more than one place are the same everywhere', () => {
	test('the package version', () => {
		expect(readme).toContain(`n8n-nodes-ecgrid-${version}.tgz`);
		for (const { services } of [compose, queue])
			expect((services.ecgrid.command as string[]).join()).toMatch(
				new RegExp(`n8n-nodes-ecgrid@${version}( |$)`),
			);
	});

	test('the n8n version', () => {
		const { N8N_VERSION: chosen } = process.env;
		delete process.env.N8N_VERSION;
		jest.isolateModules(() => {
			const { n8nVersion } = jest.requireActual('../../../local-n8n/version');
			expect(readme).toContain(`Every check runs with n8n ${n8nVersion}, `);
			expect(readme).toContain(`**Compatibility**: n8n ${n8nVersion}, `);
			expect(devDependencies['n8n-core']).toBe(n8nVersion);
			const { ecgrid, n8n, worker, 'webhook-1': first, 'webhook-2': second } = queue.services;
			for (const { image } of [
				...Object.values(compose.services).slice(0, 2),
				ecgrid,
				n8n,
				worker,
				first,
				second,
			])
				expect(image).toBe(`n8nio/n8n:${n8nVersion}`);
		});
		if (chosen !== undefined) process.env.N8N_VERSION = chosen;
	});

	test("the package's page, which the credential opens at its part", () =>
		expect(new EcGridApi().documentationUrl).toBe(`${homepage}/#credential-ecgrid-api`));

	test('the address for reports', () => expect(read('SECURITY.md')).toContain(`\`${author.email}\``));

	test('the item of the ECGrid Trigger', () => {
		const { payload: shownOnPage, ...item } = JSON.parse(
			blocksOf(read('docs/events-and-payloads.md'), 'json').at(-1)!,
		);
		const { payload, ...shown } = JSON.parse(blocksOf(read('docs/triggers.md'), 'json')[0]!);
		expect(shown).toEqual(item);
		expect([payload, shownOnPage]).toEqual([expect.anything(), expect.anything()]);
	});

	test('what Read makes of the order in the README', () => {
		const { interchanges } = readFile(readFileSync(join(__dirname, '../../../demo/850.edi')));
		const [message] = messagesOf({ interchanges }).map(withDocument);
		const [shown] = blocksOf(readme, 'json').map((block) => JSON.parse(block) as unknown);
		expect(shown).toEqual(partOf(message, shown));
	});

	test('the Caddy configuration', () => {
		const lines = (caddyfile: string) => caddyfile.trim().split(/\n\s*/);
		const shipped = compose.configs.caddyfile.content
			.replace('${N8N_HOST}', 'n8n.example.com')
			.replace('${N8N_PUBLIC_PATHS:-/webhook/*}', '/webhook/*')
			.replace('n8n:5678', 'localhost:5678');
		expect(blocksOf(read('docs/networking.md'), 'text').map(lines)).toEqual([lines(shipped)]);
	});
});
