import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { call } from './client';
import { sandboxAndReceiver, sandboxWith } from './setup';

const root = path.resolve(__dirname, '../../..');

function run(...args: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...args], { cwd: root });
	const ended = Promise.all([once(child, 'close'), text(child.stderr)]).then(([[code], stderr]) => ({
		code,
		stderr,
	}));
	return { child, ended };
}

async function started(child: ReturnType<typeof run>['child']) {
	let output = '';
	for await (const chunk of child.stdout) {
		output += chunk;
		const match = /(http:\S+)\s+X-API-Key\s+(\S+)/.exec(output);
		if (match) return { url: match[1]!, apiKey: match[2]! };
	}
	throw new Error(`No address in: ${output}`);
}

test.each(['SIGINT', 'SIGTERM'] as const)(
	'prints its address and key, works, and stops on %s',
	async (signal) => {
		const { child, ended } = run('--port', '0', '--key', 'my-key');
		const { url, apiKey } = await started(child);
		expect(apiKey).toBe('my-key');
		const response = await fetch(`${url}/v2/users/me`, { headers: { 'X-API-Key': apiKey } });
		expect(response.status).toBe(200);
		child.kill(signal);
		expect(await ended).toEqual({ code: 0, stderr: '' });
	},
	20_000,
);

test('delivers to servers whose certificate it is told to trust', async () => {
	const { receiver } = await sandboxAndReceiver();
	const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
	writeFileSync(path.join(folder, 'ca.pem'), receiver.ca);
	const { child, ended } = run('--port', '0', '--delivery-ca', path.join(folder, 'ca.pem'));
	try {
		const sandbox = (await started(child)) as Parameters<typeof call>[0];
		await call(sandbox, 'POST /v2/callbacks/create', { url: receiver.url, event: 'Parcel' });
		expect(await call(sandbox, 'POST /v2/callbacks/test', { callbackId: 7001 })).toMatchObject({
			data: { httpStatus: 200 },
		});
	} finally {
		child.kill();
		rmSync(folder, { recursive: true });
	}
	await ended;
}, 20_000);

test('supports alternative readings of the vendor’s pages', async () => {
	const { child, ended } = run('--port', '0', '--reading', 'callbackIdName=callBackEventId');
	try {
		const sandbox = (await started(child)) as Parameters<typeof call>[0];
		const hook = { url: 'https://n8n.example.com/hook', event: 'Parcel' };
		expect(await call(sandbox, 'POST /v2/callbacks/create', hook)).toMatchObject({
			data: { callBackEventId: 7001 },
		});
	} finally {
		child.kill();
	}
	await ended;
}, 20_000);

test('can play the partner from the start', async () => {
	const { child, ended } = run('--port', '0', '--partner', 'reject');
	try {
		const { url } = await started(child);
		const report = (await (await fetch(`${url}/sandbox/partner`)).json()) as object;
		expect(report).toMatchObject({ rules: [{ answers: 'reject' }] });
	} finally {
		child.kill();
	}
	await ended;
}, 20_000);

test('says that the port is in use', async () => {
	const { port } = new URL((await sandboxWith()).url);
	const { code, stderr } = await run('--port', port).ended;
	expect(code).toBe(1);
	expect(stderr.trim()).toBe(
		`Port ${port} is in use. Choose another with --port, or use --port 0 for any free port.`,
	);
}, 20_000);

test.each([
	[['--port', 'many'], "--port must be a number from 0 to 65535, not 'many'"],
	[['--color'], "Unknown option '--color'"],
	[['--key', ''], '--key must not be empty'],
	[['--delivery-ca', 'nowhere.pem'], '--delivery-ca: ENOENT'],
	[['--delivery-ca', 'package.json'], '--delivery-ca: '],
	[['--digest-client', 'netscape'], '--digest-client must be one of best, curl, '],
	[['--change-url', 'host'], '--change-url must be one of queryLost, '],
	[['--body', 'yaml'], '--body must be one of json, '],
	[['--partner', 'maybe'], '--partner must be one of accept, reject, partial, contradict, never'],
	[['--reading', 'tea'], '--reading must be one of newCallbacksHidden, '],
	[['--hang-up', 'soon'], '--hang-up must be a number of milliseconds'],
])(
	'explains the problem with %j',
	async (args, problem) => {
		const { code, stderr } = await run(...args).ended;
		expect(code).toBe(1);
		expect(stderr).toContain(problem);
		expect(stderr).toContain('npm run sandbox');
	},
	20_000,
);

test('prints help', async () => {
	const { child, ended } = run('--help');
	expect(await text(child.stdout)).toContain('--delivery-ca FILE');
	expect(await ended).toEqual({ code: 0, stderr: '' });
}, 20_000);
