import { createHmac } from 'node:crypto';

import {
	equal,
	forgetGiven,
	givenVerifiers,
	knownLogins,
	loginOf,
	recentLoginOf,
	rememberAccepted,
	rememberGiven,
	verifierOf,
	type Login,
} from '../../../../../nodes/EcGrid/trigger/login';
import { nodeFingerprint } from '../../../../../nodes/EcGrid/runtime/nodeFingerprint';
import { contextOf, type Identity } from './context';

const PASSWORD_RULE = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^a-zA-Z0-9]).+$/;

const others: Array<[string, Identity]> = [
	['n8n', { instanceId: 'instance-2' }],
	['workflow', { workflowId: 'workflow-2' }],
	['node', { nodeId: 'node-2' }],
];

describe('the login that the node derives', () => {
	test('is the same whenever and wherever it is derived', async () => {
		expect(await loginOf(contextOf())).toEqual(await loginOf(contextOf()));
	});

	test('is the HMAC-SHA-256 of the node’s identity under the API key', async () => {
		const identity = JSON.stringify(['instance-1', 'workflow-1', 'node-1']);
		const derived = (purpose: string) =>
			createHmac('sha256', 'key-5f1c9a')
				.update(`n8n-nodes-ecgrid ${purpose} ${identity}`)
				.digest('base64url');
		expect(await loginOf(contextOf())).toEqual({
			username: `n8n-${derived('username').slice(0, 12)}`,
			password: `Ec1-${derived('password')}`,
		});
	});

	test("doesn't depend on spaces around the key", async () => {
		expect(await loginOf(contextOf({ apiKey: ' key-5f1c9a\n' }))).toEqual(await loginOf(contextOf()));
	});

	test.each<[string, Identity]>([['API key', { apiKey: 'key-other' }], ...others])(
		'differs for another %s',
		async (_, identity) => {
			const [mine, other] = [await loginOf(contextOf()), await loginOf(contextOf(identity))];
			expect(other.username).not.toBe(mine.username);
			expect(other.password).not.toBe(mine.password);
		},
	);

	test("doesn't let parts of the identity move from one to the next", async () => {
		const one = await loginOf(contextOf({ workflowId: 'a', nodeId: 'bc' }));
		expect(await loginOf(contextOf({ workflowId: 'ab', nodeId: 'c' }))).not.toEqual(one);
	});

	test('satisfies ECGrid’s password rule for any key', async () => {
		for (let index = 0; index < 200; index++) {
			const { password } = await loginOf(contextOf({ apiKey: `key-${index}` }));
			expect(password).toMatch(PASSWORD_RULE);
		}
	});

	test('consists of characters that pass through any header and form, with no colon in the user name', async () => {
		const { username, password } = await loginOf(contextOf());
		expect(username).toMatch(/^[A-Za-z0-9_-]{8,40}$/);
		expect(password).toMatch(/^[A-Za-z0-9_-]{32,100}$/);
	});

	test("doesn't reveal the key", async () => {
		const { username, password } = await loginOf(contextOf());
		expect(username + password).not.toContain('5f1c9a');
	});

	test.each(['', '   '])(
		"isn't derived without a key (%j), because anyone could derive it too",
		async (apiKey) => {
			await expect(loginOf(contextOf({ apiKey }))).rejects.toThrow(/API Key/);
		},
	);
});

describe('the owner of a registration', () => {
	test('is the same for the same node', () =>
		expect(nodeFingerprint(contextOf())).toBe(nodeFingerprint(contextOf())));

	test.each(others)('differs for another %s', (_, identity) => {
		expect(nodeFingerprint(contextOf(identity))).not.toBe(nodeFingerprint(contextOf()));
	});

	test("doesn't change with the API key", () => {
		expect(nodeFingerprint(contextOf({ apiKey: 'key-other' }))).toBe(nodeFingerprint(contextOf()));
	});
});

describe('the stored verifier of the login', () => {
	const isLogin = (login: Login, verifier: string) => equal(verifierOf(login), verifier);
	const basicVerifier = async () => {
		const login = await loginOf(contextOf());
		return { login, verifier: verifierOf(login) };
	};

	test('recognizes the login', async () => {
		const { login, verifier } = await basicVerifier();
		expect(isLogin(login, verifier)).toBe(true);
	});

	test('recognizes no other login', async () => {
		const { login, verifier } = await basicVerifier();
		expect(isLogin({ ...login, username: 'x' }, verifier)).toBe(false);
		expect(isLogin({ ...login, password: `${login.password} ` }, verifier)).toBe(false);
		expect(isLogin({ username: login.password, password: login.username }, verifier)).toBe(false);
		expect(isLogin({ username: '', password: '' }, verifier)).toBe(false);
	});

	test('is a hash that reveals neither the login nor the key', async () => {
		const { login, verifier } = await basicVerifier();
		expect(verifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
		for (const text of [verifier, Buffer.from(verifier, 'base64url').toString('latin1')]) {
			expect(text).not.toContain(login.password);
			expect(text).not.toContain(login.password.slice(4, 16));
			expect(text).not.toContain(login.username);
		}
	});

	test("can't be used as a login", async () => {
		const { login, verifier } = await basicVerifier();
		expect(isLogin({ username: login.username, password: verifier }, verifier)).toBe(false);
	});

	test.each(['', 'x', '{"a":1}'])('recognizes nobody if damaged (%j)', async (damaged) => {
		expect(isLogin(await loginOf(contextOf()), damaged)).toBe(false);
	});
});

test.each([
	['a', 'a', true],
	['', '', true],
	['a', 'b', false],
	['a', 'aa', false],
	['a', 'A', false],
	['é', 'e\u0301', false],
])('%j and %j are the same text: %s', (left, right, same) => expect(equal(left, right)).toBe(same));

describe('the login for callers in large numbers', () => {
	const nodeId = 'node-of-many';
	const reading = (apiKey: string) => {
		const context = contextOf({ nodeId, apiKey });
		return Object.assign(context, { getCredentials: jest.fn(context.getCredentials) });
	};

	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	test('is derived from the API key once a second', async () => {
		jest.advanceTimersByTime(60_000);
		const context = reading('key-1');
		const login = await recentLoginOf(context);
		for (let call = 0; call < 50; call++) expect(await recentLoginOf(context)).toEqual(login);
		expect(context.getCredentials).toHaveBeenCalledTimes(1);
		jest.advanceTimersByTime(1_000);
		expect(await recentLoginOf(context)).toEqual(login);
		expect(context.getCredentials).toHaveBeenCalledTimes(2);
	});

	test('switches to a changed key at once where it was registered, and everywhere after a second', async () => {
		jest.advanceTimersByTime(60_000);
		const former = await recentLoginOf(reading('key-1'));
		expect(await recentLoginOf(reading('key-2'))).toEqual(former);
		const registered = await loginOf(reading('key-2'));
		expect(registered).not.toEqual(former);
		expect(await recentLoginOf(reading('key-2'))).toEqual(registered);
		jest.advanceTimersByTime(1_000);
		expect(await recentLoginOf(reading('key-3'))).toEqual(
			await loginOf(contextOf({ nodeId, apiKey: 'key-3' })),
		);
	});
});

describe('the logins of former API keys', () => {
	const contextWith = (apiKey: string, nodeId = 'node-of-former-keys') => contextOf({ apiKey, nodeId });

	test('are recognized by their stored verifiers, up to the last four', async () => {
		const logins: Login[] = [];
		for (const key of ['1', '2', '3', '4', '5', '5']) logins.push(await loginOf(contextWith(`key-${key}`)));
		const known = (...verified: Login[]) => knownLogins(contextWith('any'), verified.map(verifierOf));
		expect(known(...logins)).toEqual([4, 3, 2, 1].map((index) => logins[index]));
		expect([known(logins[2]!), known(logins[0]!), known()]).toEqual([[logins[2]], [], []]);
	});

	test('belong only to this node', async () => {
		const login = await loginOf(contextWith('key-1', 'node-with-former-keys'));
		expect(knownLogins(contextWith('key-1', 'node-without'), [verifierOf(login)])).toEqual([]);
	});
});

describe('the logins that ECGrid has, as far as this process knows', () => {
	const STORED = ['stored'];
	let owner: string;
	let number = 0;
	beforeEach(() => (owner = `owner-${number++}`));
	const given = (stored = STORED) => givenVerifiers(owner, stored).sort();

	test('are empty at first', () => expect(given()).toEqual([]));

	test('are the last ones it was given for each callback', () => {
		rememberGiven(owner, 'Parcel', 'one');
		rememberGiven(owner, 'User', 'one');
		rememberGiven(owner, 'Parcel', 'two');
		expect(given()).toEqual(['one', 'two']);
		rememberGiven(owner, 'User', 'two');
		expect([...new Set(given())]).toEqual(['two']);
	});

	test('are both if it is unknown whether it took the second, until it takes another', () => {
		rememberGiven(owner, 'Parcel', 'one');
		for (let lost = 0; lost < 2; lost++) {
			rememberGiven(owner, 'Parcel', 'two', false);
			expect(given()).toEqual(['one', 'two']);
		}
		rememberGiven(owner, 'Parcel', 'three', false);
		expect(given()).toEqual(['three', 'two']);
		rememberGiven(owner, 'Parcel', 'four');
		expect(given()).toEqual(['four']);
	});

	test('are the one it last used, until it uses another', () => {
		rememberAccepted(owner, 'Parcel', 'one', STORED);
		expect(given()).toEqual(['one']);
		rememberAccepted(owner, 'Parcel', 'two', STORED);
		expect(given()).toEqual(['two']);
	});

	test.each(['Parcel', undefined])(
		'exclude a login that it used (for %s) before it was given another',
		(event) => {
			rememberAccepted(owner, event, 'one', STORED);
			rememberGiven(owner, 'Parcel', 'one');
			expect(new Set(given())).toEqual(new Set(['one']));
			rememberGiven(owner, 'Parcel', 'two');
			expect(given()).toEqual(['two']);
		},
	);

	test('include a login that it used while it is unknown whether it took another, and no longer', () => {
		rememberAccepted(owner, 'Parcel', 'one', STORED);
		rememberGiven(owner, 'Parcel', 'two', false);
		expect(given()).toEqual(['one', 'two']);
		rememberGiven(owner, 'Parcel', 'two');
		expect(given()).toEqual(['two']);
	});

	test('exclude a login that it used before others were stored', () => {
		rememberAccepted(owner, 'Parcel', 'one', STORED);
		expect(given(['other'])).toEqual([]);
	});

	test('belong only to this node, and are empty after its callbacks are deleted', () => {
		rememberGiven(owner, 'Parcel', 'one');
		expect(givenVerifiers('another', STORED)).toEqual([]);
		forgetGiven(owner);
		expect(given()).toEqual([]);
	});

	test('are forgotten for the nodes heard from longest ago if there are very many', () => {
		rememberGiven(owner, 'Parcel', 'one');
		for (let other = 0; other < 1_000; other++) rememberGiven(`${owner}-${other}`, 'Parcel', 'x');
		expect(given()).toEqual([]);
	});
});

test('reads the API key once for simultaneous callers', async () => {
	const context = contextOf({ nodeId: 'node-of-a-burst' });
	const reading = Object.assign(context, { getCredentials: jest.fn(context.getCredentials) });
	await Promise.all(Array.from({ length: 100 }, async () => await recentLoginOf(reading)));
	expect(reading.getCredentials).toHaveBeenCalledTimes(1);
});

test("a key that can't be read at the moment is read again for the next caller", async () => {
	const context = contextOf({ nodeId: 'node-of-an-outage' });
	const broken = { ...context, getCredentials: async () => await Promise.reject(new Error('down')) };
	await expect(recentLoginOf(broken as never)).rejects.toThrow('down');
	expect(await recentLoginOf(context)).toEqual(await loginOf(context));
});
