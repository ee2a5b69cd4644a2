import type { Resource } from '../operation';
import { create } from './create';
import { remove } from './delete';
import { test } from './testCallback';
import { update } from './update';

export const callback: Resource = {
	value: 'callback',
	name: 'Callback',
	description: 'A URL that ECGrid calls when an event happens',
	defaultOperation: create,
	operations: [create, remove, test, update],
};
