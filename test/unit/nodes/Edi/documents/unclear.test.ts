import { asMessage } from '../../../../../nodes/Edi/documents/asMessage';
import { documentOf } from '../../../../../nodes/Edi/documents/readDocument';
import { NotWritable } from '../../../../../nodes/Edi/interchange/notWritable';
import type { Element, Segment, StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { settingsFor, STANDARDS } from './files';
import { edifact, PAIRS, syntaxOf, x12 } from './pairs';
import { HEADS, VERSIONS } from './reading';

type Fields = Record<string, unknown>;

/** The segments of a text in X12, in which ^ repeats and > separates components. */
const segmentsOf = (text: string): Segment[] =>
	x12(text).map((segment) =>
		segment.map((element): Element => {
			const value = String(element);
			if (value.includes('^')) return { repetitions: value.split('^') };
			return value.includes('>') ? value.split('>') : value;
		}),
	);

function read(type: string, added: Segment[]): { document: Fields; unmapped: string[] } {
	const { standard, segments } = HEADS[type]!;
	const { unmapped, ...document } = documentOf(
		type,
		[...segments, ...added],
		syntaxOf(standard, VERSIONS[standard]),
	)!;
	return { document, unmapped: unmapped.map(({ tag, elements }) => (elements ? `${tag} ${elements}` : tag)) };
}

const line = (fields: Fields) => ({ lines: [fields] });
const PO1 = 'PO1*1*10*EA\n';

test.each<[type: string, text: string, fields: Fields, unmapped: string[]]>([
	['850', 'REF*CT*7^8', { references: undefined }, ['REF']],
	['850', 'REF*CT^PD*7', { references: undefined }, ['REF']],
	['850', 'REF*CT*7*A>B', { references: [{ type: 'contract', code: 'CT', value: '7' }] }, ['REF 3']],
	['850', 'SAC*A^C*G830***5', { allowancesCharges: undefined }, ['SAC']],
	['850', 'FOB*PP^CC**Dock', { freightTerms: undefined, fobText: undefined }, ['FOB']],
	['850', 'TD5**2^4*UPSN', { transport: undefined }, ['TD5 2,3']],
	['850', 'N9*CT*7^8**20260507', { references: undefined }, ['N9']],
	['850', 'N1*BY^SE*Acme\nN3*1 Main St\nREF*CT*7', { parties: undefined }, ['N1', 'N3', 'REF']],
	['850', 'N1*BY*Acme*92^1*5', { parties: { buyer: { name: 'Acme' } } }, ['N1 3,4']],
	['850', 'N1*BY*Acme>Stores', { parties: { buyer: {} } }, ['N1 2']],
	['850', `${PO1}CTP**CAT^LPR*5`, line({ prices: undefined }), ['CTP']],
	['850', `${PO1}PID*F*08^09***Red`, line({ description: undefined, features: undefined }), ['PID']],
	['850', `${PO1}SCH*5^6*EA***002*20260501`, line({ schedule: undefined }), ['SCH']],
	['850', `${PO1}SDQ*EA^CA*92*1*5`, line({ allocations: undefined }), ['SDQ 1,2,3,4']],
	['850', 'PO1*1*5^6*EA*2', line({ quantity: { unit: 'EA' }, price: { amount: '2' } }), ['PO1 2']],
	['855', `${PO1}ACK*IA*5*EA^CA`, line({ quantity: { ordered: '10', unit: 'EA' } }), ['ACK 2,3']],
	['855', `${PO1}ACK*IA^IR*5`, line({ status: undefined }), ['ACK']],
	[
		'846',
		'LIN*1\nQTY*17*5*EA>2\nQTY*33*6*EA',
		line({ quantity: { available: '6', unit: 'EA' } }),
		['QTY 1,2,3'],
	],
])('%s %j', (type, text, fields, left) => {
	const { document, unmapped } = read(type, segmentsOf(text));
	const { lines: [expectedLine] = [], ...rest } = fields as { lines?: Fields[] };
	const { lines: [readLine = {}] = [] } = document as { lines?: Fields[] };
	expect(document).toEqual({ ...document, ...rest });
	expect(readLine).toEqual({ ...readLine, ...expectedLine });
	expect(unmapped).toEqual(left);
});

test('a code that later versions have as the first of several components is read', () => {
	const added = edifact('TDT+20++30:31\nNAD+BY+++Acme+++BY::6\nLIN+1\nIMD+F+35::9+:::Red');
	const { document } = read('ORDERS', added);
	expect(document).toMatchObject({
		transport: { mode: 'road' },
		parties: { buyer: { region: 'BY' } },
		lines: [{ features: [{ code: '35', text: 'Red' }] }],
	});
});

/** Fields that a message, or what else its segment says, can't be without. */
const MANDATORY =
	/X12 needs it|^(number|dates\.(issued|order)|response|references|totals\.gross|lines\[\d\]\.(action|((allocations|schedule)\[\d\]\.)?quantity(\.(ordered|invoiced|shipped|unit))?)) (is missing|has no)/;

function refusalOf(standard: StandardName, document: Fields): string | undefined {
	try {
		asMessage(document, settingsFor(standard), 1);
	} catch (error) {
		if (error instanceof NotWritable) return error.message;
		throw error;
	}
	return undefined;
}

const OTHER: [name: string, change: (value: Element) => Element][] = [
	['repeated', (value) => ({ repetitions: [value as string, value as string] })],
	['in components', (value) => (Array.isArray(value) ? value : [value as string, 'X'])],
];

describe.each(PAIRS)('$name', (pair) => {
	const cases = STANDARDS.flatMap((standard) => OTHER.map((other) => [standard, ...other] as const));
	test.each(cases)(
		'%s: an element that is %s is left, and the rest is written',
		(standard, _name, change) => {
			const { type, version, segments } = pair[standard];
			for (const [at, segment] of segments.entries())
				for (const [element, value] of segment.entries()) {
					if (element === 0 || value === '' || at === 0 || at === segments.length - 1) continue;
					if (/^(FTX 4|NAD [2-5])$/.test(`${String(segment[0])} ${element}`)) continue;
					const changed = segments.map((each, index) =>
						index === at ? each.map((text, place) => (place === element ? change(text) : text)) : each,
					);
					const document = documentOf(type, changed, syntaxOf(standard, version))!;
					const { elements = [element] } = document.unmapped.find(({ index }) => index === at) ?? {
						elements: [],
					};
					const where = `${String(segment[0])} ${element}`;
					if (changed[at]![element] !== value)
						expect([where, elements]).toEqual([where, expect.arrayContaining([element])]);
					const refusal = refusalOf(standard, document);
					if (refusal !== undefined)
						expect([where, refusal]).toEqual([where, expect.stringMatching(MANDATORY)]);
				}
		},
	);
});
