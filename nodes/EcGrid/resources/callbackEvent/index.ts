import type { Resource } from '../operation';
import { get } from './get';
import { getMany } from './getMany';

export const callbackEvent: Resource = {
	value: 'callbackEvent',
	name: 'Callback Event',
	description: 'Something that happened, and its delivery to the callback',
	defaultOperation: get,
	operations: [get, getMany],
};
