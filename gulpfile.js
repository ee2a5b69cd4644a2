'use strict';

const { spawn } = require('node:child_process');
const { createHash } = require('node:crypto');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const { dirname, join, relative } = require('node:path');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const bundling = require('./build/esbuild.json');
const { n8n } = require('./package.json');

/** The files that n8n loads, such as dist/nodes/EcGrid/EcGrid.node.js, each of which exports one class. */
const entries = [...n8n.credentials, ...n8n.nodes];

const clean = () => rm('dist', { recursive: true, force: true });

/**
 * Code that is loaded when it is first needed, by the path that requires it: its entry point, and the beginning of its
 * file's name. The rest of the name is a hash of the code: if the package is updated while n8n runs, the node that n8n has
 * in memory must not load other code.
 */
const LAZY = { './operations': { entryPoint: 'nodes/Edi/operations/index.ts', name: 'edi' } };

/** Leaves what the code requires, rather than imports, in a file of its own. */
const lazily = {
	name: 'lazily',
	setup: ({ onResolve }) =>
		onResolve({ filter: /^\./ }, ({ kind, path, importer }) => {
			if (kind !== 'require-call') return undefined;
			if (!(path in LAZY)) throw new Error(`${importer} requires ${path}, which has no file in LAZY`);
			return { path: `./${LAZY[path].file}`, external: true };
		}),
};

async function bundled(nameOf, options) {
	const { outputFiles } = await esbuild.build({ ...bundling, write: false, ...options });
	const code = withTabs(outputFiles[0].text);
	const file = nameOf(code);
	await mkdir('dist', { recursive: true });
	await writeFile(join('dist', file), code);
	return file;
}

/** All code that n8n needs to start, in one readable file: it loads in half the time of its modules, and compresses better. */
const bundle = () =>
	bundled(() => 'bundle.js', {
		stdin: {
			contents: entries
				.map((file) => `export * from './${file.replace(/^dist\//, '').replace(/\.js$/, '')}';\n`)
				.join(''),
			resolveDir: __dirname,
		},
		plugins: [lazily],
	});

async function lazyFiles() {
	const hashOf = (code) => createHash('sha256').update(code).digest('hex').slice(0, 12);
	for (const lazy of Object.values(LAZY))
		lazy.file = await bundled((code) => `${lazy.name}-${hashOf(code)}.js`, {
			entryPoints: [lazy.entryPoint],
		});
}

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

exports.build = series(clean, lazyFiles, parallel(bundle, entryFiles, icons, codex, outputSchemas));
exports.default = exports.build;
