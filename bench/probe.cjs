'use strict';

// The benchmarks load this into n8n's main process. It reports how much memory n8n holds after V8 has
// collected its garbage.
const { rmSync } = require('node:fs');
const { createServer } = require('node:http');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const { ECGRID_BENCH_PROBE: socket } = process.env;
delete process.env.ECGRID_BENCH_PROBE;

if (socket) {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc');
	const answer = (_request, response) => {
		collect();
		collect();
		response.end(JSON.stringify(process.memoryUsage()));
	};
	// Left over from an earlier n8n.
	rmSync(socket, { force: true });
	createServer(answer).listen(socket).unref();
}
