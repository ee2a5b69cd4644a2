/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	plugins: ['@stryker-mutator/jest-runner'],
	testRunner: 'jest',
	jest: { configFile: 'test/mutation/jest.config.cjs', enableFindRelatedTests: false },
	// The integration tests run what is built.
	buildCommand: 'npx gulp build',
	// Messages are compared by the tests that name them; what is made while a file loads is compared as a whole.
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
