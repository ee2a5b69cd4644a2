import type { Segment, StandardName } from './tree';

/** Who sends a document to whom, and under which numbers. */
export interface EnvelopeSettings {
	standard: StandardName;
	/** 004010, 005010 …, D.96A, D.01B … */
	version: string;
	/** EDIFACT's association code, such as EAN008. */
	association?: string;
	sender: PartnerSettings;
	receiver: PartnerSettings;
	isTest: boolean;
	isAcknowledgmentRequested: boolean;
	/** At most 9 digits for X12, at most 14 characters for EDIFACT. */
	controlNumber: string;
	/** The number of the functional group, if it is another one. */
	groupNumber?: string;
	/** EDIFACT's syntax identifier and version, such as UNOC and 3. */
	syntaxIdentifier: string;
	syntaxVersion: string;
	/** The time that the file is dated, in local fields. */
	now: Date;
}

interface PartnerSettings {
	qualifier: string;
	id: string;
	/** The id in the functional group, if it is another one. */
	groupId?: string;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** A date as YYMMDD and CCYYMMDD, and its time as HHMM. */
function stamp(now: Date): { short: string; long: string; time: string } {
	const long = `${now.getFullYear()}${twoDigits(now.getMonth() + 1)}${twoDigits(now.getDate())}`;
	return { short: long.slice(2), long, time: `${twoDigits(now.getHours())}${twoDigits(now.getMinutes())}` };
}

interface Envelope {
	header: Segment[];
	trailer: Segment[];
}

/** ISA and IEA, or UNB and UNZ. What they count is counted when they are written. */
export function interchangeEnvelope(settings: EnvelopeSettings): Envelope {
	const { standard, version, sender, receiver, isTest, isAcknowledgmentRequested, controlNumber } = settings;
	const { short, time } = stamp(settings.now);
	if (standard === 'X12') {
		const control = `${version.slice(0, 5)}`;
		const number = controlNumber.padStart(9, '0');
		const isa = ['ISA', '00', '', '00', '', sender.qualifier, sender.id, receiver.qualifier, receiver.id];
		const repetition = control >= '00402' ? '^' : 'U';
		const acknowledgment = isAcknowledgmentRequested ? '1' : '0';
		return {
			header: [[...isa, short, time, repetition, control, number, acknowledgment, isTest ? 'T' : 'P', ':']],
			trailer: [['IEA', '1', number]],
		};
	}
	const partner = ({ id, qualifier }: PartnerSettings) => (qualifier === '' ? id : [id, qualifier]);
	const unb: Segment = [
		'UNB',
		[settings.syntaxIdentifier, settings.syntaxVersion],
		partner(sender),
		partner(receiver),
		[settings.syntaxVersion >= '4' ? stamp(settings.now).long : short, time],
		controlNumber,
	];
	if (isAcknowledgmentRequested || isTest)
		unb.push('', '', '', isAcknowledgmentRequested ? '1' : '', '', isTest ? '1' : '');
	return { header: [unb], trailer: [['UNZ', '1', controlNumber]] };
}

/** GS and GE of a functional group; undefined for EDIFACT, where groups are rare. */
export function groupEnvelope(settings: EnvelopeSettings, type: string): Envelope | undefined {
	if (settings.standard !== 'X12') return undefined;
	const { sender, receiver, version } = settings;
	const { long, time } = stamp(settings.now);
	const number = String(Number(settings.groupNumber ?? settings.controlNumber));
	const partners = [sender.groupId ?? sender.id, receiver.groupId ?? receiver.id];
	return {
		header: [['GS', type, ...partners, long, time, number, 'X', version]],
		trailer: [['GE', '1', number]],
	};
}

/** ST and SE, or UNH and UNT, around the segments of a message. */
export function inMessage(
	{ standard, version, association }: EnvelopeSettings,
	type: string,
	number: string,
	segments: Segment[],
): Segment[] {
	if (standard === 'X12') return [['ST', type, number], ...segments, ['SE', '', number]];
	const [directory = '', release = ''] = version.split('.');
	const identifier = [type, directory, release, 'UN', ...(association ? [association] : [])];
	return [['UNH', number, identifier], ...segments, ['UNT', '', number]];
}
