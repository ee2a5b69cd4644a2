import { NodeApiError } from 'n8n-workflow';

import type { ApiContext, ApiRequest } from './api';
import { CREDENTIAL } from './credential';
import { mapTexts } from './depth';
import { nodeError } from './failure';
import { isFieldName, isObject } from './record';
import { redactionOf, type Redaction } from './redaction';

const NAME_OF_SECRET = /pass(?:w|phrase|code|$)|pwd|secret|token|credential|(?:api|private)_?key/i;

/** The texts that are named like a secret, or are within something that is, at any depth. */
function namedSecrets(fields: object = {}): string[] {
	const found: string[] = [];
	const secretParts = new Set<object>();
	const parts = new Set<object>([fields]);
	// The set grows as it is read.
	for (const part of parts)
		for (const [name, value] of Object.entries(part)) {
			const isSecret = secretParts.has(part) || NAME_OF_SECRET.test(name);
			if (isSecret && typeof value === 'string') found.push(value);
			if (!isObject(value)) continue;
			parts.add(value);
			if (isSecret) secretParts.add(value);
		}
	return found;
}

/** The secrets of a request itself: every field that is declared secret, or named like one. */
const secretsOf = ({ body, query, secrets = [] }: ApiRequest): string[] =>
	[...secrets, ...namedSecrets(body), ...namedSecrets(query)].filter((secret) => secret !== '');

/** The user name and password of a request as in a header, but not encoded. */
const loginsOf = ({ body }: ApiRequest): string[] =>
	body?.username && body.password ? [`${body.username}:${body.password}`] : [];

/** A context that can read the API key. */
export type KeyOwner = Pick<ApiContext, 'getCredentials'>;

async function keyOf(context: KeyOwner): Promise<string[]> {
	const { apiKey } = await context.getCredentials<{ apiKey?: string }>(CREDENTIAL);
	return typeof apiKey === 'string' ? [apiKey.trim()] : [];
}

/** The context, but all redactions of a run read its credential once. A read that failed is tried again. */
export function withOneReadOfKey<Context extends KeyOwner>(context: Context): Context {
	let reading: Promise<object> | undefined;
	const getCredentials = async (type: string) => {
		reading ??= context.getCredentials(type);
		return await reading.catch(async (error: unknown) => {
			reading = undefined;
			return await Promise.reject(error);
		});
	};
	return Object.create(context, { getCredentials: { value: getCredentials } }) as Context;
}

/** Redacts the secrets of a request: the API key, every field that is declared secret or named like one, and the login as in a header. */
export async function redactionFor(context: KeyOwner, request: ApiRequest): Promise<Redaction> {
	return redactionOf([...(await keyOf(context)), ...secretsOf(request)], loginsOf(request));
}

/** A node's error without the API key: a refusal repeats the entered value, which may be the key. Errors of `send` are already redacted. */
async function withoutKey(context: ErrorContext, error: unknown): Promise<unknown> {
	if (error instanceof NodeApiError) return error;
	try {
		const { message, description, context: place } = nodeError(context, error);
		const redact = redactionOf(await keyOf(context));
		const told = { message: redact(message), description: redact(description ?? '') };
		if (told.message === message && told.description === (description ?? '')) return error;
		// A new error, because the old one keeps its message in its stack and its cause.
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

/** Runs a method that n8n calls, and redacts the API key from its errors. */
export async function withErrorsRedacted<T>(context: ErrorContext, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw await withoutKey(context, error);
	}
}

const LEFT_OUT = '(left out: what is secret could not be taken out of it)';

/** Redacts secrets in JSON output. */
export type OutputRedaction = <T>(output: T, request?: ApiRequest) => Promise<T>;

/**
 * Redacts the secrets of a request from its output. Reads the API key once for all outputs of a run. If that fails, omits
 * the texts, and still reports the rest of the result.
 */
export function outputRedactionFor(context: KeyOwner): OutputRedaction {
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
			// A password may be a word, and part of a field's name.
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
