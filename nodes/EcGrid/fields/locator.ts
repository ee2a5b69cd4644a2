import { locatorField, type ShownLocator } from './constructors';
import type { BodyField, Field } from './field';

/** A field's description, and its name if it differs from the usual one. */
type Described = Pick<ShownLocator, 'description'> & Partial<ShownLocator>;

/** Says of a field that it stays empty for the mailbox or network of the API key's user. */
export const orYourOwn = (description: string): Described => ({
	description: `${description}. Leave empty for your own user's.`,
	listPlaceholder: 'Your own (leave empty)',
});

/** The same field, whose list is read again when one of these fields changes. */
const dependentOn = (names: string[], field: BodyField): BodyField => ({
	...field,
	property: {
		...field.property,
		typeOptions: { loadOptionsDependsOn: names.map((name) => `${name}.value`) },
	},
});

/** A field for a mailbox. */
export const mailbox = (shown: Described) =>
	locatorField({ displayName: 'Mailbox', name: 'mailboxId', ...shown }, 'searchMailboxes');

/** A field for a network. */
export const network = (shown: Described) =>
	locatorField({ displayName: 'Network', name: 'networkId', ...shown }, 'searchNetworks');

/** A field for an ECGrid ID: the record of a qualifier and an ID, such as ZZ and HARBORLINE. */
export const ecGridId = (shown: Described) =>
	locatorField(
		{ displayName: 'ECGrid ID', name: 'ecGridId', placeholder: 'e.g. 820001', ...shown },
		'searchEcGridIds',
	);

/** A field for a partner. Its list needs the field `partnersOf`, which comes before it. */
export const partner = (shown: Described) =>
	dependentOn(
		['ecGridId'],
		locatorField(
			{ displayName: 'Partner', name: 'interconnectId', placeholder: 'e.g. 61001', ...shown },
			'searchPartners',
		),
	);

/** The ECGrid ID whose partners the list shows. It isn't sent. */
export const partnersOf: Field = {
	...ecGridId({
		description: 'Whose partners the list shows. Not needed if you enter the ID of the partner.',
	}),
	in: 'local',
};

/** A field for a user. */
export const user = (shown: Described) =>
	locatorField({ displayName: 'User', name: 'userId', placeholder: 'e.g. 5012', ...shown }, 'searchUsers');

/** A field for an API key of a user. Its list needs the field `keysOf`, which comes before it. */
export const key = (shown: Described) =>
	dependentOn(
		['userId'],
		locatorField({ displayName: 'Key', name: 'keyId', placeholder: 'e.g. 9101', ...shown }, 'searchKeys'),
	);

/** The user whose keys the list shows. It isn't sent. */
export const keysOf: Field = {
	...user({ description: 'Whose keys the list shows. Not needed if you enter the ID of the key.' }),
	in: 'local',
};

/** A field for a carbon copy. */
export const carbonCopy = (shown: Described) =>
	locatorField(
		{ displayName: 'Carbon Copy', name: 'ccId', placeholder: 'e.g. 4101', ...shown },
		'searchCarbonCopies',
	);

/** A field for a comm: ECGrid's name of a communication channel, such as AS2 or SFTP. */
export const comm = (shown: Described) =>
	locatorField({ displayName: 'Comm', name: 'commId', placeholder: 'e.g. 3301', ...shown }, 'searchComms');

/** A field for an interchange that arrived. */
export const inboundInterchange = (shown: Described) =>
	locatorField(
		{ displayName: 'Interchange', name: 'interchangeId', placeholder: 'e.g. 445500112', ...shown },
		'searchInboxInterchanges',
		'long',
	);

/** A field for an interchange that was sent. */
export const outboundInterchange = (shown: Described) =>
	locatorField(
		{ displayName: 'Interchange', name: 'interchangeId', placeholder: 'e.g. 445500112', ...shown },
		'searchOutboxInterchanges',
		'long',
	);

/** A field for a report. */
export const report = (shown: Described) =>
	locatorField(
		{ displayName: 'Report', name: 'reportId', placeholder: 'e.g. 12', ...shown },
		'searchReports',
	);

/** The fields that limit a callback. Page: rest-api/callbacks/create-callback. */
export const callbackScope: Field[] = [
	mailbox({ description: 'Only events of this mailbox. Leave empty for all mailboxes of the network.' }),
	network({ description: 'Only events of this network' }),
];
