'use strict';

const { availableParallelism } = require('node:os');

const project = (displayName) => ({
	displayName,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
	// `npm run lint` checks types; here each file is only transpiled.
	transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
});

const projectInN8n = (displayName) => ({ ...project(displayName), globalSetup: '<rootDir>/test/pack.ts' });

/** @type {import('jest').Config} */
module.exports = {
	// Long enough for a busy machine: no test relies on it to measure its own duration.
	testTimeout: 20_000,
	// More than processors, because a test also waits: for n8n’s schedule, or a pause between tries.
	maxWorkers: 2 * availableParallelism(),
	testSequencer: '<rootDir>/test/order.cjs',
	projects: [project('unit'), project('integration'), projectInN8n('e2e'), projectInN8n('reliability')],
};
