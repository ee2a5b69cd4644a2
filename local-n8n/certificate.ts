import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface Certificate {
	keyFile: string;
	certFile: string;
	/** The certificate as text. It is self-signed, so clients must also trust it directly. */
	ca: string;
}

/** Returns the certificate for localhost and 127.0.0.1 in this folder, or creates one. */
export async function localCertificate(folder: string): Promise<Certificate> {
	const keyFile = join(folder, 'localhost.key');
	const certFile = join(folder, 'localhost.crt');
	const tomorrow = Date.now() + 24 * 60 * 60 * 1000;
	const present = existsSync(keyFile) && existsSync(certFile) ? await readFile(certFile, 'utf8') : undefined;
	if (present && Date.parse(new X509Certificate(present).validTo) > tomorrow)
		return { keyFile, certFile, ca: present };

	const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
		keySize: 2048,
		algorithm: 'sha256',
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 2, value: 'localhost' },
					{ type: 7, ip: '127.0.0.1' },
				],
			},
		],
	});
	await mkdir(folder, { recursive: true });
	await writeFile(keyFile, key, { mode: 0o600 });
	await writeFile(certFile, cert);
	return { keyFile, certFile, ca: cert };
}
