'use strict';

/** Which folders of the shipped code each folder may import. All other imports are forbidden. */
const ALLOWED = {
	shared: [],
	'EcGrid/transport': ['shared'],
	'EcGrid/fields': ['shared', 'EcGrid/transport'],
	'EcGrid/runtime': ['EcGrid/transport'],
	'EcGrid/methods': ['EcGrid/transport'],
	'EcGrid/resources': ['shared', 'EcGrid/fields', 'EcGrid/transport'],
	'EcGrid/trigger': ['EcGrid/fields', 'EcGrid/runtime', 'EcGrid/transport'],
	'EcGrid/inbox': ['EcGrid/fields', 'EcGrid/runtime', 'EcGrid/transport'],
	'Edi/interchange': ['shared'],
	'Edi/x12': ['Edi/interchange'],
	'Edi/edifact': ['Edi/interchange'],
	'Edi/file': ['shared', 'Edi/interchange', 'Edi/x12', 'Edi/edifact'],
	'Edi/documents': ['shared', 'Edi/interchange', 'Edi/json'],
	'Edi/acknowledgments': ['shared', 'Edi/interchange'],
	'Edi/json': ['shared', 'Edi/interchange', 'Edi/edifact'],
	'Edi/show': ['shared', 'Edi/interchange', 'Edi/json'],
	'Edi/description': ['shared'],
	'Edi/operations': [
		'shared',
		'Edi/description',
		'Edi/interchange',
		'Edi/file',
		'Edi/json',
		'Edi/documents',
		'Edi/acknowledgments',
		'Edi/show',
	],
};

const rooms = Object.entries(ALLOWED).map(([room, allowed]) => ({
	name: `${room.replace('/', '-')}-imports-only-what-it-may`,
	comment: `nodes/${room} may import ${['itself', ...allowed].join(', ')}: see docs/architecture.md`,
	severity: 'error',
	from: { path: `^nodes/${room}/` },
	to: { path: '^(nodes|credentials)/', pathNot: `^nodes/(${[room, ...allowed].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{ name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
		...rooms,
		{
			name: 'the-codec-knows-nothing-of-n8n',
			severity: 'error',
			from: { path: '^nodes/Edi/(interchange|x12|edifact|file|json|documents|acknowledgments|show)/' },
			to: { path: 'n8n-workflow|n8n-core' },
		},
		{
			name: 'shipped-code-stands-alone',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { path: '^(build|sandbox|local-n8n|demo|bench|docs|test)/' },
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
