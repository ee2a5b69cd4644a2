/**
 * Addresses and names that can't be reached over the internet. Sources: IANA's registries of special-purpose IPv4
 * and IPv6 addresses (those not globally reachable, or deprecated), of multicast addresses, and of special-use domain names.
 */

export const RESERVED_IPV4 = [
	'0.0.0.0/8',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.0.0.0/24',
	'192.0.2.0/24',
	'192.88.99.0/24',
	'192.168.0.0/16',
	'198.18.0.0/15',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'224.0.0.0/4',
	'240.0.0.0/4',
];

/** Global unicast. All other addresses are loopback, local, multicast, translated or reserved for later. */
export const PUBLIC_IPV6 = '2000::/3';

/** Within `PUBLIC_IPV6`. */
export const RESERVED_IPV6 = ['2001::/23', '2001:db8::/32', '3fff::/20'];

/** Includes all names below them. `example.com` and the like are real names; `example` isn't. */
export const RESERVED_DOMAINS = [
	'alt',
	'arpa',
	'example',
	'invalid',
	'local',
	'localhost',
	'onion',
	'test',
	// Used within networks, and promised never to become public: ICANN, and RFC 6762, appendix G.
	'corp',
	'home',
	'internal',
	'intranet',
	'lan',
	'localdomain',
	'mail',
	'private',
];
