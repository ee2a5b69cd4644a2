import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { unwrap, type Answer } from './answer';
import type { ApiContext, ApiRequest } from './api';
import { failureWithoutAnswer } from './connection';
import { CREDENTIAL } from './credential';
import { EcGridError, type Failure } from './failure';

const DEFAULT_TIMEOUT = 30_000;

const optionsOf = ({ method, path, query, body, timeout }: ApiRequest): IHttpRequestOptions => ({
	method,
	url: path,
	qs: query,
	headers: { Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }) },
	// n8n drops an empty object, and ECGrid wants a body with every POST.
	body: body && Object.keys(body).length === 0 ? '{}' : body,
	timeout: timeout ?? DEFAULT_TIMEOUT,
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
});

/** Takes the API key and the password of the request out of a text, should ECGrid have put them into it. */
async function withoutSecrets(context: ApiContext, request: ApiRequest, failure: Failure): Promise<Failure> {
	const { apiKey } = await context.getCredentials<{ apiKey?: string }>(CREDENTIAL);
	const secrets = [apiKey?.trim(), request.body?.password].filter(
		(secret): secret is string => typeof secret === 'string' && secret.length > 3,
	);
	const clean = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '•••'), text);
	return {
		...failure,
		message: clean(failure.message),
		description: clean(failure.description),
		errorCode: failure.errorCode && clean(failure.errorCode),
	};
}

/**
 * The one way to talk to ECGrid: sends a request with the node's credential and gives the `data` of the
 * answer's envelope. Follows no redirect. Every failure is thrown as an EcGridError with a sentence to act on,
 * ECGrid's own code and message, and the item's number.
 */
export async function send(context: ApiContext, request: ApiRequest, itemIndex?: number): Promise<unknown> {
	let result: ReturnType<typeof unwrap>;
	try {
		const answer = (await context.helpers.httpRequestWithAuthentication.call(
			context as IAllExecuteFunctions,
			CREDENTIAL,
			optionsOf(request),
		)) as Answer;
		result = unwrap(answer, request);
	} catch (error) {
		result = { failure: failureWithoutAnswer(error, request) };
	}
	if ('data' in result) return result.data;
	throw new EcGridError(context, await withoutSecrets(context, request, result.failure), itemIndex);
}
