import { MASK } from './mask';
import { PUBLIC_IPV6, RESERVED_DOMAINS, RESERVED_IPV4, RESERVED_IPV6 } from './reservedHosts';

const IPV4_BITS = 32;
const IPV6 = /^\[[\da-f:]{2,39}\]$/;
/** IPv6 addresses that contain an IPv4 address, and the bit at which it begins. */
interface Ipv4Within {
	range: string;
	at: number;
}

/** The IPv4 address itself, in another notation. */
const MAPPED: Ipv4Within = { range: '::ffff:0:0/96', at: 96 };
/** A network behind the router that has the IPv4 address (6to4). */
const BEHIND: Ipv4Within = { range: '2002::/16', at: 16 };

const binary = (number: number, bits: number) => number.toString(2).padStart(bits, '0');

const bitsOfIpv4 = (address: string) =>
	address
		.split('.')
		.map((part) => binary(Number(part), 8))
		.join('');

function bitsOfIpv6(address: string): string {
	const [head, tail] = address
		.split('::')
		.map((half) => half.split(':').flatMap((word) => (word ? binary(parseInt(word, 16), 16) : [])));
	const missing = 8 - head!.length - (tail?.length ?? 0);
	return [...head!, ...Array<string>(Math.max(0, missing)).fill(binary(0, 16)), ...(tail ?? [])].join('');
}

const bitsOf = (address: string) => (address.includes(':') ? bitsOfIpv6 : bitsOfIpv4)(address);

const isIn = (bits: string, range: string) => {
	const [base = '', length] = range.split('/');
	return bits.startsWith(bitsOf(base).slice(0, Number(length)));
};

/** The address bits of a parsed URL's host; those of its IPv4 address, if it contains one in one of these ways; `undefined` for a name. */
function addressOf(host: string, ...ways: Ipv4Within[]): string | undefined {
	if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host)) return bitsOfIpv4(host);
	if (!IPV6.test(host)) return undefined;
	const bits = bitsOfIpv6(host.slice(1, -1));
	const within = ways.find(({ range }) => isIn(bits, range));
	return within ? bits.slice(within.at, within.at + IPV4_BITS) : bits;
}

const isOfDomain = (name: string, domain: string) => name === domain || name.endsWith(`.${domain}`);

const withoutTrailingDot = (hostname: string) => hostname.replace(/\.$/, '');

/** Whether the host of a parsed URL (`new URL(…).hostname`) is this machine. */
export function isLoopback(hostname: string): boolean {
	const host = withoutTrailingDot(hostname);
	const address = addressOf(host, MAPPED);
	if (!address) return isOfDomain(host, 'localhost');
	return isIn(address, address.length === IPV4_BITS ? '127.0.0.0/8' : '::1/128');
}

/** Whether the host of a parsed URL can be on the public internet: not a reserved address or name, and not a bare name. */
export function isPublic(hostname: string): boolean {
	const host = withoutTrailingDot(hostname);
	const address = addressOf(host, MAPPED, BEHIND);
	if (!address) return host.includes('.') && !RESERVED_DOMAINS.some((domain) => isOfDomain(host, domain));
	if (address.length === IPV4_BITS) return !RESERVED_IPV4.some((range) => isIn(address, range));
	return isIn(address, PUBLIC_IPV6) && !RESERVED_IPV6.some((range) => isIn(address, range));
}

/** The origin of a URL as a message shows it. If an @ follows later, the apparent host may be the beginning of a login that contains a slash. */
export const shownOrigin = ({ protocol, host, pathname, search, hash }: URL): string =>
	`${protocol}//${[pathname, search, hash].some((part) => part.includes('@')) ? MASK : host}`;
