import type { Login } from './login';

/** The login in an `Authorization: Basic` header (RFC 7617); `undefined` if there is none that can be read. */
export function basicLogin(header: string | undefined): Login | undefined {
	const encoded = /^basic +([A-Za-z0-9+/]+=*) *$/i.exec(header ?? '')?.[1];
	const decoded = encoded && Buffer.from(encoded, 'base64').toString('utf8');
	const colon = decoded ? decoded.indexOf(':') : -1;
	if (!decoded || colon < 0) return undefined;
	return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

export const basicChallenge = (realm: string): string => `Basic realm="${realm}", charset="UTF-8"`;
