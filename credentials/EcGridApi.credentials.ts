import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import { authenticate, DEFAULT_BASE_URL } from '../nodes/EcGrid/transport/credential';

export class EcGridApi implements ICredentialType {
	name = 'ecGridApi';

	displayName = 'ECGrid API';

	icon: Icon = { light: 'file:../icons/ecgrid.svg', dark: 'file:../icons/ecgrid.dark.svg' };

	documentationUrl = 'https://n8n-nodes-ecgrid.example/#credential-ecgrid-api';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The API key of your ECGrid user',
			hint: 'Each ECGrid user has a key. You get yours from your ECGrid administrator (a Network Admin) or from ECGrid’s support. <a href="https://api.ecgridos.io/docs/getting-started/authentication" target="_blank">What ECGrid says about keys</a>',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: DEFAULT_BASE_URL,
			description: 'The address of the ECGrid API. Change it only if ECGrid gave you another address.',
		},
	];

	/** The nodes test the credential: see `methods/credentialTest.ts`. */
	authenticate: IAuthenticate = authenticate;
}
