import type { IWebhookFunctions } from 'n8n-workflow';

import { hasLongNumber, parsedExactly } from './exactJson';

/** A request as n8n hands it on. Of content types that it does not parse it has not read the body. */
interface Received {
	body?: unknown;
	rawBody?: Buffer;
	/** Of the characters in it, as n8n reads it from the headers. */
	encoding?: BufferEncoding;
	/** Fills in `rawBody`. Throws an error with the status 413 for a body that n8n does not take. */
	readRawBody?(): Promise<void>;
}

/** The text in a body: UTF-8, or UTF-16 where a byte order mark says so. */
function textOf(bytes: Buffer): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
	if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0) {
		return Buffer.from(bytes).swap16().toString('utf16le');
	}
	return bytes.toString('utf8');
}

const isForm = (contentType: unknown) =>
	typeof contentType === 'string' && /^\s*application\/x-www-form-urlencoded/i.test(contentType);

/** What n8n made of a body. JSON is read again where a number in it is not exactly the one that was sent. */
function exactly({ body, rawBody, encoding }: Received): unknown {
	if (typeof body !== 'object' || !rawBody) return body;
	const text = rawBody.toString(encoding);
	if (!hasLongNumber(text)) return body;
	try {
		return parsedExactly(text);
	} catch {
		// It was no JSON.
		return body;
	}
}

/**
 * The body of a call: as n8n parsed it, with numbers that JavaScript cannot hold exactly as text, or the text that arrived of a content type that n8n does not parse. JSON that
 * came as a form is the text, too: n8n made names and values of it.
 */
export async function bodyOf(context: IWebhookFunctions): Promise<unknown> {
	const request = context.getRequestObject() as Received;
	if (request.body === undefined && !request.rawBody) await request.readRawBody?.();
	const { body, rawBody } = request;
	if (body !== undefined && !(rawBody && isForm(context.getHeaderData()['content-type'])))
		return exactly(request);
	const text = rawBody && textOf(rawBody);
	const isJson = text !== undefined && /^[{[]/.test(text.trimStart());
	return (isJson ? text : (body ?? text)) ?? {};
}
