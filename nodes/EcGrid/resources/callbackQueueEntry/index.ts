import type { Resource } from '../operation';
import { get } from './get';
import { getMany } from './getMany';

export const callbackQueueEntry: Resource = {
	value: 'callbackQueueEntry',
	name: 'Callback Queue Entry',
	description: 'The state of the deliveries of a callback',
	defaultOperation: get,
	operations: [get, getMany],
};
