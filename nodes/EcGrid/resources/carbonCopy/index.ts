import type { Resource } from '../operation';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';

export const carbonCopy: Resource = {
	value: 'carbonCopy',
	name: 'Carbon Copy',
	description: 'A rule that copies the files of one mailbox into another',
	defaultOperation: get,
	operations: [create, remove, get, getMany, update],
};
