import type { Segment, StandardName } from '../../../../../nodes/Edi/interchange/tree';

/** One message, said in both standards, and the document that both are. */
export interface MessagePair {
	name: string;
	X12: { type: string; version: string; segments: Segment[] };
	EDIFACT: { type: string; version: string; segments: Segment[] };
	document: Record<string, unknown>;
}

/** The segments of a text in X12, a line each. */
export const x12 = (text: string): Segment[] =>
	text
		.trim()
		.split('\n')
		.map((line) => line.trim().split('*'));

/** The same in EDIFACT. */
export const edifact = (text: string): Segment[] =>
	text
		.trim()
		.split('\n')
		.map((line) =>
			line
				.trim()
				.split('+')
				.map((element) => (element.includes(':') ? element.split(':') : element)),
		);

export const syntaxOf = (standard: StandardName, version: string) =>
	({ standard, version, decimalMark: '.' }) as const;

const GLN = (value: string) => [{ scheme: 'GLN', value }];

/** The messages of these tests, from order to credit note. */
export const PAIRS: MessagePair[] = [
	{
		name: 'an order',
		X12: {
			type: '850',
			version: '004010',
			segments: x12(`
				ST*850*0001
				BEG*00*SA*PO-1001**20260507
				CUR*BY*EUR
				REF*CT*C-77
				FOB*PP***01*DAP*ZZ*Dock 4
				SAC*C*G830***1250**********Freight
				ITD*01**2**10**30
				DTM*002*20260520
				DTM*064*20260518*1400
				TXI*VA**.21
				N9*L1*NOTES
				MSG*Call before delivery
				MSG*Use the side entrance
				N1*BY*Acme Stores*UL*5412345000013
				N2*Purchasing
				N3*1 Main St*Floor 2
				N4*Springfield*IL*62701*US
				PER*BD*J. Doe*TE*555-0100*EM*j.doe@acme.example
				N1*SE*Widget Works*1*123456789
				N1*ST**92*0042
				PO1*1*24*EA*9.95**EN*5412345111115*IN*SKU-1*VN*A-100
				PID*F****Blue widget
				REF*PD*SPRING
				SDQ*EA*92*0042*10*0043*14
				DTM*002*20260521
				MSG*Blue, not green
				SCH*10*EA***002*20260521
				SCH*14*EA***002*20260601
				PO1*2*1.5*KG*100
				CTT*2*25.5
				SE*31*0001`),
		},
		EDIFACT: {
			type: 'ORDERS',
			version: 'D.96A',
			segments: edifact(`
				UNH+1+ORDERS:D:96A:UN:EAN008
				BGM+220+PO-1001+9
				DTM+137:20260507:102
				DTM+2:20260520:102
				DTM+64:202605181400:203
				FTX+AAI+++Call before delivery
				FTX+AAI+++Use the side entrance
				RFF+CT:C-77
				NAD+BY+5412345000013::9++Acme Stores:Purchasing+1 Main St:Floor 2+Springfield+IL+62701+US
				CTA+PD+:J. Doe
				COM+555-0100:TE
				COM+j.doe@acme.example:EM
				NAD+SU+123456789::16++Widget Works
				NAD+DP+0042::92
				TAX+7+VAT+++:::21
				CUX+2:EUR:9
				PAT+22++5:3:D:10
				PCD+12:2
				PAT+1++5:3:D:30
				TOD+6+PP+DAP
				LOC+1+:::Dock 4
				ALC+C++++SAA:::Freight
				MOA+8:12.50
				LIN+1++5412345111115:EN
				PIA+1+SKU-1:IN+A-100:SA
				IMD+F++:::Blue widget
				QTY+21:24:EA
				DTM+2:20260521:102
				FTX+AAI+++Blue, not green
				PRI+AAA:9.95
				RFF+PD:SPRING
				LOC+7+0042::92
				QTY+11:10:EA
				LOC+7+0043::92
				QTY+11:14:EA
				SCC+1
				QTY+21:10:EA
				DTM+2:20260521:102
				SCC+1
				QTY+21:14:EA
				DTM+2:20260601:102
				LIN+2
				QTY+21:1.5:KG
				PRI+AAA:100
				UNS+S
				CNT+2:2
				CNT+1:25.5
				UNT+46+1`),
		},
		document: {
			kind: 'order',
			purpose: 'original',
			documentType: 'standAlone',
			number: 'PO-1001',
			dates: { issued: '2026-05-07', requestedDelivery: '2026-05-20', deliverNotBefore: '2026-05-18T14:00' },
			currency: 'EUR',
			references: [{ type: 'contract', value: 'C-77' }],
			freightTerms: 'prepaid',
			incoterm: 'DAP',
			incotermPlace: 'Dock 4',
			allowancesCharges: [
				{ type: 'charge', service: 'shippingAndHandling', amount: '12.50', text: 'Freight' },
			],
			terms: { type: 'basic', days: 30, discountDays: 10, discountPercent: '2' },
			taxes: [{ type: 'VAT', rate: '21' }],
			notes: ['Call before delivery', 'Use the side entrance'],
			parties: {
				buyer: {
					name: 'Acme Stores',
					lines: ['Purchasing'],
					ids: GLN('5412345000013'),
					street: ['1 Main St', 'Floor 2'],
					city: 'Springfield',
					region: 'IL',
					postalCode: '62701',
					country: 'US',
					contacts: [{ function: 'buyer', name: 'J. Doe', phone: '555-0100', email: 'j.doe@acme.example' }],
				},
				seller: { name: 'Widget Works', ids: [{ scheme: 'DUNS', value: '123456789' }] },
				shipTo: { ids: [{ scheme: 'buyer', value: '0042' }] },
			},
			lines: [
				{
					number: '1',
					quantity: { ordered: '24', unit: 'EA' },
					price: { amount: '9.95' },
					ids: { gtin: '5412345111115', buyer: 'SKU-1', supplier: 'A-100' },
					description: 'Blue widget',
					references: [{ type: 'promotion', value: 'SPRING' }],
					allocations: [
						{ location: '0042', scheme: 'buyer', quantity: '10', unit: 'EA' },
						{ location: '0043', scheme: 'buyer', quantity: '14', unit: 'EA' },
					],
					dates: { requestedDelivery: '2026-05-21' },
					notes: ['Blue, not green'],
					schedule: [
						{ quantity: '10', unit: 'EA', dates: { requestedDelivery: '2026-05-21' } },
						{ quantity: '14', unit: 'EA', dates: { requestedDelivery: '2026-06-01' } },
					],
				},
				{ number: '2', quantity: { ordered: '1.5', unit: 'KG' }, price: { amount: '100' } },
			],
			totals: { lines: 2, quantity: '25.5' },
		},
	},
	{
		name: 'an order response',
		X12: {
			type: '855',
			version: '004010',
			segments: x12(`
				ST*855*0001
				BAK*00*AC*PO-1001*20260507****R-1*20260508
				CUR*BY*EUR
				N1*BY**UL*5412345000013
				N1*SE**UL*5499999000017
				PO1*1*24*EA*9.95**EN*5412345111115
				ACK*IA*24*EA*067*20260520
				PO1*2*10*EA*4**EN*5412345111122
				ACK*IB*4*EA
				ACK*IQ*6*EA
				PO1*3*5*EA***EN*5412345111139
				ACK*IR*0*EA
				CTT*3
				SE*14*0001`),
		},
		EDIFACT: {
			type: 'ORDRSP',
			version: 'D.96A',
			segments: edifact(`
				UNH+1+ORDRSP:D:96A:UN:EAN005
				BGM+231+R-1+9+AC
				DTM+137:20260508:102
				RFF+ON:PO-1001
				DTM+171:20260507:102
				NAD+BY+5412345000013::9
				NAD+SU+5499999000017::9
				CUX+2:EUR:9
				LIN+1+5+5412345111115:EN
				QTY+21:24:EA
				QTY+113:24:EA
				DTM+67:20260520:102
				PRI+AAA:9.95
				LIN+2+3+5412345111122:EN
				QTY+21:10:EA
				QTY+113:6:EA
				QTY+83:4:EA
				PRI+AAA:4
				LIN+3+7+5412345111139:EN
				QTY+21:5:EA
				QTY+113:0:EA
				UNS+S
				CNT+2:3
				UNT+24+1`),
		},
		document: {
			kind: 'orderResponse',
			purpose: 'original',
			response: 'changed',
			number: 'R-1',
			dates: { issued: '2026-05-08', order: '2026-05-07' },
			references: [{ type: 'order', value: 'PO-1001' }],
			currency: 'EUR',
			parties: { buyer: { ids: GLN('5412345000013') }, seller: { ids: GLN('5499999000017') } },
			lines: [
				{
					number: '1',
					ids: { gtin: '5412345111115' },
					status: 'accepted',
					quantity: { ordered: '24', confirmed: '24', unit: 'EA' },
					dates: { scheduledDelivery: '2026-05-20' },
					price: { amount: '9.95' },
				},
				{
					number: '2',
					ids: { gtin: '5412345111122' },
					status: 'changed',
					quantity: { ordered: '10', confirmed: '6', backordered: '4', unit: 'EA' },
					price: { amount: '4' },
				},
				{
					number: '3',
					ids: { gtin: '5412345111139' },
					status: 'rejected',
					quantity: { ordered: '5', confirmed: '0', unit: 'EA' },
				},
			],
			totals: { lines: 3 },
		},
	},
	{
		name: 'a ship notice with packages',
		X12: {
			type: '856',
			version: '004010',
			segments: x12(`
				ST*856*0001
				BSN*00*SHIP-9*20260519*1530
				DTM*011*20260519
				HL*1**S*1
				TD1*CTN*2****G*31.5*KG
				TD5**2*UPSN*M*UPS
				REF*BM*BOL-5
				N1*SF**UL*5499999000017
				N1*ST**UL*5412345000020
				HL*2*1*O*1
				PRF*PO-1001***20260507
				HL*3*2*P*1
				MAN*GM*354123450000000014
				HL*4*3*I*0
				LIN*1*EN*5412345111115
				SN1**12*EA
				PID*F****Blue widget
				HL*5*2*P*1
				MAN*GM*354123450000000021
				HL*6*5*I*0
				LIN*2*EN*5412345111115
				SN1**12*EA
				CTT*6
				SE*24*0001`),
		},
		EDIFACT: {
			type: 'DESADV',
			version: 'D.96A',
			segments: edifact(`
				UNH+1+DESADV:D:96A:UN:EAN005
				BGM+351+SHIP-9+9
				DTM+137:202605191530:203
				DTM+11:20260519:102
				RFF+ON:PO-1001
				DTM+171:20260507:102
				RFF+BM:BOL-5
				NAD+SF+5499999000017::9
				NAD+DP+5412345000020::9
				TDT+20++30++UPSN::182:UPS
				CPS+1
				PAC+2++CTN
				CPS+2+1
				PCI+33E
				GIN+BJ+354123450000000014
				LIN+1++5412345111115:EN
				IMD+F++:::Blue widget
				QTY+12:12:EA
				CPS+3+1
				PCI+33E
				GIN+BJ+354123450000000021
				LIN+2++5412345111115:EN
				QTY+12:12:EA
				CNT+11:2
				CNT+7:31.5:KG
				UNT+26+1`),
		},
		document: {
			kind: 'shipNotice',
			purpose: 'original',
			number: 'SHIP-9',
			dates: { issued: '2026-05-19T15:30', shipped: '2026-05-19', order: '2026-05-07' },
			references: [
				{ type: 'order', value: 'PO-1001' },
				{ type: 'billOfLading', value: 'BOL-5' },
			],
			parties: { shipFrom: { ids: GLN('5499999000017') }, shipTo: { ids: GLN('5412345000020') } },
			transport: { carrier: 'UPSN', mode: 'road', name: 'UPS' },
			totals: { packagesType: 'CTN', packages: 2, weight: '31.5', weightUnit: 'KG' },
			packages: [
				{ sscc: '354123450000000014', lines: [0] },
				{ sscc: '354123450000000021', lines: [1] },
			],
			lines: [
				{
					number: '1',
					ids: { gtin: '5412345111115' },
					description: 'Blue widget',
					quantity: { shipped: '12', unit: 'EA' },
				},
				{ number: '2', ids: { gtin: '5412345111115' }, quantity: { shipped: '12', unit: 'EA' } },
			],
		},
	},
	{
		name: 'an order change',
		X12: {
			type: '860',
			version: '004010',
			segments: x12(`
				ST*860*0001
				BCH*04*SA*PO-1001**2*20260507*****20260510
				DTM*002*20260520
				N1*BY**UL*5412345000013
				POC*1*CA*36*12*EA*9.95**EN*5412345111115
				DTM*002*20260521
				POC*2*DI******EN*5412345111122
				POC*3*AI*5**EA*4**EN*5412345111139
				PID*F****Green widget
				CTT*3
				AMT*TT*378.2
				SE*12*0001`),
		},
		EDIFACT: {
			type: 'ORDCHG',
			version: 'D.96A',
			segments: edifact(`
				UNH+1+ORDCHG:D:96A:UN:EAN008
				BGM+230+2+4
				DTM+137:20260510:102
				DTM+2:20260520:102
				RFF+ON:PO-1001
				DTM+171:20260507:102
				NAD+BY+5412345000013::9
				LIN+1+3+5412345111115:EN
				QTY+21:36:EA
				QTY+73:12:EA
				DTM+2:20260521:102
				PRI+AAA:9.95
				LIN+2+2+5412345111122:EN
				LIN+3+1+5412345111139:EN
				IMD+F++:::Green widget
				QTY+21:5:EA
				PRI+AAA:4
				UNS+S
				MOA+86:378.2
				CNT+2:3
				UNT+21+1`),
		},
		document: {
			kind: 'orderChange',
			purpose: 'change',
			number: '2',
			dates: { issued: '2026-05-10', order: '2026-05-07', requestedDelivery: '2026-05-20' },
			references: [{ type: 'order', value: 'PO-1001' }],
			parties: { buyer: { ids: GLN('5412345000013') } },
			lines: [
				{
					number: '1',
					action: 'changed',
					ids: { gtin: '5412345111115' },
					quantity: { ordered: '36', open: '12', unit: 'EA' },
					price: { amount: '9.95' },
					dates: { requestedDelivery: '2026-05-21' },
				},
				{ number: '2', action: 'deleted', ids: { gtin: '5412345111122' } },
				{
					number: '3',
					action: 'added',
					ids: { gtin: '5412345111139' },
					description: 'Green widget',
					quantity: { ordered: '5', unit: 'EA' },
					price: { amount: '4' },
				},
			],
			totals: { lines: 3, gross: '378.2' },
		},
	},
	{
		name: 'an inventory report',
		X12: {
			type: '846',
			version: '004010',
			segments: x12(`
				ST*846*0001
				BIA*00*SI*STOCK-1*20260507*0600
				REF*IA*100200
				N1*SE**UL*5499999000017
				LIN*1*EN*5412345111115*VN*A-100
				PID*F****Blue widget
				QTY*17*120*EA
				QTY*27*20*EA
				LIN*2*EN*5412345111122
				QTY*17*0*EA
				CTT*2
				SE*12*0001`),
		},
		EDIFACT: {
			type: 'INVRPT',
			version: 'D.96A',
			segments: edifact(`
				UNH+1+INVRPT:D:96A:UN:EAN005
				BGM+35+STOCK-1+9
				DTM+137:202605070600:203
				RFF+IA:100200
				NAD+SU+5499999000017::9
				LIN+1++5412345111115:EN
				PIA+1+A-100:SA
				IMD+F++:::Blue widget
				QTY+145:120:EA
				QTY+66:20:EA
				LIN+2++5412345111122:EN
				QTY+145:0:EA
				UNT+13+1`),
		},
		document: {
			kind: 'inventoryReport',
			purpose: 'original',
			number: 'STOCK-1',
			dates: { issued: '2026-05-07T06:00' },
			references: [{ type: 'supplier', value: '100200' }],
			parties: { seller: { ids: GLN('5499999000017') } },
			lines: [
				{
					number: '1',
					ids: { gtin: '5412345111115', supplier: 'A-100' },
					description: 'Blue widget',
					quantity: { onHand: '120', committed: '20', unit: 'EA' },
				},
				{ number: '2', ids: { gtin: '5412345111122' }, quantity: { onHand: '0', unit: 'EA' } },
			],
		},
	},
	...(['invoice', 'creditNote'] as const).map((kind): MessagePair => ({
		name: kind === 'invoice' ? 'an invoice' : 'a credit note',
		X12: {
			type: '810',
			version: '004010',
			segments: x12(`
					ST*810*0001
					BIG*20260601*INV-7*20260507*PO-1001***${kind === 'invoice' ? 'DI' : 'CR'}*00
					NTE*GEN*Thank you
					CUR*BY*USD
					REF*CT*C-77
					N1*RE*Widget Works*UL*5499999000017
					REF*TJ*12-3456789
					ITD*01**2**10**30
					IT1*1*24*EA*9.95**EN*5412345111115
					PID*F****Blue widget
					SAC*A*C310***500**10
					TDS*27400
					TXI*VA*40.2*.19***S**211.6
					SAC*C*G830***1250
					CTT*1
					SE*16*0001`),
		},
		EDIFACT: {
			type: 'INVOIC',
			version: 'D.96A',
			segments: edifact(`
					UNH+1+INVOIC:D:96A:UN:EAN008
					BGM+${kind === 'invoice' ? '380' : '381'}+INV-7+9
					DTM+137:20260601:102
					FTX+AAI+++Thank you
					RFF+ON:PO-1001
					DTM+171:20260507:102
					RFF+CT:C-77
					NAD+RE+5499999000017::9++Widget Works
					RFF+VA:12-3456789
					CUX+2:USD:4
					PAT+22++5:3:D:10
					PCD+12:2
					PAT+1++5:3:D:30
					LIN+1++5412345111115:EN
					IMD+F++:::Blue widget
					QTY+47:24:EA
					PRI+AAA:9.95
					ALC+A++++DI
					PCD+3:10
					MOA+8:5.00
					UNS+S
					CNT+2:1
					MOA+77:274.00
					TAX+7+VAT+++:::19+S
					MOA+124:40.2
					MOA+125:211.6
					ALC+C++++SAA
					MOA+8:12.50
					UNT+29+1`),
		},
		document: {
			kind,
			documentType: kind,
			purpose: 'original',
			number: 'INV-7',
			dates: { issued: '2026-06-01', order: '2026-05-07' },
			notes: ['Thank you'],
			references: [
				{ type: 'order', value: 'PO-1001' },
				{ type: 'contract', value: 'C-77' },
			],
			currency: 'USD',
			parties: {
				remitTo: { name: 'Widget Works', ids: GLN('5499999000017'), taxId: '12-3456789' },
			},
			terms: { type: 'basic', days: 30, discountDays: 10, discountPercent: '2' },
			lines: [
				{
					number: '1',
					ids: { gtin: '5412345111115' },
					description: 'Blue widget',
					quantity: { invoiced: '24', unit: 'EA' },
					price: { amount: '9.95' },
					allowancesCharges: [{ type: 'allowance', service: 'discount', percent: '10', amount: '5.00' }],
				},
			],
			totals: { gross: '274.00', lines: 1 },
			taxes: [{ type: 'VAT', rate: '19', category: 'S', amount: '40.2', base: '211.6' }],
			allowancesCharges: [{ type: 'charge', service: 'shippingAndHandling', amount: '12.50' }],
		},
	})),
];
