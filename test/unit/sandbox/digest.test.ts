import { createHash } from 'node:crypto';
import type { Caller } from '../../../sandbox';
import { answerChallenge, chooseChallenge } from '../../../sandbox/digest';
import { digestClients, type DigestClientName } from '../../../sandbox/digestClients';
import type { BodyForm, UrlChange } from '../../../sandbox/types';
import { sandboxAndReceiver } from './setup';

describe('the examples in RFC 7616, section 3.9.1', () => {
	const headers = (['SHA-256', 'MD5'] as const).map(
		(algorithm) =>
			`Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
			'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
	);
	const answer = (challenges: string[]) =>
		answerChallenge(
			chooseChallenge(challenges)!,
			{ username: 'Mufasa', password: 'Circle of Life' },
			{ method: 'GET', uri: '/dir/index.html' },
			'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
		);

	test('MD5', () => {
		expect(answer([headers[1]!])).toBe(
			'Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=MD5, ' +
				'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, ' +
				'cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, ' +
				'response="8ca523f5e9506fed4657c9700eebdbec", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
		);
	});

	test('SHA-256, which is preferred, in one header or in two', () => {
		const response = 'response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"';
		expect(answer(headers)).toContain(response);
		expect(answer([...headers].reverse())).toContain(response);
		expect(answer([[...headers].reverse().join(', ')])).toContain(response);
	});
});

describe('a challenge', () => {
	test.each([
		['of another scheme', 'Basic realm="x"'],
		['of another algorithm', 'Digest realm="x", nonce="n", qop="auth", algorithm=SHA-512-256'],
		['without qop=auth', 'Digest realm="x", nonce="n", qop="auth-int"'],
		['without a nonce', 'Digest realm="x", qop="auth"'],
	])("%s isn't answered", (_, header) => {
		expect(chooseChallenge([header])).toBeUndefined();
	});

	test('is read regardless of order, spaces, escapes and case', () => {
		expect(
			chooseChallenge(['Basic realm="a", digest QOP=auth , Nonce = "n,1",realm="say \\"x\\"",stale=TRUE']),
		).toEqual({
			algorithm: 'MD5',
			nonce: 'n,1',
			realm: 'say "x"',
			opaque: undefined,
			stale: true,
		});
	});
});

describe('a delivery with Digest', () => {
	const hash = (algorithm: string, text: string) =>
		createHash(algorithm.replace('-', '').toLowerCase()).update(text).digest('hex');

	/** The checks that RFC 7616 requires of a server, written from the server's side. */
	function accepts(header: string, algorithm: string, login: string, uri: string): boolean {
		const value = (name: string) => new RegExp(`[ ,]${name}="?([^",]*)`).exec(header)?.[1];
		const [user, password] = login.split(':');
		const expected = hash(
			algorithm,
			`${hash(algorithm, `${user}:grid:${password}`)}:nonce-1:${value('nc')}:${value('cnonce')}:auth:${hash(algorithm, `POST:${uri}`)}`,
		);
		return value('uri') === uri && value('username') === user && value('response') === expected;
	}

	test.each(['MD5', 'SHA-256'])('answers a %s challenge', async (algorithm) => {
		const { sandbox, receiver } = await sandboxAndReceiver({}, ({ headers, url }) =>
			headers.authorization && accepts(headers.authorization, algorithm, 'user:secret', url)
				? { status: 200 }
				: {
						status: 401,
						headers: {
							'WWW-Authenticate': `Digest realm="grid", nonce="nonce-1", qop="auth", algorithm=${algorithm}`,
						},
					},
		);
		const url = `${receiver.url}?event=Parcel`;
		sandbox.addCallback({
			url,
			event: 'Parcel',
			httpAuthType: 'Digest',
			username: 'user',
			password: 'secret',
		});
		sandbox.fire('Parcel');
		await sandbox.idle();
		expect(receiver.received).toHaveLength(2);
		expect(receiver.received[0]!.headers).not.toHaveProperty('authorization');
		expect(receiver.received[1]!.body).toBe(receiver.received[0]!.body);
		expect(sandbox.deliveries).toMatchObject([{ attempt: 1, status: 200 }]);
		expect(sandbox.deliveries[0]!.requestHeaders.authorization).toMatch(/^Digest /);
	});

	test('that is refused fails without a third request', async () => {
		const challenge = 'Digest realm="grid", nonce="nonce-1", qop="auth"';
		const { sandbox, receiver } = await sandboxAndReceiver({ retry: { attempts: 1 } }, () => ({
			status: 401,
			headers: { 'WWW-Authenticate': challenge },
		}));
		sandbox.addCallback({
			url: receiver.url,
			event: 'Parcel',
			httpAuthType: 'Digest',
			username: 'u',
			password: 'p',
		});
		sandbox.fire('Parcel');
		await sandbox.idle();
		expect(receiver.received).toHaveLength(2);
		expect(sandbox.deliveries).toMatchObject([{ status: 401 }]);
	});

	test('uses a new nonce if the first one was stale', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver({}, ({ headers }) =>
			headers.authorization?.includes('nonce="second"')
				? { status: 200 }
				: {
						status: 401,
						headers: {
							'WWW-Authenticate': headers.authorization
								? 'Digest realm="grid", nonce="second", qop="auth", stale=true'
								: 'Digest realm="grid", nonce="first", qop="auth"',
						},
					},
		);
		sandbox.addCallback({
			url: receiver.url,
			event: 'Parcel',
			httpAuthType: 'Digest',
			username: 'u',
			password: 'p',
		});
		sandbox.fire('Parcel');
		await sandbox.idle();
		expect(sandbox.deliveries).toMatchObject([{ attempt: 1, status: 200 }]);
		expect(receiver.received).toHaveLength(3);
	});

	test('without a challenge is sent unchanged', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver();
		sandbox.addCallback({
			url: receiver.url,
			event: 'Parcel',
			httpAuthType: 'Digest',
			username: 'u',
			password: 'p',
		});
		sandbox.fire('Parcel');
		await sandbox.idle();
		expect(receiver.received).toHaveLength(1);
		expect(sandbox.deliveries).toMatchObject([{ status: 200 }]);
	});
});

describe('another kind of Digest client', () => {
	const of = (algorithm: string) => `Digest realm="grid", nonce="n", qop="auth", algorithm=${algorithm}`;
	const chosen = (client: DigestClientName, headers: string[]) =>
		digestClients[client].choose(headers)?.algorithm ?? 'gives up';

	test.each<[DigestClientName, string, string, string, string]>([
		// Offered: MD5; SHA-256 then MD5; MD5 then SHA-256; and the latter joined into one header.
		['best', 'MD5', 'SHA-256', 'SHA-256', 'SHA-256'],
		['curl', 'MD5', 'SHA-256', 'MD5', 'MD5'],
		['curl-7.56', 'MD5', 'gives up', 'MD5', 'MD5'],
		['dotnet', 'MD5', 'SHA-256', 'MD5', 'MD5'],
		['dotnet-framework', 'MD5', 'gives up', 'MD5', 'MD5'],
		['requests', 'MD5', 'MD5', 'SHA-256', 'SHA-256'],
		['requests-md5', 'MD5', 'MD5', 'gives up', 'gives up'],
		['httpclient-4', 'MD5', 'MD5', 'SHA-256', 'MD5'],
		['httpclient-5', 'MD5', 'SHA-256', 'MD5', 'MD5'],
		['digest-fetch', 'MD5', 'MD5', 'MD5', 'MD5'],
	])('%s picks its own choice among several challenges', (client, one, strongFirst, weakFirst, joined) => {
		const [md5, sha] = [of('MD5'), of('SHA-256')];
		expect(chosen(client, [md5])).toBe(one);
		expect(chosen(client, [sha, md5])).toBe(strongFirst);
		expect(chosen(client, [md5, sha])).toBe(weakFirst);
		expect(chosen(client, [`${md5}, ${sha}`])).toBe(joined);
	});
});

describe('an unusual delivery', () => {
	const delivered = async (caller: Caller, ...reply: [] | [Parameters<typeof sandboxAndReceiver>[1]]) => {
		const retry = { attempts: 2, intervalMs: 5 };
		const { sandbox, receiver } = await sandboxAndReceiver({ caller, retry }, ...reply);
		sandbox.addCallback({ url: `${receiver.url}?event=Parcel`, event: 'Parcel' });
		sandbox.fire('Parcel', { payload: { a: 1 } });
		await sandbox.idle();
		return { sandbox, receiver };
	};

	test.each<[UrlChange, string]>([
		['queryLost', ''],
		['queryCase', '?Event=parcel'],
		['queryDoubled', '?event=Parcel&event=Parcel'],
		['queryMore', '?via=gateway&event=Parcel&'],
	])('has a changed URL: %s', async (url, query) => {
		const { receiver } = await delivered({ url });
		expect(new URL(receiver.received[0]!.url, 'https://localhost').search).toBe(query);
	});

	test.each<[BodyForm, string, string]>([
		['json', '{"a":1}', 'application/json'],
		['jsonAsForm', '{"a":1}', 'application/x-www-form-urlencoded'],
		['formField', 'payload=%7B%22a%22%3A1%7D', 'application/x-www-form-urlencoded'],
		['bytes', '{"a":1}', 'application/octet-stream'],
		['data', '{"data":{"a":1}}', 'application/json'],
		['events', '{"Events":[{"a":1}]}', 'application/json'],
		['list', '[{"a":1}]', 'application/json'],
	])('has a different body: %s', async (body, text, type) => {
		const { receiver } = await delivered({ body });
		const [received] = receiver.received;
		expect([received!.body, received!.headers['content-type']]).toEqual([text, type]);
	});

	test('starts its body with a byte order mark', async () => {
		const { receiver } = await delivered({ body: 'textWithMark' });
		expect(receiver.received[0]).toMatchObject({
			body: '{"a":1}',
			headers: { 'content-type': 'text/plain; charset=utf-8', 'content-length': '10' },
		});
	});

	test('has a multipart form', async () => {
		const { receiver } = await delivered({ body: 'multipart' });
		const [received] = receiver.received;
		const form = await new Response(received!.body, {
			headers: { 'content-type': received!.headers['content-type']! },
		}).formData();
		expect(Object.fromEntries(form)).toEqual({ payload: '{"a":1}' });
	});

	test('ends when the caller hangs up, and is retried', async () => {
		const hangUp = { afterMs: 0, times: 1 };
		const { sandbox } = await delivered({ hangUp }, (_, count) => ({ hang: count === 1 }));
		expect(sandbox.deliveries).toMatchObject([{ status: 0, error: 'The sandbox hung up' }, { status: 200 }]);
	});
});
