import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { Credential, N8nApi } from '../../local-n8n/api';

/** A mail server on loopback that accepts everything, without encryption or login. */
export async function mailServer() {
	/** As received, with headers. */
	const mails: string[] = [];
	const server = createServer(async (socket) => {
		socket.on('error', () => {});
		const say = (line: string) => socket.write(`${line}\r\n`);
		say('220 localhost');
		let mail: string[] | undefined;
		for await (const line of createInterface({ input: socket })) {
			if (mail && line === '.') {
				mails.push(mail.join('\n'));
				mail = undefined;
				say('250 taken');
			} else if (mail) mail.push(line);
			else if (line === 'DATA') {
				mail = [];
				say('354 go on');
			} else if (line === 'QUIT') {
				say('221 bye');
				socket.end();
			} else say('250 yes');
		}
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		mails,
		stop: () => void server.close(),
	};
}

/** Creates the credential for this mail server. */
export const mailCredential = async (api: N8nApi, { port }: { port: number }): Promise<Credential> =>
	await api.createCredential('Mail', 'smtp', {
		user: '',
		password: '',
		host: '127.0.0.1',
		port,
		secure: false,
		disableStartTls: true,
		hostName: '',
	});
