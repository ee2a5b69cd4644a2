'use strict';

const { basename } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Slowest first, so that the last files to run are short, and no worker waits long for another. */
const PROJECTS = ['reliability', 'e2e', 'integration', 'unit'];
/** The files that take minutes, the slowest first. */
const SLOWEST = [
	'editor',
	'recovery',
	'safety-net',
	'examples',
	'queue-mode',
	'publishing',
	'edi',
	'journey',
	'loop',
	'files',
	'webhook-url',
	'inbox',
	'compose',
	'kill',
	'durable-polls',
	'complaints',
	'http-request-credential',
	'quick-start',
	'starting',
	'burst',
];

function placeOf({ context, path }) {
	const project = PROJECTS.indexOf(context.config.displayName.name);
	const slow = project < 2 ? SLOWEST.indexOf(basename(path, '.test.ts')) : -1;
	return slow < 0 ? SLOWEST.length + project : slow;
}

/** The order in which jest runs the test files: the slowest, then by project, and within a project by jest's own rules. */
module.exports = class extends Sequencer {
	sort(tests) {
		return super.sort(tests).sort((left, right) => placeOf(left) - placeOf(right));
	}
};
