import { asMessage } from '../../../../../nodes/Edi/documents/asMessage';
import { NotWritable } from '../../../../../nodes/Edi/interchange/notWritable';
import type { Segment, StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { documentOf } from '../../../../../nodes/Edi/documents/readDocument';
import { settingsFor, STANDARDS } from './files';
import { syntaxOf } from './pairs';
import { read } from './reading';

const item = (id: string, parent: string, gtin: string) => `HL*${id}*${parent}*I\nLIN**UP*${gtin}\nSN1**1*EA`;

test('a level whose parent is none says where it was to be', () => {
	const { document, unmapped } = read(
		'856',
		`HL*2*1*O\nPRF*A\nHL*3*1*O\nPRF*B\n${item('4', '99', '1')}\n${item('5', '3', '2')}`,
	);
	expect(document).toMatchObject({
		orders: [
			{ number: 'A', lines: [] },
			{ number: 'B', lines: [1] },
		],
	});
	expect(unmapped).toEqual(['HL 2']);
});

test('levels that are numbered anew in each order are in the one before them', () => {
	const { document, unmapped } = read(
		'856',
		`HL*2*1*O\nPRF*A\n${item('3', '2', '1')}\nHL*2*1*O\nPRF*B\n${item('3', '2', '2')}`,
	);
	expect(document).toMatchObject({
		orders: [
			{ number: 'A', lines: [0] },
			{ number: 'B', lines: [1] },
		],
	});
	expect(unmapped).toEqual(['HL 1', 'HL 1']);
});

test('levels that are in each other are in none', () => {
	const { document, unmapped } = read('856', 'HL*2*3*P\nMAN*GM*A\nHL*3*2*P\nMAN*GM*B');
	expect(document).toMatchObject({
		packages: [
			{ sscc: 'A', lines: [] },
			{ sscc: 'B', parent: 0, lines: [] },
		],
	});
	expect(unmapped).toEqual(['HL 2']);
});

test('a level without a number holds nothing', () => {
	const { document } = read('856', `HL***P\nMAN*GM*A\n${item('3', '', '1')}`);
	expect(document).toMatchObject({ packages: [{ sscc: 'A', lines: [] }] });
});

test('the number of the shipment and of a parent may have zeros in front', () => {
	const { document, unmapped } = read('856', `HL*0002*01*O\nPRF*A\n${item('3', '2', '1')}`);
	expect(document).toMatchObject({ references: [{ type: 'order', value: 'A' }] });
	expect(unmapped).toEqual([]);
});

test.each([
	['CPS+2+9\nGIN+BJ+A', ['CPS 2']],
	['CPS+2+2\nGIN+BJ+A', ['CPS 2']],
	['CPS+2+3\nGIN+BJ+A\nCPS+3+2\nGIN+BJ+B', ['CPS 2']],
	['CPS+2+1\nGIN+BJ+A\nCPS+2+1\nGIN+BJ+B', ['CPS 1']],
])('a consignment that is nowhere, or there twice, is no secret: %p', (text, left) => {
	expect(read('DESADV', `CPS+1\n${text}`).unmapped).toEqual(left);
});

test('of several consignments without a parent, the first is the shipment, and the others are packages', () => {
	const { document, unmapped } = read('DESADV', 'CPS+1\nPAC+7\nCPS+2\nPAC+3\nCPS+3\nPAC+4');
	expect(document).toMatchObject({ totals: { packages: 7 }, packages: [{ count: 3 }, { count: 4 }] });
	expect(unmapped).toEqual([]);
});

test('a consignment that says another weight than the total is a package of its own', () => {
	const { document, unmapped } = read('DESADV', 'CPS+1\nPAC+7\nMEA+PD+G+KGM:98\nCNT+7:100:KGM\nCNT+11:7');
	expect(document).toMatchObject({
		totals: { weight: '100', packages: 7 },
		packages: [{ weight: '98', count: 7 }],
	});
	expect(unmapped).toEqual([]);
});

test('lines that give an order several dates keep each', () => {
	const line = (place: string, date: string) =>
		`LIN+${place}++${place}:EN\nQTY+12:1\nRFF+ON:A\nDTM+171:${date}:102`;
	const { document } = read('DESADV', `CPS+1\n${line('1', '20260501')}\n${line('2', '20260502')}`);
	expect(document).toMatchObject({
		orders: [
			{ number: 'A', date: '2026-05-01', lines: [0] },
			{ number: 'A', date: '2026-05-02', lines: [1] },
		],
	});
});

const COUNT = 1_500;

/** A shipment with so many packages, each with a line; each in the one before, if it is deep. */
const shipment = (standard: StandardName, isDeep: boolean): Segment[] => {
	const packages = Array.from({ length: COUNT }, (_, index): Segment[] => {
		const [id, place] = [String(2 * index + 2), String(2 * index + 3)];
		const parent = isDeep && index > 0 ? String(2 * index) : '1';
		return standard === 'X12'
			? [
					['HL', id, parent, 'P'],
					['MAN', 'GM', id],
					['HL', place, id, 'I'],
					['LIN', '', 'UP', place],
					['SN1', '', '1', 'EA'],
				]
			: [
					['CPS', id, parent],
					['PAC', '1'],
					['PCI', '33E'],
					['GIN', 'BJ', id],
					['LIN', '', '', [place, 'EN']],
					['QTY', ['12', '1']],
				];
	});
	return standard === 'X12'
		? [['ST', '856', '1'], ['BSN', '00', 'S-1', '20260507', '1200'], ['HL', '1', '', 'S'], ...packages.flat()]
		: [
				['UNH', '1', ['DESADV', 'D', '96A', 'UN']],
				['BGM', '351', 'S-1', '9'],
				['DTM', ['137', '20260507', '102']],
				['CPS', '1'],
				...packages.flat(),
			];
};

describe.each(STANDARDS)('%s', (standard) => {
	// Far more than it takes: with quadratic time it would be minutes, and with a step for each level no stack is deep enough.
	test.each([false, true])(
		`${COUNT} packages (each in the one before: %p) are read and written in a moment`,
		(isDeep) => {
			const { version } = settingsFor(standard);
			const type = standard === 'X12' ? '856' : 'DESADV';
			const document = documentOf(type, shipment(standard, isDeep), syntaxOf(standard, version))!;
			expect(document.packages).toHaveLength(COUNT);
			expect((document.packages as { lines: number[] }[]).at(-1)).toMatchObject({ lines: [COUNT - 1] });
			expect(document.unmapped).toEqual([]);
			const { notWritten } = asMessage(document, settingsFor(standard), 1);
			expect(notWritten).toEqual([]);
		},
		20_000,
	);

	test.each(['packages', 'orders'])('%s that are none are refused by their place', (name) => {
		const document = {
			kind: 'shipNotice',
			number: 'S-1',
			dates: { issued: '2026-05-07' },
			lines: [{ quantity: { shipped: '1', unit: 'EA' } }],
			[name]: [null],
		};
		const write = () => asMessage(document, settingsFor(standard), 1);
		expect(write).toThrow(NotWritable);
		expect(write).toThrow(`${name}[0] is no object`);
	});
});
