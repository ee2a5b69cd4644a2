const PRIVATE_IPV4_RANGES = [
	'0.0.0.0/8',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.168.0.0/16',
	'224.0.0.0/3',
];
/** All public IPv6 addresses begin so (2000::/3). */
const PUBLIC_IPV6 = /^\[[23][0-9a-f]{3}:/;
const PRIVATE_SUFFIXES = ['.local', '.localhost', '.internal', '.lan', '.home.arpa'];

const toNumber = (ipv4: string) => ipv4.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

const inRange = (ipv4: string, range: string) => {
	const [base = '', bits = '32'] = range.split('/');
	const size = 2 ** (32 - Number(bits));
	return Math.floor(toNumber(ipv4) / size) === Math.floor(toNumber(base) / size);
};

/** The IPv4 address that a host name of a parsed URL is, also when it is written as IPv6 (`[::ffff:a00:1]`). */
const ipv4Of = (hostname: string): string | undefined => {
	if (/^\d+(\.\d+){3}$/.test(hostname)) return hostname;
	const mapped = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(hostname);
	if (!mapped) return undefined;
	const [high, low] = [parseInt(mapped[1]!, 16), parseInt(mapped[2]!, 16)];
	return [high >> 8, high & 255, low >> 8, low & 255].join('.');
};

/** Whether the host of a parsed URL (`new URL(…).hostname`) is this machine. */
export function isLoopback(hostname: string): boolean {
	const host = hostname.replace(/\.$/, '');
	const ipv4 = ipv4Of(host);
	if (ipv4) return inRange(ipv4, '127.0.0.0/8');
	return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]';
}

/** Whether the host of a parsed URL can be meant for the public internet: no loopback, private or link-local address, no bare name, no `.local`. */
export function isPublic(hostname: string): boolean {
	const host = hostname.replace(/\.$/, '');
	if (isLoopback(host)) return false;
	const ipv4 = ipv4Of(host);
	if (ipv4) return !PRIVATE_IPV4_RANGES.some((range) => inRange(ipv4, range));
	if (host.startsWith('[')) return PUBLIC_IPV6.test(host);
	return host.includes('.') && !PRIVATE_SUFFIXES.some((suffix) => host.endsWith(suffix));
}
