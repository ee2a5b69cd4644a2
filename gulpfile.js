'use strict';

const { spawn } = require('node:child_process');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const { dirname, join, relative } = require('node:path');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');

/** The files that n8n loads, such as dist/nodes/EcGrid/EcGrid.node.js, each of which exports one class. */
const entries = [...n8n.credentials, ...n8n.nodes];
const BUNDLE = 'dist/bundle.js';

const clean = () => rm('dist', { recursive: true, force: true });

/** One file with all code, readable: it loads in half the time of its modules, and compresses better. */
async function bundle() {
	const contents = entries
		.map((file) => `export * from './${file.replace(/^dist\//, '').replace(/\.js$/, '')}';\n`)
		.join('');
	const { outputFiles } = await esbuild.build({
		stdin: { contents, resolveDir: __dirname },
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		external: ['n8n-workflow'],
		charset: 'utf8',
		legalComments: 'none',
		write: false,
	});
	await mkdir(dirname(BUNDLE), { recursive: true });
	await writeFile(BUNDLE, withTabs(outputFiles[0].text));
}

/** Replaces an indentation of spaces with tabs, which are smaller. */
const withTabs = (code) => code.replace(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2));

/** The files that n8n loads: each exports the classes of the bundle, among which n8n finds the one with its name. */
async function entryFiles() {
	for (const file of entries) {
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, `module.exports = require('${relative(dirname(file), BUNDLE)}');\n`);
	}
}

const outputSchemas = () =>
	spawn(process.execPath, ['--import', 'tsx', join('build', 'outputSchemas.ts')], { stdio: 'inherit' });

const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));

const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));

exports.build = series(clean, parallel(bundle, entryFiles, icons, codex, outputSchemas));
exports.default = exports.build;
