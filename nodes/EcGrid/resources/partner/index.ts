import type { Resource } from '../operation';
import { addNote } from './addNote';
import { count } from './count';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { getNotes } from './getNotes';

export const partner: Resource = {
	value: 'partner',
	name: 'Partner',
	description: 'The permission of two ECGrid IDs to exchange files',
	defaultOperation: get,
	operations: [create, get, getMany, count, addNote, getNotes, remove],
};
