import type { INodePropertyOptions } from 'n8n-workflow';

import { enumField } from './constructors';
import type { Shown } from './constructors';

/** Page: appendix/enums. */
const options: INodePropertyOptions[] = [
	{ name: 'Both', value: 'NoDir', description: 'What arrives and what is sent' },
	{ name: 'Inbound', value: 'InBox', description: 'What arrives' },
	{ name: 'Outbound', value: 'OutBox', description: 'What is sent' },
];

/** The way of the files, seen from the mailbox. */
export const direction = (shown: Pick<Shown, 'description'> & Partial<Shown>) =>
	enumField('Direction', options, { displayName: 'Direction', name: 'direction', ...shown });
