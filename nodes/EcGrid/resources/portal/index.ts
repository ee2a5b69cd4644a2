import type { Resource } from '../operation';
import { create } from './create';
import { get } from './get';

export const portal: Resource = {
	value: 'portal',
	name: 'Portal',
	description: 'Web access to a mailbox',
	defaultOperation: get,
	operations: [get, create],
};
