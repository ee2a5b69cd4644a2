import { isaElements, stamp } from '../x12';
import type { Answer, AnswerSettings } from './answer';
import { valueAt, type Group, type Interchange, type Message } from './interchange';
import { rejectedOf, type Answers } from './verdict';
import { writeX12, x12Set } from './writing';

const GROUP_VERSION = 8;

/** The names of the segments that say what was wrong, and the verdict on a transaction set. */
const tags = {
	'997': { segment: 'AK3', element: 'AK4', verdict: 'AK5' },
	'999': { segment: 'IK3', element: 'IK4', verdict: 'IK5' },
};

/**
 * Answers an X12 interchange: a TA1 if ISA14 asks for one, and a file with a 997 or 999 for each group, in the
 * separators of the interchange. Transaction sets without a group can't be answered.
 */
export function x12Answers(interchange: Interchange, settings: AnswerSettings): Answer[] {
	const groups = interchange.groups.filter(({ header }) => header);
	if (groups.length === 0) return [];
	const { acknowledgment } = settings;
	const isa = (n: number) => valueAt(interchange.header, n);
	const answers: Answer[] = [];
	if (isa(14) === '1') {
		const accepted = ['TA1', isa(13), isa(9), isa(10), 'A', '000'];
		answers.push(inEnvelope('TA1', [accepted], 0));
	}
	const contents = groups.flatMap((group) => groupAnswer(group, settings));
	answers.push(inEnvelope(acknowledgment, contents, groups.length));
	return answers;

	/** Adds ISA and IEA, with sender and receiver swapped. */
	function inEnvelope(type: Answer['type'], contents: string[][], groupCount: number): Answer {
		const controlNumber = String(settings.nextNumber()).padStart(9, '0');
		const party = (at: number) => ({ qualifier: isa(at), id: isa(at + 1) });
		const header = isaElements(party(7), party(5), settings.when, {
			repetition: isa(11),
			version: isa(12),
			controlNumber,
			usage: isa(15),
			component: interchange.separators.component,
		});
		const trailer = ['IEA', String(groupCount), controlNumber];
		return { type, controlNumber, content: writeX12([header, ...contents, trailer], interchange.separators) };
	}
}

/** Answers a functional group with a group of its own. */
function groupAnswer(
	{ header, trailer, messages }: Group,
	{ answers, acknowledgment, when, nextNumber }: AnswerSettings,
): string[][] {
	const gs = (n: number) => valueAt(header, n);
	const version = gs(GROUP_VERSION);
	const isFrom = (earliest: string) => version.slice(0, earliest.length) >= earliest;
	const isHealthCare = acknowledgment === '999' && version.startsWith('005010X');
	const answerVersion = isHealthCare ? '005010X231A1' : version;
	const { date, time } = stamp(when);
	const controlNumber = String(nextNumber());
	const rejected = rejectedOf(messages, answers);

	const body = [
		['AK1', gs(1), gs(6), ...(isFrom('005010') ? [version] : [])],
		...messages.flatMap((message) => [
			['AK2', ...message.header.slice(1, isFrom('005010') ? 4 : 3).map(([value]) => value!)],
			...(rejected.has(message) ? rejection(message, acknowledgment) : [[tags[acknowledgment].verdict, 'A']]),
		]),
		['AK9', ...groupVerdict(valueAt(trailer, 1), messages.length, rejected.size, answers)],
	];
	return [
		[
			'GS',
			'FA',
			gs(3),
			gs(2),
			isFrom('004010') ? date : date.slice(2),
			time,
			controlNumber,
			gs(7),
			answerVersion,
		],
		...x12Set(acknowledgment, '0001', body, isHealthCare ? answerVersion : undefined),
		['GE', '1', controlNumber],
	];
}

/** Says that a transaction set has an error in the first element of its second segment. */
function rejection({ body: [segment] }: Message, acknowledgment: '997' | '999'): string[][] {
	const { segment: inSegment, element: inElement, verdict } = tags[acknowledgment];
	const at = segment?.findIndex(([value], index) => index > 0 && value !== '') ?? -1;
	const where =
		at < 0
			? []
			: [
					[inSegment, valueAt(segment, 0), '2', '', '8'],
					[inElement, String(at), '', '7', valueAt(segment, at).slice(0, 99)],
				];
	return [...where, [verdict, 'R', '5']];
}

/** AK901 to AK904: the verdict, and how many transaction sets were declared, received and accepted. */
function groupVerdict(declared: string, received: number, rejected: number, answers: Answers): string[] {
	const accepted = answers === 'contradict' ? received : received - rejected;
	const code = accepted === received && answers !== 'reject' ? 'A' : accepted > 0 ? 'P' : 'R';
	return [code, declared || String(received), String(received), String(accepted)];
}
