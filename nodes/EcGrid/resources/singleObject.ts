import { UserError, type IDataObject } from 'n8n-workflow';

import { isNothing } from '../transport/record';

/** The one thing that a Get asks for, as ECGrid sent it. Throws where ECGrid says that all is well and sends nothing. */
export function singleObject(data: unknown): IDataObject | IDataObject[] {
	if (isNothing(data)) {
		throw new UserError(
			'ECGrid answered without an error, but sent nothing. It may know no such object, or not show it to this API key: check the ID.',
		);
	}
	return data as IDataObject;
}
