'use strict';

const project = (displayName) => ({
	displayName,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
	// Types are checked by `npm run lint`; here each file is only translated.
	transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
});

/** @type {import('jest').Config} */
module.exports = {
	projects: [project('unit'), project('integration'), project('e2e'), project('reliability')],
};
