import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { generate } from 'selfsigned';

export interface Received {
	url: string;
	headers: IncomingMessage['headers'];
	body: string;
}

export interface Reply {
	status?: number;
	headers?: Record<string, string | string[]>;
	body?: string;
	/** Closes the connection instead of responding. */
	cut?: boolean;
	/** Never responds. */
	hang?: boolean;
}

const certificate = generate([{ name: 'commonName', value: 'localhost' }], {
	extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
});

/** An HTTPS server on localhost for callbacks. */
export async function startReceiver(reply: (request: Received, count: number) => Reply = () => ({})) {
	const pem = await certificate;
	const received: Received[] = [];
	const server = createServer({ key: pem.private, cert: pem.cert }, async (request, response) => {
		const entry = { url: request.url!, headers: request.headers, body: await text(request) };
		received.push(entry);
		const { status = 200, headers = {}, body = 'OK', cut, hang } = reply(entry, received.length);
		if (hang) return;
		if (cut) return void request.socket.destroy();
		response.writeHead(status, headers).end(body);
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	return {
		url: `https://localhost:${(server.address() as AddressInfo).port}/hook`,
		ca: pem.cert,
		received,
		stop: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
