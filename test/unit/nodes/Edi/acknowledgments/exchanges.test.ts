import { Readable } from 'node:stream';
import { X12parser, type FormattedSegment } from 'x12-parser';
import type { Acknowledgment } from './exchangePlan';
import { exchangesOf } from './exchanges';
import { kinds, type Kind } from './kinds';

/** The package has no types. */
const Reader =
	jest.requireActual<new () => { parse(text: string): { name: string; elements: string[][] }[] }>(
		'edifact/reader.js',
	);

const seeds = [1, 2, 3];

/** Whom an acknowledgment is from and to, and then its codes: `name:code` of each level, from top to bottom. */
function planned({ partner, statements }: Acknowledgment): string[] {
	return [
		`${partner.id}>${partner.ourId}`,
		...statements.flatMap(({ level, messages, code, named, accepted }) => {
			const [first] = messages;
			const details = named.map(({ message, code: own }) => `${message.messageControlNumber}:${own}`);
			if (level === 'group')
				return [
					`${first!.groupType} ${first!.groupControlNumber}`,
					...details,
					`${code} ${messages.length} ${accepted}`,
				];
			return [`${first!.interchangeControlNumber}:${code}`, ...details];
		}),
	];
}

async function readX12(file: string): Promise<string[]> {
	const found: string[] = [];
	for await (const segment of Readable.from([Buffer.from(file)]).pipe(new X12parser())) {
		const { name, ...elements } = segment as FormattedSegment;
		const value = (n: number) => String(elements[String(n)]).trim();
		if (name === 'ISA') found.push(`${value(6)}>${value(8)}`);
		if (name === 'TA1') found.push(`${value(1)}:${value(4)}`);
		if (name === 'AK1') found.push(`${value(1)} ${value(2)}`);
		if (name === 'AK2') found.push(`${value(2)}:`);
		if (name === 'AK5' || name === 'IK5') found.push(found.pop()! + value(1));
		if (name === 'AK9') found.push(`${value(1)} ${value(2)} ${value(4)}`);
	}
	return found;
}

const readEdifact = (file: string): string[] =>
	new Reader().parse(file).flatMap(({ name, elements }) => {
		const value = (n: number) => elements[n - 1]![0]!;
		if (name === 'UNB') return [`${value(2)}>${value(3)}`];
		if (name === 'UCI') return [`${value(1)}:${value(4)}`];
		if (name === 'UCM') return [`${value(1)}:${value(3)}`];
		return [];
	});

describe.each(seeds)('100 exchanges with seed %d', (seed) => {
	const generated = exchangesOf(seed);
	const { exchanges, sent, files, acknowledgments, expected, contradicted } = generated;

	test('are always the same', () => {
		expect(exchangesOf(seed)).toEqual(generated);
	});

	test('are of every kind, with every partner, and end in every status', () => {
		expect(new Set([...exchanges.map(({ kind }) => kind), 'unknown'])).toEqual(new Set(kinds));
		expect(new Set(sent.map(({ receiver }) => receiver))).toEqual(
			new Set(['ALDER', 'BIRCH', 'CEDAR', 'DOGWOOD']),
		);
		expect(new Set(expected.values())).toEqual(
			new Set(['accepted', 'acceptedWithErrors', 'partlyAccepted', 'rejected', 'received', 'missing']),
		);
	});

	test("an acknowledgment contradicts itself if that is the exchange's kind, and only then", () => {
		const ids = exchanges.filter(({ kind }) => kind === 'contradictory').flatMap((each) => each.sent);
		expect(contradicted).toEqual(new Set(ids.map(({ id }) => id)));
	});

	test.each<[Kind, string[]]>([
		['accepted', ['accepted']],
		['accepted as a whole', ['accepted']],
		['accepted with errors', ['accepted', 'acceptedWithErrors']],
		['partly accepted', ['accepted', 'rejected']],
		['partly accepted, rejected ones named', ['accepted', 'rejected']],
		['partly accepted, none named', ['partlyAccepted']],
		['rejected', ['rejected']],
		['rejected as a whole', ['rejected']],
		['lost', ['missing']],
		['rejected by TA1', ['rejected']],
		['only a TA1', ['received']],
		['only received', ['received']],
		['doubled', ['accepted', 'rejected']],
		['late', ['accepted', 'rejected']],
		['TA1 and verdict', ['accepted', 'rejected']],
		['received, then the verdict', ['accepted', 'rejected']],
		['the verdict, then received', ['accepted', 'rejected']],
	])('%s: the messages are %j', (kind, allowed) => {
		const of = exchanges.filter((exchange) => exchange.kind === kind).flatMap((each) => each.sent);
		expect(of.length).toBeGreaterThan(0);
		for (const { id } of of) expect(allowed).toContain(expected.get(id));
	});

	test('one lost: one of two groups is missing, or there is only the receipt', () => {
		for (const { sent: messages } of exchanges.filter(({ kind }) => kind === 'one lost')) {
			const missing = messages.filter(({ id }) => expected.get(id) === 'missing');
			if (messages[0]!.groupType) expect(new Set(missing.map(({ groupType }) => groupType)).size).toBe(1);
			else for (const { id } of messages) expect(expected.get(id)).toBe('received');
		}
	});

	test('partners have the same control numbers, and so have the groups of an interchange', () => {
		const different = (rows: typeof sent, ...names: Array<keyof (typeof sent)[number]>) =>
			new Set(rows.map((row) => names.map((name) => row[name]).join(' '))).size;
		expect(different(sent, 'interchangeControlNumber')).toBeLessThan(
			different(sent, 'receiver', 'interchangeControlNumber'),
		);
		const inGroups = sent.filter(({ groupType }) => groupType !== undefined);
		expect(different(inGroups, 'receiver', 'groupControlNumber')).toBeLessThan(
			different(inGroups, 'receiver', 'groupControlNumber', 'groupType'),
		);
		expect(different(sent, 'id')).toBe(sent.length);
	});

	test("other people's parsers read in the files what was planned", async () => {
		expect(files).toHaveLength(acknowledgments.length);
		for (const [index, file] of files.entries()) {
			const found = file.startsWith('ISA') ? await readX12(file) : readEdifact(file);
			expect(found).toEqual(planned(acknowledgments[index]!));
		}
	});
});

test('other seeds give other exchanges', () => {
	expect(exchangesOf(1).files).not.toEqual(exchangesOf(2).files);
});
