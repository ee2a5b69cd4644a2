import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';

import { generate } from 'selfsigned';

import { noise, stored, useStorage } from './files';
import { errorOf, outputOf } from './n8n';
import { runOperation } from './operations';
import { byId, cleanSandbox } from './setup';

const sandbox = cleanSandbox();

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const OPENSSH = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBdx harborline';
const DER = Buffer.from('a certificate in its binary form, DER').toString('base64');
const base64 = (text: string) => Buffer.from(text).toString('base64');

const commId = byId('7');
const run = async (operation: string, parameters: Record<string, unknown>, options?: object) =>
	await runOperation(sandbox(), `certificate ${operation}`, { commId, ...parameters }, undefined, options);
const outputs = async (operation: string, parameters: Record<string, unknown>, options?: object) =>
	outputOf(await run(operation, parameters, options)).map(({ json }) => json);
const written = (certificate: unknown) => ({ input: 'text', certificate });

/** A sequence of DER, with these bytes in it. */
const sequence = (...bytes: number[]) => Buffer.from([0x30, bytes.length, ...bytes]);
const PKCS12 = sequence(2, 1, 3, 0x30, 0);

test.each([
	['addPrivate', PKCS12],
	['addPublic', sequence(0x30, 2, 5, 0, 0x30, 0, 3, 1, 0)],
])('%s sends a file in Base64, and returns the comm', async (operation, file) => {
	const data = file.toString('base64');
	const binary = { data: { mimeType: 'application/octet-stream', fileName: 'key.bin', data } };
	expect(await outputs(operation, {}, { binary })).toMatchObject([{ commId: 7 }]);
	expect(sandbox().requests).toMatchObject([{ body: { commId: 7, certType: 'X509', cert: data } }]);
});

test.each([
	['PEM', PEM, base64(PEM)],
	['PEM with Windows line breaks', PEM.replaceAll('\n', '\r\n'), base64(PEM.replaceAll('\n', '\r\n'))],
	['PEM after a byte order mark', `\uFEFF${PEM}`, base64(PEM)],
	['two certificates with text around them', `${PEM}Issuer\n${PEM}\n`, base64(`${PEM}Issuer\n${PEM}\n`)],
	['PEM after other lines', `Bag Attributes\n${PEM}`, base64(`Bag Attributes\n${PEM}`)],
	['an OpenSSH key', OPENSSH, base64(OPENSSH)],
	['Base64 of the file', DER, DER],
	['Base64 with line breaks', `${DER.slice(0, 20)}\n${DER.slice(20)}\n`, DER],
])('text that is %s is sent as the file would be', async (_, certificate, cert) => {
	await outputs('addPublic', written(certificate));
	expect(sandbox().requests).toMatchObject([{ body: { cert } }]);
});

describe('is refused before anything is sent, without a word of the certificate:', () => {
	test.each([
		['other text', 'addPublic', written('my certificate'), /^“Certificate” must be text that begins with/],
		[
			'a private key that lost its line breaks',
			'addPrivate',
			written(PEM.replaceAll('\n', '')),
			/^“Certificate” lost its line breaks\. .*expression/,
		],
		['no text', 'addPublic', written('={{ $json.nope }}'), /^“Certificate” is empty/],
		[
			'an address that is none',
			'addPublic',
			{ ...written(PEM), additionalFields: { partnerUrl: 'as2.example.com' } },
			/^“Partner URL” must be a web address/,
		],
		[
			'an end before the beginning',
			'create',
			{ additionalFields: { beginUsage: '2026-05-07', expires: '2026-05-07' } },
			/^“Expires” must be later than “Use From”/,
		],
		[
			'no years',
			'renew',
			{ certKeyId: '9', additionalFields: { years: 0 } },
			/^“Years” must be .* at least 1/,
		],
		['no key', 'terminate', { certKeyId: '={{ $json.nope }}' }, /^“Certificate Key ID” is empty/],
	])('%s', async (_, operation, parameters, message) => {
		const error = errorOf(await run(operation, parameters));
		expect(error.message).toMatch(message);
		expect(error.message).not.toMatch(/my cert|MIIB/);
		expect(sandbox().requests).toEqual([]);
	});

	test('an empty file', async () => {
		const binary = { data: { mimeType: 'text/plain', fileName: 'key.pem', data: '' } };
		expect(errorOf(await run('addPublic', {}, { binary })).message).toBe(
			'The file “key.pem” is empty (0 bytes).',
		);
		expect(sandbox().requests).toEqual([]);
	});
});

describe('keys', () => {
	const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
	const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const locked = { cipher: 'aes-256-cbc', passphrase: 'hunter22' };
	const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
	const publicPem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
	const armored = (label: string) => `-----BEGIN ${label}-----\n\nmQENBF\n-----END ${label}-----\n`;
	const privateKeys: Array<[string, Buffer | string]> = [
		['PKCS #8', pkcs8],
		['PKCS #8 after a certificate, with Windows line breaks', `${PEM}${pkcs8}`.replaceAll('\n', '\r\n')],
		['PKCS #8 with a password', privateKey.export({ type: 'pkcs8', format: 'pem', ...locked })],
		['PKCS #1', privateKey.export({ type: 'pkcs1', format: 'pem' })],
		['SEC 1', ec.privateKey.export({ type: 'sec1', format: 'pem' })],
		['OpenSSH', armored('OPENSSH PRIVATE KEY')],
		['PGP', armored('PGP PRIVATE KEY BLOCK')],
		[
			'SSH2',
			'---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56w\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n',
		],
		['PKCS #8 in DER', privateKey.export({ type: 'pkcs8', format: 'der' })],
		['PKCS #8 in DER with a password', privateKey.export({ type: 'pkcs8', format: 'der', ...locked })],
		['PKCS #1 in DER', privateKey.export({ type: 'pkcs1', format: 'der' })],
		['SEC 1 in DER', ec.privateKey.export({ type: 'sec1', format: 'der' })],
		['PKCS #12', Buffer.concat([PKCS12.subarray(0, 2), PKCS12.subarray(2)])],
		['PKCS #12 of unknown length', Buffer.from([0x30, 0x80, 2, 1, 3, 0x30, 0x80, 0, 0, 0, 0])],
		['PGP in binary', Buffer.from([0x95, 1, 2, 4, 5])],
		['PuTTY', 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n'],
		['UTF-16', Buffer.from(`\uFEFF${pkcs8}`, 'utf16le')],
		['Base64 of PEM', base64(pkcs8)],
	];
	const asFile = (content: Buffer | string) => ({
		data: { mimeType: 'text/plain', fileName: 'key.pem', data: Buffer.from(content).toString('base64') },
	});

	test.each(privateKeys)('Add Public sends no private key to a partner: a file with %s', async (_, file) => {
		const result = await run('addPublic', {}, { binary: asFile(file) });
		expect(errorOf(result)).toMatchObject({
			message:
				'“Input Binary Field” contains a private key, which must stay secret. Enter the public certificate alone. If the key is your own, use Add Private.',
			description: 'Nothing was sent to ECGrid.',
		});
		expect(sandbox().requests).toEqual([]);
	});

	test.each([
		...privateKeys.filter(([name]) => !['PuTTY', 'UTF-16', 'PKCS #12', 'PGP in binary'].includes(name)),
	])('Add Public sends no private key to a partner: text with %s', async (_, key) => {
		const text = typeof key === 'string' ? key : key.toString('base64');
		if (text.length < 40) return;
		const items = [{ text: PEM }, { text }];
		const parameters = { commId, ...written('={{ $json.text }}') };
		const result = await runOperation(sandbox(), 'certificate addPublic', parameters, items);
		expect(errorOf(result).message).toMatch(/^“Certificate” contains a private key, .* \[item 1\]$/);
		expect(inspect(result.data.resultData.error, { depth: Infinity })).not.toContain(text.slice(30, 60));
		// Not even the first item's.
		expect(sandbox().requests).toEqual([]);
	});

	test.each<[string, Buffer | string]>([
		['a public key', publicPem],
		['a public key in DER', publicKey.export({ type: 'spki', format: 'der' })],
		['an OpenSSH public key', OPENSSH],
		['a PGP public key', armored('PGP PUBLIC KEY BLOCK')],
		['a certificate', PEM],
	])('Add Public takes %s, and Add Private refuses it', async (_, content) => {
		const binary = asFile(content);
		await outputs('addPublic', {}, { binary });
		expect(sandbox().requests).toMatchObject([{ body: { cert: binary.data.data } }]);
		expect(errorOf(await run('addPrivate', {}, { binary })).message).toMatch(
			/^“Input Binary Field” contains no private key\./,
		);
		expect(sandbox().requests).toHaveLength(1);
	});

	test('a real certificate in DER is public, and cut off without its end', async () => {
		const { cert } = await generate([{ name: 'commonName', value: 'as2.example.com' }]);
		const der = Buffer.from(cert.replace(/-----.*-----|\s/g, ''), 'base64');
		await outputs('addPublic', {}, { binary: asFile(der) });
		expect(sandbox().requests).toHaveLength(1);
		for (const [content, how] of [
			[der.subarray(0, 300), `it has 300 of ${der.length} bytes`],
			[der.subarray(0, 300).toString('base64'), `it has 300 of ${der.length} bytes`],
			[cert.slice(0, 300), 'the line with END CERTIFICATE is missing'],
		] as const) {
			const { message } = errorOf(await run('addPublic', {}, { binary: asFile(content) }));
			expect(message).toContain(`“Input Binary Field” is cut off: ${how}`);
		}
		const text = errorOf(await run('addPublic', written(cert.slice(0, 300)))).message;
		expect(text).toContain('“Certificate” is cut off: the line with END CERTIFICATE is missing.');
		expect(sandbox().requests).toHaveLength(1);
	});

	describe.each(['default', 'filesystem'] as const)('in n8n’s storage: %s', (mode) => {
		useStorage(mode);

		test('a public certificate is sent, a private key is not', async () => {
			await outputs('addPublic', {}, { binary: { data: await stored(Buffer.from(PEM)) } });
			expect(sandbox().requests).toMatchObject([{ body: { cert: base64(PEM) } }]);
			const binary = { data: await stored(Buffer.from(pkcs8)) };
			expect(errorOf(await run('addPublic', {}, { binary })).message).toContain('contains a private key');
			expect(sandbox().requests).toHaveLength(1);
		});

		test('a file of 50 MB is no certificate', async () => {
			const binary = { data: await stored(noise(50_000_000), 'key.pem') };
			for (const operation of ['addPrivate', 'addPublic']) {
				expect(errorOf(await run(operation, {}, { binary })).message).toBe(
					'“Input Binary Field” has 50.0 MB, but no certificate is bigger than 1 MB. Choose another one.',
				);
			}
			expect(sandbox().requests).toEqual([]);
		});
	});

	test('50 MB of text is no certificate', async () => {
		const { message } = errorOf(await run('addPublic', written('A'.repeat(50_000_000))));
		expect(message).toContain('“Certificate” has 50.0 MB, but no certificate is bigger than 1 MB.');
	});

	test.each([
		['text', written(pkcs8), undefined],
		['a file', {}, asFile(pkcs8)],
	])(
		'neither the private key nor its password is shown if ECGrid repeats them: %s',
		async (_, input, binary) => {
			const password = 'Tr0ub4dor-and-3';
			const message = `Bad password ${password} for ${base64(pkcs8)} or ${JSON.stringify(pkcs8)}`;
			sandbox().fault('POST /v2/certificates/add-private', { status: 400, message });
			const parameters = { ...input, additionalFields: { password } };
			const result = await run('addPrivate', parameters, { binary });
			expect(errorOf(result).message).toContain('Bad password ••• for ••• or "•••');
			expect(inspect(result.data.resultData.error, { depth: Infinity })).not.toContain(pkcs8.slice(30, 50));
		},
	);
});

test('Terminate returns which certificate it was', async () => {
	expect(await outputs('terminate', { certKeyId: '2201' })).toEqual([
		{ success: true, commId: 7, certKeyId: 2201 },
	]);
});

test('Create and Renew return the comm of the certificate', async () => {
	expect(await outputs('create', {})).toMatchObject([{ commId: 7 }]);
	expect(await outputs('renew', { certKeyId: '2201' })).toMatchObject([{ commId: 7 }]);
});
