import type { INodePropertyOptions } from 'n8n-workflow';

import { enumField, type Shown } from './constructors';

/** Page: appendix/enums. */
const options: INodePropertyOptions[] = [
	{ name: 'X12', value: 'X12', description: 'ANSI ASC X12, usual in North America' },
	{ name: 'EDIFACT', value: 'EDIFACT', description: 'UN/EDIFACT, usual elsewhere' },
	{ name: 'TRADACOMS', value: 'TRADACOMS', description: 'Retail in the United Kingdom' },
	{ name: 'VDA', value: 'VDA', description: 'The German automotive industry' },
	{ name: 'XML', value: 'XML', description: 'XML documents' },
	{ name: 'TXT', value: 'TXT', description: 'Text files' },
	{ name: 'PDF', value: 'PDF', description: 'PDF documents' },
	{ name: 'Binary', value: 'Binary', description: 'Any other file' },
];

/** The standard of the files of an ECGrid ID. */
export const ediStandard = (shown: Pick<Shown, 'description'>) =>
	enumField('EDIStandard', options, { displayName: 'EDI Standard', name: 'ediStandard', ...shown });
