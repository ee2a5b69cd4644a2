/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	plugins: ['@stryker-mutator/jest-runner'],
	testRunner: 'jest',
	jest: { configFile: 'test/mutation/jest.config.cjs', enableFindRelatedTests: false },
	// The integration tests run the built package.
	buildCommand: 'npx gulp build',
	// The tests that name messages compare them. Values created while a file loads are compared as a whole.
	mutator: { excludedMutations: ['StringLiteral'] },
	ignoreStatic: true,
	coverageAnalysis: 'perTest',
	mutate: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	ignorePatterns: ['/dist', '/test-results', '/docs/images', '/bench'],
	timeoutMS: 60_000,
	concurrency: 2,
	reporters: ['progress-append-only', 'clear-text', 'json'],
	clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false, logTests: false },
	jsonReporter: { fileName: 'test-results/mutation/mutation.json' },
	tempDirName: 'test-results/mutation/sandbox',
	dryRunTimeoutMinutes: 20,
};
