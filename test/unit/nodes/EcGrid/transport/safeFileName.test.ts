import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { safeFileName } from '../../../../../nodes/EcGrid/transport/safeFileName';

const safe = (name: string | undefined) => safeFileName(name, 7);

const odd: Array<[string, string]> = [
	['a:b.edi', 'a_b.edi'],
	['order.edi:stream', 'order.edi_stream'],
	['what?*<now>|"x".edi', 'what___now___x_.edi'],
	['order.edi.', 'order.edi'],
	['order.edi . . ', 'order.edi'],
	[' order.edi ', 'order.edi'],
	['CON', '_CON'],
	['con.edi', '_con.edi'],
	['nul.tar.gz', '_nul.tar.gz'],
	['COM1', '_COM1'],
	['lpt¹.txt', '_lpt¹.txt'],
	['CONIN$', '_CONIN$'],
	['PRN .txt', '_PRN .txt'],
	['a\u0000b\n.edi', 'ab.edi'],
	['a\u202Efdp.exe', 'afdp.exe'],
	['\ud83d.edi', '.edi'],
	['../../etc/passwd', 'passwd'],
	['C:\\orders\\a.edi', 'a.edi'],
	['...', 'parcel-7'],
	['. . .', 'parcel-7'],
	['folder/', 'parcel-7'],
	['???', '___'],
];

test.each(odd)('turns %j into %j', (name, expected) => expect(safe(name)).toBe(expected));

test.each([
	'order.edi',
	'Überweisung 1.edi',
	'CONTRACT.edi',
	'com10.txt',
	'COM.edi',
	'.edi',
	'PO #4711 (2).x12',
	'発注.edi',
])('keeps %s', (name) => expect(safe(name)).toBe(name));

test.each([undefined, '', '  '])('replaces %j with the name of the parcel', (name) =>
	expect(safe(name)).toBe('parcel-7'),
);

describe('a name that is too long for a disk', () => {
	test.each([
		['ü'.repeat(300), 'ü'.repeat(95)],
		[`${'ü'.repeat(300)}.edi`, `${'ü'.repeat(93)}.edi`],
		[`${'x'.repeat(300)}.edi`, `${'x'.repeat(187)}.edi`],
		['𝄞'.repeat(100), '𝄞'.repeat(47)],
		[`a.${'x'.repeat(300)}`, `a.${'x'.repeat(189)}`],
		['x'.repeat(192), 'x'.repeat(191)],
		[`con.${'x'.repeat(300)}`, `_con.${'x'.repeat(186)}`],
	])('shortens %s', (name, expected) => expect(safe(name)).toBe(expected));
});

test('this disk can store every one of them, even with a prefix of 64 bytes', () => {
	const folder = mkdtempSync(join(tmpdir(), 'ecgrid-names-'));
	try {
		const names = [...odd.map(([name]) => name), 'ü'.repeat(300), `${'x'.repeat(300)}.edi`]
			.map(safe)
			.flatMap((name) => [name, `${'9'.repeat(63)}-${name}`]);
		for (const name of names) writeFileSync(join(folder, name), 'x');
		expect(readdirSync(folder).sort()).toEqual([...new Set(names)].sort());
	} finally {
		rmSync(folder, { recursive: true });
	}
});
