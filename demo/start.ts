import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { lock } from 'proper-lockfile';
import { N8nApi, owner, Refusal } from '../local-n8n/api';
import { cacheFolder } from '../local-n8n/cache';
import { localCertificate } from '../local-n8n/certificate';
import { installN8n } from '../local-n8n/install';
import { startN8n } from '../local-n8n/instance';
import { listPackage } from '../local-n8n/listPackage';
import { packPackage } from '../local-n8n/package';
import { messageOf, Problem } from '../local-n8n/problem';
import { startSandbox } from '../sandbox';
import { showLoop } from './loop';
import { elapsed, say, step } from './report';
import { credentialName, publish, setUp, workflowsOfDemo } from './workflows';

const usage = `Shows what this package does in a real n8n, with an ECGrid on loopback.

  npm start -- [options]

  --once     stop after the workflow runs; exit 0 if it ran, 1 if not
  --port N   n8n's port (default 5678)
  --fresh    delete the owner, workflow and executions of earlier demos
  --help     show this help
`;

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

	say(
		'An order arrives at ECGrid and is acknowledged; an invoice goes out, and its acknowledgment is matched.\n',
	);
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
		() => startSandbox({ deliveryCa: ca, partner: { answers: 'accept', delaySeconds: 1 } }),
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
	const workflows = await step(
		'Prepare n8n: owner, credential, workflows, data tables',
		async () => {
			await signIn(api);
			await listPackage(n8n, await api.nodeTypes());
			const all = await workflowsOfDemo(api, { apiKey: sandbox.apiKey, baseUrl: sandbox.url });
			for (const workflow of [all.ordersIn, all.documentsOut]) await setUp(api, workflow);
			return all;
		},
		(all) =>
			`n8n is set up with an owner, the credential “${credentialName}”, data tables, and ${Object.keys(all).length} workflows`,
	);
	await step(
		'Publish the workflows',
		async () => {
			for (const workflow of [workflows.ordersIn, workflows.acknowledgmentsWatched])
				await publish(api, workflow);
			if (sandbox.callbacks.length === 0)
				throw new Problem('The workflows are published, but they have no callback at ECGrid.');
		},
		() => 'Published: ECGrid knows which URLs to call',
	);
	for (const { event, url, httpAuthType } of sandbox.callbacks)
		say(`     ${event} → ${url} (${httpAuthType} login)`);

	await showLoop(api, sandbox, workflows, userFolder);
	say(`\nDone in ${elapsed()}.`);

	if (onlyOnce) return;
	const other = JSON.stringify({ fileName: 'another.edi', content: 'ISA*…' });
	say(`
  Editor    ${n8n.url}/workflow/${workflows.ordersIn.id}
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
