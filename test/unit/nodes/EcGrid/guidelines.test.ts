import type { INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeType } from 'n8n-workflow';

import { EcGrid } from '../../../../nodes/EcGrid/EcGrid.node';
import { EcGridInboxTrigger } from '../../../../nodes/EcGrid/EcGridInboxTrigger.node';
import { EcGridTrigger } from '../../../../nodes/EcGrid/EcGridTrigger.node';
import { Edi } from '../../../../nodes/Edi/Edi.node';
import { resources } from '../../../../nodes/EcGrid/resources';
import { endpointOf } from '../../../contract';

// n8n's UX guidelines for node builders, as far as descriptions show them.

const operations = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({
		...operation,
		resource,
		where: `${resource.value} → ${operation.value}`,
	})),
);

const nodes: INodeType[] = [new EcGrid(), new EcGridTrigger(), new EcGridInboxTrigger(), new Edi()];

/** A property with those inside of it. */
const withInner = (property: INodeProperties): INodeProperties[] => [
	property,
	...(property.type === 'collection' ? (property.options as INodeProperties[]).flatMap(withInner) : []),
];

const properties = nodes.flatMap(({ description }) =>
	description.properties.flatMap(withInner).map((property) => ({
		property,
		where: `${description.name}: ${[property.displayOptions?.show?.resource, property.displayOptions?.show?.operation, property.displayName].flat().filter(Boolean).join(' → ')}`,
	})),
);

/** Words that stay as they are in whatever case: names, and what has no small letters. */
const NAMES =
	/\b(ECGrid|EDI|ID|IDs|URL|AS2|FTP|SFTP|GISB|HTTPS|X12|EDIFACT|ISO|UTF-8|ASCII|API|SMS|VAN|UNB|JSON|EANCOM|Windows|KS|C)\b/g;
const SMALL_WORDS = /^(a|an|and|as|at|by|for|from|in|is|it|of|on|or|out|than|the|to|up|with)$/;

const isTitleCase = (label: string) =>
	label
		.replace(/ *\(.*\)/, '')
		.split(/[ -]/)
		.every((word, index) => /^[A-Z0-9(]/.test(word) || (index > 0 && SMALL_WORDS.test(word)));

const isSentenceCase = (text: string) => {
	const rest = text.replace(NAMES, '').trim();
	return /^[A-Z]/.test(text) && !/[A-Z]/.test(rest.slice(1));
};

const optionsOf = ({ type, options = [] }: INodeProperties) =>
	['options', 'multiOptions'].includes(type) ? (options as INodePropertyOptions[]) : [];

describe('operations', () => {
	describe.each(operations)('$where', (operation) => {
		const { value, name, action, description, endpoint, resource } = operation;

		test('has a name in title case, which is not that of its resource', () => {
			expect({ [name]: isTitleCase(name) }).toEqual({ [name]: true });
			expect(name).not.toContain(resource.name);
		});

		test('has an action in sentence case, without articles, that begins with what is done and names what it is done to', () => {
			expect({ [action]: isSentenceCase(action) }).toEqual({ [action]: true });
			expect(action).not.toMatch(/\b(an?|the)\b/i);
			expect(action).not.toMatch(/\.$/);
			expect(action.split(' ')[0]).toBe(name.split(' ')[0]);
			expect(action.split(' ').length).toBeGreaterThan(1);
		});

		test('has a description that adds something, in other words', () => {
			expect(description.length).toBeGreaterThan(action.length);
			expect(description.toLowerCase().startsWith(action.toLowerCase())).toBe(false);
		});

		test('is called by n8n’s vocabulary', () => {
			const method = endpoint.split(' ')[0];
			if (method === 'DELETE') expect([value, name]).toEqual(['delete', 'Delete']);
			if (operation.list && operation.list.recordsPerPage) expect(name).toMatch(/^(Get Many|Find)/);
			for (const other of ['List', 'Retrieve', 'Fetch', 'Add New', 'Remove', 'Edit']) {
				expect(name.startsWith(other)).toBe(false);
			}
		});

		test('answers with ten fields at most, or lets a person simplify or select them, and names each', () => {
			const { data } = endpointOf(endpoint);
			const shape = Array.isArray(data) ? data[0]! : data;
			const fields = typeof shape === 'object' ? Object.keys(shape) : [];
			if (fields.length > 10) expect([...(operation.outputFields ?? [])].sort()).toEqual(fields.sort());
			else expect(operation.outputFields).toBeUndefined();
		});
	});
});

describe.each(properties)('$where', ({ property }) => {
	const { displayName, name, type, description, placeholder } = property;

	if (type === 'notice') return;

	test('has a label in title case', () =>
		expect({ [displayName]: isTitleCase(displayName) }).toEqual({ [displayName]: true }));

	test('says what it is for', () => {
		if (['resource', 'operation'].includes(name) || type === 'collection') return;
		expect(description).toMatch(/^[A-Z].*\w/);
		if (type === 'boolean') expect(description).toMatch(/^Whether /);
	});

	test('says of every choice what it means', () => {
		for (const option of optionsOf(property)) {
			expect({ [option.name]: option.description }).toEqual({ [option.name]: expect.any(String) });
			expect({ [option.name]: isTitleCase(option.name) }).toEqual({ [option.name]: true });
		}
	});

	test('has an example as its placeholder', () => {
		if (type === 'collection') expect(placeholder).toMatch(/^Add /);
		else if (placeholder !== undefined) expect(placeholder).toMatch(/^e\.g\. /);
	});

	test('is hidden while it is entered, if it is secret', () => {
		if (!/password|passphrase|secret|token/i.test(name)) return;
		expect(property.typeOptions?.password).toBe(true);
	});

	test('is chosen from a list first, if ECGrid lists it', () => {
		if (!/^(mailbox|network|callback|parcel)Id$|(Mailbox|Network)Id$/.test(name)) return;
		expect(type).toBe('resourceLocator');
		expect(property.modes!.map((mode) => mode.name)).toEqual(['list', 'id']);
		const { searchListMethod } = property.modes![0]!.typeOptions!;
		expect(nodes.some(({ methods }) => searchListMethod! in (methods?.listSearch ?? {}))).toBe(true);
	});
});

test.each(properties.filter(({ property }) => property.type === 'collection'))(
	'the choices of $where are in the order of the alphabet',
	({ property: { options = [] } }) => {
		const names = (options as Array<INodeProperties | INodePropertyCollection>).map(
			({ displayName }) => displayName,
		);
		expect(names).toEqual([...names].sort((left, right) => left.localeCompare(right)));
	},
);

/** All that the editor's list of operations shows of a description: it cuts after two lines. */
const firstSentence = (text: string) => /^.*?[.](?= |$)|^.*$/.exec(text)![0];

const ediOperations = new Edi().description.properties.find(({ name }) => name === 'operation')!
	.options as INodePropertyOptions[];

test.each([
	...operations.map(({ where, description }) => ({ where, description })),
	...ediOperations.map(({ name, description }) => ({ where: `EDI → ${name}`, description: description! })),
])('the list of operations shows the first sentence of $where whole', ({ description }) =>
	expect(firstSentence(description).length).toBeLessThan(90),
);

test.each([
	['callback → delete', /^Permanently delete.*cannot be undone/],
	['callback → test', /real request/],
	['callback → update', /Terminated ends it permanently, which cannot be undone/],
	['carbonCopy → delete', /^Permanently delete.*cannot be undone/],
	['carbonCopy → update', /Terminated ends it permanently, which cannot be undone/],
	['certificate → addPrivate', /which n8n stores/],
	['certificate → renew', /partners need the new one/],
	['certificate → terminate', /^Permanently end.*cannot be undone/],
	['comm → setPair', /live deliveries/],
	['comm → update', /Terminated ends it permanently, which cannot be undone/],
	['comm → updateConfig', /live deliveries/],
	['ecGridId → delete', /^Permanently delete.*cannot be undone/],
	['ecGridId → update', /Terminated ends it permanently, which cannot be undone/],
	['interchange → cancel', /^Permanently stop.*cannot be undone/],
	['interchange → resend', /cannot be undone/],
	['mailbox → delete', /^Permanently delete.*cannot be undone/],
	['parcel → addAcknowledgmentNote', /cannot be removed/],
	['parcel → cancel', /^Permanently stop.*cannot be undone/],
	['parcel → confirm', /stops offering the parcel/],
	['parcel → download', /stays in the inbox until Confirm Download/],
	['parcel → resetToInbox', /offers the parcel again.*second time/],
	['parcel → sendTestFile', /really deliver it, which cannot be undone/],
	['parcel → update', /does not offer it again unless it is Inbox Ready/],
	['parcel → upload', /cannot be undone/],
	['key → delete', /^Permanently delete.*stops working at once and cannot be restored/],
	['partner → addNote', /no operation that removes it/],
	['partner → delete', /^Permanently end.*cannot be undone/],
	['user → delete', /^Permanently terminate.*cannot be undone/],
	['user → generateApiKey', /stops working at once, for good/],
	['user → setNetworkMailbox', /may lose access/],
	['user → setRole', /take away access/],
	['user → updatePassword', /cannot be undone/],
])('%s warns in its first sentence of what it does for good', (where, warning) => {
	const { description } = operations.find((operation) => operation.where === where)!;
	expect(firstSentence(description)).toMatch(warning);
});

test.each([
	['interchange → resend', /has it twice/],
	['key → delete', /loses access/],
	['user → generateApiKey', /loses access/],
])('%s also warns of what follows', (where, warning) => {
	expect(operations.find((operation) => operation.where === where)!.description).toMatch(warning);
});

test.each(operations.filter(({ description }) => description.includes('The output contains a secret')))(
	'$where, whose output contains a secret, is on the list of operations that no AI agent should have',
	({ dangerous, description }) => {
		expect(dangerous).toBe(true);
		expect(firstSentence(description)).toContain('secret');
		expect(description).toMatch(/“Do not save”/);
	},
);

test.each(operations.filter(({ resource }) => resource.value !== 'parcel'))(
	'$where says in less than 90 characters what it does',
	({ description }) => expect(description.split(/(?<=\.) /)[0]!.length).toBeLessThan(90),
);

test.each(operations.filter(({ description }) => description.includes('Needs an API key of')))(
	'$where, whose description names an AuthLevel, names it if ECGrid denies access',
	({ leastAuthLevel }) => expect(leastAuthLevel).toBe('NetworkAdmin'),
);

test('the operations that show a key or password are these', () => {
	const secret = operations.filter(({ description }) => description.includes('The output contains a secret'));
	expect(secret.map(({ where }) => where)).toEqual([
		'key → get',
		'key → getAll',
		'key → create',
		'user → getApiKey',
		'user → generateApiKey',
		'user → generatePassword',
	]);
});
