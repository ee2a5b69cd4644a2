'use strict';

const { n8n } = require('./package.json');

/** The classes of this package, for code that require()s it: those that package.json names to n8n. */
module.exports = Object.assign({}, ...[...n8n.credentials, ...n8n.nodes].map((file) => require(`./${file}`)));
