import { once } from 'node:events';
import { createServer as createHttps } from 'node:https';
import { request as forward, type IncomingMessage } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import tls from 'node:tls';

import { generate } from 'selfsigned';

const pem = generate([{ name: 'commonName', value: 'localhost' }], {
	extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
});

/** The servers of one test, which end with it. */
export function servers() {
	const running: Array<{ server: Server; sockets: Set<Socket> }> = [];

	/** Makes a server listen on loopback and returns its port. */
	async function listen(server: Server): Promise<number> {
		const sockets = new Set<Socket>();
		server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
		running.push({ server, sockets });
		await once(server.listen(0, '127.0.0.1'), 'listening');
		return (server.address() as AddressInfo).port;
	}

	afterEach(async () => {
		for (const { server, sockets } of running.splice(0)) {
			for (const socket of sockets) socket.destroy();
			server.close();
		}
	});

	const started = {
		/** A TCP server that does this with each connection. */
		tcp: async (serve: (socket: Socket) => void) => await listen(createServer(serve)),

		/** A port at which nothing listens. */
		unused: async () => {
			const server = createServer();
			const port = await listen(server);
			await once(server.close(), 'close');
			return port;
		},

		/**
		 * HTTPS in front of an ECGrid that speaks HTTP. `meanwhile` receives each request first and may answer
		 * it. `status` replaces ECGrid's 200.
		 */
		https: async (
			ecGrid: string,
			meanwhile: (request: IncomingMessage) => boolean = () => false,
			status = 200,
		) => {
			const { private: key, cert } = await pem;
			const server = createHttps({ key, cert }, (incoming, outgoing) => {
				incoming.on('error', () => {});
				if (meanwhile(incoming)) return;
				const { method, headers, url } = incoming;
				const onward = forward(new URL(url!, ecGrid), { method, headers }, (answer) => {
					outgoing.writeHead(answer.statusCode === 200 ? status : answer.statusCode!, answer.headers);
					answer.pipe(outgoing);
				});
				incoming.pipe(onward);
			});
			return `https://localhost:${await listen(server)}`;
		},

		/** The same behind a wire into which `inject` writes, past the encryption, on the way back to n8n. */
		httpsWithWire: async (ecGrid: string, meanwhile: (request: IncomingMessage) => boolean) => {
			const port = Number(new URL(await started.https(ecGrid, meanwhile)).port);
			const wires = new Set<Socket>();
			const wire = await listen(
				createServer((socket) => {
					wires.add(socket);
					const onward = connect(port, '127.0.0.1');
					onward.on('error', () => socket.destroy());
					socket.pipe(onward).pipe(socket);
				}),
			);
			return {
				baseUrl: `https://localhost:${wire}`,
				inject: (text: string) => wires.forEach((socket) => socket.write(text)),
			};
		},

		/** A proxy that answers each CONNECT with this text, or connects where that is 200. */
		proxy: async (answerOf: (target: string) => string) => {
			const connected: string[] = [];
			const port = await listen(
				createServer((socket) => {
					socket.on('error', () => {});
					socket.once('data', (head) => {
						const target = head.toString().split(' ')[1]!;
						connected.push(target);
						const answer = answerOf(target);
						if (!/^HTTP\/1.1 200/.test(answer)) return void socket.end(answer);
						const onward = connect(Number(target.split(':')[1]), '127.0.0.1', () => socket.write(answer));
						onward.on('error', () => socket.destroy());
						socket.pipe(onward).pipe(socket);
					});
				}),
			);
			return { url: `http://127.0.0.1:${port}`, connected };
		},
	};
	return started;
}

/** Makes n8n trust the certificate of `servers().https`, for one test file. */
export function trusted(): void {
	const real = tls.connect;
	beforeAll(async () => {
		const { cert } = await pem;
		jest
			.spyOn(tls, 'connect')
			.mockImplementation(((options: object, ...rest: unknown[]) =>
				(real as (...parameters: unknown[]) => unknown)({ ...options, ca: cert }, ...rest)) as never);
	});
	afterAll(() => jest.restoreAllMocks());
}
