import type { Resource } from '../operation';
import { getPending } from './getPending';

export const parcel: Resource = {
	value: 'parcel',
	name: 'Parcel',
	description: 'A file in a mailbox or on its way',
	operations: [getPending],
};
