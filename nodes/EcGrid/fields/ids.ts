import { idField, locatorField } from './constructors';
import { requiredField } from './field';

/** The ID of a callback. Page: rest-api/callbacks/delete-callback. */
export const callbackId = requiredField(
	locatorField(
		{
			displayName: 'Callback ID',
			name: 'callbackId',
			placeholder: 'e.g. 7001',
			description: 'The callback. Choose it from the list, or enter the ID that Create returned.',
		},
		'searchCallbacks',
	),
);

/** The ID of an event. Page: rest-api/callbacks/get-event-by-id. */
export const callbackEventId = requiredField(
	idField({
		displayName: 'Callback Event ID',
		name: 'callbackEventId',
		placeholder: 'e.g. 550001',
		description: 'The ID of the event, such as the eventId that the trigger outputs',
	}),
);

/** The ID of a parcel. Page: rest-api/parcels/download-parcel. */
export const parcelId = requiredField(
	locatorField(
		{
			displayName: 'Parcel ID',
			name: 'parcelId',
			placeholder: 'e.g. 987654321',
			description:
				'The parcel. After a trigger, drag the parcelId that the trigger outputs into this field. For a single parcel, choose one that is pending in your own inbox, or enter its ID.',
		},
		'searchParcels',
		'long',
	),
);

const ecGridId = (displayName: string, name: string) => (description: string) =>
	idField({ displayName, name, placeholder: 'e.g. 820001', description });

/** The ECGrid ID of the sender. Page: rest-api/parcels/inbox-list. */
export const ecGridIdFrom = ecGridId('Sender ECGrid ID', 'ecGridIdFrom');

/** The ECGrid ID of the recipient. Page: rest-api/parcels/inbox-list. */
export const ecGridIdTo = ecGridId('Recipient ECGrid ID', 'ecGridIdTo');
