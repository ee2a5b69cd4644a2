import { failureWithoutAnswer } from '../../../../../nodes/EcGrid/transport/connection';
import { CredentialProblem } from '../../../../../nodes/EcGrid/transport/credential';
import type { ApiRequest } from '../../../../../nodes/EcGrid/transport/api';

const read: ApiRequest = { method: 'POST', path: '/v2/callbacks/queue-list', body: {}, idempotent: true };
const create: ApiRequest = { ...read, path: '/v2/callbacks/create', idempotent: false };

/** A system error, wrapped in this many other errors. */
const errorWith = (code: string, depth = 0, syscall?: string): Error => {
	const error = Object.assign(new Error(`${syscall} ${code} 10.0.0.1:443 X-API-Key: key-5f1c9a`), {
		code,
		syscall,
	});
	return depth === 0 ? error : new Error('wrapped', { cause: errorWith(code, depth - 1, syscall) });
};

const whileConnecting: Array<[string, string]> = [
	['ECONNREFUSED', 'connect'],
	['EHOSTUNREACH', 'connect'],
	['ENETUNREACH', 'connect'],
	['ETIMEDOUT', 'connect'],
	['ECONNRESET', 'connect'],
	['EADDRNOTAVAIL', 'connect'],
	['ENOTFOUND', 'getaddrinfo'],
	['EAI_AGAIN', 'getaddrinfo'],
];
const neverMade = [
	'ENOTFOUND',
	'EAI_AGAIN',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'CERT_NOT_YET_VALID',
	'CERT_REVOKED',
	'CERT_UNTRUSTED',
	'CERT_REJECTED',
	'CERT_SIGNATURE_FAILURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
];
const lost = ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT', 'ERR_CANCELED'];
const onceConnected = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ECONNRESET', 'ENETDOWN'];

test.each([...whileConnecting, ...neverMade.map((code) => [code, undefined] as const)])(
	'%s (%s): nothing was sent, not even a create',
	(code, syscall) => {
		for (const depth of [0, 1, 3]) {
			const failure = failureWithoutAnswer(errorWith(code, depth, syscall), create);
			expect(failure.message).toContain("can't be reached");
			expect(failure.notSent).toBe(true);
			expect(failure.description).toContain(code);
			expect(failure.outcomeUnknown).toBeFalsy();
		}
	},
);

test.each([...whileConnecting, ['ENOTFOUND', undefined] as const, ['EAI_AGAIN', undefined] as const])(
	'%s (%s): is retried, even for a create',
	(code, syscall) => {
		expect(failureWithoutAnswer(errorWith(code, 0, syscall), create).retryReason).toBe('notSent');
	},
);

test.each([
	['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate chain is self-signed'],
	['UNABLE_TO_GET_ISSUER_CERT', 'the issuer of its certificate is unknown'],
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'the issuer of its certificate is unknown'],
])('%s is told in words', (code, why) => {
	expect(failureWithoutAnswer(errorWith(code), read).message).toBe(`ECGrid can't be reached: ${why}`);
});

test('tried all addresses of the host in vain: nothing was sent', () => {
	const errors = [errorWith('ECONNREFUSED', 0, 'connect'), errorWith('ENETUNREACH', 0, 'connect')];
	const error = Object.assign(new AggregateError(errors), { code: 'ECONNREFUSED' });
	for (const each of [error, new Error('wrapped', { cause: error })]) {
		expect(failureWithoutAnswer(each, create)).toMatchObject({
			message: "ECGrid can't be reached: the connection was refused",
			retryReason: 'notSent',
		});
	}
});

test.each(onceConnected.flatMap((code) => ['read', 'write', undefined].map((call) => [call, code] as const)))(
	"%s %s on an established connection: a create may have been done and isn't retried",
	(syscall, code) => {
		for (const depth of [0, 1, 3]) {
			const failure = failureWithoutAnswer(errorWith(code, depth, syscall), create);
			expect(failure).toMatchObject({ outcomeUnknown: true, retryReason: 'serverError' });
			expect(failure.message).toMatch(/didn't answer: .*isn't known whether/);
			expect(failure.notSent).toBeFalsy();
		}
	},
);

test('a read error after a connection error: a create may have been done', () => {
	const error = new Error('read', { cause: errorWith('ECONNREFUSED', 0, 'connect') });
	Object.assign(error, { code: 'ECONNREFUSED', syscall: 'read' });
	expect(failureWithoutAnswer(error, create).outcomeUnknown).toBe(true);
});

test.each(['constructor', '__proto__', 'toString'])("doesn't treat the code %s as known", (code) => {
	const failure = failureWithoutAnswer(errorWith(code, 0, 'connect'), create);
	expect(failure.message).toBe("ECGrid can't be reached: no connection was made");
	expect(failureWithoutAnswer(errorWith(code), read).message).toBe("ECGrid didn't answer");
});

test('for an untrusted certificate, explains what to do about a proxy that signs its own', () => {
	const { description, retryReason } = failureWithoutAnswer(errorWith('SELF_SIGNED_CERT_IN_CHAIN'), read);
	expect(description).toContain('NODE_EXTRA_CA_CERTS');
	expect(retryReason).toBeUndefined();
	expect(failureWithoutAnswer(errorWith('ECONNREFUSED', 0, 'connect'), read).description).not.toContain(
		'NODE_EXTRA',
	);
});

test.each(lost)('%s: a create may have been done', (code) => {
	for (const depth of [0, 1, 3]) {
		const failure = failureWithoutAnswer(errorWith(code, depth), create);
		expect(failure.message).toMatch(/didn't answer.*isn't known whether/);
		expect(failure.outcomeUnknown).toBe(true);
	}
});

test.each(lost)('%s: a read was simply not answered', (code) => {
	const failure = failureWithoutAnswer(errorWith(code), read);
	expect(failure.message).toContain("didn't answer");
	expect(failure.message).not.toContain('not known');
	expect(failure.description).toContain(code);
});

test.each([
	['an error without a code', new Error('socket hang up')],
	['a text', 'boom'],
	['nothing', undefined],
	['an unknown code', errorWith('EWHATEVER')],
])('%s: a create may have been done', (_, error) => {
	expect(failureWithoutAnswer(error, create)).toMatchObject({
		outcomeUnknown: true,
		message: expect.stringContaining("didn't answer"),
	});
});

describe('how far an HTTPS request got, according to the request that axios keeps', () => {
	const lostWith = (code: string, request: object, message = code) => {
		const error = Object.assign(new Error(message), { code, request: { protocol: 'https:', ...request } });
		return failureWithoutAnswer(new Error('wrapped', { cause: error }), create);
	};
	const handshake = { socket: { encrypted: true, secureConnecting: true } };
	const secured = { socket: { encrypted: true, secureConnecting: false } };

	test.each([
		['ECONNRESET', handshake, /closed before it was secure/],
		['ECONNABORTED', handshake, /the connection timed out/],
		['EPROTO', handshake, /the TLS handshake failed/],
		['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', handshake, /the TLS handshake failed/],
	])('%s with %j: nothing was sent', (code, request, why) => {
		const failure = lostWith(code, request);
		expect(failure).toMatchObject({ message: expect.stringMatching(why), notSent: true });
		expect(failure.message).toContain("can't be reached");
		expect(failure.mayBeDone).toBeFalsy();
	});

	test.each<[string, string | undefined, string]>([
		['ECONNREFUSED', 'connect', "can't be reached: the connection was refused"],
		['ETIMEDOUT', 'connect', "can't be reached: the connection timed out"],
		['ENOTFOUND', 'getaddrinfo', "can't be reached: the host name is unknown"],
		['EPROTO', 'write', "can't be reached: the TLS handshake failed"],
		['CERT_HAS_EXPIRED', undefined, "can't be reached: its certificate has expired"],
		['ECONNRESET', 'read', 'did not make the connection: it closed the connection'],
		['EPIPE', 'write', 'did not make the connection: it closed the connection'],
		['ECONNABORTED', undefined, 'did not make the connection: it timed out'],
		['ETIMEDOUT', undefined, 'did not make the connection: it timed out'],
	])('%s (%s) of a proxy that did not answer is the proxy’s, and nothing was sent', (code, syscall, what) => {
		const error = Object.assign(errorWith(code, 0, syscall), {
			request: { protocol: 'https:', socket: null },
		});
		const failure = failureWithoutAnswer(new Error('wrapped', { cause: error }), create);
		expect(failure).toMatchObject({ message: `A proxy between n8n and ECGrid ${what}`, notSent: true });
		expect(failure.description).toMatch(new RegExp(`HTTPS_PROXY.*\\(${code}\\)$`));
		expect(failure.description.includes('NODE_EXTRA_CA_CERTS')).toBe(code.startsWith('CERT_'));
		expect(failure.mayBeDone).toBeFalsy();
	});

	test('names a proxy that closes the connection', () => {
		const request = { protocol: 'https:', socket: null };
		const error = Object.assign(new Error('Proxy connection ended before receiving CONNECT response'), {
			request,
		});
		expect(failureWithoutAnswer(error, create)).toMatchObject({
			message: "A proxy between n8n and ECGrid did not make the connection: its response can't be read",
			notSent: true,
		});
	});

	test("doesn't blame a proxy for a connection that n8n forbids", () => {
		const error = Object.assign(new Error('blocked'), { request: { protocol: 'https:', socket: null } });
		expect(failureWithoutAnswer(error, create)).toMatchObject({
			message: "ECGrid can't be reached: no connection was made",
			notSent: true,
		});
	});

	test("HTTPS to a port that speaks plain HTTP: nothing was sent, and it isn't retried", () => {
		expect(lostWith('EPROTO', handshake, 'write EPROTO … wrong version number')).toMatchObject({
			message: "ECGrid can't be reached: the server there doesn't use HTTPS",
			notSent: true,
			retryReason: undefined,
		});
	});

	test.each([
		['ECONNRESET', secured],
		['ECONNABORTED', secured],
		['EPROTO', secured],
		['ERR_SSL_WRONG_VERSION_NUMBER', secured],
		['ECONNRESET', {}],
		['ECONNRESET', { socket: {}, protocol: 'http:' }],
		['ECONNRESET', { socket: null, protocol: undefined }],
	])('%s with %j: a create may have been done', (code, request) => {
		expect(lostWith(code, request)).toMatchObject({ outcomeUnknown: true, mayBeDone: true });
	});

	test('a proxy answers unreadably instead of connecting: nothing was sent', () => {
		expect(lostWith('HPE_INVALID_CONSTANT', { socket: { encrypted: undefined } })).toMatchObject({
			message: expect.stringMatching(/^A proxy between n8n and ECGrid did not make the connection/),
			retryReason: 'notSent',
			notSent: true,
		});
	});

	test.each([
		[407, /^A proxy between n8n and ECGrid asks for a login \(HTTP 407\)$/],
		[502, /^A proxy between n8n and ECGrid did not make the connection \(HTTP 502\)$/],
	])(
		'a proxy whose answer of HTTP %d in place of a connection breaks off is told with it',
		(status, message) => {
			const request = { protocol: 'https:', socket: { encrypted: undefined } };
			const error = Object.assign(errorWith('ERR_BAD_RESPONSE'), { request, response: { status } });
			expect(failureWithoutAnswer(error, create)).toMatchObject({
				message: expect.stringMatching(message),
				status,
				notSent: true,
			});
		},
	);

	test('a person who stops an execution while it connects: nothing was sent', () => {
		expect(lostWith('ERR_CANCELED', handshake)).toMatchObject({
			message: 'The execution was stopped',
			notSent: true,
		});
	});
});

test('reports a response that broke off', () => {
	expect(failureWithoutAnswer(errorWith('ERR_BAD_RESPONSE'), read).message).toBe(
		"ECGrid didn't answer: the connection was closed in the middle of the response",
	);
});

test.each(['HPE_INVALID_CONSTANT', 'HPE_HEADER_OVERFLOW', 'Z_DATA_ERROR', 'Z_BUF_ERROR'])(
	"doesn't report an unreadable response as missing: %s",
	(code) => {
		const failure = failureWithoutAnswer(errorWith(code), create);
		expect(failure.message).toMatch(/^The response can't be read\. It isn't known/);
		expect(failure).toMatchObject({ outcomeUnknown: true, retryReason: 'serverError' });
		expect(failure.description).toContain(`(${code})`);
	},
);

test('ends with a circular cause', () => {
	const error = new Error('a') as Error & { cause: unknown };
	error.cause = error;
	expect(failureWithoutAnswer(error, read).message).toContain("didn't answer");
});

test('passes on a credential problem in its own words: nothing was sent', () => {
	const problem = new CredentialProblem('The API Key is empty.');
	for (const error of [problem, new Error('wrapped', { cause: problem })]) {
		expect(failureWithoutAnswer(error, create)).toEqual({
			message: 'The API Key is empty.',
			description: '',
			notSent: true,
		});
	}
});

test.each([...neverMade, ...lost, 'EWHATEVER'])('%s: drops the wording of the original error', (code) => {
	expect(JSON.stringify(failureWithoutAnswer(errorWith(code), create))).not.toContain('key-5f1c9a');
});

describe('if only the address of the connection identifies the other end', () => {
	const baseUrl = 'https://rest.ecgrid.example';
	const told = (error: object, address: string) =>
		failureWithoutAnswer(Object.assign(new Error('x'), error), read, address).message;

	test.each([
		[
			'the host name is that of a proxy',
			{ code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'proxy.example' },
		],
		[
			'the port is that of a proxy',
			{ code: 'ECONNREFUSED', syscall: 'connect', address: '10.0.0.1', port: 3128 },
		],
	])('%s', (_, error) =>
		expect(told(error, baseUrl)).toMatch(/^A proxy between n8n and ECGrid can't be reached: /),
	);

	test.each<[string, object, string]>([
		[
			'the host name is that of ECGrid',
			{ code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'rest.ecgrid.example' },
			baseUrl,
		],
		[
			'the port is that of ECGrid',
			{ code: 'ECONNREFUSED', syscall: 'connect', address: '10.0.0.1', port: 443 },
			baseUrl,
		],
		['the port is its own', { code: 'ECONNREFUSED', syscall: 'connect', port: 9 }, 'http://127.0.0.1:9'],
		['the port is that of HTTP', { code: 'ECONNREFUSED', syscall: 'connect', port: 80 }, 'http://localhost'],
		['nothing is told', { code: 'ECONNREFUSED', syscall: 'connect' }, baseUrl],
		['the Base URL is none', { code: 'ECONNREFUSED', syscall: 'connect', port: 9 }, 'nonsense'],
	])('%s', (_, error, address) => expect(told(error, address)).toMatch(/^ECGrid can't be reached: /));
});

describe('an n8n error before it made a request: nothing was sent, and the error says why', () => {
	const forbidden = Object.assign(
		new Error('The request was blocked because it resolves to a restricted IP address'),
		{
			name: 'SsrfBlockedIpError',
			description: 'The target 10.0.0.5 is not allowed.',
		},
	);
	const denied = Object.assign(
		new Error('The request was blocked because the destination hostname is restricted'),
		{
			name: 'SsrfBlockedHostnameError',
			description: "The hostname 'rest.ecgrid.example' is on the configured deny-list.",
		},
	);
	const unreadable = Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' });

	test.each([
		[forbidden, /^n8n's settings block this address: The request was blocked/, /10\.0\.0\.5.*Base URL/],
		[denied, /^n8n's settings block this address: The request was blocked/, /deny-list.*Base URL/],
		[unreadable, /^The address of n8n's proxy isn't valid/, /HTTPS_PROXY.*%23/],
	])('%s', (error, message, description) => {
		for (const each of [error, new Error('wrapped', { cause: error })]) {
			const failure = failureWithoutAnswer(each, create);
			expect(failure).toMatchObject({
				message: expect.stringMatching(message),
				description: expect.stringMatching(description),
				notSent: true,
			});
			expect(failure.outcomeUnknown).toBeUndefined();
		}
	});

	test.each([forbidden, unreadable])(
		'the same error in a request that axios made: it may have been done',
		(error) => {
			const sent = Object.assign(new Error('wrapped', { cause: error }), { config: {} });
			expect(failureWithoutAnswer(sent, create).outcomeUnknown).toBe(true);
		},
	);
});
