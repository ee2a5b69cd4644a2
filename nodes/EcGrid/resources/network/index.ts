import type { Resource } from '../operation';
import { get } from './get';
import { getContact } from './getContact';
import { getMany } from './getMany';
import { setX12Delimiters } from './setX12Delimiters';
import { update } from './update';
import { updateConfig } from './updateConfig';

export const network: Resource = {
	value: 'network',
	name: 'Network',
	description: 'A company on ECGrid, with its mailboxes and ECGrid IDs',
	defaultOperation: get,
	operations: [get, getMany, getContact, update, updateConfig, setX12Delimiters],
};
