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
	// Names that start or end like an address of this machine or of a private network.
	'127.0.0.1.example.com',
	'10.0.0.5.example.com',
	'a.127-0-0-1.example.com',
	'rest.ecgrid.io',
	'rest.ecgrid.io.',
	'n8n.example.com',
	'xn--bcher-kva.example.com',
	'bücher.example.com',
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
	'[2a00:1450:4001::1]',
	'[::ffff:8.8.8.8]',
];

describe('this machine', () => {
	test.each(loopback)('%s is this machine', (host) => expect(isLoopback(hostOf(host))).toBe(true));

	test.each([
		...notPublic.filter((host) => !loopback.includes(host) && host !== 'n8n.localhost'),
		...publicHosts,
		'[2002:7f00:1::1]',
		'[2002:7fff:ffff::dead]',
		'[::7f00:1]',
		'[64:ff9b::7f00:1]',
		'[2001:0:7f00:1::1]',
	])('%s is another machine', (host) => expect(isLoopback(hostOf(host))).toBe(false));
});

describe('the public internet', () => {
	test.each(publicHosts)('%s can be called from the internet', (host) =>
		expect(isPublic(hostOf(host))).toBe(true),
	);

	test.each(notPublic)("%s can't be called from the internet", (host) =>
		expect(isPublic(hostOf(host))).toBe(false),
	);

	test.each([
		['[::10.0.0.1]', 'IPv4 in the first IPv6 notation'],
		['[64:ff9b::a00:1]', '10.0.0.1 behind NAT64'],
		['[fec0::1]', 'site-local'],
	])("%s (%s) isn't an internet address", (host) => expect(isPublic(hostOf(host))).toBe(false));
});

describe('the ranges that IANA reserves', () => {
	// Taken by hand from the registries: each block with its first and last address, and the adjacent public
	// addresses.
	test.each([
		['this network', '0.0.0.0', '0.255.255.255', [], ['1.0.0.0']],
		['private use', '10.0.0.0', '10.255.255.255', ['9.255.255.255'], ['11.0.0.0']],
		['shared address space', '100.64.0.0', '100.127.255.255', ['100.63.255.255'], ['100.128.0.0']],
		['loopback', '127.0.0.0', '127.255.255.255', ['126.255.255.255'], ['128.0.0.0']],
		['link local', '169.254.0.0', '169.254.255.255', ['169.253.255.255'], ['169.255.0.0']],
		['private use', '172.16.0.0', '172.31.255.255', ['172.15.255.255'], ['172.32.0.0']],
		['protocol assignments', '192.0.0.0', '192.0.0.255', ['191.255.255.255'], ['192.0.1.0']],
		['TEST-NET-1', '192.0.2.0', '192.0.2.255', ['192.0.1.255'], ['192.0.3.0']],
		['6to4 relay anycast', '192.88.99.0', '192.88.99.255', ['192.88.98.255'], ['192.88.100.0']],
		['private use', '192.168.0.0', '192.168.255.255', ['192.167.255.255'], ['192.169.0.0']],
		['benchmarking', '198.18.0.0', '198.19.255.255', ['198.17.255.255'], ['198.20.0.0']],
		['TEST-NET-2', '198.51.100.0', '198.51.100.255', ['198.51.99.255'], ['198.51.101.0']],
		['TEST-NET-3', '203.0.113.0', '203.0.113.255', ['203.0.112.255'], ['203.0.114.0']],
		['multicast', '224.0.0.0', '239.255.255.255', ['223.255.255.255'], []],
		['reserved, and limited broadcast', '240.0.0.0', '255.255.255.255', [], []],
		['loopback', '[::1]', '[::1]', [], []],
		['unspecified', '[::]', '[::]', [], []],
		['translation', '[64:ff9b::]', '[64:ff9b::ffff:ffff]', [], []],
		['translation', '[64:ff9b:1::]', '[64:ff9b:1:ffff:ffff:ffff:ffff:ffff]', [], []],
		['discard only', '[100::]', '[100::ffff:ffff:ffff:ffff]', [], []],
		['dummy', '[100:0:0:1::]', '[100::1:ffff:ffff:ffff:ffff]', [], []],
		['Teredo', '[2001::]', '[2001:0:ffff:ffff:ffff:ffff:ffff:ffff]', ['[2000:ffff::]'], []],
		['benchmarking', '[2001:2::]', '[2001:2:0:ffff:ffff:ffff:ffff:ffff]', [], []],
		['ORCHID', '[2001:10::]', '[2001:1f:ffff:ffff:ffff:ffff:ffff:ffff]', [], []],
		['ORCHIDv2', '[2001:20::]', '[2001:2f:ffff:ffff:ffff:ffff:ffff:ffff]', [], []],
		['protocol assignments', '[2001:1ff::]', '[2001:1ff:ffff:ffff::1]', [], ['[2001:200::]']],
		['documentation', '[2001:db8::]', '[2001:db8:ffff::1]', ['[2001:db7:ffff::1]'], ['[2001:db9::]']],
		['documentation', '[3fff::]', '[3fff:fff:ffff::1]', ['[3ffe:ffff::1]'], ['[3fff:1000::]']],
		['not in use', '[4000::]', '[5eff:ffff::1]', [], []],
		['segment routing', '[5f00::]', '[5f00:ffff:ffff::1]', [], []],
		['unique local', '[fc00::]', '[fdff:ffff::1]', [], []],
		['link local', '[fe80::]', '[febf:ffff::1]', [], []],
		['multicast', '[ff00::]', '[ffff:ffff::1]', [], []],
	])('%s: %s to %s', (_, first, last, before, after) => {
		for (const host of [first, last]) expect([host, isPublic(hostOf(host))]).toEqual([host, false]);
		for (const host of [...before, ...after]) expect([host, isPublic(hostOf(host))]).toEqual([host, true]);
	});

	test.each([
		['10.0.0.1', '[2002:a00:1::]', '[::ffff:a00:1]'],
		['192.168.1.20', '[2002:c0a8:114::1]', '[::ffff:c0a8:114]'],
		['203.0.113.7', '[2002:cb00:7107::]', '[::ffff:cb00:7107]'],
		['127.0.0.1', '[2002:7f00:1::1]', '[::ffff:7f00:1]'],
	])('%s is reserved in any notation: %s, %s', (...hosts) => {
		for (const host of hosts) expect([host, isPublic(hostOf(host))]).toEqual([host, false]);
	});

	test.each(['8.8.8.8', '[2002:808:808::]', '[::ffff:808:808]', '[2a00:1450:4001::1]', '[2620:4f:8000::1]'])(
		"%s isn't",
		(host) => expect(isPublic(hostOf(host))).toBe(true),
	);

	test.each([
		'alt',
		'6tisch.arpa',
		'10.in-addr.arpa',
		'eap.arpa',
		'home.arpa',
		'ipv4only.arpa',
		'resolver.arpa',
		'service.arpa',
		'example',
		'invalid',
		'local',
		'localhost',
		'onion',
		'test',
		'corp',
		'home',
		'internal',
		'intranet',
		'lan',
		'localdomain',
		'mail',
		'private',
	])('names in .%s', (domain) => {
		expect(isPublic(hostOf(domain))).toBe(false);
		expect(isPublic(hostOf(`n8n.${domain}`))).toBe(false);
		expect(isPublic(hostOf(`N8N.Branch.${domain}.`))).toBe(false);
		expect(isPublic(hostOf(`${domain.split('.')[0]}.company.com`))).toBe(true);
		expect(isPublic(hostOf(`n8n.x${domain.replace('.', '')}.com`))).toBe(true);
	});
});
