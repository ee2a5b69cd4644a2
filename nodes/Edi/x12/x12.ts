import { joinSegment } from '../interchange/joinSegment';
import { noteMoments } from '../interchange/noteMoments';
import type { Beginning, Note, Role, Standard } from '../interchange/standard';
import type { Group, Interchange, Message, Segment } from '../interchange/tree';
import { trimmed, valueOf } from '../interchange/values';
import { delimitersWithoutIsa, ISA_LENGTHS, isaAt } from './delimiters';
import { CODE_RULES, GS_MOMENTS, ISA_MOMENTS, MANDATORY } from './headerRules';
import { strictHeader } from './strictHeader';
import { BINARY, X12Segments } from './x12Segments';

const roles = new Map<string, Role>([
	['ISA', 'interchangeHeader'],
	['IEA', 'interchangeTrailer'],
	['GS', 'groupHeader'],
	['GE', 'groupTrailer'],
	['ST', 'messageHeader'],
	['SE', 'messageTrailer'],
	['TA1', 'interchangeNote'],
	['ISB', 'interchangeNote'],
	['ISE', 'interchangeNote'],
]);

function beginningAt(text: string, at: number): Beginning | undefined {
	if (!text.startsWith('ISA', at)) {
		const delimiters = delimitersWithoutIsa(text, at);
		return (
			delimiters && {
				reader: (surroundings) => new X12Segments(text, at, delimiters, surroundings),
				delimiters,
				at,
				noticed: [
					{
						code: 'interchange-header-missing',
						message: `${text.slice(at, at + 2)} stands without ISA: sender and receiver are unknown, and the separators are guessed`,
					},
				],
			}
		);
	}
	const { delimiters, segment, contentEnd, end, isWrapped, hasBlank } = isaAt(text, at);
	return {
		reader: (surroundings) => new X12Segments(text, end, delimiters, surroundings),
		delimiters,
		at,
		header: { segment, contentEnd, end, isWrapped },
		noticed: hasBlank
			? [
					{
						code: 'interchange-header-length',
						message: 'ISA has more than 106 characters: a blank stands in front of the segment terminator',
						element: 16,
					},
				]
			: [],
	};
}

const matches = (pattern: RegExp) => (value: string) => pattern.test(value);

const isaName = (element: number): string => `ISA${String(element).padStart(2, '0')}`;

function checkLengths(isa: Segment, note: Note): void {
	const wrong = ISA_LENGTHS.flatMap((length, index) =>
		valueOf(isa, index + 1).length === length || (index === 15 && isa[16] !== '') ? [] : [index + 1],
	);
	if (wrong.length === 0) return;
	const [first] = wrong as [number];
	note('interchange-header-length', {
		message: `ISA isn't 106 characters long: ${wrong.map((element) => `${isaName(element)} has ${valueOf(isa, element).length} of ${ISA_LENGTHS[element - 1]}`).join(', ')}`,
		tag: 'ISA',
		element: first,
	});
}

function checkSeparators({ delimiters }: Interchange, isa: Segment, note: Note): void {
	const { element, component, repetition, segment } = delimiters;
	const split = isa.slice(0, 16).findIndex((value) => (value as string).includes(element));
	if (split > 0) {
		note('separator-invalid', {
			message: `${isaName(split)} contains the element separator`,
			tag: 'ISA',
			element: split,
			acknowledgment: { TA1: '026' },
		});
	}
	const all = [element, component, repetition, segment].filter((each) => each !== undefined && each !== '');
	if (segment === '') {
		note('separator-invalid', {
			message: 'ISA16 is followed by no segment terminator',
			tag: 'ISA',
			element: 16,
			acknowledgment: { TA1: '004' },
		});
	}
	if (component === undefined) {
		note('separator-invalid', {
			message: `ISA16 is “${valueOf(isa, 16)}”, which can't be a component separator`,
			tag: 'ISA',
			element: 16,
		});
	} else if (new Set(all).size < all.length) {
		note('separator-invalid', { message: 'Two separators are the same character', tag: 'ISA', element: 16 });
	}
	if (repetition === undefined && /^\d{5}$/.test(trimmed(isa, 12)) && trimmed(isa, 12) >= '00402') {
		note('repetition-separator-missing', {
			message: `ISA11 is “${valueOf(isa, 11)}”, which can't be a repetition separator: no element is repeated`,
			tag: 'ISA',
			element: 11,
		});
	}
}

function checkInterchange(interchange: Interchange, note: Note): void {
	const [isa] = interchange.header;
	if (!isa) return;
	if (isa.length < 17) {
		note('interchange-header-incomplete', {
			message: `ISA breaks off: it has ${isa.length - 1} of 16 elements`,
			tag: 'ISA',
			element: isa.length,
		});
	} else {
		checkLengths(isa, note);
		for (const { element, isValid, ta1, expected } of CODE_RULES) {
			const value = valueOf(isa, element).trimEnd();
			if (isValid(value)) continue;
			note('interchange-element-invalid', {
				message: `${isaName(element)} is “${value}”, not ${expected}`,
				tag: 'ISA',
				element,
				acknowledgment: { TA1: ta1 },
			});
		}
		noteMoments(ISA_MOMENTS, isa, note);
	}
	checkSeparators(interchange, isa, note);
	if (interchange.groups.length === 0 && interchange.header.length === 1) {
		note('interchange-empty', { message: 'The interchange contains nothing', tag: 'ISA' });
	}
}

/** What AK9 says of missing elements of GS: group or version not supported; nothing fits the others. */
const codeOfMissing = (missing: number[]): Record<string, string> =>
	missing.includes(1) ? { AK9: '1' } : missing.includes(8) ? { AK9: '2' } : {};

function checkGroup(group: Group, _: Interchange, note: Note): void {
	const [gs] = group.header;
	if (!gs) {
		note('group-header-missing', { message: 'ST stands outside of a group: GS is missing', tag: 'ST' });
		return;
	}
	const missing = MANDATORY.GS!.filter((element) => trimmed(gs, element) === '');
	if (missing.length > 0) {
		note('group-header-incomplete', {
			message: `GS lacks ${missing.map((element) => `GS0${element}`).join(', ')}`,
			tag: 'GS',
			element: missing[0],
			...(!missing.includes(6) && { acknowledgment: codeOfMissing(missing) }),
		});
	}
	noteMoments(GS_MOMENTS, gs, note);
	if (group.messages.length === 0)
		note('group-empty', { message: 'The group contains no transaction set', tag: 'GS' });
}

function checkMessage(message: Message, _: Group, note: Note): void {
	const [st] = message.segments;
	if (!/^[A-Z0-9]{3,6}$/.test(trimmed(st, 1))) {
		note('message-header-incomplete', {
			message: `ST01 is “${trimmed(st, 1)}”, which is no transaction set`,
			tag: 'ST',
			element: 1,
			position: 1,
		});
	}
	if (trimmed(st, 2) === '') {
		note('message-control-number-missing', {
			message: 'ST02 is missing',
			tag: 'ST',
			element: 2,
			position: 1,
		});
	}
}

/** X12: interchange (ISA), functional group (GS), transaction set (ST). X12.5 and X12.6. */
export const x12: Standard = {
	name: 'X12',
	roles,
	interchange: {
		header: 'ISA',
		trailer: 'IEA',
		reference: 13,
		names: { reference: 'ISA13', count: 'IEA01', repeated: 'IEA02' },
	},
	group: {
		header: 'GS',
		trailer: 'GE',
		reference: 6,
		names: { reference: 'GS06', count: 'GE01', repeated: 'GE02' },
	},
	message: {
		header: 'ST',
		trailer: 'SE',
		reference: 2,
		names: { reference: 'ST02', count: 'SE01', repeated: 'SE02' },
	},
	needsGroups: true,
	isTag: matches(/^[A-Z][A-Z0-9]{1,2}$/),
	beginningAt,
	readerOf: (...args) => new X12Segments(...args),
	serviceString: () => '',
	segmentText: joinSegment,
	isWritten: (segment) => segment.length > 1,
	binary: BINARY,
	strictHeader,
	checkInterchange,
	checkGroup,
	checkMessage,
};
