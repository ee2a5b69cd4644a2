import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../../..');

/** Returns what the lint command's rules report for a project with these files, given the imports of each. */
function violationsIn(files: Record<string, string[]>): string {
	const folder = mkdtempSync(join(tmpdir(), 'ecgrid-imports-'));
	try {
		for (const config of ['.dependency-cruiser.cjs', 'tsconfig.json']) {
			cpSync(join(root, config), join(folder, config));
		}
		for (const [file, imports] of Object.entries(files)) {
			mkdirSync(dirname(join(folder, file)), { recursive: true });
			const lines = imports.map((from, index) => `import type { T as T${index} } from '${from}';`);
			writeFileSync(join(folder, file), [...lines, 'export type T = string;', ''].join('\n'));
		}
		const command = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
		const { stdout, stderr } = spawnSync(
			process.execPath,
			[command, '--config', '.dependency-cruiser.cjs', '--output-type', 'err', '.'],
			{ cwd: folder, encoding: 'utf8' },
		);
		return stdout + stderr;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const imported = (room: string) => `nodes/${room}/imported.ts`;
const ROOMS = [
	...['transport', 'fields', 'runtime', 'methods', 'resources', 'trigger', 'inbox'].map(
		(room) => `EcGrid/${room}`,
	),
	...['interchange', 'x12', 'edifact'].map((room) => `Edi/${room}`),
];

test('reports cycles, even of types only, and forbidden imports between folders, and nothing else', () => {
	const said = violationsIn({
		...Object.fromEntries(ROOMS.map((room) => [imported(room), []])),
		'sandbox/a.ts': ['./b'],
		'sandbox/b.ts': ['./c', '../nodes/EcGrid/transport/imported'],
		'sandbox/c.ts': ['./a'],
		'nodes/EcGrid/transport/a.ts': ['../trigger/imported'],
		'nodes/EcGrid/transport/b.ts': ['../../Edi/x12/imported'],
		'nodes/Edi/x12/a.ts': ['../edifact/imported', '../interchange/imported', 'n8n-workflow'],
		'nodes/EcGrid/runtime/a.ts': ['../inbox/imported', '../transport/imported'],
		'nodes/EcGrid/fields/a.ts': ['../resources/imported', '../transport/imported'],
		'nodes/EcGrid/resources/a.ts': ['../runtime/imported', '../fields/imported'],
		'nodes/EcGrid/trigger/a.ts': ['../inbox/imported', '../runtime/imported'],
		'nodes/EcGrid/inbox/a.ts': ['../trigger/imported', '../fields/imported'],
		'nodes/EcGrid/a.ts': ['../../test/a', './resources/imported'],
		'test/a.ts': ['../sandbox/a'],
	});
	const errors = [...said.matchAll(/error ([\w-]+): (\S+) → (\S*)/g)].map(([, ...parts]) => parts.join(' '));
	expect(errors.sort()).toEqual([
		'EcGrid-fields-imports-only-what-it-may nodes/EcGrid/fields/a.ts nodes/EcGrid/resources/imported.ts',
		'EcGrid-inbox-imports-only-what-it-may nodes/EcGrid/inbox/a.ts nodes/EcGrid/trigger/imported.ts',
		'EcGrid-resources-imports-only-what-it-may nodes/EcGrid/resources/a.ts nodes/EcGrid/runtime/imported.ts',
		'EcGrid-runtime-imports-only-what-it-may nodes/EcGrid/runtime/a.ts nodes/EcGrid/inbox/imported.ts',
		'EcGrid-transport-imports-only-what-it-may nodes/EcGrid/transport/a.ts nodes/EcGrid/trigger/imported.ts',
		'EcGrid-transport-imports-only-what-it-may nodes/EcGrid/transport/b.ts nodes/Edi/x12/imported.ts',
		'EcGrid-trigger-imports-only-what-it-may nodes/EcGrid/trigger/a.ts nodes/EcGrid/inbox/imported.ts',
		'Edi-x12-imports-only-what-it-may nodes/Edi/x12/a.ts nodes/Edi/edifact/imported.ts',
		expect.stringMatching(/^no-circle sandbox/),
		'shipped-code-stands-alone nodes/EcGrid/a.ts test/a.ts',
		'the-codec-knows-nothing-of-n8n nodes/Edi/x12/a.ts n8n-workflow',
		'the-sandbox-does-not-use-the-node sandbox/b.ts nodes/EcGrid/transport/imported.ts',
	]);
});
