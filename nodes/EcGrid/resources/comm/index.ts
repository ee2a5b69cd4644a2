import type { Resource } from '../operation';
import { create } from './create';
import { find } from './find';
import { get } from './get';
import { getMany } from './getMany';
import { getPair } from './getPair';
import { setPair } from './setPair';
import { update } from './update';
import { updateConfig } from './updateConfig';

export const comm: Resource = {
	value: 'comm',
	name: 'Comm',
	description: 'A channel of a mailbox, such as AS2 or SFTP',
	defaultOperation: get,
	operations: [create, find, get, getMany, update, updateConfig, getPair, setPair],
};
