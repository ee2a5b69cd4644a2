import type { Resource } from '../operation';
import { create } from './create';
import { remove } from './delete';
import { findByLogin } from './findByLogin';
import { generateApiKey } from './generateApiKey';
import { generatePassword } from './generatePassword';
import { get } from './get';
import { getApiKey } from './getApiKey';
import { getMany } from './getMany';
import { getMe } from './getMe';
import { resetSessions } from './resetSessions';
import { sendSms } from './sendSms';
import { setNetworkMailbox } from './setNetworkMailbox';
import { setRole } from './setRole';
import { update } from './update';
import { updateConfig } from './updateConfig';
import { updatePassword } from './updatePassword';

export const user: Resource = {
	value: 'user',
	name: 'User',
	description: 'A person or program with access to ECGrid',
	defaultOperation: get,
	operations: [
		get,
		getMany,
		getMe,
		findByLogin,
		create,
		update,
		updateConfig,
		updatePassword,
		setRole,
		setNetworkMailbox,
		resetSessions,
		sendSms,
		getApiKey,
		generateApiKey,
		generatePassword,
		remove,
	],
};
