'use strict';

const { projects } = require('../../jest.config.js');

const [unit, integration] = projects;
const { TESTS } = process.env;

/**
 * Unit and integration tests as one project: StrykerJS records which test runs which line for only one
 * environment. TESTS names the files, separated by commas. StrykerJS selects tests by name, and each file
 * that is loaded for that costs seconds.
 */
module.exports = {
	...unit,
	rootDir: '../..',
	displayName: undefined,
	testMatch: TESTS
		? TESTS.split(',').map((files) => `<rootDir>/${files}`)
		: [...unit.testMatch, ...integration.testMatch],
};
