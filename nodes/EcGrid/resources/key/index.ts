import type { Resource } from '../operation';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getMany } from './getMany';

export const key: Resource = {
	value: 'key',
	name: 'API Key',
	description: 'What a program logs in to ECGrid with, as a user',
	defaultOperation: get,
	operations: [get, getMany, create, remove],
};
