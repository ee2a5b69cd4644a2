import { REFERENCES } from '../codes/references';
import { text } from '../engine/forms';
import { coded, dateInFormat, dateTime, value } from '../engine/mappings';
import { here, list, loop, segment, texts, unmapped } from '../engine/rules';
import { isBlank } from '../engine/paths';
import { isLater } from '../engine/syntax';
import type { LoopRule, Rule } from '../engine/table';

const kind = (at: string) =>
	coded(at, 'type', REFERENCES, { code: 'code', isCodeAlways: true, isRequired: true });

/** REF. */
export const x12References: LoopRule = loop(
	segment(
		'REF',
		[kind('1'), value('2', 'value', text([30, 50]), { isDecisive: true }), value('3', 'text', text(80))],
		{ notes: ['R0203'] },
	),
	list('references', { isFor: (reference) => !needsN9(reference) }),
);

const needsN9 = ({ date, notes }: Record<string, unknown>): boolean => (date ?? notes) != null;

/** Notes: MSG, and from 005010 on MTX. */
export const x12Texts: Rule[] = [
	texts('MSG', 'notes', ['1'], 264, { when: (syntax) => !isLater(syntax) }),
	texts('MTX', 'notes', ['2'], 264, { when: isLater }),
];

/** N9: the notes of a document whose header has no MSG of its own, and references with a date or with notes. */
export const x12N9: Rule[] = [
	loop(segment('N9', [], { match: { '1': 'L1' }, usual: { '2': 'NOTES' } }), here, [
		unmapped('DTM'),
		...x12Texts,
	]),
	loop(
		segment(
			'N9',
			[
				kind('1'),
				value('2', 'value', text([30, 50]), { isDecisive: true }),
				value('3', 'text', text(45)),
				dateTime('4', '5', 'date'),
			],
			{ notes: ['R0203'] },
		),
		list('references', { isFor: needsN9 }),
		[unmapped('DTM'), ...x12Texts],
	),
];

/** The references of a party, of which the tax id has a field of its own. */
export const ofParty = (references: LoopRule): LoopRule => ({
	...references,
	target: list('references', {
		isFor: (reference) => references.target.objectsIn({ references: [reference] }).length > 0,
		first: {
			place: 'taxId',
			isFor: ({ type, code }) => type === 'taxId' && (isBlank(code) || ['TJ', 'VA'].includes(String(code))),
		},
	}),
});

/** RFF with its date. */
export const edifactReferences: LoopRule = loop(
	segment('RFF', [kind('1.1'), value('1.2', 'value', text([35, 70])), value('1.3', 'line', text(6))]),
	list('references'),
	[segment('DTM', [dateInFormat('1.2', '1.3', 'date')], { match: { '1.1': ['171', '4'] } })],
);
