import { isLoopback, isPublic } from '../../../../../nodes/EcGrid/transport/hosts';

const hostOf = (host: string) => new URL(`https://${host}/`).hostname;

const loopback = [
	'localhost',
	'LOCALHOST',
	'localhost.',
	'127.0.0.1',
	'127.0.0.1.',
	'127.255.255.254',
	'127.1',
	'2130706433',
	'0x7f000001',
	'0x7f.1',
	'0177.0.0.1',
	'[::1]',
	'[0:0:0:0:0:0:0:1]',
	'[::ffff:127.0.0.1]',
	'[::ffff:7f00:1]',
];

const notPublic = [
	...loopback,
	'0.0.0.0',
	'10.0.0.1',
	'10.255.255.255',
	'0xa000001',
	'167772161',
	'100.64.0.1',
	'169.254.169.254',
	'172.16.0.1',
	'172.31.255.255',
	'192.168.0.10',
	'192.168.0.10.',
	'224.0.0.1',
	'255.255.255.255',
	'[::]',
	'[fc00::1]',
	'[fd12:3456::1]',
	'[fe80::1]',
	'[febf::1]',
	'[ff02::1]',
	'[::ffff:10.0.0.1]',
	'[::ffff:192.168.1.1]',
	'[::ffff:169.254.169.254]',
	'[::ffff:0:0]',
	'n8n',
	'n8n.',
	'printer.local',
	'PRINTER.LOCAL',
	'printer.local.',
	'n8n.localhost',
	'n8n.internal',
	'n8n.lan',
	'n8n.home.arpa',
];

const publicHosts = [
	'rest.ecgrid.io',
	'rest.ecgrid.io.',
	'n8n.example.com',
	'xn--bcher-kva.example',
	'bücher.example',
	'local.example.com',
	'localhost.example.com',
	'notlocalhost.com',
	'8.8.8.8',
	'134744072',
	'9.255.255.255',
	'11.0.0.0',
	'100.63.255.255',
	'100.128.0.0',
	'126.255.255.255',
	'128.0.0.1',
	'169.253.0.1',
	'172.15.255.255',
	'172.32.0.0',
	'192.167.0.1',
	'192.169.0.1',
	'223.255.255.255',
	'[2001:db8:1::1]',
	'[2a00:1450:4001::1]',
	'[::ffff:8.8.8.8]',
];

describe('this machine', () => {
	test.each(loopback)('%s is this machine', (host) => expect(isLoopback(hostOf(host))).toBe(true));

	test.each([
		...notPublic.filter((host) => !loopback.includes(host) && host !== 'n8n.localhost'),
		...publicHosts,
	])('%s is another machine', (host) => expect(isLoopback(hostOf(host))).toBe(false));
});

describe('the public internet', () => {
	test.each(publicHosts)('%s can be called from the internet', (host) =>
		expect(isPublic(hostOf(host))).toBe(true),
	);

	test.each(notPublic)('%s cannot be called from the internet', (host) =>
		expect(isPublic(hostOf(host))).toBe(false),
	);

	test.each([
		['[::10.0.0.1]', 'IPv4 in the first IPv6 notation'],
		['[64:ff9b::a00:1]', '10.0.0.1 behind NAT64'],
		['[fec0::1]', 'site-local'],
	])('%s (%s) is no address of the internet', (host) => expect(isPublic(hostOf(host))).toBe(false));
});
