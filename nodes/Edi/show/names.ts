import type { StandardName } from '../interchange/tree';

/** Units by their codes: X12's element 355, and UN/ECE recommendations 20 and 21. Codes that senders of a standard use for something else have no name. */
export const UNITS: Record<StandardName, Record<string, string>> = {
	X12: {
		BG: 'bag',
		BO: 'bottle',
		BX: 'box',
		CA: 'case',
		CM: 'cm',
		CN: 'can',
		CT: 'carton',
		DZ: 'dozen',
		EA: 'each',
		FT: 'foot',
		GA: 'gallon',
		GR: 'gram',
		IN: 'inch',
		KG: 'kg',
		KT: 'kit',
		LB: 'pound',
		LT: 'liter',
		MR: 'meter',
		OZ: 'ounce',
		PA: 'pail',
		PC: 'piece',
		PF: 'pallet, lift',
		PK: 'package',
		PL: 'pallet',
		PR: 'pair',
		PT: 'pint',
		RL: 'roll',
		RO: 'roll',
		ST: 'set',
		YD: 'yard',
	},
	EDIFACT: {
		BG: 'bag',
		BO: 'bottle',
		BX: 'box',
		C62: 'piece',
		CMT: 'cm',
		CS: 'case',
		CT: 'carton',
		DZN: 'dozen',
		EA: 'each',
		FOT: 'foot',
		GLL: 'US gallon',
		GRM: 'gram',
		H87: 'piece',
		HUR: 'hour',
		INH: 'inch',
		KGM: 'kg',
		KT: 'kit',
		LBR: 'pound',
		LTR: 'liter',
		MTK: 'm²',
		MTQ: 'm³',
		MTR: 'meter',
		ONZ: 'ounce',
		PA: 'packet',
		PCE: 'piece',
		PF: 'pallet, lift',
		PK: 'package',
		PR: 'pair',
		PX: 'pallet',
		RO: 'roll',
		SET: 'set',
		TNE: 'metric ton',
		YRD: 'yard',
	},
};

/** A unit with its name in a standard, if it is known. */
export const unitName = (code: string, standard: StandardName): string =>
	Object.hasOwn(UNITS[standard], code) ? `${code} (${UNITS[standard][code]})` : code;

const SCHEMES: Record<string, string> = {
	supplier: 'assigned by the supplier',
	buyer: 'assigned by the buyer',
};

/** Who assigned an id. */
export const schemeName = (scheme: string): string =>
	Object.hasOwn(SCHEMES, scheme) ? SCHEMES[scheme]! : scheme;

const SPECIAL: Record<string, string> = {
	gtin: 'GTIN',
	isbn: 'ISBN',
	sscc: 'SSCC',
	taxId: 'Tax ID',
	VAT: 'VAT',
	GST: 'GST',
};

/** A name of a document's field or code as people write it: “shipTo” is “Ship to”. */
export function inWords(name: string): string {
	if (Object.hasOwn(SPECIAL, name)) return SPECIAL[name]!;
	if (!/^[a-z][A-Za-z]*$/.test(name)) return name;
	const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
	return words.charAt(0).toUpperCase() + words.slice(1);
}

const KINDS: Record<string, string> = {
	order: 'Purchase order',
	orderChange: 'Purchase order change',
	orderResponse: 'Order response',
	shipNotice: 'Ship notice',
	invoice: 'Invoice',
	creditNote: 'Credit note',
	inventoryReport: 'Inventory report',
};

/** The name of a kind of document. */
export const kindName = (kind: string): string => (Object.hasOwn(KINDS, kind) ? KINDS[kind]! : inWords(kind));

/** What common segments are about. A tag may be another segment in the other standard, such as PAT. */
const SEGMENTS: Record<StandardName, Record<string, string>> = {
	X12: {
		ACK: 'answer to the line',
		AMT: 'amount',
		BAK: 'beginning of an order response',
		BCH: 'beginning of an order change',
		BEG: 'beginning of an order',
		BIA: 'beginning of an inventory report',
		BIG: 'beginning of an invoice',
		BSN: 'beginning of a ship notice',
		CTP: 'price',
		CTT: 'totals',
		CUR: 'currency',
		DTM: 'date and time',
		FOB: 'delivery terms',
		HL: 'level',
		IT1: 'invoiced line',
		ITD: 'terms of payment',
		LIN: 'line',
		MAN: 'marks',
		MEA: 'measurement',
		MSG: 'text',
		N1: 'party',
		N2: 'more names',
		N3: 'street',
		N4: 'city',
		N9: 'reference',
		NTE: 'text',
		PER: 'contact',
		PID: 'description',
		PO1: 'ordered line',
		PO4: 'packing',
		POC: 'changed line',
		PRF: 'order',
		QTY: 'quantity',
		REF: 'reference',
		SAC: 'allowance or charge',
		SCH: 'schedule',
		SDQ: 'quantities for stores',
		SE: 'end of the transaction set',
		SN1: 'shipped quantity',
		ST: 'start of the transaction set',
		TA1: 'acknowledgment of the interchange',
		TD1: 'packages and weight',
		TD3: 'equipment',
		TD5: 'carrier',
		TDS: 'total amount',
		TXI: 'tax',
	},
	EDIFACT: {
		ALC: 'allowance or charge',
		BGM: 'beginning of the message',
		CNT: 'control total',
		COM: 'communication',
		CPS: 'consignment or package',
		CTA: 'contact',
		CUX: 'currency',
		DTM: 'date and time',
		EQD: 'equipment',
		FTX: 'text',
		GIN: 'identity number',
		IMD: 'description',
		LIN: 'line',
		LOC: 'place',
		MEA: 'measurement',
		MOA: 'amount',
		NAD: 'party',
		PAC: 'packages',
		PAT: 'terms of payment',
		PCD: 'percentage',
		PIA: 'more ids of the product',
		PRI: 'price',
		QTY: 'quantity',
		RFF: 'reference',
		SCC: 'schedule',
		TAX: 'tax',
		TDT: 'transport',
		TOD: 'delivery terms',
		UNH: 'start of the message',
		UNS: 'section',
		UNT: 'end of the message',
	},
};

/** What a segment is about; undefined if that isn't known. */
export const segmentName = (tag: string, standard: StandardName): string | undefined =>
	Object.hasOwn(SEGMENTS[standard], tag) ? SEGMENTS[standard][tag] : undefined;
