import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { run } from '../../local-n8n/run';
import { waitFor } from '../../local-n8n/wait';
import { everyTwoSeconds, useLab } from './lab';

const NAME = 'n8n-nodes-ecgrid';
const { PATH } = process.env;
const folder = mkdtempSync(join(tmpdir(), 'ecgrid-update-'));

const tarballOf = (version: string) => join(folder, `${NAME}-${version}.tgz`);

const loaded = (version: string) => `loaded ${NAME} ${version}`;

/** Packs this package again, as another version. Its code tells n8n's log when it is loaded. */
async function pack(version: string): Promise<void> {
	const unpacked = mkdtempSync(join(folder, 'unpacked-'));
	await run('tar', ['-xzf', process.env.ECGRID_TARBALL!, '-C', unpacked], { cwd: folder });
	const manifest = join(unpacked, 'package', 'package.json');
	await writeFile(manifest, JSON.stringify({ ...JSON.parse(await readFile(manifest, 'utf8')), version }));
	await appendFile(join(unpacked, 'package', 'dist', 'bundle.js'), `console.log('${loaded(version)}');\n`);
	await run('tar', ['-czf', tarballOf(version), '-C', unpacked, 'package'], { cwd: folder });
}

/** Stands in for npm and its registry: n8n asks whether a version exists, and downloads it. */
function replaceNpm(): void {
	const npm = join(folder, 'npm');
	const script = [
		'#!/bin/sh',
		'version="${2##*@}"',
		'case "$1" in',
		`view) echo "\\"$version\\"" ;;`,
		`pack) cp "${tarballOf('$version')}" . && echo "${NAME}-$version.tgz" ;;`,
		'esac',
	];
	writeFileSync(npm, `${script.join('\n')}\n`);
	chmodSync(npm, 0o755);
	process.env.PATH = [folder, PATH].join(delimiter);
}

replaceNpm();
const lab = useLab();

const PACKAGES = '/community-packages';
const loadedLast = () =>
	lab.n8n
		.logs()
		.match(/loaded \S+ \S+/g)
		?.at(-1);

/** As n8n's *Update* does under *Settings → Community nodes*. */
async function update(version: string): Promise<void> {
	expect(await lab.api.call('PATCH', PACKAGES, { name: NAME, version })).toMatchObject({
		installedVersion: version,
	});
}

beforeAll(async () => {
	await pack('0.0.1');
	await pack('0.0.2');
	await lab.api.call('POST', PACKAGES, { name: NAME, version: '0.0.1' });
});

beforeEach(async () => await update('0.0.1'));

afterAll(() => {
	process.env.PATH = PATH;
	rmSync(folder, { recursive: true });
});

test('the package is updated during a poll: the parcel is handed out once, and the next ones are', async () => {
	const { id } = await lab.inboxWorkflow({
		pollTimes: { item: everyTwoSeconds },
		options: { download: true },
	});
	await lab.api.publish(id);
	const polls = () => lab.requestsTo('/v2/parcels/pending-inbox-list').length;
	const downloads = () => lab.requestsTo('/v2/parcels/download');
	lab.sandbox.fault('POST /v2/parcels/download', { delayMs: 6_000 });
	const { parcelId: first } = lab.sandbox.addParcel({ fileName: '850.edi', content: '850' });
	await waitFor('the download', () => downloads()[0]);
	await update('0.0.2');
	await lab.api.waitForExecutions(id, 1);

	const { parcelId: second } = lab.sandbox.addParcel({ fileName: '855.edi', content: '855' });
	const before = polls();
	await waitFor('three more polls', () => polls() >= before + 3 || undefined, { timeoutMs: 20_000 });
	const executions = await lab.api.waitForExecutions(id, 2);
	expect(executions.map((execution) => execution.output().map(({ parcelId }) => parcelId))).toEqual([
		[second],
		[first],
	]);
	expect(downloads()).toHaveLength(2);
	expect(loadedLast()).toBe(loaded('0.0.2'));
});

test('the package is updated while an ECGrid Trigger is published: the trigger goes on, and unpublishing deletes its callback', async () => {
	const { id } = await lab.triggerWorkflow();
	await lab.api.publish(id);
	const arrives = async (fileName: string) => {
		const { parcelId } = lab.sandbox.addParcel({ fileName, content: fileName });
		await lab.sandbox.idle();
		return parcelId;
	};
	const first = await arrives('850.edi');
	await update('0.0.2');
	const second = await arrives('855.edi');
	const executions = await lab.api.waitForExecutions(id, 2);
	expect(executions.map((execution) => execution.output()[0]!.parcelId)).toEqual([second, first]);
	expect(loadedLast()).toBe(loaded('0.0.2'));
	await lab.api.unpublish(id);
	expect(lab.sandbox.callbacks).toEqual([]);
});
