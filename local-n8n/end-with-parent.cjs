'use strict';

const { isMainThread, Worker } = require('node:worker_threads');

// Loaded into n8n before its own code. Standard input is a pipe from the process that started n8n. If that
// process ends for any reason, the pipe closes. A separate thread watches the pipe, so that a hung n8n ends
// too.
if (isMainThread) new Worker(watch(), { eval: true, execArgv: [] }).unref();

function watch() {
	return `
		const parent = new (require('node:net').Socket)({ fd: 0 });
		parent.on('error', () => {});
		parent.on('close', () => {
			process.kill(process.pid, 'SIGTERM');
			// n8n leads its process group; its task runner is in it.
			setTimeout(() => process.kill(-process.pid, 'SIGKILL'), 10_000);
		});
		parent.resume();
	`;
}
