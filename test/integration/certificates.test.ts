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

test.each(['addPrivate', 'addPublic'])(
	'%s sends a file in Base64, and returns the comm',
	async (operation) => {
		const data = Buffer.from([0x30, 0x82, 0, 0xff]).toString('base64');
		const binary = { data: { mimeType: 'application/x-pkcs12', fileName: 'key.p12', data } };
		expect(await outputs(operation, {}, { binary })).toMatchObject([{ commId: 7 }]);
		expect(sandbox().requests).toMatchObject([{ body: { commId: 7, certType: 'X509', cert: data } }]);
	},
);

test.each([
	['PEM', PEM, base64(PEM)],
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
			/^“Expires” is not after “Use From”/,
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

test('neither the private key nor its password is shown if ECGrid repeats them', async () => {
	const password = 'Tr0ub4dor-and-3';
	const message = `Bad password ${password} for ${base64(PEM)}`;
	sandbox().fault('POST /v2/certificates/add-private', { status: 400, message });
	const error = errorOf(await run('addPrivate', { ...written(PEM), additionalFields: { password } }));
	expect(error.message).toContain('Bad password ••• for •••');
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
