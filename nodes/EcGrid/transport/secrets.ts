import { NodeApiError, type IDataObject } from 'n8n-workflow';

import type { ApiContext, ApiRequest } from './api';
import { CREDENTIAL } from './credential';
import { mapTexts } from './depth';
import { nodeError } from './failure';
import { isFieldName } from './record';
import { redactionOf, type Redaction } from './redaction';

const NAME_OF_SECRET = /password|passphrase|secret|token|api_?key/i;

const namedSecrets = (fields: IDataObject = {}) =>
	Object.entries(fields).flatMap(([name, value]) => (NAME_OF_SECRET.test(name) ? [value] : []));

/** What is secret of a request itself: every field that is declared or named so. */
const secretsOf = ({ body, query, secrets = [] }: ApiRequest): string[] =>
	[...secrets, ...namedSecrets(body), ...namedSecrets(query)].filter(
		(secret): secret is string => typeof secret === 'string' && secret !== '',
	);

/** The user name and password of a request as a header carries them, but for the encoding. */
const loginsOf = ({ body }: ApiRequest): string[] =>
	body?.username && body.password ? [`${body.username}:${body.password}`] : [];

/** What knows the API key. */
export type KeyOwner = Pick<ApiContext, 'getCredentials'>;

async function keyOf(context: KeyOwner): Promise<string[]> {
	const { apiKey } = await context.getCredentials<{ apiKey?: string }>(CREDENTIAL);
	return typeof apiKey === 'string' ? [apiKey.trim()] : [];
}

/** Blots out what is secret of a request: the API key, every field that is declared or named so, and what stands for a login in a header. */
export async function redactionFor(context: KeyOwner, request: ApiRequest): Promise<Redaction> {
	return redactionOf([...(await keyOf(context)), ...secretsOf(request)], loginsOf(request));
}

/** An error of a node as it may be told: what the node refuses repeats what was entered, and that may be the API key. What `send` throws is told without it already. */
async function withoutKey(context: ErrorContext, error: unknown): Promise<unknown> {
	if (error instanceof NodeApiError) return error;
	try {
		const { message, description, context: place } = nodeError(context, error);
		const redact = redactionOf(await keyOf(context));
		const told = { message: redact(message), description: redact(description ?? '') };
		if (told.message === message && told.description === (description ?? '')) return error;
		// A new one: the error keeps its message in its stack and its cause.
		const { itemIndex } = place as { itemIndex?: number };
		return nodeError(context, told.message, { itemIndex, description: told.description || undefined });
	} catch {
		return error;
	}
}

type ErrorContext = KeyOwner & Pick<ApiContext, 'getNode'>;

/** The message of an error for a log or an output, without the API key. */
export const messageOf = async (context: ErrorContext, error: unknown): Promise<string> =>
	((await withoutKey(context, error)) as Error).message;

/** What n8n calls of a node: what it throws is told without the API key. */
export async function withErrorsRedacted<T>(context: ErrorContext, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw await withoutKey(context, error);
	}
}

const LEFT_OUT = '(left out: what is secret could not be taken out of it)';

/** Blots out what is secret in JSON that is handed on. */
export type OutputRedaction = <T>(output: T, request?: ApiRequest) => Promise<T>;

/**
 * Blots what is secret of a request out of its output. Asks for the API key once, for all outputs of a run. Where that
 * fails, the texts are left out, and the rest of what ECGrid did is still told.
 */
export function outputRedactionFor(context: ApiContext): OutputRedaction {
	let key: Promise<string[]> | undefined;
	let ofKey: Redaction | undefined;

	const redaction = async (request: ApiRequest | undefined): Promise<Redaction> => {
		const known = await (key ??= keyOf(context));
		const secrets = request ? secretsOf(request) : [];
		if (!request || secrets.length === 0) return (ofKey ??= redactionOf(known));
		return redactionOf([...known, ...secrets], loginsOf(request));
	};

	return async <T>(output: T, request?: ApiRequest): Promise<T> => {
		try {
			const redact = await redaction(request);
			// A password may be a word, and a part of the name of a field.
			return mapTexts(output, redact, (name) => (isFieldName(name) ? name : redact(name))) as T;
		} catch {
			return mapTexts(
				output,
				() => LEFT_OUT,
				(name) => name,
			) as T;
		}
	};
}
