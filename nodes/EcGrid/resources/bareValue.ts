import type { GenericValue, IDataObject } from 'n8n-workflow';

import { isRecord } from '../transport/record';
import { somethingIn } from './defaultOutput';
import type { ItemRequest } from './operation';

/** The output for a response that is a single value: the value under this name, with the IDs from the input. */
export const bareValue =
	(name: string) =>
	(data: unknown, { ids }: ItemRequest): IDataObject => {
		const sent = somethingIn(data);
		return isRecord(sent) ? sent : { ...ids, [name]: data as GenericValue };
	};
