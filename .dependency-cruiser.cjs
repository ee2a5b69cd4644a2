'use strict';

/** Which folders of the shipped code each folder may import. All other imports are forbidden. */
const ALLOWED = {
	transport: [],
	fields: ['transport'],
	runtime: ['transport'],
	methods: ['transport'],
	resources: ['fields', 'transport'],
	trigger: ['fields', 'runtime', 'transport'],
	inbox: ['fields', 'runtime', 'transport'],
};

const rooms = Object.entries(ALLOWED).map(([room, allowed]) => ({
	name: `${room}-imports-only-what-it-may`,
	comment: `nodes/EcGrid/${room} may import ${['itself', ...allowed].join(', ')}: see docs/architecture.md`,
	severity: 'error',
	from: { path: `^nodes/EcGrid/${room}/` },
	to: { path: '^(nodes|credentials)/', pathNot: `^nodes/EcGrid/(${[room, ...allowed].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{ name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
		...rooms,
		{
			name: 'shipped-code-stands-alone',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { path: '^(sandbox|local-n8n|demo|bench|docs|test)/' },
		},
		{
			name: 'the-sandbox-does-not-use-the-node',
			comment:
				"The sandbox is independent of the nodes, so that a bug in a node can't be a bug in the sandbox too.",
			severity: 'error',
			from: { path: '^sandbox/' },
			to: { path: '^(nodes|credentials)/' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
	},
};
