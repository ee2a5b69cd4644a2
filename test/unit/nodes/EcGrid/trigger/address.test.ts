import { withoutLogin } from '../../../../../nodes/EcGrid/transport/logins';
import { NodeOperationError } from 'n8n-workflow';

import { checkedAddress, eventOfUrl, registeredUrl } from '../../../../../nodes/EcGrid/trigger/address';
import { contextOf } from './context';

const SANDBOX = 'http://127.0.0.1:4010';
const checked = async (webhookUrl: string | undefined, baseUrl?: string) =>
	await checkedAddress(contextOf({ webhookUrl, baseUrl }));

describe('webhook addresses that ECGrid can call', () => {
	test.each([
		'https://n8n.example.com/webhook/1/ecgrid',
		'https://n8n.example.com:8443/webhook/1/ecgrid',
		'https://8.8.8.8/webhook/1/ecgrid',
	])('%s', async (address) => expect(await checked(address)).toBe(address));

	test.each(['https://n8n.example.com//webhook/1/ecgrid', 'https://n8n.example.com///webhook//1/ecgrid'])(
		'%s, with repeated slashes collapsed, because n8n answers at that address',
		async (address) => expect(await checked(address)).toBe('https://n8n.example.com/webhook/1/ecgrid'),
	);

	test.each([
		'https://localhost:5678/webhook/1',
		'https://127.0.0.1:5678/webhook/1',
		'https://[::1]/webhook/1',
	])('%s, with a sandbox on the same machine', async (address) =>
		expect(await checked(address, SANDBOX)).toBe(address),
	);
});

describe('refuses a webhook address and names N8N_WEBHOOK_URL and its current value', () => {
	test.each([
		['http://n8n.example.com/webhook/1', 'https://rest.ecgrid.io'],
		['http://localhost:5678/webhook/1', 'https://rest.ecgrid.io'],
		['http://localhost:5678/webhook/1', SANDBOX],
		['https://localhost:5678/webhook/1', 'https://rest.ecgrid.io'],
		['https://127.0.0.1/webhook/1', 'https://rest.ecgrid.io'],
		['https://[::1]/webhook/1', 'https://rest.ecgrid.io'],
		['https://10.0.0.5/webhook/1', 'https://rest.ecgrid.io'],
		['https://192.168.1.20:5678/webhook/1', 'https://rest.ecgrid.io'],
		['https://192.168.1.20:5678/webhook/1', SANDBOX],
		['https://169.254.10.1/webhook/1', 'https://rest.ecgrid.io'],
		['https://[fe80::1]/webhook/1', 'https://rest.ecgrid.io'],
		['https://[::ffff:192.168.1.20]/webhook/1', 'https://rest.ecgrid.io'],
		['https://n8n.local/webhook/1', 'https://rest.ecgrid.io'],
		['https://n8n.local/webhook/1', SANDBOX],
		['https://n8n/webhook/1', 'https://rest.ecgrid.io'],
		['https://n8n/webhook/1', SANDBOX],
	])('%s, with %s', async (address, baseUrl) => {
		const problem = await checked(address, baseUrl).then(
			() => undefined,
			(error: Error) => error,
		);
		expect(problem).toBeInstanceOf(NodeOperationError);
		expect(problem!.message).toContain('N8N_WEBHOOK_URL');
		expect(problem!.message).toContain(new URL(address).origin);
		expect(problem!.message).toContain('https://n8n.example.com/');
	});

	test.each([
		['https://robin:s3cr3t@n8n.example.com/webhook/1/ecgrid', 'a login'],
		['https://robin@n8n.example.com/webhook/1/ecgrid', 'a login'],
		['https://n8n.example.com/?x=1/webhook/1/ecgrid', 'more than a host and path'],
		['https://n8n.example.com/#a/webhook/1/ecgrid', 'more than a host and path'],
		['https://n8n.example.com/a b/webhook/1/ecgrid', 'more than a host and path'],
	])("%s, which isn't shown in full", async (address, what) => {
		const message = await checked(address).then(
			() => 'taken',
			(error: Error) => error.message,
		);
		expect(message).toContain(
			`The webhook URL of this n8n (from N8N_WEBHOOK_URL or WEBHOOK_URL) contains ${what}, at https://n8n.example.com. Set n8n's environment variable N8N_WEBHOOK_URL`,
		);
		expect(message).not.toContain('s3cr3t');
	});

	test.each([
		'https://robin:7/s3cr3t@n8n.example.com/webhook/1/ecgrid',
		'http://robin:7#s3cr3t@n8n.example.com/webhook/1/ecgrid',
		'http://robin?s3cr3t@n8n.example.com/webhook/1/ecgrid',
	])('%s, whose login looks like the host', async (address) => {
		const problem = checked(address);
		await expect(problem).rejects.toThrow(/:\/\/•••/);
		await expect(problem).rejects.not.toThrow(/robin|s3cr3t/);
	});

	test.each([undefined, '', 'nonsense'])('%j', async (address) => {
		await expect(checked(address)).rejects.toThrow(/N8N_WEBHOOK_URL/);
	});
});

test.each(['robin:s3cr3t@', 'robin@', 'robin:s3/cr3t@', 'robin:7#s3cr3t@', ''])(
	'shows only the rest of a URL with the login %j',
	(login) =>
		expect(withoutLogin(`https://${login}n8n.example.com/webhook/1`)).toBe(
			'https://n8n.example.com/webhook/1',
		),
);

describe('the registered URL', () => {
	const address = 'https://n8n.example.com/webhook/1/ecgrid';

	test('is the webhook address with the event', () => {
		expect(registeredUrl(address, 'Parcel')).toBe(`${address}?event=Parcel`);
	});

	test.each(['Parcel', 'ECGridID', 'Odd & event=ü'])('for %s is recognized as this node’s', (event) => {
		expect(eventOfUrl(address, registeredUrl(address, event))).toBe(event);
	});

	test('with doubled slashes, from an earlier registration, is this node’s', () => {
		const url = 'https://n8n.example.com//webhook/1/ecgrid?event=Parcel';
		expect(eventOfUrl(address, url)).toBe('Parcel');
	});

	test.each([
		'https://N8N.Example.com/webhook/1/ecgrid?event=Parcel',
		'https://n8n.example.com./webhook/1/ecgrid?event=Parcel',
		'https://n8n.example.com:443/webhook/1/ecgrid?event=Parcel',
		'https://n8n.example.com/%77ebhook/1/ecgrid?Event=Parcel',
	])('spelled %s is this node’s', (url) => expect(eventOfUrl(address, url)).toBe('Parcel'));

	test("with a path that can't be decoded is this node’s, and a different path of that kind isn't", () => {
		const odd = 'https://n8n.example.com/100%/webhook/1/ecgrid';
		expect(eventOfUrl(odd, registeredUrl(odd, 'Parcel'))).toBe('Parcel');
		expect(eventOfUrl(odd, registeredUrl(odd.replace('100%', '200%'), 'Parcel'))).toBeUndefined();
	});

	test.each([
		address,
		`${address}/?event=Parcel`,
		`${address}2?event=Parcel`,
		`${address}?x=1&event=Parcel`,
		`${address}?event=Parcel&x=1`,
		`${address}?event=`,
		'https://n8n.example.com:8443/webhook/1/ecgrid?event=Parcel',
		'https://robin@n8n.example.com/webhook/1/ecgrid?event=Parcel',
		'https://:s3cr3t@n8n.example.com/webhook/1/ecgrid?event=Parcel',
		'https://n8n.example.com/webhook-test/1/ecgrid?event=Parcel',
		'https://other.example.com/webhook/1/ecgrid?event=Parcel',
		'http://n8n.example.com/webhook/1/ecgrid?event=Parcel',
		'',
	])('%s is someone else’s', (url) => expect(eventOfUrl(address, url)).toBeUndefined());

	test('someone else’s broken URL causes no problem', () => {
		expect(() => eventOfUrl(address, `${address}?event=%E0%A4%A`)).not.toThrow();
		expect(() => eventOfUrl(address, 'https://x.example/?event=%')).not.toThrow();
	});
});
