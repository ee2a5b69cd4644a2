import { textField, type Shown } from './constructors';
import { requiredField, type RequiredField } from './field';
import { ecGridId } from './locator';

/** The identifier of a comm. Page: rest-api/comms/create-comm. */
export const commIdentifier = (shown: Pick<Shown, 'description'>) =>
	textField({
		displayName: 'Identifier',
		name: 'identifier',
		placeholder: 'e.g. HARBORLINE-AS2',
		...shown,
	});

/** The two ECGrid IDs of a route. Pages: rest-api/comms/comm-pair, rest-api/comms/set-pair. */
export const pair: RequiredField[] = [
	requiredField(
		ecGridId({
			displayName: 'Sender ECGrid ID',
			name: 'ecGridIdFrom',
			description: 'The ECGrid ID of the sender. If the list does not show it, enter its ID.',
		}),
	),
	requiredField(
		ecGridId({
			displayName: 'Recipient ECGrid ID',
			name: 'ecGridIdTo',
			description: 'The ECGrid ID of the recipient. If the list does not show it, enter its ID.',
		}),
	),
];
