import type { IssueCode } from '../interchange/issueCatalogue';
import { noteMoments, type Moment } from '../interchange/noteMoments';
import type { Beginning, Note, Role, Standard } from '../interchange/standard';
import type { Delimiters, Group, Interchange, Message, Segment } from '../interchange/tree';
import { isDate, isTime, trimmed } from '../interchange/values';
import { EdifactSegments } from './edifactSegments';
import { HEADER_FIELDS, type Field } from './headerRules';
import { segmentText } from './segmentText';
import { serviceCharactersAt } from './serviceCharacters';
import { strictHeader } from './strictHeader';
import { serviceString } from './una';

const roles = new Map<string, Role>([
	['UNB', 'interchangeHeader'],
	['UNZ', 'interchangeTrailer'],
	['UNG', 'groupHeader'],
	['UNE', 'groupTrailer'],
	['UNH', 'messageHeader'],
	['UNT', 'messageTrailer'],
	['UNO', 'messageHeader'],
	['UNP', 'messageTrailer'],
]);

function beginningAt(text: string, at: number, earlier?: Delimiters): Beginning {
	const { delimiters, una, at: start, isGuessed, unusedRepetition } = serviceCharactersAt(text, at, earlier);
	const isBare = !text.startsWith('UNB', start);
	return {
		reader: (surroundings) => new EdifactSegments(text, start, delimiters, surroundings),
		delimiters,
		...(una !== undefined && { una }),
		at: start,
		noticed: [
			...(isBare
				? [
						{
							code: 'interchange-header-missing' as const,
							message: `${text.slice(start, start + 3)} stands without UNB: sender and receiver are unknown`,
						},
					]
				: []),
			...(isGuessed
				? [
						{
							code: 'separator-guessed' as const,
							message: 'The separators are none of the usual ones, and no UNA names them: they are guessed',
						},
					]
				: []),
			...(unusedRepetition !== undefined
				? [
						{
							code: 'repetition-separator-not-used' as const,
							message: `UNA names “${unusedRepetition}” as repetition separator, which syntax versions before 4 don't have: it is read as data`,
						},
					]
				: []),
		],
	};
}

const missingOf = (segment: Segment, fields: Field[]): Field[] =>
	fields.filter(
		({ element, component, isMandatory }) => isMandatory && trimmed(segment, element, component) === '',
	);

function noteMissing(code: Parameters<Note>[0], tag: string, missing: Field[], note: Note): void {
	const [first] = missing;
	if (!first) return;
	note(code, {
		message: `${tag} lacks ${missing.map(({ name }) => name).join(', ')}`,
		tag,
		element: first.element,
		...(first.component !== undefined && { component: first.component }),
		...(tag === 'UNH' && { position: 1 }),
	});
}

/** The date and the time of a header (S004). */
const momentsOf = (tag: string, date: IssueCode, time: IssueCode): Moment[] => [
	{ code: date, name: `${tag} 0017`, element: 4, component: 1, isValid: isDate, expected: 'date' },
	{ code: time, name: `${tag} 0019`, element: 4, component: 2, isValid: isTime, expected: 'time' },
];

function checkInterchange(interchange: Interchange, note: Note): void {
	const [unb] = interchange.header;
	if (!unb) return;
	noteMissing('interchange-header-incomplete', 'UNB', missingOf(unb, HEADER_FIELDS.UNB!), note);
	noteMoments(momentsOf('UNB', 'interchange-date', 'interchange-time'), unb, note);
	const { element, component, release, repetition, segment } = interchange.delimiters;
	const all = [element, component, release, repetition, segment].filter((each) => each !== undefined);
	if (new Set(all).size < all.length) {
		note('separator-invalid', { message: 'Two service characters are the same', tag: 'UNB' });
	}
	if (interchange.groups.length === 0) {
		note('interchange-empty', { message: 'The interchange contains nothing', tag: 'UNB' });
	}
	const isGroup = ({ header }: Group) => header.length > 0;
	const other = interchange.groups.find((part) => isGroup(part) !== isGroup(interchange.groups[0]!));
	if (other) {
		note('groups-and-messages-mixed', {
			message: 'Groups and messages stand side by side in the interchange',
			tag: isGroup(other) ? 'UNG' : 'UNH',
			place: other.start,
		});
	}
}

function checkGroup(group: Group, _: Interchange, note: Note): void {
	const [ung] = group.header;
	if (!ung) return;
	if (trimmed(ung, 5) === '')
		note('group-header-incomplete', {
			message: 'UNG lacks the group reference (0048)',
			tag: 'UNG',
			element: 5,
		});
	noteMoments(momentsOf('UNG', 'group-date', 'group-date'), ung, note);
	if (group.messages.length === 0)
		note('group-empty', { message: 'The group contains no message', tag: 'UNG' });
	const types = new Set(group.messages.map(({ segments }) => trimmed(segments[0], 2)));
	if (types.size > 1)
		note('group-type-mixed', {
			message: `The group contains messages of several types: ${[...types].join(', ')}`,
			tag: 'UNG',
		});
}

function checkMessage(message: Message, _: Group, note: Note): void {
	const [unh] = message.segments as [Segment];
	if (unh[0] !== 'UNH') return;
	noteMissing('message-header-incomplete', 'UNH', missingOf(unh, HEADER_FIELDS.UNH!.slice(1)), note);
	if (trimmed(unh, 1) === '') {
		note('message-control-number-missing', {
			message: 'UNH lacks the message reference (0062)',
			tag: 'UNH',
			element: 1,
			position: 1,
		});
	}
}

const TAG = /^[A-Z][A-Z0-9]{2}$/;

/** EDIFACT batch interchanges: UNB, UNG, UNH, and packages (UNO). ISO 9735, syntax versions 1 to 4. */
export const edifact: Standard = {
	name: 'EDIFACT',
	roles,
	interchange: {
		header: 'UNB',
		trailer: 'UNZ',
		reference: 5,
		names: { reference: 'UNB 0020', count: 'UNZ 0036', repeated: 'UNZ 0020' },
	},
	group: {
		header: 'UNG',
		trailer: 'UNE',
		reference: 5,
		names: { reference: 'UNG 0048', count: 'UNE 0060', repeated: 'UNE 0048' },
	},
	message: {
		header: 'UNH',
		trailer: 'UNT',
		reference: 1,
		names: { reference: 'UNH 0062', count: 'UNT 0074', repeated: 'UNT 0062' },
	},
	package: {
		header: 'UNO',
		trailer: 'UNP',
		reference: 1,
		length: 4,
		names: { reference: 'UNO 0800', count: 'UNP 0810', repeated: 'UNP 0800' },
	},
	needsGroups: false,
	isTag: (tag) => TAG.test(tag),
	beginningAt,
	readerOf: (...args) => new EdifactSegments(...args),
	serviceString,
	segmentText,
	isWritten: () => true,
	binary: {},
	strictHeader,
	checkInterchange,
	checkGroup,
	checkMessage,
};
