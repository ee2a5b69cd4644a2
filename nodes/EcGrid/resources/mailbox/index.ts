import type { Resource } from '../operation';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { setX12Delimiters } from './setX12Delimiters';
import { update } from './update';
import { updateConfig } from './updateConfig';

export const mailbox: Resource = {
	value: 'mailbox',
	name: 'Mailbox',
	description: 'Where parcels arrive and leave',
	defaultOperation: get,
	operations: [get, getMany, create, update, updateConfig, setX12Delimiters, remove],
};
