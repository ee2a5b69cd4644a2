import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { lock } from 'proper-lockfile';
import {
	N8nApi,
	owner,
	Refusal,
	withCredential,
	type Workflow,
	type WorkflowContent,
} from '../local-n8n/api';
import { cacheFolder } from '../local-n8n/cache';
import { localCertificate } from '../local-n8n/certificate';
import { installN8n } from '../local-n8n/install';
import { startN8n } from '../local-n8n/instance';
import { listPackage } from '../local-n8n/listPackage';
import { packPackage } from '../local-n8n/package';
import { messageOf, Problem } from '../local-n8n/problem';
import { startSandbox } from '../sandbox';
import { elapsed, indented, say, step } from './report';

const usage = `Shows what this package does in a real n8n, with an ECGrid on loopback.

  npm start -- [options]

  --once     stop after the workflow runs; exit 0 if it ran, 1 if not
  --port N   n8n's port (default 5678)
  --fresh    delete the owner, workflow and executions of earlier demos
  --help     show this help
`;

const credentialType = 'ecGridApi';
const credentialName = 'ECGrid sandbox';
const workflowFile = join(__dirname, '../examples/purchase-orders-to-rows.json');

interface Order {
	type: string;
	sender: object;
	receiver: object;
	segments: string[][];
}

/** Functions to call at the end, in reverse order. */
const running: Array<() => Promise<void>> = [];

let stopping = false;

async function stopAll() {
	stopping = true;
	for (const stop of running.splice(0).reverse()) await stop();
}

async function main() {
	const options = readOptions();
	if (!options) return say(usage);
	const { once: onlyOnce, port, fresh } = options;
	await portIsFree(port);

	const userFolder = cacheFolder('demo');
	running.push(await onlyDemo(userFolder));
	// Files saved by an earlier demo would be mistaken for this demo's files.
	for (const left of ['.n8n-files', ...(fresh ? ['.n8n', 'n8n.log'] : [])])
		rmSync(join(userFolder, left), { recursive: true, force: true });

	say('A purchase order arrives at ECGrid, and a workflow in n8n reads it.\n');
	const tarball = await step(
		'Build and pack this package',
		() => packPackage(userFolder),
		(file) => `Built and packed: ${basename(file)}, ${Math.round(statSync(file).size / 1000)} kB`,
	);
	const installation = await step(
		'Get n8n (first time only, takes a few minutes)',
		(onProgress) => installN8n({ onProgress }),
		({ version, dir }) => `n8n ${version} is in ${dir}`,
	);
	const { ca } = await localCertificate(userFolder);
	const sandbox = await step(
		'Start an ECGrid on loopback',
		() => startSandbox({ deliveryCa: ca }),
		({ url, apiKey }) => `ECGrid sandbox at ${url}, API key ${apiKey}`,
	);
	running.push(() => sandbox.stop());
	const n8n = await step(
		'Start n8n with the package in it',
		() => startN8n({ installation, tarball, userFolder, port }),
		({ url }) => `n8n at ${url}, with the package installed`,
	);
	running.push(() => n8n.stop());

	const api = new N8nApi(n8n);
	running.push(() => api.close());
	const workflow = await step(
		'Prepare n8n: owner, credential, workflow',
		async () => {
			await signIn(api);
			await listPackage(n8n, await api.nodeTypes());
			return await workflowOfDemo(api, { apiKey: sandbox.apiKey, baseUrl: sandbox.url });
		},
		({ name }) =>
			`n8n is set up with an owner, the credential “${credentialName}” and the workflow “${name}”`,
	);
	await step(
		'Publish the workflow',
		async () => {
			const { status, message } = await api.publish(workflow.id);
			if (status !== 'published')
				throw new Problem(`n8n couldn't publish the workflow: ${message || status}`);
			if (sandbox.callbacks.length === 0)
				throw new Problem('The workflow is published, but it has no callback at ECGrid.');
		},
		() => 'Published: ECGrid knows which URL to call',
	);
	for (const { event, url, httpAuthType } of sandbox.callbacks)
		say(`     ${event} → ${url} (${httpAuthType} login)`);

	const [last] = await api.executions(workflow.id);
	const order = readFileSync(join(__dirname, '850.edi'));
	const { parcel } = await step(
		'Send a purchase order to the mailbox',
		async () => {
			const arrived = sandbox.addParcel({ fileName: '850.edi', content: order });
			await sandbox.idle();
			const delivery = sandbox.deliveries.at(-1);
			if (delivery?.status !== 200) {
				throw new Problem(
					`ECGrid couldn't deliver the event: ${delivery?.error ?? `n8n answered ${delivery?.status}: ${delivery?.responseBody}`}`,
				);
			}
			return { parcel: arrived, ...delivery };
		},
		({ durationMs, status }) =>
			`A purchase order (X12 850) arrived; n8n answered ECGrid's call with ${status} in ${Math.round(durationMs)} ms`,
	);
	const execution = await step(
		'Wait for the workflow to run',
		async () => {
			const [newest] = await api.waitForExecutions(workflow.id, 1, { after: last?.id });
			if (newest!.status !== 'success')
				throw new Problem(`The workflow ran but failed: ${newest!.error?.message ?? newest!.status}`);
			return newest!;
		},
		({ id }) => `The workflow ran: execution ${id}. Its input is`,
	);
	say(indented(JSON.stringify(execution.output('A parcel arrives'), null, 2)));
	const [read] = execution.output('Read') as [{ interchanges: [{ messages: [Order] }] }];
	const { segments, type, sender, receiver } = read.interchanges[0].messages[0];
	say(`     and the order (${type}), as the EDI node reads it, is`);
	say(indented(JSON.stringify({ type, sender, receiver }, null, 2)));
	for (const segment of segments) say(indented(JSON.stringify(segment)));
	const file = join(userFolder, '.n8n-files', `${parcel.parcelId}-${parcel.fileName}.csv`);
	const rows = await step(
		'Check the rows and the confirmation',
		async () => {
			if (!existsSync(file)) throw new Problem(`The workflow ran, but ${file} doesn't exist`);
			if (parcel.status !== 'InBoxTransferred')
				throw new Problem(`The parcel is still waiting at ECGrid with status ${parcel.status}`);
			const [, ...lines] = readFileSync(file, 'utf8').trim().split('\r\n');
			const ordered = segments.filter(([tag]) => tag === 'PO1').length;
			if (lines.length !== ordered)
				throw new Problem(`The order has ${ordered} lines, and ${file} has ${lines.length} rows`);
			return lines;
		},
		({ length }) => `Its ${length} lines are rows of a file, and the parcel's download is confirmed:`,
	);
	say(`     ${file}`);
	for (const row of rows) say(`     ${row}`);
	say(`     Parcel ${parcel.parcelId}: ${parcel.status}`);
	say(`\nDone in ${elapsed()}.`);

	if (onlyOnce) return;
	const other = JSON.stringify({ fileName: 'another.edi', content: 'ISA*…' });
	say(`
  Editor    ${n8n.url}/workflow/${workflow.id}
            (the demo uses its own certificate, so the browser asks once)
  Login     ${owner.email}
  Password  ${owner.password}
  Log       ${join(userFolder, 'n8n.log')}

  To send another parcel:
  curl ${sandbox.url}/sandbox/parcels -H 'content-type: application/json' -d '${other}'

Ctrl-C stops everything.`);
	await once(n8n.process, 'exit');
	if (!stopping) throw new Problem(`n8n stopped unexpectedly. Its log is ${join(userFolder, 'n8n.log')}`);
}

function readOptions() {
	try {
		const { values } = parseArgs({
			options: {
				once: { type: 'boolean', default: false },
				port: { type: 'string', default: '5678' },
				fresh: { type: 'boolean', default: false },
				help: { type: 'boolean', short: 'h' },
			},
		});
		const port = Number(values.port);
		if (!Number.isInteger(port) || port < 1 || port > 65535)
			throw new Error(`--port must be a number from 1 to 65535. Received '${values.port}'`);
		return values.help ? undefined : { ...values, port };
	} catch (error) {
		throw new Problem(`${messageOf(error)}\n\n${usage}`);
	}
}

async function portIsFree(port: number) {
	const server = createServer().listen(port, '127.0.0.1');
	try {
		await once(server, 'listening');
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		const why = code === 'EADDRINUSE' ? 'in use, perhaps by another n8n' : `not available (${code})`;
		throw new Problem(
			`Port ${port} is ${why}. Stop the program that uses it, or choose another port: npm start -- --port ${port + 10}`,
		);
	}
	server.close();
	await once(server, 'close');
}

/** Prevents two demos from sharing n8n's data folder. */
async function onlyDemo(userFolder: string) {
	try {
		return await lock(userFolder);
	} catch {
		throw new Problem(
			'Another demo is running or was killed less than ten seconds ago. Stop it or wait a moment, then start again.',
		);
	}
}

async function signIn(api: N8nApi) {
	await api.signIn().catch((error: unknown) => {
		if (!(error instanceof Refusal)) throw error;
		throw new Problem(
			`The demo can't log in to its own n8n (${error.said}). Start over: npm start -- --fresh`,
		);
	});
}

/**
 * Returns the demo's workflow and credential. Reuses those of an earlier demo, including any changes, or
 * creates new ones.
 */
async function workflowOfDemo(api: N8nApi, access: { apiKey: string; baseUrl: string }): Promise<Workflow> {
	const known = (await api.credentials()).find(
		({ name, type }) => name === credentialName && type === credentialType,
	);
	const credential = known
		? await api.updateCredential(known, access)
		: await api.createCredential(credentialName, credentialType, access);

	const content = JSON.parse(readFileSync(workflowFile, 'utf8')) as WorkflowContent;
	const present = (await api.workflows()).find((workflow) => workflow.name === content.name);
	if (present) {
		// It is registered at the earlier demo's ECGrid, which no longer exists.
		if (present.active) await api.unpublish(present.id);
		return await api.workflow(present.id);
	}
	return await api.createWorkflow(withCredential(content, credential));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => {
		say('\nStopping.');
		void stopAll().finally(() => process.exit(0));
	});
}

main()
	.catch((error: unknown) => {
		process.exitCode = 1;
		console.error(error instanceof Problem ? `\n${error.message}` : error);
	})
	.finally(stopAll);
