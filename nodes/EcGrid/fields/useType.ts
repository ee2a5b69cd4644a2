import type { INodePropertyOptions } from 'n8n-workflow';

import { enumField, type Shown } from './constructors';

/** Page: appendix/enums. */
const options: INodePropertyOptions[] = [
	{ name: 'Production', value: 'Production', description: 'For live files' },
	{ name: 'Test', value: 'Test', description: 'For test files' },
	{ name: 'Test and Production', value: 'TestAndProduction', description: 'For both' },
	{ name: 'Undefined', value: 'Undefined', description: 'Not decided' },
];

/** What a comm is used for. Pages: rest-api/comms/create-comm, rest-api/comms/list-comms. */
export const useType = (shown: Pick<Shown, 'description'>) =>
	enumField('UseType', options, { displayName: 'Use Type', name: 'useType', ...shown });
