import { read } from './reading';

type Fields = Record<string, unknown>;

type Case = [type: string, text: string, document: Fields, unmapped: string[]];

const line = (fields: Fields) => ({ lines: [fields] });

/** What a partner says twice, or otherwise than expected: it is read as what it is, or is left. */
const CASES: Record<string, Case[]> = {
	'a second segment is not mixed with the first': [
		['850', 'TD5**2*UPSN\nTD5**2*FDXE*M*Name', { transport: { carrier: 'UPSN' } }, ['TD5']],
		['850', 'FOB*PP\nFOB*CC**Dock 4', { freightTerms: 'prepaid' }, ['FOB']],
		['850', 'TD3*TL**1\nTD3*CN*AB*2', { transport: { equipmentType: 'trailer', equipment: '1' } }, ['TD3']],
		[
			'850',
			'N1*BY*Acme\nN4*Ghent\nN4*Paris*NY',
			{ parties: { buyer: { name: 'Acme', city: 'Ghent' } } },
			['N4'],
		],
		['850', 'PO1*1*1*EA\nPO4*6\nPO4*12*5*LB', line({ packaging: { pack: '6' } }), ['PO4']],
		['856', 'TD1*CTN*3\nTD1*PLT*2****G*5*LB', { totals: { packagesType: 'CTN', packages: 3 } }, ['TD1']],
		[
			'856',
			'TD5**2*UPSN\nHL*2**S\nTD5**2*FDXE*M\nREF*BM*2',
			{ transport: { carrier: 'UPSN' } },
			['HL', 'TD5', 'REF'],
		],
		['856', 'HL*2*1*I\nSN1**5*EA\nSN1**6*EA*7*8', line({ quantity: { shipped: '5', unit: 'EA' } }), ['SN1']],
		['ORDERS', 'TDT+20++30\nTDT+20+++++++X', { transport: { mode: 'road' } }, ['TDT']],
		['ORDERS', 'TDT+20++30\nTDT+20++40+:::+SCAC\nLOC+1', { transport: { mode: 'road' } }, ['TDT', 'LOC']],
		['ORDERS', 'TOD+6++DAP\nTOD+6+PP\nLOC+1+BE:162:5:Antwerp', { incoterm: 'DAP' }, ['TOD', 'LOC']],
		[
			'ORDERS',
			'EQD+CN\nEQD+TE+2\nFTX+AAI+++Of the second',
			{ transport: { equipmentType: 'container' } },
			['EQD', 'FTX'],
		],
		[
			'DESADV',
			'CPS+1\nCPS+2+1\nPAC+1\nPAC+2++PF\nMEA+PD+G+KGM:5\nPCI+33E\nGIN+BJ+2',
			{ packages: [{ count: 1, lines: [] }] },
			['PAC', 'MEA', 'PCI', 'GIN'],
		],
		[
			'ORDERS',
			'NAD+BY\nRFF+VA:1\nRFF+VA:2',
			{ parties: { buyer: { taxId: '1', references: [{ type: 'taxId', code: 'VA', value: '2' }] } } },
			[],
		],
		[
			'ORDERS',
			'LIN+1\nSCC+1\nQTY+21:1\nQTY+21:2\nDTM+2:20260501:102',
			line({ number: '1', schedule: [{ quantity: '1' }] }),
			['QTY', 'DTM'],
		],
		[
			'855',
			'PO1*1*10*EA\nACK*IB*5*EA\nACK*IB*3*EA',
			line({ quantity: { ordered: '10', backordered: '5', unit: 'EA' } }),
			['ACK'],
		],
		[
			'855',
			'PO1*1*10*EA\nACK*IA*5*EA\nACK*IR*3*EA*068*20260501',
			line({ status: 'accepted', quantity: { ordered: '10', confirmed: '5', unit: 'EA' } }),
			['ACK'],
		],
	],
	'several ACK of a line with one status complete each other': [
		[
			'855',
			'PO1*1*25*EA\nACK*IP\nACK*DR***106*20260520\nACK*IQ*20',
			line({
				status: 'changed',
				statusCode: 'IP',
				quantity: { ordered: '25', confirmed: '20', unit: 'EA' },
				dates: { requiredBy: '2026-05-20' },
			}),
			['ACK 1', 'ACK 1'],
		],
		[
			'855',
			'PO1*1*25*EA\nACK*IP\nACK*IR*20*EA*106*20260520',
			line({ status: 'changed', quantity: { ordered: '25', unit: 'EA' }, dates: undefined }),
			['ACK 1,2,3,4,5'],
		],
	],
	'a line of which only a backorder is said has that status': [
		[
			'855',
			'PO1*1*10*EA\nACK*IB*4*EA',
			line({ status: 'backordered', quantity: { ordered: '10', backordered: '4', unit: 'EA' } }),
			[],
		],
		[
			'855',
			'PO1*1*10*EA\nACK*IB',
			line({ status: 'backordered', quantity: { ordered: '10', unit: 'EA' } }),
			[],
		],
		['855', 'PO1*1*10*EA\nACK*BP*4*EA', line({ status: 'backordered', statusCode: 'BP' }), []],
		[
			'855',
			'PO1*1*10*EA\nACK*IB*4*EA\nACK*IQ*6*EA',
			line({ status: 'changed', quantity: { ordered: '10', backordered: '4', confirmed: '6', unit: 'EA' } }),
			[],
		],
		['855', 'PO1*1*10*EA\nACK*IA*5*EA\nACK*IB', line({ status: 'accepted' }), ['ACK']],
	],
	'a text that fills a component goes on in the next one': [
		['ORDERS', `FTX+AAI+++${'x'.repeat(70)}:y:z`, { notes: [`${'x'.repeat(70)}y`, 'z'] }, []],
		['ORDERS', 'FTX+AAI+++One:Two', { notes: ['One', 'Two'] }, []],
	],
	'a quantity in another unit is another quantity': [
		[
			'855',
			'PO1*1*10*EA\nACK*IC*5*CA',
			line({ status: 'changed', quantity: { ordered: '10', unit: 'EA' } }),
			['ACK 2,3'],
		],
		['856', 'HL*2*1*I\nSN1**5*CA**20*EA', line({ quantity: { shipped: '5', unit: 'CA' } }), ['SN1 5,6']],
		[
			'846',
			'LIN*1\nQTY*33*5*EA\nQTY*17*7*CA',
			line({ quantity: { available: '5', unit: 'EA' } }),
			['QTY 1,2,3'],
		],
		[
			'ORDERS',
			'LIN+1\nQTY+21:5:PCE\nQTY+12:2:CT\nQTY+59:12:PCE',
			line({ quantity: { ordered: '5', perPack: '12', unit: 'PCE' } }),
			['QTY 1'],
		],
		[
			'INVRPT',
			'LIN+1\nQTY+145:5:PCE\nQTY+66:1:CT',
			line({ quantity: { onHand: '5', unit: 'PCE' } }),
			['QTY 1'],
		],
	],
	'a number is one only in the notation of its standard': [
		['850', 'PO1*1*1,000*EA*9,95', line({ quantity: { unit: 'EA' } }), ['PO1 2,4']],
		['850', 'TXI*VA**,19', { taxes: [{ type: 'VAT' }] }, ['TXI 3']],
		['ORDERS', 'LIN+1\nQTY+21:1,5', line({ quantity: { ordered: '1.5' } }), []],
		['850', 'CTT*99999999999999999999', {}, ['CTT 1']],
		['ORDERS', 'PAT+1++5:3:M:2', { terms: { type: 'basic' } }, ['PAT 3']],
		['ORDERS', 'PAT+22++5:3:WD:8\nPCD+12:3', { terms: { discountPercent: '3' } }, ['PAT 3']],
		['ORDERS', 'PAT+1++5:3:D:30', { terms: { type: 'basic', days: 30 } }, []],
	],
	'the sums of allowances in the summary of an invoice are no more allowances': [
		[
			'INVOIC',
			'ALC+A++++DI\nMOA+8:5\nUNS+S\nMOA+77:9\nALC+A++++DI\nMOA+131:5',
			{
				allowancesCharges: [{ type: 'allowance', service: 'discount', code: 'DI', amount: '5' }],
				totals: { gross: '9' },
			},
			['ALC', 'MOA'],
		],
	],
};

describe.each(Object.entries(CASES))('%s', (_name, cases) => {
	test.each(cases)('%s %j', (type, text, expected, left) => {
		const { document, unmapped } = read(type, text);
		const { lines: [expectedLine] = [], ...rest } = expected as { lines?: Fields[] } & Fields;
		const { lines: [readLine = {}] = [] } = document as { lines?: Fields[] };
		expect(document).toEqual({ ...document, ...rest });
		expect(readLine).toEqual({ ...readLine, ...expectedLine });
		expect(unmapped).toEqual(left);
	});
});
