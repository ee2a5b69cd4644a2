import type { Resource } from '../operation';
import { get } from './get';
import { getMany } from './getMany';

export const callbackQueueEntry: Resource = {
	value: 'callbackQueueEntry',
	name: 'Callback Queue Entry',
	description: 'How the deliveries of a callback stand',
	defaultOperation: get,
	operations: [get, getMany],
};
