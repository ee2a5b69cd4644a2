import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startSandbox, type Caller, type SandboxOptions } from '.';
import { digestClients, type DigestClientName } from './digestClients';
import { answerKinds } from './partner/types';
import { readingNames } from './readings';
import { bodyForms, urlChanges, type Readings } from './types';

const DEFAULT_PORT = 4080;

const USAGE = `A local ECGrid on loopback for development and tests.

  npm run sandbox -- [options]

  --port N            port to listen on; 0 takes any free one (default ${DEFAULT_PORT})
  --key KEY           API key that requests must carry
  --delivery-ca FILE  PEM certificate to trust when calling callback URLs
  --digest-client C   Digest client to imitate: ${Object.keys(digestClients).join(', ')}
  --hang-up MS        hang up this long after sending a delivery, without reading the response
  --change-url HOW    how the query changes on the way: ${urlChanges.join(', ')}
  --body FORM         format of bodies: ${bodyForms.join(', ')}
  --proxy             deliver as through a reverse proxy
  --partner HOW       how the partner answers uploads: ${answerKinds.join(', ')} (default never)
  --reading NAME[=V]  alternative reading of the vendor's pages, from the list below; repeatable
  --help              show this help

Readings:

${Object.entries(readingNames)
	.map(([name, meaning]) => `  ${name.padEnd(25)} ${meaning}`)
	.join('\n')}

Control it over HTTP while it runs, without a key:

  POST   /sandbox/parcels     {"fileName": "po.edi", "content": "ISA*..."}    a parcel arrives
  POST   /sandbox/events      {"event": "User", "objectId": 4101}             any other event fires
  POST   /sandbox/faults      {"endpoint": "*", "faults": [{"status": 503}]}  requests fail
  DELETE /sandbox/faults
  POST   /sandbox/partner     {"answers": "accept"}                           uploads are acknowledged
  POST   /sandbox/partner/orders  {"count": 3, "type": "ORDERS"}              the partner sends orders
  GET    /sandbox/partner     what the partner received and sent, and what acknowledges what
  DELETE /sandbox/partner
  GET    /sandbox/requests, /sandbox/callbacks, /sandbox/deliveries
`;

class UsageError extends Error {}

function optionsFrom(args: string[]): SandboxOptions | undefined {
	const { values } = parse(args);
	if (values.help) return undefined;
	const port = Number(values.port ?? DEFAULT_PORT);
	if (!Number.isInteger(port) || port < 0 || port > 65535) {
		throw new UsageError(`--port must be a number from 0 to 65535, not '${values.port}'`);
	}
	if (values.key === '') throw new UsageError('--key must not be empty');
	const file = values['delivery-ca'];
	const answers = oneOf('partner', values.partner, answerKinds);
	return {
		port,
		partner: answers && { answers },
		apiKey: values.key,
		deliveryCa: file === undefined ? undefined : readCertificate(file),
		caller: callerFrom(values),
		readings: Object.assign({}, ...(values.reading ?? []).map(readingFrom)) as Readings,
	};
}

/**
 * Parses a reading from the command line. A name alone switches the reading on. A value is JSON, or plain
 * text if it isn't valid JSON.
 */
function readingFrom(written: string): Readings {
	const [name = '', ...rest] = written.split('=');
	if (!Object.hasOwn(readingNames, name)) {
		throw new UsageError(`--reading must be one of ${Object.keys(readingNames).join(', ')}, not '${name}'`);
	}
	const value = rest.join('=');
	if (rest.length === 0) return { [name]: true };
	try {
		return { [name]: JSON.parse(value) };
	} catch {
		return { [name]: value };
	}
}

/** Checks that an option has one of the allowed values. */
function oneOf<T extends string>(
	option: string,
	word: string | undefined,
	words: readonly T[],
): T | undefined {
	const found = words.find((known) => known === word);
	if (word !== undefined && !found) throw new UsageError(`--${option} must be one of ${words.join(', ')}`);
	return found;
}

function callerFrom(values: ReturnType<typeof parse>['values']): Caller {
	const afterMs = Number(values['hang-up']);
	if (values['hang-up'] !== undefined && !(afterMs >= 0)) {
		throw new UsageError('--hang-up must be a number of milliseconds');
	}
	return {
		digestClient: oneOf(
			'digest-client',
			values['digest-client'],
			Object.keys(digestClients) as DigestClientName[],
		),
		hangUp: values['hang-up'] === undefined ? undefined : { afterMs },
		url: oneOf('change-url', values['change-url'], urlChanges),
		body: oneOf('body', values.body, bodyForms),
		proxy: values.proxy,
	};
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				port: { type: 'string' },
				key: { type: 'string' },
				'delivery-ca': { type: 'string' },
				'digest-client': { type: 'string' },
				'hang-up': { type: 'string' },
				'change-url': { type: 'string' },
				body: { type: 'string' },
				proxy: { type: 'boolean' },
				partner: { type: 'string' },
				reading: { type: 'string', multiple: true },
				help: { type: 'boolean', short: 'h' },
			},
		});
	} catch (error) {
		throw new UsageError((error as Error).message);
	}
}

function readCertificate(file: string): string {
	try {
		const pem = readFileSync(file, 'utf8');
		new X509Certificate(pem);
		return pem;
	} catch (error) {
		throw new UsageError(`--delivery-ca: ${(error as Error).message}`);
	}
}

async function main(): Promise<void> {
	const options = optionsFrom(process.argv.slice(2));
	if (!options) return void process.stdout.write(USAGE);

	const sandbox = await startSandbox(options);
	process.stdout.write(
		`ECGrid sandbox  ${sandbox.url}\nX-API-Key       ${sandbox.apiKey}\nCtrl-C stops it.\n`,
	);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.stop());
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
	process.exitCode = 1;
	if (error.code === 'EADDRINUSE') {
		console.error(
			`Port ${error.port} is in use. Choose another with --port, or use --port 0 for any free port.`,
		);
	} else if (error instanceof UsageError) {
		console.error(`${error.message}\n\n${USAGE}`);
	} else {
		console.error(error);
	}
});
