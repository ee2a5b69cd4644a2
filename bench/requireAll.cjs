'use strict';

// Runs in a fresh process with the folder of an installed package. Loads the package's nodes and credentials and
// instantiates them, as n8n does when it starts, after n8n-workflow, which is already loaded at that point. Reports the
// load time in milliseconds and the operations.
const { createRequire } = require('node:module');
const { basename, join } = require('node:path');

const folder = process.argv[2];
createRequire(join(folder, 'package.json'))('n8n-workflow');
const { n8n } = require(join(folder, 'package.json'));
const files = [...n8n.nodes, ...n8n.credentials].map((file) => join(folder, file));

const began = performance.now();
// n8n takes the class with the name of the file.
const types = files.map((file) => new (require(file)[basename(file).split('.')[0]])());
const milliseconds = performance.now() - began;

// A node with versions keeps the descriptions in its versions.
const nodes = types.flatMap(({ description, nodeVersions }) =>
	nodeVersions ? Object.values(nodeVersions).map((version) => version.description) : (description ?? []),
);
/** Returns a node's operations, one for each choice and resource. A trigger counts as one operation. */
const operationsOf = ({ name, properties }) => {
	const choices = properties
		.filter((property) => property.name === 'operation')
		.flatMap(({ options = [], displayOptions }) =>
			options.map(({ value }) => [name, displayOptions?.show?.resource, value].join()),
		);
	return choices.length > 0 ? choices : [name];
};
console.log(JSON.stringify({ milliseconds, operations: new Set(nodes.flatMap(operationsOf)).size }));
