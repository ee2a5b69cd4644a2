import type { Interchange } from '../../../../../nodes/Edi/interchange/tree';
import { trimmed } from '../../../../../nodes/Edi/interchange/values';
import { messageRows } from '../../../../../nodes/Edi/operations/messageRows';
import { isa, isa501, read } from '../files';
import { readText, type Output } from '../node';
import { acknowledge, edifactFile, match, message, set, x12File } from './files';
import { randomFrom, type Random } from './random';

const UNG = 'UNG+ORDERS+ACMEPO+GIANTPO+260507:1230+G1+UN+D:96A';
const FILES = [
	x12File({ sets: [set('0001'), set('0002'), set('0003')] }),
	x12File({ header: isa501(), sets: [set('0001'), set('0002')] }) +
		x12File({
			header: isa({ 13: '000000002' }),
			gs: 'GS*PO*ACMEPO*GIANT*20260507*1230*8*X*004010',
			ge: 'GE*1*8',
			iea: 'IEA*1*000000002',
		}),
	x12File({ sets: [set('0001'), ['ST*997*0002', 'AK1*PO*1', 'AK9*A*1*1*1', 'SE*4*0002']] }),
	edifactFile({ messages: [message('1'), message('2'), message('3')] }),
	edifactFile({
		messages: [
			[UNG],
			message('1'),
			message('2'),
			['UNE+2+G1'],
			[UNG.replace('G1', 'G2')],
			message('1'),
			['UNE+1+G2'],
		],
		unz: 'UNZ+2+REF1',
	}),
	edifactFile({
		messages: [[UNG.replace('ACMEPO', '')], message('1'), message('2'), ['UNE+2+G1']],
		unz: 'UNZ+1+REF1',
	}),
	`UNA:+.? '${edifactFile({ unb: 'UNB+UNOC:4+ACME:14+GIANT:14+20260507:1230+REF1++++1', messages: [message('1'), ["UNO+P1+A:B+X+3'abcUNP+3+P1"]] })}`,
];

/** A file with something wrong: a segment or a value that is gone, doubled, moved or changed. */
function damaged(file: string, random: Random): string {
	const terminator = file.startsWith('ISA') ? '~' : "'";
	const [element, component] = file.startsWith('ISA') ? ['*', '>'] : ['+', ':'];
	const segments = file.split(terminator);
	const at = random(segments.length);
	const changed = (change: (value: string) => string): string => {
		const elements = segments[at]!.split(element);
		const place = random(elements.length);
		return elements.with(place, change(elements[place]!)).join(element);
	};
	const ways: (() => string[])[] = [
		() => segments.toSpliced(at, 1),
		() => segments.toSpliced(at, 0, segments[at]!),
		() => segments.toSpliced(random(segments.length), 0, segments[at]!),
		() =>
			segments.with(
				at,
				changed(() => ''),
			),
		() =>
			segments.with(
				at,
				changed((value) => `${value}9`),
			),
		() =>
			segments.with(
				at,
				changed((value) => `${value}${component}1`),
			),
		() =>
			segments.with(
				at,
				changed((value) => value.slice(1)),
			),
		() =>
			segments.with(
				at,
				changed((value) => `${value}${'X'.repeat(random(20))}`),
			),
		() => segments.slice(0, at),
	];
	return ways[random(ways.length)]!().join(terminator);
}

/** Worse verdicts last. */
const ORDER = ['acceptedWithErrors', 'accepted', 'partlyAccepted', 'rejected'];

type Row = Record<string, unknown>;

const keyOf = (type: string, row: Row): string =>
	JSON.stringify(
		['interchangeControlNumber', 'groupType', 'groupControlNumber', 'messageControlNumber', 'type']
			.filter((name) => name !== (type === 'X12' ? 'interchangeControlNumber' : 'groupType'))
			.map((name) => row[name] ?? ''),
	);

/** The worst status that the items say of each message, by its row. */
function saidBy(items: Output[]): Map<string, string> {
	const said = new Map<string, string>();
	for (const { json } of items) {
		const { messages, ...group } = json.acknowledges as Row & { messages: Row[] };
		for (const { controlNumber, status, ...each } of messages) {
			const row = { ...group, ...each, messageControlNumber: controlNumber };
			const key = keyOf(json.standard as string, row);
			const known = said.get(key) ?? '';
			if (ORDER.indexOf(known) < ORDER.indexOf(status as string)) said.set(key, status as string);
		}
	}
	return said;
}

/** Whether no two groups or interchanges of a file have one number: acknowledgments could not tell them apart. */
function isUnique(interchanges: Interchange[]): boolean {
	const numbers = interchanges.flatMap(({ standard, header, groups }) => [
		`${standard} ${trimmed(header[0], standard === 'X12' ? 13 : 5)}`,
		...groups.map(({ header: [first] }) => `group ${trimmed(first, standard === 'X12' ? 6 : 5)}`),
	]);
	return new Set(numbers).size === numbers.length;
}

const isAccepted = (status: unknown): boolean => /^accepted/.test(String(status));

test.each([1, 2, 3])(
	'what a partner reads in the acknowledgments of damaged files is what the items say, seed %d',
	async (seed) => {
		const random = randomFrom(seed);
		let count = 0;
		for (let round = 0; round < 150; round++) {
			let file = FILES[random(FILES.length)]!;
			for (let times = 1 + random(3); times > 0; times--) file = damaged(file, random);
			const { interchanges } = read(file);
			if (interchanges.length === 0 || !isUnique(interchanges)) continue;
			const rows = interchanges
				.flatMap(messageRows)
				.filter(
					(row) => row.messageControlNumber && (row.groupControlNumber || row.interchangeControlNumber),
				);
			const victim = random(3) === 0 ? rows[random(Math.max(1, rows.length))] : undefined;
			const rejected = victim ? [{ controlNumber: victim.messageControlNumber }] : [];
			const policy = ['reject', 'acceptWithErrors'][random(2)];
			const items = await acknowledge(file, { policy, rejected, when: 'always', ta1: 'always' });
			const made = items.filter(({ error }) => error === undefined);
			const texts = made.map(({ text }) => text!);
			for (const text of texts) {
				const [back] = await readText(text);
				expect({ file, text, json: back!.json }).toMatchObject({ json: { valid: true, issues: [] } });
			}
			if (made.length === 0) continue;
			const said = saidBy(made);
			const found = await match(texts, rows);
			for (const [index, row] of rows.entries()) {
				const status = said.get(keyOf(row.standard as string, row));
				if (status === undefined) continue;
				count++;
				const { status: seen } = found[index]!.json;
				const isWrong =
					(status === 'rejected' && isAccepted(seen)) || (isAccepted(status) && seen === 'rejected');
				expect(isWrong && { file, policy, rejected, row, status, seen, texts }).toBe(false);
			}
		}
		expect(count).toBeGreaterThan(80);
	},
	120_000,
);
