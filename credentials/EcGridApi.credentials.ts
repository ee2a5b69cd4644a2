import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { authenticate, DEFAULT_BASE_URL } from '../nodes/EcGrid/transport/credential';

const NOT_ECGRID = `This address does not answer as ECGrid does. Check the Base URL (usually ${DEFAULT_BASE_URL}).`;

export class EcGridApi implements ICredentialType {
	name = 'ecGridApi';

	displayName = 'ECGrid API';

	icon: Icon = { light: 'file:../icons/ecgrid.svg', dark: 'file:../icons/ecgrid.dark.svg' };

	documentationUrl = 'https://api.ecgridos.io/docs/getting-started/authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The API key of your ECGrid user',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: DEFAULT_BASE_URL,
			description: 'Where the ECGrid API is. Change it only if ECGrid gave you another address.',
		},
	];

	authenticate: IAuthenticate = authenticate;

	test: ICredentialTestRequest = {
		request: { url: '/v2/users/me' },
		rules: [
			...[301, 302, 303, 307, 308].map((value) => ({
				type: 'responseCode',
				properties: {
					value,
					message: `ECGrid answered with a redirect, which was not followed. ${NOT_ECGRID}`,
				},
			})),
			{
				type: 'responseCode',
				properties: { value: 401, message: 'ECGrid does not accept this API key. Enter a current one.' },
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message: 'ECGrid denies this API key access. Ask your ECGrid administrator.',
				},
			},
			{ type: 'responseCode', properties: { value: 404, message: NOT_ECGRID } },
			{
				type: 'responseSuccessBody',
				properties: { key: 'success', value: false, message: 'ECGrid refused this API key.' },
			},
			{ type: 'responseSuccessBody', properties: { key: 'success', value: undefined, message: NOT_ECGRID } },
		] as ICredentialTestRequest['rules'],
	};
}
