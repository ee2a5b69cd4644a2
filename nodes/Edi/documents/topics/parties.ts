import { ROLES } from '../codes/roles';
import { text } from '../engine/forms';
import { coded, entries, value } from '../engine/mappings';
import type { Mapping } from '../engine/mapping';
import { saysSomething } from '../engine/paths';
import { byRole, loop, segment, unmapped } from '../engine/rules';
import type { Rule } from '../engine/table';
import { edifactContacts, x12Contacts } from './contacts';
import { edifactReferences, ofParty, x12References } from './references';
import { partyId } from './partyId';

const role = (at: string) => coded(at, 'role', ROLES, { code: 'code', isRequired: true });

/** X12 needs a name or an id: syntax note R0203 of N1. */
const nameOrId: Mapping = {
	at: [],
	paths: [],
	read: () => {},
	write(fields) {
		const { ids } = fields.fields;
		if (fields.at('name') === undefined && !saysSomething(ids))
			fields.isMissing('name', 'is missing, and there is no id: X12 needs one of them');
	},
};

/** N1 with its address, references and contacts. `others` are segments that this message has in the loop. */
export const x12Parties = (others: string[] = []): Rule =>
	loop(
		segment('N1', [
			role('1'),
			value('2', 'name', text(60)),
			partyId('4', '3', 80, { isSchemeRequired: true }),
			nameOrId,
		]),
		byRole('parties', 'otherParties'),
		[
			segment('N2', [entries(['1', '2'], 'lines', 60, { isRepeated: true })], { isRepeated: true }),
			segment('N3', [entries(['1', '2'], 'street', 55, { isRepeated: true })], { isRepeated: true }),
			segment('N4', [
				value('1', 'city', text(30, 2)),
				value('2', 'region', text(2, 2)),
				value('3', 'postalCode', text(15, 3)),
				value('4', 'country', text(3, 2)),
			]),
			segment('REF', [value('2', 'taxId', text([30, 50]))], { match: { '1': 'TJ' } }),
			ofParty(x12References),
			x12Contacts,
			...others.map((tag) => unmapped(tag)),
		],
	);

/** NAD with its references and contacts. */
export const edifactParties: Rule = loop(
	segment('NAD', [
		role('1'),
		partyId('2.1', '2.3', 35),
		entries(['3.1', '3.2', '3.3', '3.4', '3.5'], 'addressLines', 35),
		value('4.1', 'name', text(35)),
		entries(['4.2', '4.3', '4.4', '4.5'], 'lines', 35),
		entries(['5.1', '5.2', '5.3', '5.4'], 'street', 35),
		value('6', 'city', text(35)),
		value('7.1', 'region', text(9)),
		value('8', 'postalCode', text([9, 17])),
		value('9', 'country', text(3)),
	]),
	byRole('parties', 'otherParties'),
	[
		unmapped('LOC'),
		unmapped('FII'),
		unmapped('DTM'),
		segment('RFF', [value('1.2', 'taxId', text([35, 70]))], { match: { '1.1': 'VA' } }),
		ofParty(edifactReferences),
		unmapped('DOC', ['DTM']),
		edifactContacts,
	],
);
