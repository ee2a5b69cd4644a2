import fc from 'fast-check';
import { KINDS, tableFor } from '../../../../../nodes/Edi/documents/messages';
import { fieldsOf } from '../../../../../nodes/Edi/documents/tableFields';
import { STANDARDS } from './files';

type Fields = Record<string, unknown>;

/** Fields that say what is where, or how many there are: `withContents` sets them. */
const STRUCTURE = /^totals\.lines$|^(packages|orders)\[\]\.(lines\[\]|parent|level)$|\.\*\.(role|code)$/;

/** The fields that a kind of document has in any standard. */
const fieldsOfKind = (kind: string): string[] => [
	...new Set(
		STANDARDS.flatMap((standard) => fieldsOf(tableFor(standard, kind)!).map(({ path }) => path)).filter(
			(path) => !STRUCTURE.test(path),
		),
	),
];

const NAMES: [fields: RegExp, names: string[]][] = [
	[/(^|\.)purpose$/, ['original', 'change', 'cancel', 'replace', 'duplicate']],
	[/(^|\.)response$/, ['accepted', 'changed', 'rejected', 'acknowledged']],
	[/status$/, ['accepted', 'changed', 'rejected']],
	[/schedule\[\]\.status$/, ['firm', 'planned']],
	[/references\[\]\.type$/, ['order', 'contract', 'invoice', 'promotion', 'department', 'taxId', 'tracking']],
	[/\.scheme$|carrierScheme$/, ['GLN', 'DUNS', 'buyer', 'supplier']],
	[/\.role$/, ['buyer', 'seller', 'shipTo', 'billTo']],
	[/function$/, ['information', 'order', 'buyer', 'delivery']],
	[/allowancesCharges\[\]\.type$/, ['allowance', 'charge']],
	[/\.service$/, ['discount', 'shippingAndHandling', 'handling']],
	[/taxes\[\]\.type$/, ['VAT', 'GST']],
	[/terms?\.type$|otherTerms\[\]\.type$/i, ['basic', 'endOfMonth', 'fixedDate']],
	[/freightTerms$/, ['prepaid', 'collect', 'pickup']],
	[/transport\.mode$/, ['sea', 'rail', 'road', 'air']],
	[/prices\[\]\.type$/, ['catalogue', 'resale', 'gross', 'information']],
	[/price\.type$/, ['net', 'invoice', 'calculation']],
	[/currency$/, ['EUR', 'USD']],
	[/country$/, ['US', 'DE']],
	[/region$/, ['IL', 'BY']],
	[/incoterm$/, ['DAP', 'EXW']],
	[/unit$/i, ['EA', 'KG']],
	[/[cC]ode$|codes?\.\*$|idCodes/, ['PO', 'ZZ', 'A1']],
];

const DATE = /(^|\.)dates\.|[dD]ate$/;
const WHOLE = /([dD]ays|dayOfMonth|totals\.packages|\.count)$/;
const DECIMAL =
	/(amount|percent|rate|base|per|pack|size|weight|volume|quantity|net|taxable|tax|gross|due|allowances|charges|prepaid|[dD]iscount(able|ed|Amount|Percent)?|innerPack|grossWeight)$/i;

const date = fc
	.date({ min: new Date('2000-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
	.chain((day) =>
		fc
			.constantFrom('', '', 'T00:00', 'T14:30', 'T23:59:59')
			.map((time) => day.toISOString().slice(0, 10) + time),
	);
const decimal = fc
	.tuple(fc.nat(99_999), fc.constantFrom('', '', '.5', '.25', '.00', '.10'))
	.chain(([whole, decimals]) =>
		fc.constantFrom<unknown>(`${whole}${decimals}`, Number(`${whole}${decimals}`)),
	);
const word = fc.string({ unit: fc.constantFrom(...'ABCdef 0123-./()&'), minLength: 2, maxLength: 15 });

const odd = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 40 }),
	fc.string({ unit: fc.constantFrom(...'*~:^+\'?"\\>|äßé€\u2028\t '), maxLength: 8 }),
	fc.nat(400).map((length) => 'x'.repeat(length)),
	fc.constantFrom<unknown>(
		...[0, -0, -1, 1e21, 1e-9, 0.1, NaN, true, null, '', ' ', '007', '1,5', '-0.00', '9'.repeat(30)],
		...[
			'2026-02-30',
			'0000-00-00',
			'__proto__',
			'constructor',
			{},
			[],
			[[]],
			{ a: 1 },
			'ZZ',
			'ISA',
			"UNA:+.? '",
		],
	),
);

function soundValue(path: string): fc.Arbitrary<unknown> {
	const [, names] = NAMES.find(([fields]) => fields.test(path)) ?? [];
	if (DATE.test(path)) return date;
	if (names) return fc.constantFrom(...names);
	if (WHOLE.test(path)) return fc.integer({ min: 1, max: 28 });
	if (/\.quantity\./.test(path) || DECIMAL.test(path)) return decimal;
	return word;
}

type Setting = { path: string; value: unknown; index: number; name: string };

const settings = (kind: string, oddity: fc.Arbitrary<unknown>): fc.Arbitrary<Setting[]> =>
	fc.array(
		fc.constantFrom(...fieldsOfKind(kind)).chain((path) =>
			fc.record({
				path: fc.constant(path),
				value: fc.oneof({ weight: 30, arbitrary: soundValue(path) }, { weight: 1, arbitrary: oddity }),
				index: fc.nat(1),
				name: /ids\.\*$|idCodes\.\*$/.test(path)
					? fc.constantFrom('gtin', 'buyer', 'supplier', 'lot', 'ZZ')
					: fc.constantFrom('buyer', 'seller', 'shipTo', 'billTo'),
			}),
		),
		{ maxLength: 25 },
	);

/** Sets a value at a path. A list gets the next entry where there is none at this place. */
function set(document: Fields, { path, value, index, name }: Setting): void {
	let object = document;
	const parts = path.replace('*', name).split('.');
	for (const [at, part] of parts.entries()) {
		const key = part.replace('[]', '');
		const isLast = at === parts.length - 1;
		if (!part.endsWith('[]')) {
			if (isLast) object[key] = value;
			else object = (object[key] ??= {}) as Fields;
			continue;
		}
		const list = (object[key] ??= []) as unknown[];
		const place = Math.min(index, list.length);
		if (isLast) list[place] = value;
		else object = (list[place] ??= {}) as Fields;
	}
}

/** What an entry of a list can't be without. */
const COMPANIONS: Record<string, Fields> = {
	references: { type: 'contract', value: 'C-1' },
	allowancesCharges: { type: 'charge', service: 'handling', amount: '1.00' },
	taxes: { type: 'VAT', rate: '19' },
	prices: { type: 'catalogue', amount: '1' },
	features: { text: 'Blue' },
	allocations: { location: '0042', quantity: '1', unit: 'EA', scheme: 'buyer' },
	schedule: { quantity: '1', unit: 'EA' },
	otherParties: { role: 'buyer', name: 'Acme' },
	ids: { value: '123', scheme: 'buyer' },
	contacts: { name: 'J. Doe' },
};

const QUANTITIES: Record<string, string> = {
	order: 'ordered',
	orderResponse: 'ordered',
	shipNotice: 'shipped',
};

/** What a field needs beside it in X12, in the object that it is in: “” is any object. */
const BESIDE: Record<string, [field: string, other: string, value: unknown][]> = {
	'': [
		['weight', 'weightUnit', 'KG'],
		['weightUnit', 'weight', '5'],
		['volume', 'volumeUnit', 'CR'],
		['volumeUnit', 'volume', '5'],
		['fobText', 'fobPoint', 'OR'],
	],
	packaging: [
		['size', 'unit', 'EA'],
		['unit', 'size', '5'],
		['grossWeight', 'weightUnit', 'KG'],
		['weightUnit', 'grossWeight', '5'],
	],
	totals: [
		['packagesType', 'packages', 3],
		['packages', 'packagesUnit', 'CT'],
		['packagesUnit', 'packages', 3],
	],
	packages: [['type', 'count', 1]],
	terms: [
		['discountPercent', 'discountDays', 8],
		['discountAmount', 'discountDays', 8],
	],
	otherTerms: [
		['discountPercent', 'discountDays', 8],
		['discountAmount', 'discountDays', 8],
	],
	allowancesCharges: [
		['percentBasis', 'percent', '2'],
		['quantity', 'unit', 'EA'],
		['unit', 'quantity', '2'],
	],
	prices: [
		['per', 'unit', 'EA'],
		['unit', 'per', '2'],
	],
	price: [
		['basis', 'amount', '2'],
		['per', 'amount', '2'],
	],
	transport: [
		['sequence', 'carrier', 'UPSN'],
		['mode', 'carrier', 'UPSN'],
		['referenceType', 'reference', 'R-1'],
		['equipmentOwner', 'equipment', '123'],
	],
};

/** Adds what the fields of objects need beside them. */
function addBeside(value: unknown, name = ''): void {
	if (Array.isArray(value)) return value.forEach((each) => addBeside(each, name));
	if (typeof value !== 'object' || value === null) return;
	const fields = value as Fields;
	for (const [field, other, said] of [...BESIDE['']!, ...(BESIDE[name] ?? [])])
		if (fields[field] !== undefined) fields[other] ??= said;
	for (const [key, each] of Object.entries(fields)) addBeside(each, key);
}

function addCompanions(value: unknown, kind: string): void {
	if (Array.isArray(value)) return value.forEach((each) => addCompanions(each, kind));
	if (typeof value !== 'object' || value === null) return;
	const fields = value as Fields;
	for (const [name, each] of Object.entries(fields)) {
		if (Array.isArray(each) && COMPANIONS[name])
			fields[name] = each.map((entry: unknown) =>
				typeof entry === 'object' && entry !== null ? { ...COMPANIONS[name], ...entry } : entry,
			);
		if (name === 'lines' && Array.isArray(each))
			for (const line of each as Fields[])
				if (typeof line === 'object' && line !== null)
					line.quantity = { [QUANTITIES[kind] ?? 'invoiced']: '1', unit: 'EA', ...(line.quantity as Fields) };
		if (name === 'parties' && typeof each === 'object' && each !== null && !Array.isArray(each))
			for (const [role, party] of Object.entries(each))
				if (typeof party === 'object' && party !== null && !Array.isArray(party))
					(each as Fields)[role] = { name: 'Acme', ...party };
		addCompanions(fields[name], kind);
	}
	if (fields.otherTerms !== undefined) fields.terms ??= { days: 30 };
	if (fields.features !== undefined) fields.description ??= 'Widget';
	if (Array.isArray(fields.otherParties))
		for (const each of fields.otherParties as Fields[])
			if (typeof each?.role === 'string') {
				const { parties = {} } = fields;
				fields.parties = { [each.role]: { name: 'Acme' }, ...(parties as Fields) };
			}
}

const LEAST: Record<string, Fields> = {
	order: {},
	orderResponse: { response: 'accepted', references: [{ type: 'order', value: 'PO-1' }] },
	shipNotice: {},
	invoice: {},
	creditNote: {},
};

const asLeast = (kind: string): Fields => ({
	kind,
	number: 'N-1',
	dates: { issued: '2026-05-07', ...(kind === 'orderResponse' && { order: '2026-05-01' }) },
	...(/invoice|creditNote/.test(kind) && { totals: { gross: '1.00' } }),
	lines: [{ number: '1' }],
	...structuredClone(LEAST[kind]),
});

/** Puts the lines of a ship notice into packages and orders: for each line its package and its order, for each package the one around it. */
function withContents(document: Fields, places: number[], parents: number[], orders: number[]): Fields {
	const count = (document.lines as unknown[]).length;
	const linesOf = (of: number[], number: number) =>
		Array.from({ length: count }, (_, line) => line).filter((line) => of[line % of.length] === number);
	const packages = (document.packages ?? []) as Fields[];
	for (const [index, each] of packages.entries()) {
		if (typeof each !== 'object' || each === null) continue;
		each.lines = linesOf(places, index);
		const parent = parents[index % parents.length]!;
		if (parent < index) each.parent = parent;
	}
	for (const [index, each] of ((document.orders ?? []) as Fields[]).entries())
		if (typeof each === 'object' && each !== null) each.lines = linesOf(orders, index);
	return document;
}

const documentOfKind = (kind: string, oddity: fc.Arbitrary<unknown>): fc.Arbitrary<Fields> =>
	fc
		.tuple(
			settings(kind, oddity),
			...[0, 1, 2].map(() => fc.array(fc.nat(2), { minLength: 3, maxLength: 3 })),
		)
		.map(([all, places, parents, orders]) => {
			const document = asLeast(kind);
			for (const each of all) set(document, structuredClone(each));
			addCompanions(document, kind);
			addBeside(document);
			if (/invoice|creditNote/.test(kind))
				for (const line of document.lines as Fields[])
					if (typeof line === 'object' && line !== null)
						line.price = { amount: '2', ...(line.price as Fields) };
			return kind === 'shipNotice'
				? withContents(document, places as number[], parents as number[], orders as number[])
				: document;
		});

const ofAnyKind = (oddity: fc.Arbitrary<unknown>): fc.Arbitrary<Fields> =>
	fc.constantFrom(...KINDS).chain((kind) => documentOfKind(kind, oddity));

/** Documents that say what people say. */
export const usualDocuments = ofAnyKind(word);

/** Documents with a value here and there that nobody should give. */
export const oddDocuments = ofAnyKind(odd);
