import { asMessage } from '../../../../../nodes/Edi/documents/asMessage';
import type { EnvelopeSettings } from '../../../../../nodes/Edi/interchange/newEnvelope';
import { documentOf, type BusinessDocument } from '../../../../../nodes/Edi/documents/readDocument';
import { writeFile } from '../../../../../nodes/Edi/file/writeFile';
import { NotWritable } from '../../../../../nodes/Edi/interchange/notWritable';
import type { Interchange, StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { trimmed } from '../../../../../nodes/Edi/interchange/values';
import { bunchesOf } from '../../../../../nodes/Edi/json/bunches';
import { interchangeOf } from '../../../../../nodes/Edi/json/interchangesOf';
import { syntaxOf } from './pairs';

export const STANDARDS: readonly StandardName[] = ['X12', 'EDIFACT'];

export const settingsFor = (standard: StandardName, version?: string): EnvelopeSettings => ({
	standard,
	version: version ?? (standard === 'X12' ? '004010' : 'D.96A'),
	sender: { qualifier: '14', id: 'ACME' },
	receiver: { qualifier: '14', id: 'GIANT' },
	isTest: false,
	isAcknowledgmentRequested: false,
	controlNumber: '7',
	syntaxIdentifier: 'UNOC',
	syntaxVersion: '3',
	now: new Date(2026, 4, 7, 12, 30),
});

/** The file of a document, with the fields that it has no place for. Throws NotWritable with the document's path. */
export function fileOf(
	document: Record<string, unknown>,
	settings: EnvelopeSettings,
	isFromOther = false,
): { bytes: Buffer; notWritten: string[] } {
	const { json, pathOf, notWritten } = asMessage(document, settings, 1, { isFromOther });
	try {
		const [bunch] = bunchesOf([{ json, path: '' }]);
		return { bytes: writeFile(interchangeOf(bunch!)), notWritten };
	} catch (error) {
		if (!(error instanceof NotWritable)) throw error;
		throw new NotWritable(pathOf(error.path) ?? error.path, error.reason);
	}
}

/** The document in a file with one message. */
export function documentIn(
	{ standard, groups }: Interchange,
	{ version }: EnvelopeSettings,
): BusinessDocument {
	const [message] = groups.flatMap(({ messages }) => messages);
	const { segments } = message!;
	const type = trimmed(segments[0], standard === 'X12' ? 1 : 2, 1);
	return documentOf(type, segments, syntaxOf(standard, version))!;
}
