import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem, type as system } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as prettier from 'prettier';
import { elapsed, say, step } from '../demo/report';
import { installN8n, type Installation } from '../local-n8n/install';
import { packPackage } from '../local-n8n/package';
import { messageOf, Problem } from '../local-n8n/problem';
import { run } from '../local-n8n/run';
import type { Bench } from './bench';
import { activation } from './activation';
import { bigFile } from './bigFile';
import { deliveries } from './deliveries';
import { documents } from './documents';
import { edi } from './edi';
import { growth } from './growth';
import { items } from './items';
import { limited } from './limited';
import { loading } from './load';
import { memory } from './memory';
import { verdictsOn, type Row } from './result';
import { scaling } from './scaling';
import { stranger } from './stranger';
import { tableOf } from './table';

const benches: Bench[] = [
	deliveries,
	stranger,
	items,
	limited,
	growth,
	bigFile,
	loading,
	activation,
	memory,
	edi,
	documents,
	scaling,
];

const usage = `Measures this package in a real n8n, next to its alternatives.

  npm run bench -- [options]

  --only NAME   one benchmark: ${benches.map(({ name }) => name).join(', ')}; repeatable
  --help        show this help

A full run takes about 25 minutes and writes bench/results.md. Nothing else should run on the machine.
`;

const resultsFile = join(__dirname, 'results.md');

interface Outcome extends Bench {
	rows: Row[];
	problem?: string;
	seconds: number;
}

async function main() {
	const chosen = readOptions();
	if (!chosen) return say(usage);

	const folder = mkdtempSync(join(tmpdir(), 'bench-'));
	try {
		const installation = await step(
			'Get n8n (first time only, takes a few minutes)',
			(onProgress) => installN8n({ onProgress }),
			({ version, dir }) => `n8n ${version} is in ${dir}`,
		);
		process.env.ECGRID_TARBALL ??= await step(
			'Build and pack this package',
			() => packPackage(folder),
			(file) => `Packed: ${file}`,
		);
		const outcomes: Outcome[] = [];
		for (const bench of chosen) outcomes.push(await outcomeOf(bench));
		await conclude(outcomes, installation);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function readOptions(): Bench[] | undefined {
	try {
		const { values } = parseArgs({
			options: { only: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } },
		});
		if (values.help) return undefined;
		if (!values.only) return benches;
		return values.only.map((name) => {
			const bench = benches.find((each) => each.name === name);
			if (!bench) throw new Error(`No benchmark is named “${name}”`);
			return bench;
		});
	} catch (error) {
		throw new Problem(`${messageOf(error)}\n\n${usage}`);
	}
}

async function outcomeOf(bench: Bench): Promise<Outcome> {
	const began = performance.now();
	let rows: Row[] = [];
	let problem: string | undefined;
	try {
		rows = await step(
			`${bench.name}: ${bench.what}`,
			(progress) => bench.run((doing) => progress(`${bench.name}: ${doing}`)),
			() => bench.name,
		);
		say(`\n${await aligned(tableOf(rows))}`);
	} catch (error) {
		problem = messageOf(error);
		say(`     ${problem}\n`);
	}
	return { ...bench, rows, problem, seconds: Math.round((performance.now() - began) / 1000) };
}

const aligned = async (markdown: string) => await prettier.format(markdown, { parser: 'markdown' });

async function conclude(outcomes: Outcome[], installation: Installation) {
	const verdicts = outcomes.flatMap(({ rows }) => rows.flatMap(verdictsOn));
	const met = verdicts.filter(Boolean).length;
	const failed = outcomes.filter(({ problem }) => problem);
	const last = `${met} targets met, ${verdicts.length - met} missed, ${failed.length} benchmarks failed`;
	if (failed.length === 0 && outcomes.length === benches.length) {
		writeFileSync(resultsFile, await aligned(await report(outcomes, installation, last)));
		say(`Wrote bench/results.md`);
	} else {
		say(`bench/results.md is written only if all benchmarks run and none fails.`);
	}
	say(`${last} (${elapsed()})`);
	if (failed.length > 0) process.exitCode = 1;
}

async function report(outcomes: Outcome[], { version, node }: Installation, last: string): Promise<string> {
	const nodeVersion = (await run(node, ['--version'], { cwd: __dirname })).trim();
	const { version: own } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8'));
	const [{ model } = { model: 'unknown' }] = cpus();
	const machine = `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${system()} ${release()}`;
	return `# Benchmarks

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, in ${elapsed()}: n8n-nodes-ecgrid ${own},
n8n ${version} on Node ${nodeVersion}, the benchmark on Node ${process.version}; ${machine}.

${last}.

A figure is the median of all rounds, with the lowest and the highest in brackets. The subjects of a line take turns so
that each follows each of the others equally often. The ratio compares this package with the other subject in each round.
Unless a line says otherwise, n8n runs with \`N8N_EXPRESSION_ENGINE=legacy\`.

${outcomes.map(({ name, what, rows, seconds }) => `## ${name}\n\n${what} (${seconds} s)\n\n${tableOf(rows)}\n`).join('\n')}`;
}

main().catch((error: unknown) => {
	process.exitCode = 1;
	console.error(error instanceof Problem ? `\n${error.message}` : error);
});
