import type { Field } from './field';
import { intId } from './parsers';

const ecGridId =
	(displayName: string, name: string) =>
	(description: string): Field => ({
		property: { displayName, name, type: 'string', default: '', placeholder: 'e.g. 820001', description },
		in: 'body',
		type: 'int',
		parse: intId,
	});

/** The trading partner that sends. Page: rest-api/parcels/inbox-list. */
export const ecGridIdFrom = ecGridId('Sender ECGrid ID', 'ecGridIdFrom');

/** The trading partner that receives. Page: rest-api/parcels/inbox-list. */
export const ecGridIdTo = ecGridId('Recipient ECGrid ID', 'ecGridIdTo');
