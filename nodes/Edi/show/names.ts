import type { StandardName } from '../interchange/tree';

/** Units by their codes: X12's element 355, and UN/ECE recommendations 20 and 21. Codes that senders of a standard use for something else have no name. */
const UNITS: Record<StandardName, Record<string, string>> = {
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

/** What common segments are about, in both standards. */
const SEGMENTS: Record<string, string> = {
	ACK: 'answer to the line',
	ALC: 'allowance or charge',
	AMT: 'amount',
	BAK: 'beginning of an order response',
	BEG: 'beginning of an order',
	BGM: 'beginning of the message',
	BIG: 'beginning of an invoice',
	BSN: 'beginning of a ship notice',
	CNT: 'control total',
	COM: 'communication',
	CPS: 'consignment or package',
	CTA: 'contact',
	CTP: 'price',
	CTT: 'totals',
	CUR: 'currency',
	CUX: 'currency',
	DTM: 'date and time',
	EQD: 'equipment',
	FOB: 'delivery terms',
	FTX: 'text',
	GIN: 'identity number',
	HL: 'level',
	IMD: 'description',
	IT1: 'invoiced line',
	ITD: 'terms of payment',
	LIN: 'line',
	LOC: 'place',
	MAN: 'marks',
	MEA: 'measurement',
	MOA: 'amount',
	MSG: 'text',
	N1: 'party',
	N2: 'more names',
	N3: 'street',
	N4: 'city',
	N9: 'reference',
	NAD: 'party',
	NTE: 'text',
	PAC: 'packages',
	PAT: 'terms of payment',
	PCD: 'percentage',
	PER: 'contact',
	PIA: 'more ids of the product',
	PID: 'description',
	PO1: 'ordered line',
	PO4: 'packing',
	PRF: 'order',
	PRI: 'price',
	QTY: 'quantity',
	REF: 'reference',
	RFF: 'reference',
	SAC: 'allowance or charge',
	SCC: 'schedule',
	SCH: 'schedule',
	SDQ: 'quantities for stores',
	SE: 'end of the transaction set',
	SN1: 'shipped quantity',
	ST: 'start of the transaction set',
	TAX: 'tax',
	TD1: 'packages and weight',
	TD3: 'equipment',
	TD5: 'carrier',
	TDS: 'total amount',
	TDT: 'transport',
	TOD: 'delivery terms',
	TXI: 'tax',
	UNH: 'start of the message',
	UNS: 'section',
	UNT: 'end of the message',
};

/** What a segment is about; undefined if that isn't known. */
export const segmentName = (tag: string): string | undefined =>
	Object.hasOwn(SEGMENTS, tag) ? SEGMENTS[tag] : undefined;
