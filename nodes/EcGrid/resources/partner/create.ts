import { requiredField } from '../../fields/field';
import { ecGridId } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/partners/create-partner. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create partner',
	description: 'Permit two ECGrid IDs to exchange files, in both directions. Both have to exist.',
	endpoint: 'POST /v2/partners',
	idempotent: false,
	howToVerify: 'Partner → Get Many lists the partners of an ECGrid ID.',
	returnsData: 'something',
	fields: [
		requiredField(ecGridId({ name: 'ecGridIdFrom', description: 'Your own ECGrid ID' })),
		requiredField(
			ecGridId({
				displayName: 'Partner ECGrid ID',
				name: 'ecGridIdTo',
				description:
					'The ECGrid ID to exchange files with. If it is not in the list, ECGrid ID → Find returns it.',
			}),
		),
	],
};
