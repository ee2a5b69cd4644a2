import { isRecord } from '../../shared/isRecord';
import { groupHead, interchangeHead, isTest, messageHead, partnersOf } from '../interchange/describe';
import { digestOf } from '../interchange/digest';
import { NotWritable } from '../interchange/notWritable';
import type { Group, Interchange, Message, StandardName } from '../interchange/tree';

type Json = Record<string, unknown>;

/** What Read puts beside the segments, and the element that it is read from. */
const SOURCES: Record<StandardName, Record<string, string>> = {
	X12: {
		type: 'segments[0][1]',
		version: 'group.header[0][8]',
		controlNumber: 'segments[0][2]',
		test: 'interchange.header[0][15]',
		'sender.qualifier': 'interchange.header[0][5]',
		'sender.id': 'interchange.header[0][6]',
		'sender.groupId': 'group.header[0][2]',
		'receiver.qualifier': 'interchange.header[0][7]',
		'receiver.id': 'interchange.header[0][8]',
		'receiver.groupId': 'group.header[0][3]',
		'interchange.controlNumber': 'interchange.header[0][13]',
		'interchange.date': 'interchange.header[0][9]',
		'interchange.time': 'interchange.header[0][10]',
		'interchange.version': 'interchange.header[0][12]',
		'interchange.acknowledgmentRequested': 'interchange.header[0][14]',
		'group.type': 'group.header[0][1]',
		'group.controlNumber': 'group.header[0][6]',
		'group.version': 'group.header[0][8]',
		'group.date': 'group.header[0][4]',
		'group.time': 'group.header[0][5]',
	},
	EDIFACT: {
		type: 'segments[0][2][0]',
		version: 'segments[0][2]',
		association: 'segments[0][2][4]',
		controlNumber: 'segments[0][1]',
		test: 'interchange.header[0][11]',
		'sender.qualifier': 'interchange.header[0][2][1]',
		'sender.id': 'interchange.header[0][2]',
		'sender.internalId': 'interchange.header[0][2][2]',
		'sender.groupId': 'group.header[0][2]',
		'receiver.qualifier': 'interchange.header[0][3][1]',
		'receiver.id': 'interchange.header[0][3]',
		'receiver.internalId': 'interchange.header[0][3][2]',
		'receiver.groupId': 'group.header[0][3]',
		'interchange.controlNumber': 'interchange.header[0][5]',
		'interchange.date': 'interchange.header[0][4][0]',
		'interchange.time': 'interchange.header[0][4][1]',
		'interchange.version': 'interchange.header[0][1][1]',
		'interchange.acknowledgmentRequested': 'interchange.header[0][9]',
		'interchange.syntaxIdentifier': 'interchange.header[0][1][0]',
		'interchange.recipientReference': 'interchange.header[0][6]',
		'interchange.applicationReference': 'interchange.header[0][7]',
		'interchange.priority': 'interchange.header[0][8]',
		'interchange.agreement': 'interchange.header[0][10]',
		'group.type': 'group.header[0][1]',
		'group.controlNumber': 'group.header[0][5]',
		'group.version': 'group.header[0][7]',
		'group.date': 'group.header[0][4][0]',
		'group.time': 'group.header[0][4][1]',
	},
};
const NAMES = [...new Set([...Object.keys(SOURCES.X12), ...Object.keys(SOURCES.EDIFACT)])];

function fieldOf(json: object, name: string): unknown {
	const [outer, inner] = name.split('.') as [string, string?];
	const value = (json as Json)[outer];
	return inner === undefined ? value : isRecord(value) ? value[inner] : undefined;
}

/** A fingerprint of the fields beside the segments. */
export const fieldsDigest = (json: object): string =>
	digestOf(JSON.stringify(NAMES.map((name) => fieldOf(json, name) ?? null)));

/** Whether the fields beside the segments are still as Read put them out. */
export const areFieldsAsRead = (json: object, asRead: unknown): boolean =>
	typeof asRead === 'string' && fieldsDigest(json) === asRead;

/**
 * Throws NotWritable if the fields beside the segments say something else than the segments: who changed them means
 * it, and only segments are written. `asRead` is the fingerprint of the fields as Read put them out: if they are still
 * the same, whatever differs was changed in the segments.
 */
export function checkFields(
	json: Json,
	asRead: unknown,
	path: string,
	{ interchange, group, message }: { interchange: Interchange; group?: Group; message?: Message },
): void {
	if (areFieldsAsRead(json, asRead)) return;
	const { standard } = interchange;
	const hasHeader = interchange.header.length > 0;
	const said = {
		...(message && messageHead(standard, group!, message)),
		...((hasHeader || group?.header.length) && partnersOf(interchange, group)),
		...(hasHeader && { interchange: interchangeHead(interchange), test: isTest(interchange) }),
		...(group?.header.length && { group: groupHead(standard, group) }),
	};
	for (const [name, source] of Object.entries(SOURCES[standard])) {
		const given = fieldOf(json, name);
		const isSaid = fieldOf(said, name.split('.')[0]!) !== undefined || name === 'association';
		const value = fieldOf(said, name) ?? '';
		if (given === undefined || given === null || !isSaid || String(given) === String(value)) continue;
		if (name === 'association' && !message) continue;
		throw new NotWritable(
			`${path}${name}`,
			`is “${String(given)}”, and the segments say “${String(value)}”. Change ${path}${source}: Write takes it from there`,
		);
	}
}
