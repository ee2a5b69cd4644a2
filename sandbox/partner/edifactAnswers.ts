import { stamp } from '../x12';
import type { Answer, AnswerSettings } from './answer';
import { valueAt, type Interchange, type Message, type Segment } from './interchange';
import { rejectedOf } from './verdict';
import { edifactMessage, writeEdifact } from './writing';

/** UNB 0035. */
const TEST = 11;

const REJECTED = '4';
const ACKNOWLEDGED = '7';
const UNSPECIFIED_ERROR = '18';
const INVALID_VALUE = '12';

/** Answers an EDIFACT interchange with a CONTRL, with default service characters. */
export function edifactAnswers(interchange: Interchange, settings: AnswerSettings): Answer[] {
	const { answers, when, nextNumber } = settings;
	const controlNumber = String(nextNumber());
	const unb = (element: number) => interchange.header[element] ?? [''];
	const syntaxVersion = valueAt(interchange.header, 1, 1);
	const isSyntax4 = syntaxVersion >= '4';
	const { date, time } = stamp(when);

	const verdicts = interchange.groups.map(({ header, messages }) => {
		const rejected = answers === 'contradict' ? new Set<Message>() : rejectedOf(messages, answers);
		const action = rejected.size === messages.length ? REJECTED : ACKNOWLEDGED;
		const group = header && [['UCF'], header[5] ?? [''], header[2] ?? [''], header[3] ?? [''], [action]];
		const details = messages.flatMap((message) => messageVerdict(message, rejected.has(message)));
		return { action, segments: [...(group ? [group] : []), ...details] };
	});
	const isRejected = answers === 'contradict' || verdicts.every(({ action }) => action === REJECTED);
	const body = [
		[['UCI'], unb(5), unb(2), unb(3), [isRejected ? REJECTED : ACKNOWLEDGED]],
		...verdicts.flatMap(({ segments }) => segments),
	];

	const type = isSyntax4 ? ['CONTRL', '4', '1', 'UN'] : ['CONTRL', 'D', '3', 'UN'];
	const segments = [
		[
			['UNB'],
			unb(1),
			unb(3),
			unb(2),
			[isSyntax4 ? date : date.slice(2), time],
			[controlNumber],
			...[[''], [''], [''], [''], ['']],
			[valueAt(interchange.header, TEST) === '1' ? '1' : ''],
		],
		...edifactMessage(type, '1', body),
		[['UNZ'], ['1'], [controlNumber]],
	];
	return [{ type: 'CONTRL', controlNumber, content: writeEdifact(segments, syntaxVersion) }];
}

/** UCM of a message, and what is wrong with its second segment if it is rejected. */
function messageVerdict({ header, body: [segment] }: Message, isRejected: boolean): Segment[] {
	const named = [['UCM'], header[1] ?? [''], header[2] ?? ['']];
	if (!isRejected) return [[...named, [ACKNOWLEDGED]]];
	const at = segment?.findIndex((components, index) => index > 0 && components[0] !== '') ?? -1;
	if (at < 0) return [[...named, [REJECTED], [UNSPECIFIED_ERROR]]];
	return [
		[...named, [REJECTED]],
		[['UCS'], ['2']],
		[['UCD'], [INVALID_VALUE], [String(at + 1), '1']],
	];
}
