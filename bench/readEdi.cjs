'use strict';

// Runs in a fresh process: reads a file with one reader, keeps all that it returns, and reports the milliseconds, the
// number of segments, and the most memory that the process used, in bytes.
const { createReadStream, readFileSync } = require('node:fs');

const [reader, file, codec] = process.argv.slice(2);

const readers = {
	own: () => {
		const { readFile } = require(codec);
		return (bytes) => {
			const { interchanges } = readFile(bytes);
			const messages = interchanges.flatMap(({ groups }) => groups.flatMap((group) => group.messages));
			return {
				kept: interchanges,
				segments: messages.reduce((sum, { segments }) => sum + segments.length, 0),
			};
		};
	},
	'node-x12': () => {
		const { X12Parser } = require('node-x12');
		return (bytes) => {
			const kept = new X12Parser(true).parse(bytes.toString('latin1'));
			const sets = kept.functionalGroups.flatMap(({ transactions }) => transactions);
			return { kept, segments: sets.reduce((sum, { segments }) => sum + segments.length, 2 * sets.length) };
		};
	},
	'x12-parser': () => {
		const { X12parser } = require('x12-parser');
		return async () => {
			const kept = [];
			for await (const segment of createReadStream(file).pipe(new X12parser())) kept.push(segment);
			const envelope = ['ISA', 'GS', 'GE', 'IEA'];
			return { kept, segments: kept.filter(({ name }) => name && !envelope.includes(name)).length };
		};
	},
	edifact: () => {
		const { Reader } = require('edifact');
		return (bytes) => {
			const kept = new Reader({ autoDetectEncoding: true }).parse(bytes.toString('latin1'));
			return { kept, segments: kept.length - 2 };
		};
	},
};

async function main() {
	const read = readers[reader]();
	const bytes = readFileSync(file);
	const before = performance.now();
	const { segments } = await read(bytes);
	const milliseconds = performance.now() - before;
	console.log(JSON.stringify({ milliseconds, segments, peakBytes: process.resourceUsage().maxRSS * 1024 }));
}

void main();
