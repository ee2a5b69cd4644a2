'use strict';

const { spawn } = require('node:child_process');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const { dirname, join, relative } = require('node:path');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { n8n, version } = require('./package.json');

/** The files that n8n loads, such as dist/nodes/EcGrid/EcGrid.node.js, each of which exports one class. */
const entries = [...n8n.credentials, ...n8n.nodes];

const clean = () => rm('dist', { recursive: true, force: true });

/**
 * Code that is loaded when it is first needed, and where it is put. The name has the version: if the package is updated
 * while n8n runs, the node that n8n has in memory must not load the code of another version.
 */
const LAZY = { './operations': `edi-${version}.js` };

const esbuildOptions = {
	bundle: true,
	platform: 'node',
	target: 'node20',
	format: 'cjs',
	external: ['n8n-workflow'],
	charset: 'utf8',
	legalComments: 'none',
	write: false,
};

/** Leaves what the code requires, rather than imports, in a file of its own. */
const lazily = {
	name: 'lazily',
	setup: ({ onResolve }) =>
		onResolve({ filter: /^\./ }, ({ kind, path, importer }) => {
			if (kind !== 'require-call') return undefined;
			if (!(path in LAZY)) throw new Error(`${importer} requires ${path}, which has no file in LAZY`);
			return { path: `./${LAZY[path]}`, external: true };
		}),
};

async function bundled(file, options) {
	const { outputFiles } = await esbuild.build({ ...esbuildOptions, ...options });
	await mkdir('dist', { recursive: true });
	await writeFile(join('dist', file), withTabs(outputFiles[0].text));
}

/** All code that n8n needs to start, in one readable file: it loads in half the time of its modules, and compresses better. */
const bundle = () =>
	bundled('bundle.js', {
		stdin: {
			contents: entries
				.map((file) => `export * from './${file.replace(/^dist\//, '').replace(/\.js$/, '')}';\n`)
				.join(''),
			resolveDir: __dirname,
		},
		plugins: [lazily],
	});

/** The code of the EDI node's operations. */
const ediOperations = () => bundled(LAZY['./operations'], { entryPoints: ['nodes/Edi/operations/index.ts'] });

/** Replaces an indentation of spaces with tabs, which are smaller. */
const withTabs = (code) => code.replace(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2));

/** The files that n8n loads: each exports the classes of the bundle, among which n8n finds the one with its name. */
async function entryFiles() {
	for (const file of entries) {
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, `module.exports = require('${relative(dirname(file), 'dist/bundle.js')}');\n`);
	}
}

const outputSchemas = () =>
	spawn(process.execPath, ['--import', 'tsx', join('build', 'outputSchemas.ts')], { stdio: 'inherit' });

const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));

const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));

exports.build = series(clean, parallel(bundle, ediOperations, entryFiles, icons, codex, outputSchemas));
exports.default = exports.build;
