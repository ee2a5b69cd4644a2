'use strict';

const { isMainThread } = require('node:worker_threads');

// Loaded into n8n before its own code. Standard input is a pipe from the process that started n8n:
// when that process is gone, however it went, the pipe closes.
if (isMainThread) {
	process.stdin.on('close', () => process.kill(process.pid, 'SIGTERM'));
	process.stdin.resume();
	process.stdin.unref();
}
