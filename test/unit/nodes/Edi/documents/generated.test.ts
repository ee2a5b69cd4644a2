import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';
import { documentOf } from '../../../../../nodes/Edi/documents/readDocument';
import { eachLeaf, joined } from '../../../../../nodes/Edi/documents/engine/paths';
import { rearranged } from '../../../../../nodes/Edi/documents/shipment/rearranged';
import { NotWritable } from '../../../../../nodes/Edi/interchange/notWritable';
import type { Segment, StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { full } from '../../../../quick';
import { interchangeIn, issuesOf } from '../files';
import { documentIn, fileOf, settingsFor, STANDARDS } from './files';
import { oddDocuments, usualDocuments } from './generatedDocuments';
import { PAIRS, syntaxOf } from './pairs';

/** More runs with another seed find more: EDI_RUNS=5000 EDI_SEED=$RANDOM. */
const RUNS = Number(process.env.EDI_RUNS ?? full(300, 100));
const SEED = Number(process.env.EDI_SEED ?? 1);

type Fields = Record<string, unknown>;

const VERSIONS: [StandardName, string][] = [
	['X12', '004010'],
	['X12', '005010'],
	['EDIFACT', 'D.96A'],
	['EDIFACT', 'D.01B'],
];

/** A text without blanks around it; a number without zeros that say nothing. */
const plain = (value: unknown): string =>
	String(value)
		.trim()
		.replace(/^(-?)0+(?=\d)/, '$1')
		.replace(/(\.\d*?)0+$/, '$1')
		.replace(/\.$/, '')
		.replace(/^-0$/, '0');

/** What a document says, by path. */
function saidIn(document: Fields): Map<string, string> {
	const said = new Map<string, string>();
	eachLeaf(document, (path, value) => void said.set(path, plain(value)));
	return said;
}

/** The paths of all that is in a document, objects and lists included. */
function pathsIn(value: unknown, path = ''): string[] {
	if (typeof value !== 'object' || value === null) return [path];
	const inside = Object.entries(value).flatMap(([key, each]) =>
		pathsIn(each, joined(path, Array.isArray(value) ? `[${key}]` : key)),
	);
	return [path, ...inside];
}

/** Whether an error names a field of the document, or one that is missing in an object of it. */
const namesField = (document: Fields, { path, reason }: NotWritable): boolean => {
	const paths = new Set(pathsIn(document));
	const isMissing = /^(is missing|has no entry)/.test(reason);
	const around = path.replace(/\.?[^.]+$/, '');
	return paths.has(path) || (isMissing && (paths.has(around) || paths.has(around.replace(/\.?[^.]+$/, ''))));
};

/** Writes a document and reads it again: whether it could be written. */
function writeAndRead(document: Fields, standard: StandardName, version: string): boolean {
	const settings = settingsFor(standard, version);
	let file: ReturnType<typeof fileOf>;
	try {
		file = fileOf(document, settings);
	} catch (error) {
		if (!(error instanceof NotWritable)) throw error;
		if (!namesField(document, error))
			throw new Error(`No field of the document: ${error.message}`, { cause: error });
		return false;
	}
	expect(issuesOf(file.bytes).filter(({ severity }) => severity === 'error')).toEqual([]);
	const read = documentIn(interchangeIn(file.bytes), settings);
	const again = saidIn(inOneWay(read));
	const written = withoutPaths(document, file.notWritten);
	const isCode = (path: string): boolean => /(^|\.)references\[\d+\]\.code$/.test(path);
	const differences = (each: Fields) =>
		[...saidIn(inOneWay(each))].filter(([path, value]) => !isCode(path) && again.get(path) !== value);
	if (arrangements(written).some((each) => differences(each).length === 0)) return true;
	expect(differences(written)).toEqual([]);
	return true;
}

/** A document that says one way what can be said in two: its only order as a reference, and the orders by their numbers. */
function inOneWay(document: Fields): Fields {
	const { orders, ...rest } = structuredClone(document) as Fields & { orders?: Fields[] };
	const said = (orders ?? []).filter((order) => saidIn(order).size > 0);
	const references = (rest.references ?? []) as Fields[];
	const [order] = said;
	const isPlain = (each: Fields): boolean =>
		[...saidIn(each).keys()].every((path) => /^(number$|date$|lines\[)/.test(path));
	if (order && said.length === 1 && isPlain(order)) {
		if (order.number !== undefined) rest.references = [{ type: 'order', value: order.number }, ...references];
		if (order.date !== undefined) rest.dates = { order: order.date, ...(rest.dates as Fields) };
	} else if (said.length > 0)
		rest.orders = said.sort((one, other) =>
			(saidIn(one).get('number') ?? '') < (saidIn(other).get('number') ?? '') ? -1 : 1,
		);
	return rest;
}

/** A document without some of its values. */
function withoutPaths(document: Fields, paths: string[]): Fields {
	const copy = structuredClone(document);
	for (const path of paths) {
		const names = path.replace(/\[(\d+)\]/g, '.$1').split('.');
		const last = names.pop()!;
		const around = names.reduce<Fields>((fields, name) => fields[name] as Fields, copy);
		delete around[last];
	}
	return copy;
}

function permutations(count: number): number[][] {
	if (count === 0) return [[]];
	return permutations(count - 1).flatMap((each) =>
		Array.from({ length: count }, (_, place) => [...each.slice(0, place), count - 1, ...each.slice(place)]),
	);
}

/** A document with its lines and packages in every order: a ship notice is read in that of its file. */
function arrangements(document: Fields): Fields[] {
	if (document.kind !== 'shipNotice') return [document];
	const count = (name: string): number =>
		Array.isArray(document[name]) ? (document[name] as unknown[]).length : 0;
	return permutations(count('lines')).flatMap((lines) =>
		permutations(count('packages')).map((packages) => rearranged(document, { lines, packages })),
	);
}

describe.each(VERSIONS)('%s %s', (standard, version) => {
	test('a document is read as it was written, or its error names the field', () => {
		fc.assert(
			fc.property(oddDocuments, (document) => {
				writeAndRead(document, standard, version);
			}),
			{ numRuns: RUNS, seed: SEED },
		);
	});

	test('most documents without odd values are written', () => {
		const documents = fc.sample(usualDocuments, { numRuns: 200, seed: 1 });
		const written = documents.filter((document) => writeAndRead(document, standard, version));
		expect(written.length).toBeGreaterThan(80);
	});
});

/** Elements that say only which level a level is in, or how many there are. */
const STRUCTURE = /^(HL [124]|CPS [12]|CTT 1)$/;

/** The elements with a text, by their places in the segments. */
const placesIn = (segments: Segment[]): [segment: number, element: number][] =>
	segments.flatMap(([tag, ...elements], segment) =>
		/^(ST|SE|UNH|UNT)$/.test(String(tag))
			? []
			: elements.flatMap((value, index): [number, number][] =>
					JSON.stringify(value).replace(/[\s[\]",:{}]|repetitions/g, '') === '' ||
					STRUCTURE.test(`${String(tag)} ${index + 1}`)
						? []
						: [[segment, index + 1]],
				),
	);

const withMark = (segments: Segment[], at: number, element: number): Segment[] =>
	segments.map((segment, index) =>
		index === at ? (segment.map((each, place) => (place === element ? 'MARK' : each)) as Segment) : segment,
	);

/** Segments with some of them removed, doubled, moved or changed. */
const damaged = (segments: Segment[]): fc.Arbitrary<Segment[]> => {
	const value = fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 12 }),
		fc.array(fc.string({ maxLength: 5 }), { minLength: 2, maxLength: 4 }),
		fc.constantFrom<Segment[1]>('', '0', '-1', '99999999', '__proto__', { repetitions: ['A', ['B', 'C']] }),
	);
	const damage = fc.record({
		at: fc.nat(segments.length - 1),
		how: fc.constantFrom('remove', 'double', 'move', 'change', 'cut', 'tag'),
		to: fc.nat(segments.length - 1),
		element: fc.integer({ min: 1, max: 16 }),
		value,
	});
	return fc.array(damage, { minLength: 1, maxLength: 8 }).map((all) => {
		const result = structuredClone(segments);
		for (const { at, how, to, element, value: changed } of all) {
			const segment = result[at];
			if (!segment) continue;
			if (how === 'remove') result.splice(at, 1);
			else if (how === 'double') result.splice(to, 0, structuredClone(segment));
			else if (how === 'move') result.splice(to, 0, ...result.splice(at, 1));
			else if (how === 'cut') segment.length = Math.min(segment.length, element);
			else if (how === 'tag') segment[0] = result[to]?.[0] ?? 'ZZZ';
			else {
				while (segment.length <= element) segment.push('');
				segment[element] = changed;
			}
		}
		return result;
	});
};

describe.each(PAIRS)('$name', (pair) => {
	test.each(STANDARDS)(
		'%s: segments with damage are a document, and nothing of them vanishes',
		(standard) => {
			const { type, version, segments } = pair[standard];
			const read = (given: Segment[]) => documentOf(type, given, syntaxOf(standard, version))!;
			fc.assert(
				fc.property(damaged(segments), fc.nat(), (changed, from) => {
					const document = read(changed);
					const left = new Map(document.unmapped.map(({ index, elements }) => [index, elements]));
					const isLeft = (segment: number, element: number): boolean =>
						left.has(segment) && (left.get(segment)?.includes(element) ?? true);
					const places = placesIn(changed).filter((place) => !isLeft(...place));
					for (const [segment, element] of places.filter((_, index) => (index + from) % 10 === 0))
						if (isDeepStrictEqual(read(withMark(changed, segment, element)), document))
							throw new Error(`${String(changed[segment]![0])} ${element} of segment ${segment} is nowhere`);
				}),
				{ numRuns: RUNS / 5, seed: SEED },
			);
		},
	);
});
