// Checks the package as n8n's verification does: the sources, the packed tarball and the tarball's list of
// files. The check fails on any error or warning from n8n's scanner and on any file that doesn't belong in
// the tarball.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const scannerFolder = join(require.resolve('@n8n/scan-community-package/package.json'), '..');
const scanner = await import(pathToFileURL(join(scannerFolder, 'scanner/scanner.mjs')).href);
const { ESLint } = require(require.resolve('eslint', { paths: [scannerFolder] }));

const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'ecgrid-scan-'));
const BELONGS =
	/^(package\.json|README\.md|LICENSE|index\.js|dist\/.*\.(js|svg|node\.json)|dist\/nodes\/\w+\/__schema__\/.*\.json)$/;
// Grows with the operations: at most 200 kB with all of ECGrid's endpoints. This limit is for what slips in unnoticed.
const MOST_BYTES = 260_000;
let problems = 0;

const filesUnder = (folder) =>
	readdirSync(folder, { recursive: true })
		.map(String)
		.filter((file) => statSync(join(folder, file)).isFile());

async function scan(what, folder, patterns) {
	const { passed, details, message } = await scanner.analyzePackage(folder, patterns);
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await scanner.buildScanConfig(),
		errorOnUnmatchedPattern: false,
	});
	const results = await eslint.lintFiles(patterns ?? ['**/*.js', '**/*.json']);
	const sum = (key) => results.reduce((total, result) => total + result[key], 0);
	console.log(
		`${what}: ${results.length} files, ${sum('errorCount')} errors, ${sum('warningCount')} warnings`,
	);
	if (!passed) console.log(details ?? message);
	for (const { filePath, messages } of results) {
		for (const { line, message: text, ruleId } of messages) {
			console.log(`  ${relative(folder, filePath)}:${line} ${text} (${ruleId})`);
		}
	}
	problems += sum('errorCount') + sum('warningCount') + (passed ? 0 : 1);
}

try {
	const source = join(work, 'source');
	for (const part of ['package.json', 'nodes', 'credentials', 'icons']) {
		cpSync(join(root, part), join(source, part), { recursive: true });
	}
	await scan('Sources', source, scanner.SOURCE_FILE_PATTERNS);

	const npm = (...args) =>
		execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
	const [{ filename, size, unpackedSize }] = JSON.parse(npm('pack', '--json', '--pack-destination', work));
	execFileSync('tar', ['-xzf', join(work, filename), '-C', work]);
	const packed = join(work, 'package');
	await scan('Tarball', packed);

	const files = filesUnder(packed);
	console.log(
		`Tarball: ${files.length} files, ${(size / 1000).toFixed(1)} kB packed, ${(unpackedSize / 1000).toFixed(1)} kB unpacked`,
	);
	if (size > MOST_BYTES) {
		problems++;
		console.log(`  more than ${MOST_BYTES / 1000} kB packed`);
	}
	for (const file of files.filter((name) => !BELONGS.test(name))) {
		problems++;
		console.log(`  ${file} doesn't belong in the tarball`);
	}
	for (const needed of [
		'README.md',
		'LICENSE',
		'index.js',
		'dist/icons/ecgrid.svg',
		'dist/nodes/EcGrid/EcGrid.node.json',
		'dist/nodes/Edi/__schema__/v1.0.0/read.json',
	]) {
		if (!files.includes(needed)) {
			problems++;
			console.log(`  ${needed} is missing from the tarball`);
		}
	}
} finally {
	rmSync(work, { recursive: true, force: true });
}

console.log(problems === 0 ? "n8n's scanner finds no problems" : `${problems} problems`);
process.exitCode = problems === 0 ? 0 : 1;
