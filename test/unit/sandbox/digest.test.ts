import { createHash } from 'node:crypto';
import { answerChallenge, chooseChallenge } from '../../../sandbox/digest';
import { sandboxAndReceiver } from './setup';

describe('the examples of RFC 7616, section 3.9.1', () => {
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
	])('%s is not answered', (_, header) => {
		expect(chooseChallenge([header])).toBeUndefined();
	});

	test('is read without regard to order, spaces, escapes and case', () => {
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

	/** What RFC 7616 has a server check, written from the server's side. */
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

	test('that is refused fails, without a third request', async () => {
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

	test('takes a new nonce when the first one was stale', async () => {
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

	test('that is not challenged goes through as it is', async () => {
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
