import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { buffer } from 'node:stream/consumers';

import type { IDataObject } from 'n8n-workflow';
import { generate } from 'selfsigned';

import type { TriggerNode, WebhookRequest } from './n8n';

const certificate = generate([{ name: 'commonName', value: 'localhost' }], {
	extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
});

/** The certificate that an ECGrid must trust to deliver to a `webhookServer`. */
export const webhookCertificate = async () => (await certificate).cert;

/**
 * What n8n 2.41.1 turns a body into for a node of version 2: see `middlewares/body-parser.js` and
 * `parseRequestBody` there.
 */
async function parsedByN8n(rawBody: Buffer, type: string): Promise<Pick<WebhookRequest, 'body' | 'rawBody'>> {
	const text = rawBody.toString();
	if (type.startsWith('multipart/form-data')) {
		const form = await new Response(new Uint8Array(rawBody), {
			headers: { 'content-type': type },
		}).formData();
		return { body: { data: Object.fromEntries(form), files: {} } };
	}
	if (type.startsWith('application/json')) return { body: JSON.parse(text.replace('\uFEFF', '')), rawBody };
	if (type.startsWith('application/x-www-form-urlencoded')) {
		return { body: parse(text.replace('\uFEFF', '')), rawBody };
	}
	return { body: type.startsWith('text/plain') ? text : undefined, rawBody };
}

/**
 * n8n's webhook address over real HTTPS. It passes requests to a trigger node as n8n does, and keeps the data
 * of executions it would start.
 */
export async function webhookServer() {
	const pem = await certificate;
	const executions: IDataObject[][] = [];
	let node: TriggerNode | undefined;

	const server = createServer({ key: pem.private, cert: pem.cert }, async (request, response) => {
		const rawBody = await buffer(request);
		const { searchParams } = new URL(request.url!, 'https://localhost');
		const { answer, items } = await node!.deliver({
			...(await parsedByN8n(rawBody, request.headers['content-type'] ?? '')),
			headers: request.headers as IDataObject,
			query: parse(searchParams.toString()) as IDataObject,
		});
		if (items) executions.push(items);
		response.writeHead(answer.status!, answer.headers as Record<string, string>);
		response.end(JSON.stringify(answer.body));
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');

	return {
		webhookBaseUrl: `https://localhost:${(server.address() as AddressInfo).port}/webhook`,
		/** One for each execution: its input items. */
		executions,
		serve: (served: TriggerNode) => {
			node = served;
		},
		stop: async () => {
			server.closeAllConnections();
			await once(server.close(), 'close');
		},
	};
}
