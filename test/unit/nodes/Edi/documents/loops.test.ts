import { tableFor } from '../../../../../nodes/Edi/documents/messages';
import { writtenDocument } from '../../../../../nodes/Edi/documents/writeDocument';
import { PAIRS, syntaxOf } from './pairs';
import { HEADS, read, VERSIONS } from './reading';

/**
 * A segment that belongs to an inner loop of the standard is none of the loop around it: its date is no date of the
 * document, its note no note. The text, and its last segment, which stays unmapped.
 */
test.each([
	['850', 'SAC*C*D240***500\nCUR*BY*EUR'],
	['850', 'PO1*1*1*EA\nSAC*C*D240***500\nCTP**CAT*9'],
	['850', 'PO1*1*1*EA\nAMT*1*9\nREF*CT*1'],
	['850', 'PO1*1*1*EA\nLDT*AF*2*DA\nMSG*At once'],
	['850', 'AMT*ZZ*9\nREF*CT*1'],
	['850', 'SPI*00\nREF*CT*1'],
	['810', 'IT1*1*1*EA*9\nSAC*C*D240***500\nTXI*VA*1'],
	['810', 'IT1*1*1*EA*9\nTDS*900\nSAC*C*D240***500\nTXI*VA*1'],
	['810', 'V1**Ship\nDTM*011*20260501'],
	['856', 'CLD*1*2\nREF*LT*1'],
	['856', 'N1*ST*Store\nFOB*PP'],
	['ORDERS', 'NAD+BY+1::9\nRFF+VA:1\nDTM+2:20260501:102'],
	['ORDERS', 'TAX+1+VAT\nMOA+86:9'],
	['ORDERS', 'CUX+3:EUR\nDTM+2:20260501:102'],
	['ORDERS', 'TDT+10++30\nDTM+2:20260501:102'],
	['ORDERS', 'TDT+20++30\nRFF+CT:1'],
	['ORDERS', 'EQD+CN+1\nFTX+AAI+++Handle with care'],
	['ORDERS', 'PAC+1\nDTM+2:20260501:102'],
	['ORDERS', 'SCC+1\nDTM+2:20260501:102'],
	['ORDERS', 'RCS+14\nFTX+AAI+++Rule'],
	['ORDERS', 'ALC+C++++FC\nDTM+2:20260501:102'],
	['ORDERS', 'LIN+1++1:SA\nPRI+AAA:9\nDTM+2:20260501:102'],
	['ORDERS', 'LIN+1++1:SA\nPRI+INF:9\nDTM+2:20260501:102'],
	['ORDERS', 'LIN+1++1:SA\nALC+C++++FC\nDTM+2:20260501:102'],
	['ORDERS', 'LIN+1++1:SA\nEQD+CN+1\nFTX+AAI+++Handle with care'],
	['ORDERS', 'LIN+1++1:SA\nSTG+1\nQTY+21:9'],
	['ORDERS', 'LIN+1++1:SA\nRCS+14\nRFF+CT:1'],
	['ORDRSP', 'AJT+1\nFTX+AAI+++Reason'],
	['ORDRSP', 'LIN+1+5+1:SA\nAJT+1\nFTX+AAI+++Reason'],
	['INVOIC', 'UNS+S\nMOA+77:9\nRFF+CT:1'],
	['INVOIC', 'ALC+C++++FC\nRFF+CT:1'],
	['ORDCHG', 'AJT+1\nFTX+AAI+++Reason'],
	['846', 'LIN**EN*5412345111115\nQTY*17*1*EA\nDTM*002*20260501'],
	['846', 'LIN**EN*5412345111115\nQTY*17*1*EA\nREF*CT*1'],
	['INVRPT', 'LIN+1++1:SA\nQTY+145:1\nDTM+2:20260501:102'],
	['INVRPT', 'LIN+1++1:SA\nQTY+145:1\nRFF+CT:1'],
	['DESADV', 'TOD+6+PP\nFTX+AAI+++Text'],
	['DESADV', 'CPS+1\nLIN+1++1:SA\nPCI+33E\nQTY+12:9'],
	['DESADV', 'CPS+1\nLIN+1++1:SA\nDGS+ADR\nFTX+AAI+++Text'],
	['DESADV', 'CPS+1\nLIN+1++1:SA\nLOC+8+1\nNAD+BY+1::9'],
])('%s: %s', (type, text) => {
	const lines = text.split('\n');
	const last = lines.pop()!;
	const [with_, without] = [read(type, text), read(type, lines.join('\n'))];
	expect(with_.document).toEqual(without.document);
	expect(with_.unmapped).toEqual([...without.unmapped, last.slice(0, 3).replace(/\W/g, '')]);
});

test('a sum of an order, and the total of an invoice have codes of their own', () => {
	expect(read('850', 'CTT*0\nAMT*TT*99.5').document).toMatchObject({ totals: { gross: '99.5' } });
	const order = { kind: 'order', number: 'P-1', totals: { gross: '99.5' } };
	const written = (kind: string) =>
		writtenDocument(tableFor('EDIFACT', kind)!, { ...order, kind }, syntaxOf('EDIFACT', 'D.96A')).segments;
	expect(written('order')).toContainEqual(['MOA', ['86', '99.5']]);
	expect(written('invoice')).toContainEqual(['MOA', ['77', '99.5']]);
});

/** The segments of a full document, in the order of X12's transaction sets and of the segment tables of D.96A. */
const ORDER: Record<string, string> = {
	'810':
		'BIG NTE CUR REF N1 N2 N3 N4 REF PER ITD DTM FOB IT1 TXI CTP PAM PID PO4 REF SDQ DTM SAC N1 TDS TXI CAD SAC ISS CTT',
	'850':
		'BEG CUR REF FOB SAC ITD DTM DTM TD5 TD3 TXI N9 MSG N1 N2 N3 N4 REF PER PO1 CTP PID PO4 REF SAC SDQ DTM MSG TXI SCH N1 AMT CTT AMT',
	'855':
		'BAK CUR REF FOB SAC ITD DTM TD5 TD3 TXI N9 MSG N1 N2 N3 N4 REF PER PO1 CTP PID PO4 REF SAC DTM ACK AMT TXI SCH N9 MSG N1 CTT AMT',
	ORDERS:
		'BGM DTM DTM DTM FTX FTX RFF RFF NAD RFF CTA COM TAX MOA CUX PAT PCD PAT TDT TOD LOC EQD ALC QTY PCD MOA RTE LIN PIA IMD QTY QTY QTY QTY DTM MOA FTX PRI PRI RFF LOC QTY TAX MOA NAD ALC QTY PCD MOA SCC QTY DTM UNS MOA CNT',
	ORDRSP:
		'BGM DTM DTM FTX FTX RFF DTM RFF NAD RFF CTA COM TAX MOA CUX PAT PCD PAT TDT TOD LOC EQD ALC QTY PCD MOA RTE LIN PIA IMD QTY QTY QTY QTY DTM MOA FTX PRI PRI RFF LOC QTY TAX MOA NAD ALC QTY PCD MOA SCC QTY DTM UNS MOA CNT',
	INVOIC:
		'BGM DTM DTM FTX FTX RFF DTM RFF NAD RFF CTA COM CUX PAT PCD PAT TDT TOD LOC ALC QTY PCD MOA RTE LIN PIA IMD QTY QTY QTY QTY DTM FTX MOA PRI PRI RFF LOC QTY TAX MOA NAD ALC QTY PCD MOA UNS CNT MOA TAX MOA',
	DESADV:
		'BGM DTM DTM RFF DTM RFF NAD RFF CTA COM TOD LOC TDT EQD SEL CPS PAC CPS PAC MEA PCI GIN LIN PIA IMD QTY QTY QTY QTY DTM FTX MOA RFF LOC QTY CNT CNT CNT',
};

const everything = {
	number: 'N-1',
	dates: { issued: '2026-05-07', order: '2026-05-01', requestedDelivery: '2026-05-20' },
	references: [
		{ type: 'order', value: 'PO-1' },
		{ type: 'contract', value: 'C-1' },
	],
	notes: ['Note'],
	currency: 'EUR',
	parties: {
		buyer: {
			ids: [{ scheme: 'GLN', value: '5412345000013' }],
			name: 'Acme',
			lines: ['Purchasing'],
			street: ['1 Main St'],
			city: 'Ghent',
			taxId: '123',
			contacts: [{ name: 'J. Doe', phone: '1' }],
		},
	},
	terms: { type: 'basic', days: 30, discountDays: 10, discountPercent: '2', text: 'Net 30' },
	freightTerms: 'prepaid',
	incotermPlace: 'Ghent',
	incoterm: 'DAP',
	transport: { carrier: 'UPSN', mode: 'road', equipmentType: 'trailer', equipment: '123', seal: '99' },
	taxes: [{ type: 'VAT', amount: '1' }],
	allowancesCharges: [
		{ type: 'charge', service: 'freight', amount: '1', percent: '2', rate: '3', quantity: '4' },
	],
	packages: [{ sscc: '354123450000000014', weight: '2', weightUnit: 'KG', lines: [0] }],
	lines: [
		{
			number: '1',
			ids: { gtin: '5412345111115', buyer: 'A' },
			description: 'Widget',
			quantity: { ordered: '1', shipped: '1', invoiced: '1', confirmed: '1', unit: 'EA' },
			price: { amount: '2' },
			prices: [{ type: null, code: 'CAT', amount: '3' }],
			packaging: { pack: '6' },
			references: [{ type: 'contract', value: 'C-1' }],
			allowancesCharges: [
				{ type: 'allowance', service: 'discount', amount: '1', percent: '2', quantity: '1' },
			],
			allocations: [{ location: '0042', scheme: 'buyer', quantity: '1', unit: 'EA' }],
			dates: { requestedDelivery: '2026-05-20' },
			notes: ['Line'],
			taxes: [{ type: 'VAT', amount: '1' }],
			status: 'accepted',
			schedule: [{ quantity: '1', unit: 'EA', dates: { requestedDelivery: '2026-05-20' } }],
			parties: { shipTo: { ids: [{ scheme: 'GLN', value: '5412345000020' }] } },
			lineAmount: '2',
		},
	],
	totals: { gross: '9', packages: '1', weight: '2', weightUnit: 'KG', quantity: '1' },
};

test.each(Object.keys(ORDER))('%s is written in the order of the standard', (type) => {
	const { standard } = HEADS[type]!;
	const { kinds } = PAIRS.flatMap((pair) => (pair[standard].type === type ? [pair] : [])).map((pair) =>
		tableFor(standard, String(pair.document.kind)),
	)[0]!;
	const { segments } = writtenDocument(
		tableFor(standard, kinds[0]!)!,
		{ ...everything, kind: kinds[0] },
		syntaxOf(standard, VERSIONS[standard]),
	);
	expect(segments.map(([tag]) => String(tag)).join(' ')).toBe(ORDER[type]);
});
