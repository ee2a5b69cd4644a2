import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IHttpRequestOptions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { CHECK_BASE_URL } from '../transport/advice';
import { unwrap } from '../transport/unwrap';
import type { HttpResponse, Result, ApiRequest } from '../transport/api';
import { failureWithoutAnswer } from '../transport/connection';
import { authenticate } from '../transport/credential';
import { isRecord } from '../transport/record';
import { withoutSecrets } from '../transport/send';
import { SHORT_RETRY_BUDGET_MS } from '../transport/retry';
import { reachOf, type ErrorLink } from '../transport/errorChain';

/** The request for the key's owner. Page: rest-api/users/get-me. */
const WHO: ApiRequest = { method: 'GET', path: '/v2/users/me', idempotent: true };

/** Options of the older kind of request: n8n's credential tests have no other. */
const OPTIONS = { json: true, simple: false, resolveWithFullResponse: true, timeout: SHORT_RETRY_BUDGET_MS };

async function ask(
	{ helpers }: Pick<ICredentialTestFunctions, 'helpers'>,
	credentials: ICredentialDataDecryptedObject,
): Promise<Result> {
	try {
		const request: IHttpRequestOptions = { method: 'GET', url: WHO.path, ...OPTIONS };
		const answer = (await helpers.request(await authenticate(credentials, request))) as HttpResponse &
			ErrorLink;
		return unwrap({ ...answer, isFromProxy: reachOf([answer]) === 'proxy' }, WHO);
	} catch (error) {
		return { failure: failureWithoutAnswer(error, WHO, credentials.baseUrl) };
	}
}

const sentence = (...parts: string[]) => parts.filter(Boolean).join('. ');

/** The credential's *Test* button: asks ECGrid who owns the key, and reports failures in the same words as the nodes. */
export async function ecGridApiTest(
	this: ICredentialTestFunctions,
	{ data: credentials = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { failure, ...content } = await ask(this, credentials);
	if (failure) {
		const { message, description } = await withoutSecrets(
			{ getCredentials: async () => credentials as never },
			WHO,
			failure,
		);
		return { status: 'Error', message: sentence(message, description) };
	}
	if (!isRecord((content as { data?: unknown }).data)) {
		return {
			status: 'Error',
			message: `The server at this address doesn't answer like ECGrid. ${CHECK_BASE_URL}`,
		};
	}
	return { status: 'OK', message: 'ECGrid accepts the API key.' };
}
