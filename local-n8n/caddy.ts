import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './instance';

/** Whether Debian's Caddy is installed. */
export const canProxy = (): boolean => spawnSync('caddy', ['version']).status === 0;

export interface Caddy {
	stop(): Promise<void>;
}

/**
 * Starts Caddy with a Caddyfile whose site is `localhost`, at this port for HTTPS. `folder` keeps its files; it leaves this
 * machine's certificates alone.
 */
export async function startCaddy(caddyfile: string, port: number, folder: string): Promise<Caddy> {
	const options = `{\n\tadmin off\n\tskip_install_trust\n\thttp_port ${await freePort()}\n\thttps_port ${port}\n}\n`;
	const file = join(folder, 'Caddyfile');
	writeFileSync(file, options + caddyfile);
	const caddy = spawn('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
		env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
		stdio: 'ignore',
	});
	return {
		async stop() {
			const exit = once(caddy, 'exit');
			caddy.kill();
			await exit;
		},
	};
}
