import type { IExecuteFunctions } from 'n8n-workflow';

import { SYNTAX_IDENTIFIERS } from '../../shared/characterSets';
import type { EnvelopeSettings } from '../interchange/newEnvelope';
import { invalidParameter, textIn } from './parameterValues';

interface EnvelopeOptions {
	association?: string;
	encoding?: string;
	receiverGroupId?: string;
	senderGroupId?: string;
	syntaxVersion?: string;
}

/** An envelope that has no number yet. */
export type UnnumberedEnvelope = Omit<EnvelopeSettings, 'controlNumber' | 'now'>;

/** What each standard calls a version. */
const VERSIONS = {
	X12: { pattern: /^\d{6}[A-Z0-9]{0,6}$/, examples: '004010 or 005010' },
	EDIFACT: { pattern: /^[A-Z0-9]{1,3}\.[A-Z0-9]{1,3}$/, examples: 'D.96A or D.01B' },
};

/** The envelope that an item's parameters describe. Throws an error that names the parameter. */
export function envelopeParameters(context: IExecuteFunctions, itemIndex: number): UnnumberedEnvelope {
	const options = context.getNodeParameter('options', itemIndex, {}) as EnvelopeOptions;
	const text = (name: string, title: string): string =>
		textIn(context, itemIndex, title, context.getNodeParameter(name, itemIndex, ''));
	const standard = text('standard', 'Standard') === 'EDIFACT' ? 'EDIFACT' : 'X12';
	const partner = (name: 'sender' | 'receiver', title: string) => {
		const qualifier = text(`${name}Qualifier`, `${title} Qualifier`);
		const groupId = textIn(context, itemIndex, `${title} Group ID`, options[`${name}GroupId`]);
		return {
			id: text(`${name}Id`, `${title} ID`),
			qualifier: standard === 'X12' && qualifier === '' ? 'ZZ' : qualifier,
			...(standard === 'X12' && groupId !== '' && { groupId }),
		};
	};
	const [named] = [...SYNTAX_IDENTIFIERS].find(([, set]) => set === options.encoding) ?? [];
	return {
		standard,
		version: versionIn(context, itemIndex, standard, text('version', 'Version')),
		...(options.association && { association: options.association }),
		sender: partner('sender', 'Sender'),
		receiver: partner('receiver', 'Receiver'),
		isTest: context.getNodeParameter('test', itemIndex, false) === true,
		isAcknowledgmentRequested: context.getNodeParameter('acknowledgmentRequested', itemIndex, false) === true,
		syntaxIdentifier: named ?? 'UNOC',
		syntaxVersion: options.syntaxVersion ?? '3',
	};
}

/** The version, which belongs to a standard: n8n keeps the former one if somebody changes the standard. */
function versionIn(
	context: IExecuteFunctions,
	itemIndex: number,
	standard: 'X12' | 'EDIFACT',
	version: string,
): string {
	const { pattern, examples } = VERSIONS[standard];
	if (pattern.test(version)) return version;
	throw invalidParameter(
		context,
		itemIndex,
		`“Version” is “${version}”, which is no version of ${standard}. Choose one such as ${examples}`,
	);
}

/** The parameters that elements of the headers come from, by their path in the JSON of a message. */
const parametersOf = ({ standard, sender, receiver }: UnnumberedEnvelope): Record<string, string> =>
	standard === 'X12'
		? {
				'interchange.header[0][5]': 'Sender Qualifier',
				'interchange.header[0][6]': 'Sender ID',
				'interchange.header[0][7]': 'Receiver Qualifier',
				'interchange.header[0][8]': 'Receiver ID',
				'group.header[0][2]': sender.groupId === undefined ? 'Sender ID' : 'Sender Group ID',
				'group.header[0][3]': receiver.groupId === undefined ? 'Receiver ID' : 'Receiver Group ID',
			}
		: {
				'interchange.header[0][2]': 'Sender ID',
				'interchange.header[0][2][0]': 'Sender ID',
				'interchange.header[0][2][1]': 'Sender Qualifier',
				'interchange.header[0][3]': 'Receiver ID',
				'interchange.header[0][3][0]': 'Receiver ID',
				'interchange.header[0][3][1]': 'Receiver Qualifier',
				'interchange.header[0][5]': 'Control Number',
				'segments[0][2][4]': 'Association Code',
			};

/** The parameter that an element of the headers comes from, such as “Sender ID”; undefined if it comes from none. */
export const parameterAt = (envelope: UnnumberedEnvelope, path: string): string | undefined => {
	const title = parametersOf(envelope)[path];
	return title && `“${title}”`;
};
