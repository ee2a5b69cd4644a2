import { partnersOf } from '../interchange/describe';
import { interchangeEnvelope, type EnvelopeSettings } from '../interchange/newEnvelope';
import type { Delimiters, Group, Interchange, Segment } from '../interchange/tree';
import { trimmed } from '../interchange/values';
import { checkNeeded } from './notPossible';

const USUAL: Delimiters = { element: '*', component: '>', segment: '~' };
const OLDEST_VERSION = '00401';
/** From this version on, ISA11 is a separator. */
const REPETITION_SINCE = '00402';
const REPETITIONS = ['^', '|', '!', '\\'];

/** The separators of a file, if they can be used again; else the usual ones. */
function delimitersFor({ delimiters }: Interchange, version: string): Delimiters {
	const { element, component, repetition, segment } = delimiters;
	const all = [element, component, repetition, segment].filter((each) => each !== undefined);
	const isUsable = component !== undefined && segment !== '' && new Set(all).size === all.length;
	const chosen = isUsable ? delimiters : USUAL;
	if (chosen.repetition !== undefined || version < REPETITION_SINCE) return chosen;
	return { ...chosen, repetition: REPETITIONS.find((each) => !Object.values(chosen).includes(each))! };
}

/** What an answer to an interchange of X12 has in its envelope: the partners change places. */
export function x12Answer(
	acknowledgment: string,
	interchange: Interchange,
	group: Group | undefined,
	controlNumber: string,
	now: Date,
): { settings: EnvelopeSettings; header: Segment[]; trailer: Segment[]; delimiters: Delimiters } {
	const [isa] = interchange.header;
	checkNeeded(acknowledgment, isa, [
		{ name: 'ISA05', element: 5 },
		{ name: 'ISA06', element: 6 },
		{ name: 'ISA07', element: 7 },
		{ name: 'ISA08', element: 8 },
	]);
	const { sender, receiver } = partnersOf(interchange, group);
	const version = /^\d{5}$/.test(trimmed(isa, 12)) ? trimmed(isa, 12) : OLDEST_VERSION;
	const settings: EnvelopeSettings = {
		standard: 'X12',
		version,
		sender: { qualifier: '', ...receiver },
		receiver: { qualifier: '', ...sender },
		isTest: trimmed(isa, 15) === 'T',
		isAcknowledgmentRequested: false,
		controlNumber,
		syntaxIdentifier: '',
		syntaxVersion: '',
		now,
	};
	const { header, trailer } = interchangeEnvelope(settings);
	const delimiters = delimitersFor(interchange, version);
	const [first] = header as [Segment];
	const separators = first.with(11, delimiters.repetition ?? 'U').with(16, delimiters.component!);
	return { settings, header: [separators.with(12, version)], trailer, delimiters };
}
