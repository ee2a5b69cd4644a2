import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'crypto';

import { digestSecret, type DigestSecret } from './digest';
import { equal, identityOf, type Login, type NodeContext } from './login';
import type { Authentication } from './wanted';

export const REALM = 'n8n ECGrid Trigger';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A one-way hash by which a login can be recognised. The password has 256 bits, so a plain hash cannot be searched. */
const basicVerifier = ({ username, password }: Login): string =>
	createHash('sha256')
		.update(JSON.stringify([username, password]))
		.digest('base64url');

/** A key that only this n8n can derive: checking Digest takes a secret that would let its holder in. */
const sealingKey = (context: NodeContext) =>
	Buffer.from(hkdfSync('sha256', identityOf(context), '', 'n8n-nodes-ecgrid digest', 32));

const seal = (context: NodeContext, secret: DigestSecret): string => {
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv(CIPHER, sealingKey(context), iv);
	const sealed = Buffer.concat([cipher.update(JSON.stringify(secret), 'utf8'), cipher.final()]);
	return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
};

/** The secret for Digest in a stored verifier; `undefined` when it was not sealed by this node in this n8n. */
export function unseal(context: NodeContext, verifier: string): DigestSecret | undefined {
	const bytes = Buffer.from(verifier, 'base64url');
	try {
		const decipher = createDecipheriv(CIPHER, sealingKey(context), bytes.subarray(0, IV_BYTES));
		decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
		const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
		return JSON.parse(text.toString('utf8')) as DigestSecret;
	} catch {
		return undefined;
	}
}

/** What is stored so that the login which ECGrid was given is recognised later, also after the API key was changed. Nobody can log in with it. */
export function verifierOf(
	context: NodeContext,
	authentication: Authentication,
	login: Login,
): string | undefined {
	if (authentication === 'none') return undefined;
	if (authentication === 'basic') return basicVerifier(login);
	return seal(context, digestSecret(login, REALM));
}

/** Whether a login is the one that a Basic verifier was made of. */
export const isLogin = (login: Login, verifier: string): boolean => equal(basicVerifier(login), verifier);

/** Whether two logins are the same. */
export const isSameLogin = (left: Login, right: Login): boolean => isLogin(left, basicVerifier(right));
