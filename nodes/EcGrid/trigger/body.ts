import type { IWebhookFunctions } from 'n8n-workflow';

import { hasLongNumber, parsedExactly } from './exactJson';

/** A request as n8n passes it on. n8n doesn't read the body of a content type that it doesn't parse. */
interface Received {
	body?: unknown;
	rawBody?: Buffer;
	/** The character encoding that n8n reads from the headers. */
	encoding?: BufferEncoding;
	/** Fills in `rawBody`. Throws an error with the status 413 if n8n refuses the body. */
	readRawBody?(): Promise<void>;
}

/** Decodes a body: UTF-8, or UTF-16 if a byte order mark says so. */
function textOf(bytes: Buffer): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
	if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0) {
		return Buffer.from(bytes).swap16().toString('utf16le');
	}
	return bytes.toString('utf8');
}

const isForm = (contentType: unknown) =>
	typeof contentType === 'string' && /^\s*application\/x-www-form-urlencoded/i.test(contentType);

/** The body as n8n parsed it. JSON is parsed again if JavaScript may have rounded a number in it. */
function exactly({ body, rawBody, encoding }: Received): unknown {
	if (typeof body !== 'object' || !rawBody) return body;
	const text = rawBody.toString(encoding);
	if (!hasLongNumber(text)) return body;
	try {
		return parsedExactly(text);
	} catch {
		// It wasn't JSON.
		return body;
	}
}

/**
 * The body of a call: as n8n parsed it, but with numbers that JavaScript can't represent exactly as text. If n8n
 * doesn't parse the content type, the text. JSON that was sent as a form is also the text, because n8n splits it into
 * names and values.
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
