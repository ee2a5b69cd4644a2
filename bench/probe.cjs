'use strict';

// Loaded into n8n's main process by the benchmarks: says how much memory it holds, after V8 has collected its garbage.
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
	// What an n8n that ran before it left.
	rmSync(socket, { force: true });
	createServer(answer).listen(socket).unref();
}
