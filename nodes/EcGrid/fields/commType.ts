import type { INodePropertyOptions } from 'n8n-workflow';

import { enumField, type Shown } from './constructors';

/** Page: appendix/enums. */
const options: INodePropertyOptions[] = [
	{ name: 'AS2', value: 'as2', description: 'Signed and encrypted files over HTTP' },
	{ name: 'AS4', value: 'as4', description: 'The successor of AS2, with web services' },
	{ name: 'CXML', value: 'cxml', description: 'XML documents of procurement systems' },
	{ name: 'FTP', value: 'ftp', description: 'Files over FTP' },
	{ name: 'FTP With Implicit TLS', value: 'ftpsslimplicit', description: 'Files over FTPS' },
	{ name: 'GISB', value: 'gisb', description: 'The protocol of the North American gas industry' },
	{ name: 'HTTP', value: 'http', description: 'Files over HTTP' },
	{ name: 'None', value: 'none', description: 'No channel' },
	{ name: 'OFTP', value: 'oftp', description: 'The protocol of the European automotive industry' },
	{ name: 'PEPPOL', value: 'peppol', description: 'The Peppol network' },
	{ name: 'RNIF', value: 'rnif', description: 'The protocol of RosettaNet' },
	{ name: 'SFTP', value: 'sftp', description: 'Files over SSH' },
	{ name: 'Undefined', value: 'undefined', description: 'The channel is not known' },
	{ name: 'X.400', value: 'x400', description: 'Messages over X.400' },
];

/** The protocol of a comm. Pages: rest-api/comms/create-comm, rest-api/comms/find-comm, rest-api/comms/list-comms. */
export const commType = (shown: Pick<Shown, 'description'>) =>
	enumField('NetworkGatewayCommChannel', options, { displayName: 'Type', name: 'commType', ...shown });
