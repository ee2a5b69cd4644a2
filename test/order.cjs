'use strict';

const { default: Sequencer } = require('@jest/test-sequencer');

/** Slowest first, so that the last files to run are short, and no worker waits long for another. */
const PROJECTS = ['reliability', 'e2e', 'integration', 'unit'];

const placeOf = ({ context }) => PROJECTS.indexOf(context.config.displayName.name);

/** The order in which jest runs the test files: by project, and within a project by jest's own rules. */
module.exports = class extends Sequencer {
	sort(tests) {
		return super.sort(tests).sort((left, right) => placeOf(left) - placeOf(right));
	}
};
