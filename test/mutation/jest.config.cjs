'use strict';

const { projects } = require('../../jest.config.js');

const [unit, integration] = projects;
const { TESTS } = process.env;

/**
 * Unit and integration tests as one project: StrykerJS notes which test runs which line of one environment only. TESTS names
 * the files, divided by commas: StrykerJS chooses tests by their names, and each file that is loaded for that costs seconds.
 */
module.exports = {
	...unit,
	rootDir: '../..',
	displayName: undefined,
	testMatch: TESTS
		? TESTS.split(',').map((files) => `<rootDir>/${files}`)
		: [...unit.testMatch, ...integration.testMatch],
};
