import { createHash } from 'node:crypto';

/** What a Digest client hashes and sends (RFC 7616, section 3.4), from the tests' own reading of the RFC. */
export interface DigestRequest {
	username: string;
	password: string;
	realm: string;
	nonce: string;
	uri?: string;
	method?: string;
	nc?: string;
	cnonce?: string;
	qop?: string;
	algorithm?: string;
}

/** The `response` parameter. */
export function responseTo({
	username,
	password,
	realm,
	nonce,
	uri = '/webhook/x/ecgrid?event=Parcel',
	method = 'POST',
	nc = '00000001',
	cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv',
	qop = 'auth',
	algorithm = 'SHA-256',
}: DigestRequest): string {
	const digest = (text: string) =>
		createHash(/^sha-256/i.test(algorithm) ? 'sha256' : 'md5')
			.update(text)
			.digest('hex');
	const a1 = digest(`${username}:${realm}:${password}`);
	const a2 = digest(`${method}:${uri}`);
	return digest(`${a1}:${nonce}:${nc}:${cnonce}:${qop}:${a2}`);
}

/** The parameters of the header, as written. */
export const parametersFor = (request: DigestRequest): Record<string, string> => ({
	username: `"${request.username}"`,
	realm: `"${request.realm}"`,
	nonce: `"${request.nonce}"`,
	uri: `"${request.uri ?? '/webhook/x/ecgrid?event=Parcel'}"`,
	algorithm: request.algorithm ?? 'SHA-256',
	nc: request.nc ?? '00000001',
	cnonce: `"${request.cnonce ?? 'f2/wE4q74E6zIJEtWaHKaf5wv'}"`,
	qop: request.qop ?? 'auth',
	response: `"${responseTo(request)}"`,
});

export const headerOf = (parameters: Record<string, string>, separator = ', '): string =>
	`Digest ${Object.entries(parameters)
		.map(([name, value]) => `${name}=${value}`)
		.join(separator)}`;

export const digestHeader = (request: DigestRequest): string => headerOf(parametersFor(request));

export const nonceIn = (challenge: string | undefined): string =>
	/nonce="([^"]*)"/.exec(challenge ?? '')![1]!;
