import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { SYNTAX_IDENTIFIERS } from '../../shared/characterSets';
import type { EnvelopeSettings } from '../interchange/newEnvelope';
import { choiceIn, invalidParameter, switchIn, textIn } from './parameterValues';

/** ASCII with small letters, which level A doesn't have. Its own separators are control characters, unless UNA names others. ISO 9735:1988. */
export const LEVEL_B = 'UNOB';

/** An envelope that has no number yet. */
export type UnnumberedEnvelope = Omit<EnvelopeSettings, 'controlNumber' | 'now'>;

/** What each standard calls a version. */
const VERSIONS = {
	X12: { pattern: /^\d{6}[A-Z0-9]{0,6}$/, examples: '004010 or 005010' },
	EDIFACT: { pattern: /^[A-Z0-9]{1,3}\.[A-Z0-9]{1,3}$/, examples: 'D.96A or D.01B' },
};

/** The envelope that an item's parameters describe. Throws an error that names the parameter. */
export function envelopeParameters(context: IExecuteFunctions, itemIndex: number): UnnumberedEnvelope {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const given = (name: string): unknown => context.getNodeParameter(name, itemIndex, '');
	const text = (title: string, value: unknown): string => textIn(context, itemIndex, title, value);
	const isOn = (title: string, value: unknown): boolean => switchIn(context, itemIndex, title, value);
	const standard = choiceIn(context, itemIndex, 'Standard', given('standard'), ['X12', 'EDIFACT']);
	const partner = (name: 'sender' | 'receiver', title: string) => {
		const qualifier = text(`${title} Qualifier`, given(`${name}Qualifier`));
		const groupId = standard === 'X12' ? text(`${title} Group ID`, options[`${name}GroupId`]) : '';
		return {
			id: text(`${title} ID`, given(`${name}Id`)),
			qualifier: standard === 'X12' && qualifier === '' ? 'ZZ' : qualifier,
			...(groupId !== '' && { groupId }),
		};
	};
	return {
		standard,
		version: versionIn(context, itemIndex, standard, text('Version', given('version'))),
		sender: partner('sender', 'Sender'),
		receiver: partner('receiver', 'Receiver'),
		isTest: isOn('Test', given('test')),
		isAcknowledgmentRequested: isOn('Request Acknowledgment', given('acknowledgmentRequested')),
		...edifactOptions(context, itemIndex, standard === 'EDIFACT' ? options : {}),
	};
}

/** What only EDIFACT has. n8n keeps options of the standard that was chosen before. */
function edifactOptions(
	context: IExecuteFunctions,
	itemIndex: number,
	{ association, encoding, syntaxVersion }: IDataObject,
): Pick<UnnumberedEnvelope, 'association' | 'syntaxIdentifier' | 'syntaxVersion'> {
	const code = textIn(context, itemIndex, 'Association Code', association);
	const [named] = [...SYNTAX_IDENTIFIERS].find(([, set]) => set === encoding) ?? [];
	return {
		...(code !== '' && { association: code }),
		syntaxIdentifier: named === 'UNOA' ? LEVEL_B : (named ?? 'UNOC'),
		syntaxVersion: choiceIn(context, itemIndex, 'Syntax Version', syntaxVersion ?? '3', ['1', '2', '3', '4']),
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
