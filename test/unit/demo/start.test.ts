import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

test("npm start -- --once exits with 1 if it can't run, and says why", async () => {
	const other = createServer();
	await once(other.listen(0, '127.0.0.1'), 'listening');
	const port = String((other.address() as AddressInfo).port);
	const demo = spawn(process.execPath, ['--import', 'tsx', 'demo/start.ts', '--once', '--port', port], {
		cwd: join(__dirname, '../../..'),
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	const [said, [status]] = await Promise.all([text(demo.stderr!), once(demo, 'close')]);
	other.close();
	expect(said).toContain(`Port ${port} is in use`);
	expect(status).toBe(1);
}, 60_000);
