import type { Resource } from '../operation';
import { addVan } from './addVan';
import { create } from './create';
import { remove } from './delete';
import { find } from './find';
import { get } from './get';
import { getDefaultMailbox } from './getDefaultMailbox';
import { getMany } from './getMany';
import { move } from './move';
import { setX12Delimiters } from './setX12Delimiters';
import { update } from './update';
import { updateConfig } from './updateConfig';
import { updateDataEmail } from './updateDataEmail';
import { updateDescription } from './updateDescription';

export const ecGridId: Resource = {
	value: 'ecGridId',
	name: 'ECGrid ID',
	description: 'A trading partner on ECGrid: a qualifier and an ID, such as ZZ and HARBORLINE',
	defaultOperation: get,
	operations: [
		find,
		get,
		getMany,
		create,
		update,
		updateDescription,
		updateDataEmail,
		setX12Delimiters,
		updateConfig,
		getDefaultMailbox,
		move,
		addVan,
		remove,
	],
};
