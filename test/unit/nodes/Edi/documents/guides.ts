import type { Segment, StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { edifact, x12 } from './pairs';

/** A message as a partner's public guide asks for it, with contents of our own. */
export interface GuideSample {
	/** The partner, and the guide's message. */
	guide: string;
	standard: StandardName;
	type: string;
	version: string;
	segments: Segment[];
	/** The most important fields of its document. */
	document: Record<string, unknown>;
	/** What a document has no place for: the tag, and the elements if it isn't all of them. */
	unmapped: string[];
}

const GLN = (value: string) => [{ scheme: 'GLN', value }];

/** Samples by public guides: the segments and codes that each of them asks for. */
export const GUIDES: GuideSample[] = [
	{
		guide: 'Amazon, retail purchase order, X12 004010',
		standard: 'X12',
		type: '850',
		version: '004010',
		segments: x12(`
			ST*850*0001
			BEG*00*NE*7K3ABCDE**20260507
			REF*CR*WIDGE
			REF*PD*Spring deal
			FOB*CC
			CSH*Y
			DTM*064*20260518
			DTM*063*20260525
			PKG*F*68***Pallets only
			N1*ST**92*ABE2
			PO1*1*24*EA*9.95*PE*UP*012345678905
			PO1*2*12*EA*4*PE*EN*5412345111115*VN*A-100
			CTT*2*36
			SE*14*0001`),
		document: {
			kind: 'order',
			documentType: 'new',
			number: '7K3ABCDE',
			dates: { issued: '2026-05-07', deliverNotBefore: '2026-05-18', deliverNotAfter: '2026-05-25' },
			references: [
				{ type: 'customer', code: 'CR', value: 'WIDGE' },
				{ type: 'promotion', code: 'PD', value: 'Spring deal' },
			],
			freightTerms: 'collect',
			parties: { shipTo: { ids: [{ scheme: 'buyer', value: 'ABE2' }] } },
			lines: [
				{
					number: '1',
					ids: { gtin: '012345678905' },
					quantity: { ordered: '24', unit: 'EA' },
					price: { amount: '9.95', basis: 'PE' },
				},
				{ number: '2', ids: { gtin: '5412345111115', supplier: 'A-100' } },
			],
			totals: { lines: 2, quantity: '36' },
		},
		unmapped: ['CSH', 'PKG'],
	},
	{
		guide: 'Target, retail ship notice, X12 004010',
		standard: 'X12',
		type: '856',
		version: '004010',
		segments: x12(`
			ST*856*0001
			BSN*00*SHIP-9*20260519*1530*0002
			HL*1**S*1
			TD5**2*ABFS*M
			REF*BM*BOL-5
			REF*CN*PRO-77
			REF*MB*MBOL-1
			DTM*011*20260519
			N1*SF*Widget Works*91*W1
			N1*ST**92*0551
			HL*2*1*O*1
			PRF*1234567890***20260501
			TD1*CTN25*2****G*31.5*LB
			HL*3*2*I*1
			LIN**UP*012345678905*IN*SKU-1
			SN1**24*EA
			HL*4*3*P*0
			MAN*GM*354123450000000014
			HL*5*3*P*0
			MAN*GM*354123450000000021
			CTT*5
			SE*21*0001`),
		document: {
			kind: 'shipNotice',
			number: 'SHIP-9',
			structure: '0002',
			dates: { issued: '2026-05-19T15:30', shipped: '2026-05-19' },
			references: [
				{ type: 'billOfLading', value: 'BOL-5' },
				{ type: 'tracking', value: 'PRO-77' },
				{ type: 'masterBillOfLading', value: 'MBOL-1' },
			],
			transport: { carrier: 'ABFS', mode: 'road' },
			parties: { shipFrom: { name: 'Widget Works' }, shipTo: { ids: [{ scheme: 'buyer', value: '0551' }] } },
			orders: [
				{ number: '1234567890', date: '2026-05-01', type: 'CTN25', count: 2, weight: '31.5', lines: [0] },
			],
			packages: [
				{ sscc: '354123450000000014', lines: [0] },
				{ sscc: '354123450000000021', lines: [0] },
			],
			lines: [{ ids: { gtin: '012345678905', buyer: 'SKU-1' }, quantity: { shipped: '24', unit: 'EA' } }],
		},
		unmapped: [],
	},
	{
		guide: 'Best Buy, invoice, X12 004010',
		standard: 'X12',
		type: '810',
		version: '004010',
		segments: x12(`
			ST*810*0001
			BIG*20260601*INV-7*20260507*12345678***DI
			NTE*GEN*Thank you
			CUR*SE*USD
			REF*IA*100200
			REF*BM*BOL-5
			N1*BT*Best Buy*92*0001
			N3*7601 Main Ave
			N4*Richfield*MN*55423*US
			N1*RI*Widget Works
			ITD*01*3*2**10**30
			DTM*011*20260519
			IT1*1*24*EA*9.95**UP*012345678905*SK*7654321
			PID*F****Blue widget
			TDS*25130
			TXI*ST*0
			CAD*M***ABFS***BM*BOL-5
			SAC*C*D240***1250********06**Freight
			CTT*1
			SE*20*0001`),
		document: {
			kind: 'invoice',
			number: 'INV-7',
			documentType: 'invoice',
			dates: { issued: '2026-06-01', order: '2026-05-07', shipped: '2026-05-19' },
			references: [
				{ type: 'order', value: '12345678' },
				{ type: 'supplier', code: 'IA', value: '100200' },
				{ type: 'billOfLading', value: 'BOL-5' },
			],
			currency: 'USD',
			notes: ['Thank you'],
			parties: {
				billTo: { name: 'Best Buy', city: 'Richfield' },
				remitTo: { name: 'Widget Works', code: 'RI' },
			},
			terms: { type: 'basic', basis: '3', discountPercent: '2', discountDays: 10, days: 30 },
			lines: [
				{
					ids: { gtin: '012345678905', sku: '7654321' },
					description: 'Blue widget',
					quantity: { invoiced: '24', unit: 'EA' },
					price: { amount: '9.95' },
				},
			],
			taxes: [{ type: 'stateSales', amount: '0' }],
			transport: {
				mode: 'road',
				carrier: 'ABFS',
				referenceType: 'billOfLading',
				reference: 'BOL-5',
			},
			allowancesCharges: [{ type: 'charge', service: 'freight', amount: '12.50', text: 'Freight' }],
			totals: { gross: '251.30', lines: 1 },
		},
		unmapped: [],
	},
	{
		guide: 'Canadian Tire, invoice, X12 004010',
		standard: 'X12',
		type: '810',
		version: '004010',
		segments: x12(`
			ST*810*0001
			BIG*20260601*INV-8**P-555
			CUR*SE*CAD
			REF*VR*4455
			REF*GT*123456789RT0001
			N1*RI*Widget Works*92*4455
			IT1*1*10*EA*5**IN*0123456
			PID*F****Hammer
			TDS*5650
			TXI*GS*6.5*.13
			CTT*1
			SE*12*0001`),
		document: {
			kind: 'invoice',
			number: 'INV-8',
			currency: 'CAD',
			references: [
				{ type: 'order', value: 'P-555' },
				{ type: 'supplier', code: 'VR', value: '4455' },
				{ type: 'taxId', code: 'GT', value: '123456789RT0001' },
			],
			parties: { remitTo: { ids: [{ scheme: 'buyer', value: '4455' }] } },
			lines: [{ ids: { buyer: '0123456' }, description: 'Hammer', quantity: { invoiced: '10' } }],
			taxes: [{ type: 'GST', amount: '6.5', rate: '13' }],
			totals: { gross: '56.50', lines: 1 },
		},
		unmapped: [],
	},
	{
		guide: 'EDEKA, despatch advice, EANCOM D.96A',
		standard: 'EDIFACT',
		type: 'DESADV',
		version: 'D.96A',
		segments: edifact(`
			UNH+1+DESADV:D:96A:UN:EAN005
			BGM+351+LS-9+9
			DTM+137:202605191530:203
			DTM+11:20260519:102
			DTM+2:20260520:102
			DTM+17:202605201000:203
			DTM+200:20260519:102
			RFF+ON:B-100
			RFF+VN:A-77
			RFF+DQ:LS-9
			RFF+AAN:LP-3
			NAD+BY+5412345000013::9
			NAD+IV+5412345000020::9
			NAD+DP+5412345000037::9
			NAD+UC+5412345000044::9
			NAD+SU+5499999000017::9
			CPS+1
			PAC+2++201
			CPS+2+1
			PAC+1++201
			MEA+PD+AAD+KGM:310.5
			PCI+33E
			GIN+BJ+354123450000000014
			LIN+1++5412345111115:EN
			PIA+1+4711:SA
			QTY+12:120:PCE
			QTY+59:12
			DTM+361:20270301:102
			RFF+ON:B-100
			PCI+36E
			GIN+BX+CHARGE-1
			CNT+2:1
			UNT+33+1`),
		document: {
			kind: 'shipNotice',
			number: 'LS-9',
			dates: {
				issued: '2026-05-19T15:30',
				shipped: '2026-05-19',
				requestedDelivery: '2026-05-20',
				estimatedDelivery: '2026-05-20T10:00',
				pickup: '2026-05-19',
			},
			references: [
				{ type: 'order', value: 'B-100' },
				{ type: 'supplierOrder', value: 'A-77' },
				{ type: 'deliveryNote', value: 'LS-9' },
				{ type: 'deliverySchedule', value: 'LP-3' },
			],
			parties: {
				buyer: { ids: GLN('5412345000013') },
				billTo: { ids: GLN('5412345000020') },
				shipTo: { ids: GLN('5412345000037') },
				ultimateConsignee: { ids: GLN('5412345000044') },
				seller: { ids: GLN('5499999000017') },
			},
			totals: { packages: 2, packagesType: '201', lines: 1 },
			packages: [{ sscc: '354123450000000014', type: '201', weight: '310.5', weightUnit: 'KGM', lines: [0] }],
			lines: [
				{
					ids: { gtin: '5412345111115', supplier: '4711' },
					quantity: { shipped: '120', perPack: '12', unit: 'PCE' },
					dates: { bestBefore: '2027-03-01' },
				},
			],
		},
		unmapped: ['PCI', 'GIN'],
	},
	{
		guide: 'ECR Poland, invoice, EANCOM D.96A',
		standard: 'EDIFACT',
		type: 'INVOIC',
		version: 'D.96A',
		segments: edifact(`
			UNH+1+INVOIC:D:96A:UN:EAN008
			BGM+380+FV-7+9
			DTM+137:20260601:102
			DTM+11:20260519:102
			FTX+AAI+++Thank you
			RFF+ON:PO-1001
			RFF+DQ:WZ-5
			NAD+SCO+5499999000017::9++Widget Works+1 Main St+Warszawa++00-001+PL
			NAD+BY+5412345000013::9++Acme Stores
			RFF+VA:1234567890
			NAD+SU+5499999000017::9
			RFF+VA:9876543210
			NAD+DP+5412345000020::9
			CUX+2:PLN:4
			PAT+1
			DTM+13:20260701:102
			LIN+1++5412345111115:EN
			PIA+1+PKWIU-1:GN
			IMD+F++:::Blue widget
			QTY+47:24:PCE
			MOA+203:238.8
			PRI+AAA:9.95
			TAX+7+VAT+++:::23+S
			MOA+124:54.92
			UNS+S
			CNT+2:1
			MOA+79:238.8
			MOA+125:238.8
			MOA+124:54.92
			MOA+86:293.72
			TAX+7+VAT+++:::23+S
			MOA+79:238.8
			MOA+124:54.92
			UNT+34+1`),
		document: {
			kind: 'invoice',
			number: 'FV-7',
			dates: { issued: '2026-06-01', shipped: '2026-05-19' },
			references: [
				{ type: 'order', value: 'PO-1001' },
				{ type: 'deliveryNote', value: 'WZ-5' },
			],
			currency: 'PLN',
			parties: {
				buyer: { name: 'Acme Stores', taxId: '1234567890' },
				seller: { taxId: '9876543210' },
				shipTo: { ids: GLN('5412345000020') },
			},
			otherParties: [{ role: null, code: 'SCO', name: 'Widget Works', city: 'Warszawa' }],
			terms: { dueDate: '2026-07-01' },
			lines: [
				{
					ids: { gtin: '5412345111115', GN: 'PKWIU-1' },
					quantity: { invoiced: '24', unit: 'PCE' },
					lineAmount: '238.8',
					price: { amount: '9.95' },
					taxes: [{ type: 'VAT', rate: '23', category: 'S', amount: '54.92' }],
				},
			],
			taxes: [{ type: 'VAT', rate: '23', category: 'S', amount: '54.92' }],
			totals: { net: '238.8', taxable: '238.8', tax: '54.92', gross: '293.72', lines: 1 },
		},
		unmapped: ['MOA'],
	},
	{
		guide: 'BISAC and EDItEUR, book order, EDIFACT D.96A',
		standard: 'EDIFACT',
		type: 'ORDERS',
		version: 'D.96A',
		segments: edifact(`
			UNH+1+ORDERS:D:96A:UN:EAN008
			BGM+220+0123456+9+AC
			DTM+137:20260507:102
			DTM+61:20260615:102
			FTX+GEN++DUY:1B:28
			NAD+BY+1135309::31B
			NAD+DP+6678157::31B
			NAD+SU+3333333::31B
			LIN+1
			PIA+5+0835201031:IB
			QTY+21:20
			PRI+AAE:19.95
			UNS+S
			CNT+2:1
			UNT+16+1`),
		document: {
			kind: 'order',
			number: '0123456',
			dates: { issued: '2026-05-07', cancelAfter: '2026-06-15' },
			parties: {
				buyer: { ids: [{ scheme: '31B', value: '1135309' }] },
				shipTo: { ids: [{ scheme: '31B', value: '6678157' }] },
				seller: { ids: [{ scheme: '31B', value: '3333333' }] },
			},
			lines: [
				{
					number: '1',
					ids: { isbn: '0835201031' },
					quantity: { ordered: '20' },
					prices: [{ type: 'information', code: 'AAE', amount: '19.95' }],
				},
			],
			totals: { lines: 1 },
		},
		unmapped: ['BGM 4', 'FTX 1,3'],
	},
];
