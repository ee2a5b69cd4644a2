/** Units by their codes: X12 element 355 and UN/ECE recommendation 20. */
export const UNITS: Record<string, string> = {
	BG: 'bag',
	BO: 'bottle',
	BX: 'box',
	C62: 'piece',
	CA: 'case',
	CN: 'can',
	CS: 'case',
	CT: 'carton',
	CM: 'cm',
	CMT: 'cm',
	DZ: 'dozen',
	DZN: 'dozen',
	EA: 'each',
	FT: 'foot',
	FOT: 'foot',
	GA: 'gallon',
	GLL: 'gallon',
	GR: 'gram',
	GRM: 'gram',
	H87: 'piece',
	HUR: 'hour',
	IN: 'inch',
	INH: 'inch',
	KG: 'kg',
	KGM: 'kg',
	KT: 'kit',
	LB: 'pound',
	LBR: 'pound',
	LT: 'liter',
	LTR: 'liter',
	MR: 'meter',
	MTR: 'meter',
	MTK: 'm²',
	MTQ: 'm³',
	OZ: 'ounce',
	ONZ: 'ounce',
	PA: 'pack',
	PC: 'piece',
	PCE: 'piece',
	PCB: 'package',
	PF: 'pallet',
	PK: 'package',
	PL: 'pallet',
	PR: 'pair',
	PT: 'pint',
	RO: 'roll',
	ST: 'set',
	SET: 'set',
	TNE: 'ton',
	YD: 'yard',
};

/** A unit with its name, if it is known. */
export const unitName = (code: string): string =>
	Object.hasOwn(UNITS, code) ? `${code} (${UNITS[code]})` : code;

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
