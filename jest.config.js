'use strict';

const project = (displayName) => ({
	displayName,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
	// Types are checked by `npm run lint`; here each file is only translated.
	transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
});

const projectInN8n = (displayName) => ({ ...project(displayName), globalSetup: '<rootDir>/test/pack.ts' });

/** @type {import('jest').Config} */
module.exports = {
	// Long enough for a busy machine: no test measures its own duration by it.
	testTimeout: 20_000,
	maxWorkers: '100%',
	projects: [project('unit'), project('integration'), projectInN8n('e2e'), projectInN8n('reliability')],
};
