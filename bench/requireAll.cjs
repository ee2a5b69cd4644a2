'use strict';

// Run in a fresh process with the folder of an installed package: loads its nodes and credentials as n8n does at its
// start, after n8n-workflow, which is there then. Says how many milliseconds it took, and what operations there are.
const { createRequire } = require('node:module');
const { join } = require('node:path');

const folder = process.argv[2];
createRequire(join(folder, 'package.json'))('n8n-workflow');
const { n8n } = require(join(folder, 'package.json'));
const files = [...n8n.nodes, ...n8n.credentials].map((file) => join(folder, file));

const began = performance.now();
const modules = files.map((file) => require(file));
const milliseconds = performance.now() - began;

const nodes = modules
	.flatMap((module) => Object.values(module))
	.flatMap((Type) => (typeof Type === 'function' && Type.prototype ? (new Type().description ?? []) : []));
/** Of a node: each choice of an operation, once for each resource; a trigger does one thing. */
const operationsOf = ({ name, properties }) => {
	const choices = properties
		.filter((property) => property.name === 'operation')
		.flatMap(({ options = [], displayOptions }) =>
			options.map(({ value }) => [name, displayOptions?.show?.resource, value].join()),
		);
	return choices.length > 0 ? choices : [name];
};
console.log(JSON.stringify({ milliseconds, operations: new Set(nodes.flatMap(operationsOf)).size }));
